#include "matching/stages.hpp"
#include <algorithm>
#include <array>

namespace matching {

namespace {

struct Named {
    std::string_view code;
    SchoolYears stage;
};

constexpr std::array kStages{Named{"kindergarten", {0, 0}},
                             Named{"primary_1", {1, 1}},
                             Named{"primary_2", {2, 2}},
                             Named{"primary_3", {3, 3}},
                             Named{"primary_4", {4, 4}},
                             Named{"primary_5", {5, 5}},
                             Named{"primary_6", {6, 6}},
                             Named{"junior_1", {7, 7}},
                             Named{"junior_2", {8, 8}},
                             Named{"junior_3", {9, 9}},
                             Named{"senior_1", {10, 10}},
                             Named{"senior_2", {11, 11}},
                             Named{"senior_3", {12, 12}},
                             Named{"vocational_1", {10, 10}},
                             Named{"vocational_2", {11, 11}},
                             Named{"vocational_3", {12, 12}},
                             Named{"college_freshman", {13, 13}},
                             Named{"college", {14, 15}},
                             Named{"undergraduate_freshman", {13, 13}},
                             Named{"undergraduate", {14, 16}},
                             Named{"master", {17, 19}},
                             Named{"doctor", {20, 23}}};

constexpr int kYoungestInFirst = 4; // a first year is usually begun with six

} // namespace

std::optional<SchoolYears> school_years_of(std::string_view schooling)
{
    const auto found = std::ranges::find(kStages, schooling, &Named::code);
    if (found == kStages.end()) return {};
    return found->stage;
}

std::optional<int> youngest_in(std::string_view schooling)
{
    const auto stage = school_years_of(schooling);
    if (!stage) return {};
    return stage->first == 0 ? 2 : stage->first + kYoungestInFirst;
}

bool may_follow(std::string_view from, std::string_view into)
{
    const auto now = school_years_of(from), then = school_years_of(into);
    return !now || !then || (then->first <= now->last + 1 && then->last >= now->first);
}

} // namespace matching
