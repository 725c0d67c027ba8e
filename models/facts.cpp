#include "models/facts.hpp"
#include "models/rule.hpp"
#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace models {

namespace {

using Codes = std::span<const std::string_view>;
constexpr std::int64_t kFen = 1'000'000'000'000;
constexpr std::int64_t kYears = 130;

constexpr std::array<std::string_view, 2> kSex{"female", "male"};
constexpr std::array<std::string_view, 11> kRelation{
    "self",    "spouse",       "child",         "grandchild", "parent", "grandparent",
    "sibling", "child_in_law", "parent_in_law", "ward",       "other"};
constexpr std::array<std::string_view, 3> kStudyMode{"full_time", "part_time", "distance"};
constexpr std::array<std::string_view, 5> kEnrolment{"enrolled", "admitted", "suspended", "left", "none"};
constexpr std::array<std::string_view, 23> kSchooling{
    "none",          "kindergarten",     "primary_1",    "primary_2",
    "primary_3",     "primary_4",        "primary_5",    "primary_6",
    "junior_1",      "junior_2",         "junior_3",     "senior_1",
    "senior_2",      "senior_3",         "vocational_1", "vocational_2",
    "vocational_3",  "college_freshman", "college",      "undergraduate_freshman",
    "undergraduate", "master",           "doctor"};
constexpr std::array<std::string_view, 5> kPriorSchool{"senior_school", "vocational_school", "college",
                                                       "none", "other"};
constexpr std::array<std::string_view, 9> kOccupation{
    "farmer", "migrant_worker", "worker", "teacher", "self_employed", "student", "retired", "none", "other"};
constexpr std::array<std::string_view, 8> kCervicalStage{"precancer", "IA",  "IB", "IIA",
                                                         "IIB",       "III", "IV", "none"};
constexpr std::array<std::string_view, 3> kBreastCancer{"invasive", "in_situ", "none"};
constexpr std::array<std::string_view, 4> kHardshipGrade{"special", "hard", "general", "none"};
constexpr std::array<std::string_view, 28> kDisabilities{
    "hearing_1",      "hearing_2",      "hearing_3", "hearing_4", "intellectual_1", "intellectual_2",
    "intellectual_3", "intellectual_4", "limb_1",    "limb_2",    "limb_3",         "limb_4",
    "mental_1",       "mental_2",       "mental_3",  "mental_4",  "multiple_1",     "multiple_2",
    "multiple_3",     "multiple_4",     "speech_1",  "speech_2",  "speech_3",       "speech_4",
    "vision_1",       "vision_2",       "vision_3",  "vision_4"};
constexpr std::array<std::string_view, 13> kIllnesses{"congenital_heart_disease",
                                                      "leukaemia",
                                                      "pre_leukaemia",
                                                      "cervical_cancer",
                                                      "breast_cancer",
                                                      "tumour",
                                                      "uremia",
                                                      "pneumoconiosis",
                                                      "mental_illness",
                                                      "heart_disease",
                                                      "stroke",
                                                      "major_other",
                                                      "long_term_other"};
constexpr std::array<std::string_view, 7> kTreatments{
    "surgery", "transplant", "chemotherapy", "dialysis", "hospital", "rehabilitation", "medication"};
constexpr std::array<std::string_view, 9> kPersonLayers{
    "orphan",       "unsupported_child", "teku",     "dibao", "edge", "child_in_difficulty",
    "martyr_child", "disabled_child",    "monitored"};
constexpr std::array<std::string_view, 10> kParent{"living",           "dead",
                                                   "declared_missing", "untraceable",
                                                   "disabled",         "severely_disabled",
                                                   "seriously_ill",    "prison_or_detox_6m",
                                                   "lost_contact_6m",  "martyr"};
constexpr std::array<std::string_view, 5> kLayers{"dibao", "teku", "edge", "rigid", "monitored"};
constexpr std::array<std::string_view, 2> kResidence{"urban", "rural"};
constexpr std::array<std::string_view, 4> kProperty{"dibao", "edge", "rigid", "over"};

struct Is {
    bool fixed = false, derived = false, health = false;
};

constexpr FactRow row(Fact fact, std::string_view name, FactLevel level, FactType type, Codes codes = {},
                      Is is = {}, std::int64_t low = 0, std::int64_t high = 0)
{
    return {fact, name, level, type, !is.fixed, is.derived, is.health, low, high, codes};
}

constexpr auto M = FactLevel::member;
constexpr auto H = FactLevel::household;
constexpr auto N = FactLevel::need;
using enum FactType;

// In the order of the enumeration (a test compares).
constexpr std::array kFacts{
    row(Fact::birth_date, "birth_date", M, date, {}, {.fixed = true}),
    row(Fact::sex, "sex", M, FactType::code, kSex, {.fixed = true}),
    row(Fact::age, "age", M, number, {}, {.derived = true}, 0, kYears),
    row(Fact::relation, "relation", M, FactType::code, kRelation),
    row(Fact::study_mode, "study_mode", M, FactType::code, kStudyMode),
    row(Fact::enrolment_status, "enrolment_status", M, FactType::code, kEnrolment),
    row(Fact::schooling, "schooling", M, FactType::code, kSchooling),
    row(Fact::prior_school, "prior_school", M, FactType::code, kPriorSchool),
    row(Fact::occupation, "occupation", M, FactType::code, kOccupation),
    row(Fact::cervical_stage, "cervical_stage", M, FactType::code, kCervicalStage, {.health = true}),
    row(Fact::breast_cancer_kind, "breast_cancer_kind", M, FactType::code, kBreastCancer, {.health = true}),
    row(Fact::hukou_area, "hukou_area", M, area),
    row(Fact::school_area, "school_area", M, area),
    row(Fact::school, "school", M, FactType::code),
    row(Fact::admission_year, "admission_year", M, number, {}, {}, 1950, 2100),
    row(Fact::school_rural, "school_rural", M, yes_no),
    row(Fact::left_behind, "left_behind", M, yes_no),
    row(Fact::has_job, "has_job", M, yes_no),
    row(Fact::able_to_work, "able_to_work", M, yes_no),
    row(Fact::able_supporter, "able_supporter", M, yes_no),
    row(Fact::oxygen_prescribed, "oxygen_prescribed", M, yes_no, {}, {.health = true}),
    row(Fact::clergy_away, "clergy_away", M, yes_no),
    row(Fact::orphan_recognized_ever, "orphan_recognized_ever", M, yes_no),
    row(Fact::hardship_confirmed_by_employer, "hardship_confirmed_by_employer", M, yes_no),
    row(Fact::school_hardship_grade, "school_hardship_grade", M, FactType::code, kHardshipGrade),
    row(Fact::disabilities, "disabilities", M, list, kDisabilities, {.health = true}),
    row(Fact::illnesses, "illnesses", M, list, kIllnesses, {.health = true}),
    row(Fact::treatments, "treatments", M, list, kTreatments, {.health = true}),
    row(Fact::operated_for, "operated_for", M, list, kIllnesses, {.health = true}),
    row(Fact::person_layers, "person_layers", M, list, kPersonLayers),
    row(Fact::person_layer_choice, "person_layer_choice", M, list, kPersonLayers),
    row(Fact::father_status, "father_status", M, list, kParent, {.health = true}),
    row(Fact::mother_status, "mother_status", M, list, kParent, {.health = true}),
    row(Fact::self_care_failed, "self_care_failed", M, number, {}, {.health = true}, 0, 6),
    row(Fact::person_income_month, "person_income_month", M, fen, {}, {}, 0, kFen),
    row(Fact::layers, "layers", H, list, kLayers),
    row(Fact::layer_estimate, "layer_estimate", H, list, kLayers, {.derived = true}),
    row(Fact::residence_area, "residence_area", H, area),
    row(Fact::residence_kind, "residence_kind", H, FactType::code, kResidence),
    row(Fact::property_within, "property_within", H, FactType::code, kProperty),
    row(Fact::relocated, "relocated", H, yes_no),
    row(Fact::able_to_raise, "able_to_raise", H, yes_no),
    row(Fact::income_year, "income_year", H, fen, {}, {}, 0, kFen),
    row(Fact::rigid_spending_year, "rigid_spending_year", H, fen, {}, {.derived = true}, 0, kFen),
    row(Fact::rigid_living_year, "rigid_living_year", H, fen, {}, {}, 0, kFen),
    row(Fact::rigid_medical_year, "rigid_medical_year", H, fen, {}, {}, 0, kFen),
    row(Fact::rigid_education_year, "rigid_education_year", H, fen, {}, {}, 0, kFen),
    row(Fact::rigid_rehabilitation_year, "rigid_rehabilitation_year", H, fen, {}, {}, 0, kFen),
    row(Fact::rigid_other_year, "rigid_other_year", H, fen, {}, {}, 0, kFen),
    row(Fact::counted_members, "counted_members", H, number, {}, {}, 1, 100),
    row(Fact::income_per_head_month, "income_per_head_month", H, fen, {}, {.derived = true}, -kFen, kFen),
    row(Fact::income_per_head_year, "income_per_head_year", H, fen, {}, {.derived = true}, -kFen, kFen),
    row(Fact::income_less_rigid_per_head_month, "income_less_rigid_per_head_month", H, fen, {},
        {.derived = true}, -kFen, kFen),
    row(Fact::last_disaster_date, "last_disaster_date", H, date),
    row(Fact::left_low_income_date, "left_low_income_date", H, date),
    row(Fact::self_paid, "self_paid", N, fen, {}, {}, 0, kFen),
    row(Fact::special_hardship, "special_hardship", N, yes_no),
    row(Fact::urgent, "urgent", N, yes_no),
    row(Fact::first_entry, "first_entry", N, date, {}, {.fixed = true}),
};

Rule leaf(Fact fact, Op op, Operand value)
{
    Rule rule;
    rule.kind = RuleKind::leaf;
    rule.leaf.fact = fact;
    rule.leaf.op = op;
    rule.leaf.value = std::move(value);
    return rule;
}

Rule all(std::vector<Rule> parts)
{
    Rule rule;
    rule.parts = std::move(parts);
    return rule;
}

Rule any(std::vector<Rule> parts)
{
    Rule rule;
    rule.kind = RuleKind::any;
    rule.parts = std::move(parts);
    return rule;
}

Rule is_one_of(Fact fact, CodeSet codes) { return leaf(fact, Op::in, std::move(codes)); }
Rule at_least_years(std::int64_t years) { return leaf(Fact::age, Op::at_least, years); }
Rule minor() { return leaf(Fact::age, Op::less_than, std::int64_t{18}); }
Rule woman() { return all({is_one_of(Fact::sex, {"female"}), at_least_years(18)}); }

// A fact applies only where asking for it makes sense: otherwise every young man is asked for a cancer stage.
std::map<Fact, Rule> make_applicability()
{
    std::map<Fact, Rule> rules;
    // From kindergarten to the end of a doctorate; later schooling is nobody's ground for help here.
    rules[Fact::enrolment_status] = all({at_least_years(3), leaf(Fact::age, Op::at_most, std::int64_t{35})});
    // Facts of a place at a school, taken up or offered, or kept while suspended.
    for (const auto fact : {Fact::study_mode, Fact::schooling, Fact::school_rural,
                            Fact::school_hardship_grade, Fact::admission_year})
        rules[fact] = is_one_of(Fact::enrolment_status, {"enrolled", "admitted", "suspended"});
    // Where somebody came from matters in the first year of a new school.
    rules[Fact::prior_school] = is_one_of(
        Fact::schooling, {"college_freshman", "undergraduate_freshman", "vocational_1", "senior_1"});
    // 16 is the working age of the labor law; clergy likewise.
    rules[Fact::occupation] = rules[Fact::has_job] = rules[Fact::clergy_away] = at_least_years(16);
    // Whether others can support somebody is asked of those who cannot be expected to support themselves.
    rules[Fact::able_supporter] = any({leaf(Fact::age, Op::at_least, std::int64_t{60}),
                                       leaf(Fact::age, Op::less_than, std::int64_t{16}),
                                       leaf(Fact::able_to_work, Op::is, std::int64_t{0})});
    // Details of an illness belong to those who have it.
    rules[Fact::cervical_stage] = all({woman(), leaf(Fact::illnesses, Op::has, CodeSet{"cervical_cancer"})});
    rules[Fact::breast_cancer_kind] =
        all({woman(), leaf(Fact::illnesses, Op::has, CodeSet{"breast_cancer"})});
    rules[Fact::oxygen_prescribed] = leaf(Fact::illnesses, Op::has, CodeSet{"pneumoconiosis"});
    // Children of parents who work far away; the word has no meaning for adults.
    rules[Fact::left_behind] = minor();
    // Parents count for minors and for those who grew up without them and still study.
    rules[Fact::father_status] = rules[Fact::mother_status] =
        leaf(Fact::age, Op::less_than, std::int64_t{30});
    rules[Fact::orphan_recognized_ever] = leaf(Fact::age, Op::at_most, std::int64_t{35});
    // The school confirms a poor teacher's hardship.
    rules[Fact::hardship_confirmed_by_employer] = is_one_of(Fact::occupation, {"teacher"});
    return rules;
}

std::optional<std::string> fault_of_codes(const FactRow& fact, const std::vector<std::string>& codes)
{
    for (const auto& text : codes)
        if (!fact.codes.empty() && std::ranges::find(fact.codes, text) == fact.codes.end())
            return "error.fact.code";
    return {};
}

} // namespace

