#pragma once
#include <algorithm>
#include <array>
#include <span>
#include <string_view>

// The short lists of words that referrals and programs may use; each has its message ("aid.dibao",
// "within.life").
namespace server {

using CodeTable = std::span<const std::string_view>;

// Government aid a family already has.
inline constexpr std::array<std::string_view, 15> kAidKinds{"dibao",
                                                            "teku",
                                                            "temporary_aid",
                                                            "medical_aid",
                                                            "education_aid",
                                                            "housing_aid",
                                                            "employment_aid",
                                                            "disaster_relief",
                                                            "orphan_allowance",
                                                            "unsupported_child_allowance",
                                                            "disability_living_subsidy",
                                                            "disability_care_subsidy",
                                                            "elderly_allowance",
                                                            "price_subsidy",
                                                            "other_aid"};

inline constexpr std::array<std::string_view, 3> kNoIdReasons{"not_issued", "lost", "unknown"};

// What programs ask for and do. Others may be typed as text; these have both languages.
inline constexpr std::array<std::string_view, 19> kDocuments{"id_card",
                                                             "household_book",
                                                             "guardian_books",
                                                             "diagnosis",
                                                             "medical_records",
                                                             "medical_receipts",
                                                             "discharge_record",
                                                             "echo_report",
                                                             "admission_letter",
                                                             "enrolment_proof",
                                                             "low_income_proof",
                                                             "disability_certificate",
                                                             "orphan_certificate",
                                                             "bank_card",
                                                             "application_form",
                                                             "pay_records",
                                                             "school_certificate",
                                                             "photo",
                                                             "guardian_consent"};
inline constexpr std::array<std::string_view, 6> kSteps{"home_visit",     "phone_call",     "school_check",
                                                        "hospital_check", "village_notice", "panel_review"};
inline constexpr std::array<std::string_view, 4> kDuties{"pass_on_calf", "report_grades", "attend_activities",
                                                         "thank_you_note_optional"};
inline constexpr std::array<std::string_view, 7> kItems{
    "winter_kit", "school_kit", "chicks_and_feed", "cow", "oxygen_machine", "wish", "village_fund"};

inline constexpr std::array<std::string_view, 10> kServices{
    "tutoring", "meals",          "treatment",       "companionship", "psychology",
    "visit",    "rehabilitation", "home_adaptation", "legal_advice",  "training"};
inline constexpr std::array<std::string_view, 5> kServicePer{"once", "day", "week", "month", "school_year"};
inline constexpr std::array<std::string_view, 4> kEvery{"month", "term", "school_year", "year"};
inline constexpr std::array<std::string_view, 3> kPer{"person", "household", "illness"};
inline constexpr std::array<std::string_view, 4> kWithin{"life", "calendar_year", "school_year",
                                                         "edition"}; // or "N months"

inline bool is_known(CodeTable table, std::string_view code)
{
    return std::ranges::find(table, code) != table.end();
}

} // namespace server
