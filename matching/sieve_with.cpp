#include "matching/sieve_inside.hpp"
#include <algorithm>
#include <map>

// From one snapshot's sieve to that of a later one.
namespace matching {

using namespace models;

namespace {

constexpr std::size_t kFewFamilies = 1'000, kFewPrograms = 100, kFewQuestions = 1'000;

// What is other with the families of one county; each of them once.
struct Moves {
    std::vector<std::int64_t> left; // also those that changed
    struct Came {
        const Family* family{};
        const Family* before{}; // nullptr: it was not there
        Home home;
    };
    std::vector<Came> came;
};

// Keys of families of which the village was or is not known, under no area.
std::map<Area, Moves> moves_between(const Snapshot& before, const Snapshot& now, std::size_t& many,
                                    bool& stand)
{
    std::map<Area, Moves> moves;
    const auto county_of = [](Area village) {
        return village ? part_of(village, AreaLevel::county) : Area{};
    };
    SharedList<Family>::compare(before.families(), now.families(), &Family::referral, [&](const auto& one) {
        ++many;
        stand = stand && one.before && one.now;
        if (one.before)
            moves[county_of(village_of(before.ground(), *one.before))].left.push_back(
                one.before->referral.value);
        if (!one.now) return;
        const auto village = village_of(now.ground(), *one.now);
        const Whom whom{one.now->referral.value, static_cast<std::uint32_t>(one.at_now)};
        moves[county_of(village)].came.push_back({one.now, one.before, {whom, village}});
    });
    return moves;
}

// Brings counties from one snapshot to the next.
class Mover {
public:
    Mover(const Snapshot& now, const Asked& asked, std::span<const AskingChange> changes,
          const People& people)
        : now_(now), asked_(asked), changes_(changes), people_(people)
    {
    }

    CountyPtr moved(const County& old, const Moves& moves)
    {
        auto county = old;
        for (const auto key : moves.left)
            if (const auto member = county.column->member_of(key)) county.stale[*member] = true;
        auto region = changes_.empty() ? nullptr : region_with(*old.region, now_.ground(), asked_, changes_);
        if (!region && moves.left.empty() && moves.came.empty()) return nullptr;
        if (region && region->blocks.size() > old.region->blocks.size()) return filled(county, moves);
        if (region) {
            county.changed = county.changed.changed({}, moves.left, &FamilyRows::key);
            ask_more(county, std::move(region));
        }
        std::vector<SharedList<FamilyRows>::Item> put;
        for (const auto& one : moves.came) {
            if (!county.region->place_of(one.home.village)) return filled(county, moves);
            put.push_back(std::make_shared<const FamilyRows>(rows_now(county, old, one)));
        }
        county.changed = county.changed.changed(std::move(put), only_left(moves), &FamilyRows::key);
        if (county.changed.size() > kFew + county.column->keys.size() / 8) return filled(county, {});
        return std::make_shared<const County>(std::move(county));
    }

    // All that is asked there anew: where a type of need or a village is new, or much has changed.
    CountyPtr filled(const County& county, const Moves& moves)
    {
        std::vector<Home> homes;
        const auto rest = county.changed.changed({}, moves.left, &FamilyRows::key);
        County staying = county;
        staying.changed = rest;
        for (const auto& whom : staying.everybody())
            homes.push_back({{whom.key, static_cast<std::uint32_t>(people_.index_of(whom))},
                             village_of(now_.ground(), people_[whom])});
        return filled(county.region->county, std::move(homes), moves);
    }
    CountyPtr filled(Area county, std::vector<Home> homes, const Moves& moves)
    {
        for (const auto& one : moves.came) homes.push_back(one.home);
        std::ranges::sort(homes, {}, [](const Home& home) { return home.whom.key; });
        if (order_.empty()) order_ = ranking(asked_);
        return county_filled(now_, asked_, county, homes, order_);
    }

private:
    // Of a family that changed only what reads its changed facts is asked again.
    FamilyRows rows_now(const County& county, const County& old, const Moves::Came& one) const
    {
        const auto& region = *county.region;
        const auto& ground = now_.ground();
        const bool same = one.before && county.region == old.region;
        const auto otherwise = same ? told_otherwise(*one.before, *one.family) : std::nullopt;
        if (!otherwise) return rows_of(region, ground, asked_, *one.family, one.home);
        const auto before = old.rows_of(one.home.whom.key);
        return rows_again(before, *otherwise, region, ground, asked_, *one.family, one.home);
    }

