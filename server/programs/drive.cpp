#include "server/programs/drive.hpp"
#include "server/programs/impact.hpp"
#include <algorithm>

namespace server::programs {

using namespace models;
using matching::Counted;
using matching::Driven;

namespace {

std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

// As statistics offices perturb the cells of a table: by a key of who is in the cell. What is told once moved
// is at least what fewer families than the smallest number could never be moved to, so that one family more
// changes the chance of any answer by one in 2 * smallest - 1, also at the threshold.
std::optional<std::int64_t> told_count(const Counted& counted, std::int64_t smallest, std::uint64_t secret)
{
    const auto span = static_cast<std::uint64_t>(2 * smallest - 1);
    const auto noise = static_cast<std::int64_t>(mixed(counted.marks ^ secret) % span) - (smallest - 1);
    const auto moved = counted.families + noise;
    if (moved < 2 * smallest - 1) return {};
    return (moved + smallest / 2) / smallest * smallest;
}

std::int64_t two_leading(std::int64_t value)
{
    std::int64_t step = 1;
    while (value / step >= 100) step *= 10;
    return value / step * step;
}

} // namespace

ToldDriven told(const Driven& driven, std::int64_t smallest, std::uint64_t secret)
{
    const auto count = [&](const Counted& counted) { return told_count(counted, smallest, secret); };
    ToldDriven result;
    result.fit = count(driven.fit);
    result.unknown = count(driven.unknown);
    result.near = count(driven.near);
    if (result.unknown)
        for (const auto& [fact, counted] : driven.missing)
            if (const auto told = count(counted)) result.missing[fact] = *told;
    for (const auto& [county, counted] : driven.by_county) {
        const auto told = count(counted);
        if (told) result.by_county[county] = *told;
        result.counties_hidden = result.counties_hidden || !told;
    }
    if (!result.fit) return result;
    const auto sum = [&](Money all) {
        return Money{two_leading(all.fen / driven.fit.families)} * *result.fit;
    };
    result.low = sum(driven.low);
    result.high = sum(driven.high);
    return result;
}

std::optional<ToldDrive> driven(const matching::Snapshot& families, const Program& before,
                                const Program& after, std::uint64_t secret,
                                const matching::Progress& progress)
{
    const bool compared = before.state == ProgramState::open || before.state == ProgramState::paused;
    const int parts = compared ? 3 : 2;
    ToldDrive result;
    result.smallest = std::max(smallest_told(before), smallest_told(after));
    int at = 0;
    const auto drive = [&](const Program& program, std::optional<Time> since) -> std::optional<ToldDriven> {
        auto part = progress;
        part.tell = [&, at](int permille) { return progress.goes_on((at * 1000 + permille) / parts); };
        ++at;
        const auto found = matching::test_drive(families, {program, secret, since}, part);
        if (!found) return {};
        return told(*found, result.smallest, secret);
    };
    const auto now = drive(after, {});
    if (!now) return {};
    const auto lately = drive(after, families.ground().as_of - kLately);
    if (!lately) return {};
    result.now = *now;
    result.lately = *lately;
    if (!compared) return result;
    result.before = drive(before, {});
    if (!result.before) return {};
    return result;
}

} // namespace server::programs
