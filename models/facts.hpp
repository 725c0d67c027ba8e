#pragma once
#include "models/area.hpp"
#include "models/fact_value.hpp"
#include "models/names.hpp"
#include "models/time.hpp"
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace models {

struct Rule;

// Everything that may be known about a household (H), a member (M) or a need (N) and that rules may read.
// The table itself is kFacts in facts.cpp; forms, sentences, rule checks and test generators read it.
enum class Fact : std::uint16_t {
    // member, cannot change
    birth_date,
    sex,
    age /* derived */,
    // member
    relation,
    study_mode,
    enrolment_status,
    schooling,
    prior_school,
    occupation,
    cervical_stage,
    breast_cancer_kind,
    hukou_area,
    school_area,
    school,
    admission_year,
    school_rural,
    left_behind,
    has_job,
    able_to_work,
    able_supporter,
    oxygen_prescribed,
    clergy_away,
    orphan_recognized_ever,
    hardship_confirmed_by_employer,
    school_hardship_grade,
    disabilities,
    illnesses,
    treatments,
    operated_for,
    person_layers,
    person_layer_choice,
    father_status,
    mother_status,
    self_care_failed,
    person_income_month,
    // household
    layers,
    layer_estimate /* derived */,
    residence_area,
    residence_kind,
    property_within,
    relocated,
    able_to_raise,
    income_year,
    rigid_spending_year /* derived: the five below */,
    rigid_living_year,
    rigid_medical_year,
    rigid_education_year,
    rigid_rehabilitation_year,
    rigid_other_year,
    counted_members,
    income_per_head_month /* derived */,
    income_per_head_year /* derived */,
    income_less_rigid_per_head_month /* derived */,
    last_disaster_date,
    left_low_income_date,
    // need
    self_paid,
    special_hardship,
    urgent,
    first_entry,
};

enum class FactLevel { household, member, need };
template <>
inline constexpr auto kNames<FactLevel> = names<FactLevel>(
    {{FactLevel::household, "household"}, {FactLevel::member, "member"}, {FactLevel::need, "need"}});

enum class FactType { code, list, area, number, fen, date, yes_no };
template <>
inline constexpr auto kNames<FactType> = names<FactType>({{FactType::code, "code"},
                                                          {FactType::list, "list"},
                                                          {FactType::area, "area"},
                                                          {FactType::number, "number"},
                                                          {FactType::fen, "fen"},
                                                          {FactType::date, "date"},
                                                          {FactType::yes_no, "yes_no"}});

struct FactRow {
    Fact fact{};
    std::string_view name; // income_year; label: message "fact.income_year"
    FactLevel level{};
    FactType type{};
    bool can_change = true; // income can, a birth date cannot
    bool derived = false;   // computed, never recorded
    bool health = false;    // shown as a category only before acceptance
    std::int64_t low{};     // number, fen: range
    std::int64_t high{};
    std::span<const std::string_view> codes; // code, list: the possible ones; empty: any (school)
                                             // label: message "code.<name>.<code>"
};

std::span<const FactRow> all_facts();
const FactRow& row_of(Fact);
const FactRow* find_fact(std::string_view name);

// Where this rule is no the fact does not apply, whatever is recorded; where unknown, the fact is unknown.
// nullptr: always applies.
const Rule* applies_when(Fact);

// Does the value suit the fact's type, range and codes? Otherwise the message key that says what is wrong.
std::optional<std::string> fault_of(const FactRow&, const FactValue&);

// One thing known: what, from when, told when and by whom.
struct FactRecord {
    Fact fact{};
    FactValue value;
    Date valid_from{std::chrono::year{1900} / 1 / 1};
    std::optional<Date> valid_until; // exclusive
    Time recorded_at{};
    std::string source; // "family", "village", "import", …
    bool operator==(const FactRecord&) const = default;
};

using FactRecords = std::vector<FactRecord>;

// The value on a day: the record that covers it with the latest valid_from, then the latest recorded_at;
// facts that cannot change ignore the day. `known_by`: only what was recorded by then. No record covering the
// day: nothing, never the nearest.
const FactValue* value_on(const FactRecords&, Fact, Date on, std::optional<Time> known_by = {});

} // namespace models
