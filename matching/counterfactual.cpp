#include "matching/counterfactual.hpp"
#include "matching/picks.hpp"
#include "matching/turns.hpp"
#include <algorithm>
#include <map>

namespace matching {

using namespace models;

namespace {

constexpr std::size_t kMostChanges = 4;
constexpr std::size_t kMostTries = 1'000;

bool is_eligible(const Pair& pair)
{
    if (evaluate(pair.ground, pair.subject, pair.program.rule) != Verdict::yes) return false;
    const auto award = award_of(pair);
    return !award.no_case && !award.below_minimum;
}

// The family supposed to be otherwise.
struct Supposition {
    Snapshot snapshot;
    Family family;
};

class Search {
public:
    Search(const Snapshot& snapshot, FamilyIndex family, std::size_t need, ProgramIndex program)
        : snapshot_(snapshot),
          family_(snapshot.families().at(family.value)),
          need_(need),
          program_(program),
          rules_(rules_behind(snapshot.programs().at(program.value)))
    {
        for (const auto& rule : rules_) behind_.push_back(&rule);
        interwoven_ = interwoven(behind_);
    }

    // Size by size; the first at which one is found has the smallest.
    std::vector<Picks> smallest(bool fixed_too)
    {
        fixed_too_ = fixed_too;
        std::vector<Picks> level{{}};
        bool whole = true; // this size is tried in full; only then is the next one the smallest
        for (std::size_t size = 0; size <= kMostChanges; ++size) {
            std::vector<Picks> found;
            std::map<std::string, Picks> next;
            full_ = false;
            for (const auto& picks : level) {
                ++tries_;
                const auto supposed = supposing(picks);
                const auto pair = pair_of(supposed.snapshot, supposed.family, need_, program_);
                if (is_eligible(pair))
                    found.push_back(picks);
                else if (found.empty() && whole)
                    extend(picks, pair, next);
            }
            if (!found.empty() || next.empty()) return found;
            whole = !full_;
            cut_ = cut_ || full_;
            level.clear();
            for (auto& [key, picks] : next) level.push_back(std::move(picks));
        }
        return {};
    }

    bool is_cut() const { return cut_; }
    bool is_sure() const { return !cut_ && !interwoven_moved_; }

    // Each change as small as it may be beside the others.
    Picks tightened(Picks picks) const
    {
        for (std::size_t at = 0; at < picks.size();) {
            const auto nearer = nearer_of(picks, at);
            if (nearer) picks[at] = *nearer;
            at = nearer ? 0 : at + 1;
        }
        return picks;
    }

    Way shown(const Picks& picks) const
    {
        auto way = way_of(picks);
        const Supposition before{snapshot_, family_};
        const auto pair = pair_of(before.snapshot, before.family, need_, program_);
        for (auto& change : way.changes) describe(pair, change);
        way.until = ending(picks);
        return way;
    }

private:
    Supposition supposing(const Picks& picks) const
    {
        const auto way = way_of(picks);
        const auto as_of = snapshot_.ground().as_of;
        return {snapshot_.at(as_of_after(way, as_of)), family_after(family_, way, as_of)};
    }

    Looking looking(const Pair& pair) const
    {
        return {pair, need_, models::day_of(snapshot_.ground().as_of), fixed_too_};
    }

    std::optional<Pick> nearer_of(const Picks& picks, std::size_t at) const
    {
        auto others = picks;
        const auto pick = picks[at];
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(at));
        const auto before = supposing(others);
        const auto pair = pair_of(before.snapshot, before.family, need_, program_);
        std::optional<Pick> nearest;
        for (const auto& aim : aims_of(looking(pair), pick.lever, behind_)) {
            if (aim.distance >= (nearest ? nearest->distance : pick.distance)) continue;
            const auto supposed = supposing(with(others, pick.lever, aim));
            if (is_eligible(pair_of(supposed.snapshot, supposed.family, need_, program_)))
                nearest = Pick{pick.lever, aim.value, aim.distance};
        }
        return nearest;
    }

