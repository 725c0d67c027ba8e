#include "server/formats/codes.hpp"
#include "server/formats/fact_json.hpp"
#include "server/referrals/sheet.hpp"
#include <array>

namespace server::referrals {

using namespace models;

namespace {

constexpr std::array<std::string_view, 6> kIdTypes{"resident",          "passport",       "residence_permit",
                                                   "birth_certificate", "household_book", "other"};
constexpr std::array<std::string_view, 2> kKinds{"beyond_aid", "outside_aid"};
constexpr std::array<std::string_view, 2> kUrgencies{"normal", "urgent"};

// Asked of every member, then the rest that rules read.
constexpr std::array kAsked{Fact::relation,   Fact::enrolment_status, Fact::schooling,  Fact::illnesses,
                            Fact::treatments, Fact::able_to_work,     Fact::left_behind};
constexpr std::array kMore{Fact::operated_for,
                           Fact::disabilities,
                           Fact::person_layers,
                           Fact::hukou_area,
                           Fact::school_area,
                           Fact::occupation,
                           Fact::has_job,
                           Fact::person_income_month,
                           Fact::study_mode,
                           Fact::prior_school,
                           Fact::admission_year,
                           Fact::school_rural,
                           Fact::school_hardship_grade,
                           Fact::self_care_failed,
                           Fact::able_supporter,
                           Fact::father_status,
                           Fact::mother_status,
                           Fact::orphan_recognized_ever,
                           Fact::oxygen_prescribed,
                           Fact::cervical_stage,
                           Fact::breast_cancer_kind,
                           Fact::hardship_confirmed_by_employer,
                           Fact::clergy_away};
constexpr std::array kOfHousehold{Fact::layers,
                                  Fact::residence_kind,
                                  Fact::income_year,
                                  Fact::counted_members,
                                  Fact::rigid_living_year,
                                  Fact::rigid_medical_year,
                                  Fact::rigid_education_year,
                                  Fact::rigid_rehabilitation_year,
                                  Fact::rigid_other_year,
                                  Fact::property_within,
                                  Fact::relocated,
                                  Fact::able_to_raise,
                                  Fact::last_disaster_date,
                                  Fact::left_low_income_date};

// Of the household's facts, those that only some rules read.
bool is_more(Fact fact)
{
    return fact == Fact::property_within || fact == Fact::relocated || fact == Fact::able_to_raise ||
           fact == Fact::last_disaster_date || fact == Fact::left_low_income_date;
}

Input input_of(const FactRow& row)
{
    switch (row.type) {
    case FactType::code: return row.codes.empty() ? Input::text : Input::code;
    case FactType::list: return Input::codes;
    case FactType::area: return Input::area;
    case FactType::number: return Input::number;
    case FactType::fen: return Input::yuan;
    case FactType::date: return Input::date;
    case FactType::yes_no: return Input::yes_no;
    }
    return Input::text;
}

Field fact_field(Fact fact, const std::string& at, bool folded_away)
{
    const auto& row = row_of(fact);
    const std::string name(row.name);
    return {name,          at + "/facts/" + member_name(row),
            input_of(row), "fact." + name,
            row.codes,     "code." + name,
            folded_away};
}

void add_paper(std::vector<Field>& fields, const std::string& at)
{
    fields.push_back({"name", at + "/name", Input::secret, "referral.field.name", {}, ""});
    fields.push_back({"id_number", at + "/id_number", Input::secret, "referral.field.id_number", {}, ""});
    fields.push_back(
        {"id_type", at + "/id_type", Input::code, "referral.field.id_type", kIdTypes, "id_type", true});
    fields.push_back({"no_id_reason", at + "/no_id_reason", Input::code, "referral.field.no_id_reason",
                      kNoIdReasons, "no_id_reason", true});
    fields.push_back(fact_field(Fact::birth_date, at, true));
    fields.push_back(fact_field(Fact::sex, at, true));
}

} // namespace

std::vector<Field> who_fields()
{
    const std::string contact = "/household/members/0";
    std::vector<Field> fields;
    add_paper(fields, contact);
    fields.push_back({"village", "/household/village", Input::area, "referral.field.village", {}, ""});
    fields.push_back({"address", "/household/address", Input::secret, "referral.field.address", {}, ""});
    fields.push_back({"phone", contact + "/phone", Input::secret, "referral.field.phone", {}, ""});
    return fields;
}

std::vector<Field> member_fields(std::size_t position)
{
    const auto at = "/household/members/" + std::to_string(position);
    std::vector<Field> fields;
    add_paper(fields, at);
    for (const auto fact : kAsked) fields.push_back(fact_field(fact, at, false));
    for (const auto fact : kMore) fields.push_back(fact_field(fact, at, true));
    return fields;
}

std::vector<Field> needs_fields()
{
    return {{"kind", "/kind", Input::code, "referral.field.kind", kKinds, "kind"},
            {"urgency", "/urgency", Input::code, "referral.field.urgency", kUrgencies, "urgency"},
            {"situation", "/household/situation", Input::lines, "referral.field.situation", {}, ""}};
}

std::vector<Field> family_fields()
{
    std::vector<Field> fields{{"all_members_listed",
                               "/household/all_members_listed",
                               Input::yes_no,
                               "referral.field.all_members_listed",
                               {},
                               ""}};
    for (const auto fact : kOfHousehold) fields.push_back(fact_field(fact, "/household", is_more(fact)));
    return fields;
}

} // namespace server::referrals
