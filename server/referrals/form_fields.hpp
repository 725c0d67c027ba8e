#pragma once
#include "server/referrals/form_parts.hpp"
#include <nlohmann/json.hpp>

// Inside the form: one field as templates/shared/form_field.html prints it.
namespace server::referrals {

nlohmann::json field_view(const FormPage&, const Field&);
// Those that stand open, or that are folded away; without the paper's own (is_of_paper).
nlohmann::json fields_view(const FormPage&, const std::vector<Field>&, bool folded_away);
nlohmann::json field_named(const FormPage&, const std::vector<Field>&, std::string_view name);
bool is_of_paper(const std::string& name); // another paper than the resident ID, or none
bool is_any_filled(const FormPage&, const std::vector<Field>&, bool of_paper);

struct Option {
    std::string value, label;
};

// Label, hint, problem and what is stored; every kind of field closed.
nlohmann::json bare_view(const FormPage&, const std::string& name, const std::string& label);
nlohmann::json options_view(const FormPage&, const std::string& name, const std::vector<Option>&);

// A field by its parts, for what is not one value of the JSON form.
nlohmann::json line_view(const FormPage&, const std::string& name, const std::string& label,
                         const std::string& unit);
nlohmann::json select_view(const FormPage&, const std::string& name, const std::string& label,
                           const std::vector<Option>&);
nlohmann::json choice_view(const FormPage&, const std::string& name, const std::string& label,
                           const std::vector<Option>&);
nlohmann::json checks_view(const FormPage&, const std::string& name, const std::string& label,
                           const std::vector<Option>&);

// The pages' own parts.
void add_needs(nlohmann::json& view, const FormPage&);
void add_family(nlohmann::json& view, const FormPage&);
nlohmann::json people_view(const FormPage&);
nlohmann::json village_view(const FormPage&);

// "孙辈，15 岁": who a member is without saying the name. `number` 0: the household.
std::string person_words(const Call&, const models::Household&, std::int64_t number);
const models::Member* find_member(const models::Household&, const std::string& part);

} // namespace server::referrals
