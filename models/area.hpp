#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace models {

// A division code of five levels (GB/T 2260 + statistics bureau): 52 | 5203 | 520324 | 520324101 |
// 520324101203. Kept as 12 digits, missing levels are zero: a county is 520324000000. 0 is "none".
struct Area {
    std::int64_t code{};
    auto operator<=>(const Area&) const = default;
    explicit operator bool() const { return code != 0; }
};

enum class AreaLevel { none, province, prefecture, county, township, village };

AreaLevel level_of(Area);
Area part_of(Area, AreaLevel);       // part_of(village, county); itself if it is coarser already
bool covers(Area outer, Area inner); // equal or lying under it; nothing covers "none"
std::optional<Area> parse_area(std::string_view digits); // 2, 4, 6, 9 or 12 digits
std::string to_text(Area);                               // shortest form: 2, 4, 6, 9 or 12 digits

struct Division {
    Area area;
    std::string name;    // 安场镇
    std::string name_en; // empty below county: shown with lang="zh-CN"
};

// The divisions of config/areas.csv, with old codes mapped to today's.
class Divisions {
public:
    Divisions() = default;
    Divisions(std::vector<Division> divisions, std::map<Area, Area> replaced);
    const Division* find(Area) const;            // today's or an old code; nothing: unknown
    std::span<const Division> under(Area) const; // direct children, in code order; under({}) = provinces
    Area current(Area) const;                    // an old code's successor; itself otherwise
    std::string path(Area, AreaLevel from = AreaLevel::county) const; // 正安县安场镇竹坪村
    std::size_t count(AreaLevel) const;

private:
    std::vector<Division> divisions_; // sorted by level, then code
    std::map<Area, Area> replaced_;
};

} // namespace models
