#pragma once
#include "models/area.hpp"
#include <array>
#include <string_view>

// Where the people of the demo live and work: real places.
namespace server::demo {

struct Place {
    std::string_view name;
    models::Area village, township, county; // of the demo's officers
};

constexpr Place place_at(std::string_view name, std::int64_t village)
{
    return {name, {village}, {village / 1'000 * 1'000}, {village / 1'000'000 * 1'000'000}};
}

inline constexpr Place kZhengan = place_at("zhengan", 520324103207);     // 正安县安场镇东坝村
inline constexpr Place kNayong = place_at("nayong", 520525005001);       // 纳雍县利园街道利园社区
inline constexpr Place kYinjiang = place_at("yinjiang", 520625104201);   // 印江县木黄镇木黄村
inline constexpr Place kShuicheng = place_at("shuicheng", 520204108239); // 水城区玉舍镇前进村
inline constexpr std::array kPlaces{kZhengan, kNayong, kYinjiang, kShuicheng};

} // namespace server::demo