    static constexpr std::size_t kFew = 32; // changed families that no column is made anew for

    static std::vector<std::int64_t> only_left(const Moves& moves)
    {
        auto left = moves.left;
        std::erase_if(left, [&](std::int64_t key) {
            return std::ranges::any_of(moves.came,
                                       [&](const Moves::Came& came) { return came.home.whom.key == key; });
        });
        return left;
    }

    void ask_more(County& county, std::shared_ptr<const Region> region) const
    {
        const MoreQuestions more{*county.region, *region, now_.ground(), asked_, people_};
        if (region->asked_by != county.region->asked_by) {
            county.column = std::make_shared<const Column>(column_with(*county.column, county.stale, more));
            std::vector<SharedList<FamilyRows>::Item> again;
            for (const auto& rows : county.changed)
                again.push_back(std::make_shared<const FamilyRows>(rows_with(rows, more)));
            county.changed = SharedList<FamilyRows>(again);
        }
        county.region = std::move(region);
    }

    const Snapshot& now_;
    const Asked& asked_;
    std::span<const AskingChange> changes_;
    const People& people_;
    std::vector<std::uint32_t> order_;
};

bool is_same_ground(const Ground& a, const Ground& b)
{
    return a.as_of == b.as_of && a.divisions == b.divisions && a.standards == b.standards &&
           a.policy == b.policy;
}

// Questions and numbers of programs that nobody needs any more are left behind.
bool is_overgrown(const Asked& asked)
{
    return asked.programs.size() > kFewPrograms + 2 * asked.number_of.size() ||
           asked.conditions.size() > kFewQuestions + 2 * asked.asked_first;
}

SharedList<FamilyRows> elsewhere_with(const SharedList<FamilyRows>& elsewhere, const Moves& moves)
{
    std::vector<SharedList<FamilyRows>::Item> put;
    auto left = moves.left;
    for (const auto& one : moves.came) {
        put.push_back(std::make_shared<const FamilyRows>(FamilyRows{one.home.whom, {}, {}}));
        std::erase(left, one.home.whom.key);
    }
    return elsewhere.changed(std::move(put), std::move(left), &FamilyRows::key);
}

} // namespace

Sieve Sieve::with(const Snapshot& now, const Stop& stop) const
{
    const auto& in = *inside_;
    if (!in.by_referral || !is_same_ground(in.snapshot.ground(), now.ground())) return build(now, {}, stop);
    auto next = std::make_unique<Inside>(in);
    next->snapshot = now;
    AskedAgain again;
    if (&now.compiled() != &in.snapshot.compiled()) {
        again = ask_again(*in.asked, in.snapshot, now);
        if (is_overgrown(again.asked) || again.asked.counted.size() > in.asked->counted.size())
            return build(now, {}, stop);
        next->asked = std::make_shared<const Asked>(std::move(again.asked));
    }
    std::size_t many = 0;
    auto moves = moves_between(in.snapshot, now, many, next->stand);
    if (many > kFewFamilies + now.families().size() / 4) return build(now, {}, stop);
    const auto people = next->people();
    Mover mover(now, *next->asked, again.changes, people);
    if (const auto unplaced = moves.extract(Area{}); !unplaced.empty())
        next->elsewhere = elsewhere_with(in.elsewhere, unplaced.mapped());
    if (!again.changes.empty())
        for (auto& county : next->counties) {
            const auto here = moves.extract(county->region->county);
            auto moved = mover.moved(*county, here.empty() ? Moves{} : here.mapped());
            if (moved) county = std::move(moved);
        }
    for (const auto& [area, here] : moves) {
        const auto at = next->counties.begin() + static_cast<std::ptrdiff_t>(next->county_at(area));
        if (at != next->counties.end() && (*at)->region->county == area)
            *at = mover.moved(**at, here);
        else
            next->counties.insert(at, mover.filled(area, {}, here));
    }
    return Sieve(std::move(next));
}

} // namespace matching