    void extend(const Picks& picks, const Pair& pair, std::map<std::string, Picks>& next)
    {
        if (picks.size() == kMostChanges) {
            cut_ = true;
            return;
        }
        const auto look = looking(pair);
        const bool says_yes = evaluate(pair.ground, pair.subject, pair.program.rule) == Verdict::yes;
        const auto levers =
            says_yes ? levers_of_award(look) : levers_of(look, pair.program.rule, Verdict::yes);
        for (const auto& lever : levers) {
            if (full_) return;
            if (std::ranges::find(picks, lever, &Pick::lever) != picks.end()) continue;
            const bool meets =
                std::ranges::any_of(picks, [&](const Pick& p) { return is_interwoven(p.lever); });
            interwoven_moved_ = interwoven_moved_ || (meets && is_interwoven(lever));
            for (const auto& aim : aims_of(look, lever, behind_)) {
                auto more = with(picks, lever, aim);
                auto key = key_of(more);
                full_ = full_ || tries_ + next.size() >= kMostTries;
                if (!full_) next.emplace(std::move(key), std::move(more));
            }
        }
    }

    bool is_interwoven(const Lever& lever) const
    {
        return !lever.topic.everyone_listed && interwoven_.contains(lever.topic.fact);
    }

    void describe(const Pair& pair, FactChange& change) const
    {
        if (change.kind == ChangeKind::comes) return describe_day(pair, change);
        if (change.everyone_listed) return;
        auto subject = pair.subject;
        for (const auto& member : pair.family.household.members)
            if (member.number == change.member) subject.member = &member;
        change.from = find(pair.ground, subject, change.fact).value;
    }

    // Whose birthday it is, among those about whom the need is; else of any member.
    void describe_day(const Pair& pair, FactChange& change) const
    {
        const auto day = std::get<Date>(change.to);
        change.fact = Fact::birth_date;
        change.from = pair.day.on;
        for (const auto& member : pair.family.household.members) {
            const Subject subject{&pair.family, &pair.need, &member};
            const auto birth = look(pair.ground, subject, Fact::birth_date, pair.day);
            if (birth.known != Known::yes) continue;
            const auto years = age_on(birth.date, day).value_or(0);
            if (years == 0 || first_day_from(moment(birth.date, years)) != day) continue;
            if (change.years != 0 && member.number != pair.need.member) continue;
            change.member = member.number;
            change.years = years;
        }
    }

    std::optional<Date> ending(const Picks& picks) const
    {
        const auto supposed = supposing(picks);
        const auto pair = pair_of(supposed.snapshot, supposed.family, need_, program_);
        for (const auto day : days_ahead(pair, behind_, pair.day.on)) {
            const auto then = supposed.snapshot.at(start_of(day));
            if (!is_eligible(pair_of(then, supposed.family, need_, program_))) return day;
        }
        return {};
    }

    const Snapshot& snapshot_;
    const Family& family_;
    std::size_t need_;
    ProgramIndex program_;
    std::vector<Rule> rules_;
    std::vector<const Rule*> behind_;
    std::set<Fact> interwoven_;
    bool fixed_too_ = false;
    std::size_t tries_ = 0;
    bool full_ = false; // the next size will not be tried in full
    bool cut_ = false;
    bool interwoven_moved_ = false; // two such amounts: not every pair of values that may do was tried
};

// Of several for the same facts the nearest, which stands first.
std::vector<Picks> nearest(std::vector<Picks> found)
{
    std::vector<Picks> kept;
    std::set<std::vector<Lever>> seen;
    for (auto& picks : found)
        if (seen.insert(levers_in(picks)).second) kept.push_back(std::move(picks));
    return kept;
}

} // namespace

Ways nearest_changes(const Snapshot& snapshot, FamilyIndex family, std::size_t need, ProgramIndex program)
{
    Search search(snapshot, family, need, program);
    Ways ways;
    auto found = search.smallest(false);
    if (found.empty() && !search.is_cut()) {
        ways.possible = false;
        found = search.smallest(true);
    }
    ways.all = search.is_sure();
    for (const auto& picks : nearest(std::move(found)))
        ways.ways.push_back(search.shown(search.is_cut() ? search.tightened(picks) : picks));
    return ways;
}

} // namespace matching
