#include "matching/levers.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

struct Where {
    Subject subject;
    Day day;
    bool past = false;  // changes of today do not reach it
    bool moves = false; // it is the day of the snapshot
};

class Finder {
public:
    // `widely`: also what only makes it undecided, which is enough for a case of an award.
    Finder(const Looking& looking, bool widely) : looking_(looking), pair_(looking.pair), widely_(widely) {}

    Where here() const { return {pair_.subject, pair_.day, false, true}; }

    Levers of_rule(const Where& where, const Rule& rule, Verdict wanted) const
    {
        if (evaluate_on(pair_.ground, where.subject, rule, where.day) == wanted) return {};
        switch (rule.kind) {
        case RuleKind::leaf: return of_leaf(where, rule.leaf, wanted);
        case RuleKind::named: return of_rule(where, rule.parts.at(0), wanted);
        case RuleKind::negation: return of_rule(where, rule.parts.at(0), opposite(wanted));
        case RuleKind::member: return of_members(where, rule.parts.at(0), wanted);
        case RuleKind::person: return of_person(where, rule.parts.at(0), wanted);
        case RuleKind::all:
        case RuleKind::any: break;
        }
        const bool every = (rule.kind == RuleKind::all) == (wanted == Verdict::yes);
        std::vector<Levers> parts;
        for (const auto& part : rule.parts)
            if (evaluate_on(pair_.ground, where.subject, part, where.day) != wanted)
                parts.push_back(of_rule(where, part, wanted));
        return every ? fewest(std::move(parts)) : together(parts);
    }

    // Of each member that is not as wanted.
    Levers of_each(const Where& where, const Rule& inner, Verdict wanted) const
    {
        return together(by_member(where, inner, wanted));
    }

    void add_fact(const Where& where, Fact fact, Verdict wanted, Levers& levers) const
    {
        const auto& row = row_of(fact);
        if (row.level == FactLevel::member && !where.subject.member) return;
        if (const auto* applies = applies_when(fact)) {
            const auto verdict = evaluate_on(pair_.ground, where.subject, *applies, where.day);
            if (verdict != Verdict::yes) levers.merge(of_rule(where, *applies, Verdict::yes));
            if (wanted == Verdict::no) levers.merge(of_rule(where, *applies, Verdict::no));
            if (verdict != Verdict::yes) return;
        }
        if (row.derived) {
            for (const auto part : parts_of(fact)) add_fact(where, part, wanted, levers);
            return;
        }
        add_told(where, fact, levers);
        if (recorded(pair_.ground, where.subject, fact, where.day).known != Known::yes) return;
        auto kind = row.health ? ChangeKind::finding : ChangeKind::changes;
        if (!row.can_change || where.past) kind = ChangeKind::stays;
        if (kind == ChangeKind::changes || looking_.fixed_too) levers.insert({kind, topic(where, fact)});
    }

    Lever listing() const { return {ChangeKind::told, {true, Fact::counted_members, 0, 0}}; }

private:
    static Levers together(std::vector<Levers>& parts)
    {
        Levers all;
        for (auto& part : parts) all.merge(part);
        return all;
    }
    static Levers together(std::vector<Levers>&& parts) { return together(parts); }

    // Each of these must become so: it is enough to look at the one that leaves the least to try.
    Levers fewest(std::vector<Levers> parts) const
    {
        if (widely_) return together(parts);
        const auto best = std::ranges::min_element(parts, {}, &Levers::size);
        return best == parts.end() ? Levers{} : *best;
    }

    std::vector<Levers> by_member(const Where& where, const Rule& inner, Verdict wanted) const
    {
        std::vector<Levers> found;
        auto one = where;
        for (const auto& member : pair_.family.household.members) {
            one.subject.member = &member;
            if (evaluate_on(pair_.ground, one.subject, inner, where.day) != wanted)
                found.push_back(of_rule(one, inner, wanted));
        }
        return found;
    }

    // That too few have it is known only where everyone is listed.
    Levers of_members(const Where& where, const Rule& inner, Verdict wanted) const
    {
        const bool listed = wanted == Verdict::yes || pair_.family.household.all_members_listed;
        if (!listed && !widely_) return {listing()};
        auto levers = of_each(where, inner, wanted);
        if (!listed) levers.insert(listing());
        return levers;
    }

