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

// Of the programs of a block, those that are shut or the others.
bool is_of(const Asking* asking, Area county, const std::string& need_type, bool shut)
{
    if (!asking || !(shut ? is_shut(*asking, county) : may_serve(*asking, county))) return false;
    const auto& purposes = asking->program().purposes;
    return std::ranges::find(purposes, need_type, &Purpose::need) != purposes.end();
}

// The block's programs after the changes: those that go are taken out, those that come are put in by rank.
std::shared_ptr<const Block> block_with(const std::shared_ptr<const Block>& whole, std::size_t at, bool shut,
                                        const std::string& need_type, Region& region, const Ground& ground,
                                        const Asked& asked, std::span<const AskingChange> changes)
{
    const auto concerns = [&](const Asking* asking) { return is_of(asking, region.county, need_type, shut); };
    const auto& before = *whole;
    std::vector<std::uint32_t> comes, goes, programs, was;
    for (const auto& change : changes) {
        if (concerns(change.before)) goes.push_back(change.number);
        if (concerns(change.now)) comes.push_back(change.number);
    }
    const bool has_homes = shut || before.nearness_row.size() == region.homes.size();
    if (comes.empty() && goes.empty() && has_homes) return whole;
    const auto is_before = [&](std::uint32_t a, std::uint32_t b) { return ranks_before(asked, a, b); };
    std::ranges::sort(comes, is_before);
    auto next = comes.begin();
    for (std::uint32_t old = 0; old < before.programs.size(); ++old) {
        if (std::ranges::find(goes, before.programs[old]) != goes.end()) continue;
        for (; next != comes.end() && is_before(*next, before.programs[old]); ++next)
            programs.push_back(*next), was.push_back(kNotBefore);
        programs.push_back(before.programs[old]);
        was.push_back(old);
    }
    for (; next != comes.end(); ++next) programs.push_back(*next), was.push_back(kNotBefore);
    return block_of(ground, asked, region, need_type,
                    {before, std::move(programs), std::move(was), at, shut});
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

std::size_t Block::bytes() const
{
    auto sum =
        (masks.size() + row_by_row.size()) * sizeof(std::uint64_t) +
        (programs.size() + nearness_row.size() + base[0].size() + base[1].size()) * sizeof(std::uint32_t) +
        nearness.size();
    for (const auto* all : {&of_person, &of_nobody})
        for (const auto& some : *all) sum += some.size() * sizeof(Mask);
    return sum;
}

std::size_t Region::bytes() const
{
    auto sum = homes.size() * sizeof(Area) + bit.size() * sizeof(Bit);
    for (const auto& some : questions) sum += some.size() * sizeof(ConditionId);
    for (const auto* all : {&blocks, &shut})
        for (const auto& block : *all) sum += block->bytes();
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
    const auto block = [&](const std::string& need, std::array<Numbers, 2>& programs, bool shut) {
        Numbers was(programs[shut].size(), kNotBefore);
        return block_of(ground, asked, region, need,
                        {none, std::move(programs[shut]), std::move(was), region.need_types.size(), shut});
    };
    for (auto& [need, programs] : by_need) {
        region.blocks.push_back(block(need, programs, false));
        region.shut.push_back(block(need, programs, true));
        region.need_types.push_back(need);
    }
    for (auto& some : region.asked_by) std::ranges::fill(some, ~std::uint64_t{0}); // everybody is asked
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
    const auto none = std::make_shared<const Block>();
    for (const auto& type : types) {
        const auto at = region->block_for(type);
        const auto with = [&](const auto& blocks, bool shut) {
            return block_with(at ? blocks[*at] : none, at.value_or(blocks.size()), shut, type, *region,
                              ground, asked, changes);
        };
        auto block = with(before.blocks, false), shut = with(before.shut, true);
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
