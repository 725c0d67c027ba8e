#include "matching/region.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace matching {

using namespace models;

bool serves_some(const Asking& asking, Area county)
{
    const auto& served = asking.plan().served;
    if (served.empty() || !asking.is_by_residence()) return true;
    return std::ranges::any_of(served,
                               [&](Area area) { return covers(area, county) || covers(county, area); });
}

bool may_serve(const Asking& asking, Area county) { return asking.offerable && serves_some(asking, county); }

bool is_shut(const Asking& asking, Area county)
{
    return asking.may_be_near() && !asking.offerable && serves_some(asking, county);
}

namespace {

using Belongs = bool (*)(const Asking&, Area county); // to the block

// The block's programs after the changes: those that go are taken out, those that come are put in by rank.
std::shared_ptr<const Block> block_with(const Block& before, const std::string& need_type, Belongs belongs,
                                        Region& region, const Ground& ground, const Asked& asked,
                                        std::span<const AskingChange> changes)
{
    std::vector<std::uint32_t> stays, comes, programs;
    for (std::uint32_t i = 0; i < before.programs.size(); ++i)
        if (std::ranges::find(changes, before.programs[i], &AskingChange::number) == changes.end())
            stays.push_back(i);
    for (const auto& change : changes)
        if (change.now && belongs(*change.now, region.county) &&
            std::ranges::find(change.now->program().purposes, need_type, &Purpose::need) !=
                change.now->program().purposes.end())
            comes.push_back(change.number);
    const auto is_before = [&](std::uint32_t a, std::uint32_t b) { return ranks_before(asked, a, b); };
    std::ranges::sort(comes, is_before);
    std::vector<std::uint32_t> was;
    auto next = comes.begin();
    for (const auto old : stays) {
        for (; next != comes.end() && is_before(*next, before.programs[old]); ++next)
            programs.push_back(*next), was.push_back(kNotBefore);
        programs.push_back(before.programs[old]);
        was.push_back(old);
    }
    for (; next != comes.end(); ++next) programs.push_back(*next), was.push_back(kNotBefore);
    return block_of(ground, asked, region, need_type, {before, std::move(programs), std::move(was)});
}

void note_types(const Asking* asking, Area county, std::set<std::string>& types)
{
    if (!asking || !(may_serve(*asking, county) || is_shut(*asking, county))) return;
    for (const auto& purpose : asking->program().purposes) types.insert(purpose.need);
}

} // namespace

std::optional<std::uint32_t> Region::block_for(std::string_view need_type) const
{
    const auto at = std::ranges::find(need_types, need_type);
    if (at == need_types.end()) return {};
    return static_cast<std::uint32_t>(at - need_types.begin());
}

std::optional<std::uint32_t> Region::place_of(Area village) const
{
    const auto at = std::ranges::lower_bound(homes, village);
    if (at == homes.end() || *at != village) return {};
    return static_cast<std::uint32_t>(at - homes.begin());
}

std::size_t Region::bytes() const
{
    auto sum = homes.size() * sizeof(Area) + bit.size() * sizeof(Bit);
    for (const auto* all : {&blocks, &shut})
        for (const auto& block : *all)
            sum += block->proximity.size() * sizeof(std::int32_t) +
                   block->masks.size() * sizeof(std::uint64_t) +
                   block->programs.size() *
                       (3 * sizeof(std::int32_t) + kUnits * (sizeof(Even) + sizeof(std::int64_t)));
    return sum;
}

Region region_of(const Ground& ground, const Asked& asked, Area county, std::vector<Area> homes,
                 std::span<const std::uint32_t> order)
{
    using Numbers = std::vector<std::uint32_t>;
    std::map<std::string, std::array<Numbers, 2>> by_need; // open, shut
    for (const auto number : order) {
        const auto& asking = *asked.programs[number];
        const bool shut = is_shut(asking, county);
        if (!shut && !may_serve(asking, county)) continue;
        for (const auto& purpose : asking.program().purposes) {
            auto& programs = by_need[purpose.need][shut];
            if (programs.empty() || programs.back() != number) programs.push_back(number);
        }
    }
    Region region;
    region.county = county;
    region.homes = std::move(homes);
    region.bit.resize(asked.conditions.size());
    const Block none;
    const auto block = [&](const std::string& need, Numbers& programs) {
        Numbers was(programs.size(), kNotBefore);
        return block_of(ground, asked, region, need, {none, std::move(programs), std::move(was)});
    };
    for (auto& [need, programs] : by_need) {
        region.blocks.push_back(block(need, programs[0]));
        region.shut.push_back(block(need, programs[1]));
        region.need_types.push_back(need);
    }
    return region;
}

std::shared_ptr<const Region> region_with(const Region& before, const Ground& ground, const Asked& asked,
                                          std::span<const AskingChange> changes)
{
    std::set<std::string> types;
    for (const auto& change : changes) {
        note_types(change.before, before.county, types);
        note_types(change.now, before.county, types);
    }
    if (types.empty()) return nullptr;
    auto region = std::make_shared<Region>(before);
    const Block none;
    for (const auto& type : types) {
        const auto at = region->block_for(type);
        const auto& old = at ? *before.blocks[*at] : none;
        const auto& old_shut = at ? *before.shut[*at] : none;
        auto block = block_with(old, type, may_serve, *region, ground, asked, changes);
        auto shut = block_with(old_shut, type, is_shut, *region, ground, asked, changes);
        if (at) {
            region->blocks[*at] = std::move(block);
            region->shut[*at] = std::move(shut);
            continue;
        }
        region->need_types.push_back(type);
        region->blocks.push_back(std::move(block));
        region->shut.push_back(std::move(shut));
    }
    return region;
}

} // namespace matching
