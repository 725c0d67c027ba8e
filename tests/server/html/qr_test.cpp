#include "server/html/qr.hpp"
#include <boost/test/unit_test.hpp>
#include <regex>
#include <set>
#include <stdexcept>

namespace {

using Modules = std::set<std::pair<int, int>>;

// The dark modules that a path draws.
Modules drawn(const html::QrDrawing& drawing)
{
    const std::regex bar(R"(M(\d+) (\d+)h(\d+)v1h-(\d+)z)");
    Modules dark;
    std::string rest = drawing.path;
    for (std::smatch found; std::regex_search(rest, found, bar, std::regex_constants::match_continuous);
         rest = found.suffix()) {
        BOOST_TEST(found[3] == found[4]);
        for (int x = 0; x < std::stoi(found[3]); ++x)
            dark.emplace(std::stoi(found[1]) + x, std::stoi(found[2]));
    }
    BOOST_TEST(rest == "");
    return dark;
}

} // namespace

BOOST_AUTO_TEST_SUITE(qr_codes)

// Three finder patterns and the timing between them (ISO 18004, 6.3), inside a margin of four.
BOOST_AUTO_TEST_CASE(it_has_what_a_reader_looks_for)
{
    const auto code = html::qr_of("otpauth://totp/Parasol:li.na?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    const auto dark = drawn(code);
    const int last = code.size - 8 - 7;
    for (const auto& [left, top] : {std::pair(0, 0), {last, 0}, {0, last}})
        for (int y = 0; y < 7; ++y)
            for (int x = 0; x < 7; ++x) {
                const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
                BOOST_TEST(dark.contains({left + x + 4, top + y + 4}) == (ring != 2), x << " " << y);
            }
    for (int at = 8; at < last; ++at) BOOST_TEST(dark.contains({at + 4, 6 + 4}) == (at % 2 == 0));
    for (const auto& [x, y] : dark) BOOST_TEST((x >= 4 && y >= 4 && x < code.size - 4 && y < code.size - 4));
}

BOOST_AUTO_TEST_CASE(what_has_no_room_is_refused)
{
    BOOST_TEST(html::qr_of("a").size == 21 + 8);
    BOOST_CHECK_THROW(html::qr_of(std::string(4000, 'a')), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