    Levers of_person(const Where& where, const Rule& inner, Verdict wanted) const
    {
        auto one = where;
        one.subject.member = person_of(where.subject);
        if (one.subject.member) return of_rule(one, inner, wanted);
        const bool listed = pair_.family.household.all_members_listed;
        if (!listed && !widely_) return {listing()};
        auto levers = fewest(by_member(where, inner, wanted));
        if (!listed) levers.insert(listing());
        return levers;
    }

    Levers of_leaf(const Where& where, const Leaf& leaf, Verdict wanted) const
    {
        Levers levers;
        auto at = where;
        at.day = day_of_leaf(pair_.ground, where.subject, leaf.on, leaf.known_then, where.day);
        if (leaf.on) {
            at.moves = std::holds_alternative<AsOf>(*leaf.on);
            at.past = at.day.on < looking_.today;
        }
        bool turns = at.moves;
        add_fact(at, leaf.fact, wanted, levers);
        for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr}) {
            if (!operand) continue;
            if (const auto* other = std::get_if<FactOperand>(operand))
                add_fact(at, other->fact, wanted, levers);
            if (std::holds_alternative<StandardOperand>(*operand)) {
                add_told(at, Fact::residence_kind, levers);
                add_told(at, Fact::residence_area, levers);
            }
            const auto* date = std::get_if<DateOperand>(operand);
            turns = turns || (date && std::holds_alternative<AsOf>(date->date));
        }
        if (turns) levers.insert({ChangeKind::comes, {}});
        return levers;
    }

    void add_told(const Where& where, Fact fact, Levers& levers) const
    {
        const auto seen = recorded(pair_.ground, where.subject, fact, where.day);
        const bool in_part = seen.recorded && is_partly_known(*seen.recorded);
        if (seen.known == Known::yes && !in_part) return;
        levers.insert({ChangeKind::told, topic(where, fact)});
    }

    Topic topic(const Where& where, Fact fact) const
    {
        const auto level = row_of(fact).level;
        return {false, fact, level == FactLevel::member ? where.subject.member->number : 0,
                level == FactLevel::need ? looking_.need : 0};
    }

    const Looking& looking_;
    const Pair& pair_;
    bool widely_;
};

} // namespace

Levers levers_of(const Looking& looking, const Rule& rule, Verdict wanted)
{
    const Finder finder(looking, false);
    return finder.of_rule(finder.here(), rule, wanted);
}

Levers levers_of_award(const Looking& looking)
{
    const Finder finder(looking, true);
    const auto here = finder.here();
    Levers levers;
    for (const auto& one : looking.pair.program.award.cases) {
        if (one.when)
            for (const auto wanted : {Verdict::yes, Verdict::no})
                levers.merge(finder.of_rule(here, *one.when, wanted));
        if (const auto* bands = std::get_if<BandedAward>(&one.amount)) {
            auto whose = here;
            whose.subject.member = person_of(here.subject);
            for (const auto wanted : {Verdict::yes, Verdict::no})
                finder.add_fact(whose, bands->fact, wanted, levers);
            levers.insert({ChangeKind::comes, {}});
        }
        if (const auto* each = std::get_if<EachAward>(&one.amount)) {
            levers.merge(finder.of_each(here, each->rule, Verdict::yes));
            if (looking.pair.family.household.all_members_listed) continue;
            levers.insert(finder.listing());
            finder.add_fact(here, Fact::counted_members, Verdict::yes, levers);
        }
    }
    return levers;
}

std::vector<Rule> rules_behind(const Program& program)
{
    std::vector<Rule> rules{program.rule};
    for (const auto& one : program.award.cases) {
        if (one.when) rules.push_back(*one.when);
        if (const auto* each = std::get_if<EachAward>(&one.amount)) rules.push_back(each->rule);
        const auto* banded = std::get_if<BandedAward>(&one.amount);
        if (!banded) continue;
        for (const auto& band : banded->bands) {
            Rule rule;
            rule.kind = RuleKind::leaf;
            rule.leaf.fact = banded->fact;
            rule.leaf.op = band.high ? Op::between : Op::at_least;
            rule.leaf.value = band.low;
            if (band.high) rule.leaf.high = *band.high;
            rules.push_back(std::move(rule));
        }
    }
    return rules;
}

} // namespace matching
