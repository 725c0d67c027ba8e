#pragma once
#include "matching/test_drive.hpp"
#include "models/program.hpp"
#include <map>
#include <optional>
#include <vector>

// A test drive as far as it may be shown: nobody can be told from it, nor from the difference of two.
namespace server::programs {

// Numbers as told.hpp says.
struct ToldDriven {
    std::optional<std::int64_t> fit, unknown, near;
    std::map<models::Fact, std::int64_t> missing;   // those of which something is told
    std::map<models::Area, std::int64_t> by_county; // the same
    bool counties_hidden = false;                   // some county has fewer
    std::optional<models::Money> low, high;
};
struct ToldDrive {
    std::int64_t smallest{};
    ToldDriven now, lately;           // among the open needs; among all that was reported in the last 90 days
    std::optional<ToldDriven> before; // the version that is saved, among the open needs
};
inline constexpr std::chrono::days kLately{90};

ToldDriven told(const matching::Driven&, std::int64_t smallest, std::uint64_t secret);

using Families = std::vector<matching::SharedList<matching::Family>::Item>;

// Whom a program would have met in the last 90 days: the open families that were reported in them and these
// that are closed since, each household once, with their needs as they were reported: nothing promised yet.
matching::Snapshot reported_lately(const matching::Snapshot& open, const Families& closed);

struct DriveAsked {
    const matching::Snapshot& open;
    const Families& closed; // reported in the last 90 days
    const models::Program& before;
    const models::Program& after;
    std::uint64_t secret{};
};
// Nothing: it was told to stop.
std::optional<ToldDrive> driven(const DriveAsked&, const matching::Progress&);

} // namespace server::programs
