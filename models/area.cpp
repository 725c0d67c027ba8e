#include "models/area.hpp"
#include <algorithm>

namespace models {

namespace {

// Digits of the code at each level and the divisor that cuts the rest off.
constexpr std::int64_t kCut[] = {0, 10'000'000'000, 100'000'000, 1'000'000, 1'000, 1};

} // namespace

AreaLevel level_of(Area area)
{
    if (!area) return AreaLevel::none;
    for (int level = 1; level <= 5; ++level)
        if (area.code % kCut[level] == 0) return static_cast<AreaLevel>(level);
    return AreaLevel::village;
}

Area part_of(Area area, AreaLevel level)
{
    if (!area || level == AreaLevel::none || level_of(area) <= level) return area;
    const auto cut = kCut[static_cast<int>(level)];
    return {area.code / cut * cut};
}

bool covers(Area outer, Area inner) { return outer && inner && part_of(inner, level_of(outer)) == outer; }

std::optional<Area> parse_area(std::string_view digits)
{
    const auto size = digits.size();
    if (size != 2 && size != 4 && size != 6 && size != 9 && size != 12) return {};
    if (digits.find_first_not_of("0123456789") != std::string_view::npos || digits[0] == '0') return {};
    std::int64_t code = 0;
    for (const char digit : digits) code = code * 10 + (digit - '0');
    for (auto i = size; i < 12; ++i) code *= 10;
    return Area{code};
}

std::string to_text(Area area)
{
    static constexpr std::size_t kDigits[] = {0, 2, 4, 6, 9, 12};
    if (!area) return {};
    return std::to_string(area.code).substr(0, kDigits[static_cast<int>(level_of(area))]);
}

Divisions::Divisions(std::vector<Division> divisions, std::map<Area, Area> replaced)
    : divisions_(std::move(divisions)), replaced_(std::move(replaced))
{
    std::ranges::sort(divisions_, {},
                      [](const Division& row) { return std::pair{level_of(row.area), row.area}; });
}

Area Divisions::current(Area area) const
{
    for (int level = 5; level >= 2; --level) { // the code itself, or the county that was replaced
        const auto part = part_of(area, static_cast<AreaLevel>(level));
        if (const auto found = replaced_.find(part); found != replaced_.end())
            return {found->second.code + (area.code - part.code)};
    }
    return area;
}

const Division* Divisions::find(Area wanted) const
{
    const auto area = current(wanted);
    const auto key = std::pair{level_of(area), area};
    const auto at = std::ranges::lower_bound(
        divisions_, key, {}, [](const Division& row) { return std::pair{level_of(row.area), row.area}; });
    return at != divisions_.end() && at->area == area ? &*at : nullptr;
}

std::span<const Division> Divisions::under(Area parent) const
{
    const auto level = static_cast<AreaLevel>(static_cast<int>(level_of(parent)) + 1);
    if (level > AreaLevel::village) return {};
    const auto place = [](const Division& row) { return std::pair{level_of(row.area), row.area}; };
    const auto begin = std::ranges::lower_bound(divisions_, std::pair{level, parent}, {}, place);
    auto end = begin;
    while (end != divisions_.end() && level_of(end->area) == level && (!parent || covers(parent, end->area)))
        ++end;
    return {begin, end};
}

std::string Divisions::path(Area area, AreaLevel from) const
{
    std::string text;
    for (auto level = from; level <= level_of(area);
         level = static_cast<AreaLevel>(static_cast<int>(level) + 1)) {
        const auto* division = find(part_of(area, level));
        if (division) text += division->name;
    }
    return text;
}

std::size_t Divisions::count(AreaLevel level) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(divisions_, [&](const auto& row) { return level_of(row.area) == level; }));
}

} // namespace models
