#include "server/programs/drive.hpp"
#include "server/programs/impact.hpp"
#include "server/programs/told.hpp"
#include <algorithm>
#include <ranges>
#include <set>

namespace server::programs {

using namespace models;
using matching::Counted;
using matching::Driven;
using matching::Family;
using matching::SharedList;
using matching::Snapshot;

namespace {

// Nothing is promised yet, and every need is open.
SharedList<Family>::Item as_reported(const SharedList<Family>::Item& family)
{
    const auto is_new = [](const Need& need) { return need.state == NeedState::open && need.promised == 0; };
    if (std::ranges::all_of(family->household.needs, is_new)) return family;
    auto before = *family;
    for (auto& need : before.household.needs) {
        need.state = NeedState::open;
        need.promised = 0;
    }
    return std::make_shared<const Family>(std::move(before));
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
    result.low = told_sum(driven.low, driven.fit, *result.fit);
    result.high = told_sum(driven.high, driven.fit, *result.fit);
    return result;
}

Snapshot reported_lately(const Snapshot& open, const Families& closed)
{
    const auto since = open.ground().as_of - kLately;
    Families lately;
    std::set<HouseholdId> households;
    const auto add = [&](const SharedList<Family>::Item& family) {
        const auto household = family->household.id;
        const bool known = household && !households.insert(household).second;
        if (!known && family->first_reported >= since) lately.push_back(as_reported(family));
    };
    for (std::size_t i = 0; i < open.families().size(); ++i)
        if (open.families()[i].first_reported >= since) add(open.families().shared(i));
    for (const auto& family : closed | std::views::reverse) add(family); // of one household the newest
    return open.with(SharedList<Family>(lately));
}

std::optional<ToldDrive> driven(const DriveAsked& asked, const matching::Progress& progress)
{
    const bool compared =
        asked.before.state == ProgramState::open || asked.before.state == ProgramState::paused;
    const int parts = compared ? 3 : 2;
    ToldDrive result;
    result.smallest = std::max(smallest_told(asked.before), smallest_told(asked.after));
    int at = 0;
    const auto drive = [&](const Snapshot& families, const Program& program) -> std::optional<ToldDriven> {
        auto part = progress;
        part.tell = [&, at](int permille) { return progress.goes_on((at * 1000 + permille) / parts); };
        ++at;
        const auto found = matching::test_drive(families, program, asked.secret, part);
        if (!found) return {};
        return told(*found, result.smallest, asked.secret);
    };
    const auto now = drive(asked.open, asked.after);
    if (!now) return {};
    const auto lately = drive(reported_lately(asked.open, asked.closed), asked.after);
    if (!lately) return {};
    result.now = *now;
    result.lately = *lately;
    if (!compared) return result;
    result.before = drive(asked.open, asked.before);
    if (!result.before) return {};
    return result;
}

} // namespace server::programs
