#pragma once
#include "matching/test_drive.hpp"
#include "models/program.hpp"
#include <map>
#include <optional>

// A test drive as far as it may be shown: nobody can be told from it, nor from the difference of two.
namespace server::programs {

// Numbers are first moved by less than the smallest number that is told, always the same way for the same
// families and another way for others, then rounded to multiples of it; nothing: so moved, they do not reach
// twice that number less one, as fewer than the smallest number never do. Money is the told number times an
// average of two digits.
struct ToldDriven {
    std::optional<std::int64_t> fit, unknown, near;
    std::map<models::Fact, std::int64_t> missing;   // those of which something is told
    std::map<models::Area, std::int64_t> by_county; // the same
    bool counties_hidden = false;                   // some county has fewer
    std::optional<models::Money> low, high;
};
struct ToldDrive {
    std::int64_t smallest{};
    ToldDriven now, lately;           // among the open needs; those of them reported in the last 90 days
    std::optional<ToldDriven> before; // the version that is saved, among the open needs
};
inline constexpr std::chrono::days kLately{90};

ToldDriven told(const matching::Driven&, std::int64_t smallest, std::uint64_t secret);

// Nothing: it was told to stop.
std::optional<ToldDrive> driven(const matching::Snapshot& families, const models::Program& before,
                                const models::Program& after, std::uint64_t secret,
                                const matching::Progress&);

} // namespace server::programs
