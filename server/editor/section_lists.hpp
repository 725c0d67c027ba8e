#pragma once
#include "models/names.hpp"
#include "server/editor/sections.hpp"
#include "server/formats/codes.hpp"
#include "server/html/rule_words.hpp"

// Inside of sections: those with rows of lists, and the making of fields.
namespace server::editor {

std::string label_of(const Asking&, const std::string& field); // message "editor.ask.<field>"

// Fields one after the other, all below one pointer ("" or "capacity/quotas/0/").
class Maker {
public:
    explicit Maker(const Asking& asking, std::string below = {}) : asking_(asking), below_(std::move(below))
    {
    }

    Maker& add(const std::string& field, SlotType type, std::vector<html::Fields::Option> options = {},
               const std::string& unit = {});
    Maker& text(const std::string& field) { return add(field, SlotType::text); }
    Maker& lines(const std::string& field) { return add(field, SlotType::lines); }
    Maker& number(const std::string& field) { return add(field, SlotType::number); }
    Maker& yuan(const std::string& field);
    Maker& choice(const std::string& field, std::vector<html::Fields::Option> options)
    {
        return add(field, SlotType::choice, std::move(options));
    }
    Maker& list(const std::string& field, std::vector<html::Fields::Option> options)
    {
        return add(field, SlotType::list, std::move(options));
    }
    std::vector<Slot> take() { return std::move(slots_); }

private:
    const Asking& asking_;
    std::string below_;
    std::vector<Slot> slots_;
};

std::vector<html::Fields::Option> code_options(const html::Words&, const std::string& labels, CodeTable);
template <class E>
std::vector<html::Fields::Option> enum_options(const html::Words& words, const std::string& labels)
{
    std::vector<html::Fields::Option> options;
    for (const auto& [value, name] : models::kNames<E>)
        options.push_back({std::string(name), words.say(labels + std::string(name))});
    return options;
}

std::string row_name(const std::string& list, std::size_t i); // "caps/0"
const nlohmann::json& list_at(const nlohmann::json& document, const std::string& list);
std::string numbered(const Asking&, const std::string& what, std::size_t i); // message "editor.row.<what>"

SectionForm award_form(const Asking&, const nlohmann::json& document);
SectionForm capacity_form(const Asking&, const nlohmann::json& document);
SectionForm areas_form(const Asking&, const nlohmann::json& document);

bool is_optional_rule(
    const std::string& id); // without rows there is none: "award/cases/0/when", "windows/0/rule"
nlohmann::json shown_document(Section, const nlohmann::json& document); // as its form has it

// "add <list>" and "remove <row>" of the lists on this form.
bool change_list(const Form&, const SectionForm&, nlohmann::json& document);

} // namespace server::editor