std::span<const FactRow> all_facts() { return kFacts; }

const FactRow& row_of(Fact fact) { return kFacts.at(static_cast<std::size_t>(fact)); }

const FactRow* find_fact(std::string_view name)
{
    static const auto kByName = [] {
        std::map<std::string_view, const FactRow*> rows;
        for (const auto& row : kFacts) rows[row.name] = &row;
        return rows;
    }();
    const auto at = kByName.find(name);
    return at == kByName.end() ? nullptr : at->second;
}

const Rule* applies_when(Fact fact)
{
    static const auto kApplicability = make_applicability();
    const auto at = kApplicability.find(fact);
    return at == kApplicability.end() ? nullptr : &at->second;
}

std::optional<std::string> fault_of(const FactRow& fact, const FactValue& value)
{
    switch (fact.type) {
    case FactType::code:
        if (const auto* code = std::get_if<Code>(&value)) return fault_of_codes(fact, {code->text});
        break;
    case FactType::list:
        if (const auto* list = std::get_if<CodeList>(&value)) return fault_of_codes(fact, list->codes);
        break;
    case FactType::area:
        if (std::holds_alternative<Area>(value)) return {};
        break;
    case FactType::date:
        if (std::holds_alternative<Date>(value)) return {};
        break;
    case FactType::yes_no:
        if (const auto* yes = std::get_if<std::int64_t>(&value); yes && (*yes == 0 || *yes == 1)) return {};
        break;
    case FactType::number:
    case FactType::fen:
        if (const auto* amount = std::get_if<std::int64_t>(&value)) {
            if (*amount < fact.low || *amount > fact.high) return "error.fact.range";
            return {};
        }
        break;
    }
    return "error.fact.type";
}

const FactValue* value_on(const FactRecords& records, Fact fact, Date on, std::optional<Time> known_by)
{
    const bool fixed = !row_of(fact).can_change;
    const FactRecord* best = nullptr;
    for (const auto& record : records) {
        if (record.fact != fact || (known_by && record.recorded_at > *known_by)) continue;
        if (!fixed && (record.valid_from > on || (record.valid_until && on >= *record.valid_until))) continue;
        if (!best || std::pair{record.valid_from, record.recorded_at} >=
                         std::pair{best->valid_from, best->recorded_at})
            best = &record;
    }
    return best ? &best->value : nullptr;
}

} // namespace models
