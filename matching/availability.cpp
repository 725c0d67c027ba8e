#include "matching/exact.hpp"
#include "matching/pair.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

constexpr std::string_view kExclusionLasts = "12 months";

// Whether one window's group is this family's. Not knowing is no obstacle: the officer asks.
bool may_use(const Pair& pair, const Window& window)
{
    return !window.rule || evaluate(pair.ground, pair.subject, *window.rule) != Verdict::no;
}

} // namespace

std::optional<ObstacleFound> window_obstacle(const Pair& pair)
{
    const auto now = pair.ground.as_of;
    std::optional<Time> opens, closed;
    if (pair.program.windows.empty()) return {};
    for (const auto& window : pair.program.windows) {
        if (!may_use(pair, window)) continue;
        const bool begun = !window.from || *window.from <= now;
        const bool over = window.until && *window.until <= now;
        if (begun && !over) return {};
        if (!over && (!opens || *window.from < *opens)) opens = window.from;
        if (over && (!closed || *window.until > *closed)) closed = window.until;
    }
    if (opens) return ObstacleFound{Obstacle::opens_later, opens, {}};
    return ObstacleFound{Obstacle::window_over, closed, {}};
}

namespace {

Verdict lies_in_served(const Pair& pair, const Subject& subject, Fact fact)
{
    const auto seen = look(pair.ground, subject, fact, pair.day);
    if (seen.known == Known::not_applicable) return Verdict::no;
    if (seen.known == Known::unknown) return Verdict::unknown;
    return lies_in(*pair.ground.divisions, std::get<Area>(*seen.recorded), pair.plan.served);
}

// Of the person whom the need is for; where it names nobody, of everybody, if they agree.
Verdict person_lies_in_served(const Pair& pair, Fact fact)
{
    auto subject = pair.subject;
    subject.member = person_of(pair.subject);
    if (subject.member) return lies_in_served(pair, subject, fact);
    const auto& household = pair.family.household;
    std::optional<Verdict> agreed;
    for (const auto& member : household.members) {
        subject.member = &member;
        const auto verdict = lies_in_served(pair, subject, fact);
        if (agreed && *agreed != verdict) return Verdict::unknown;
        agreed = verdict;
    }
    return household.all_members_listed ? agreed.value_or(Verdict::unknown) : Verdict::unknown;
}

} // namespace

bool is_out_of_quota_places(const Pair& pair)
{
    return std::ranges::any_of(pair.program.quotas, [&](const Quota& quota) {
        return quota.places && *quota.places <= 0 && is_in_quota(pair, quota);
    });
}

bool is_out_of_quota_budget(const Pair& pair)
{
    return std::ranges::any_of(pair.program.quotas, [&](const Quota& quota) {
        return quota.budget && quota.budget->fen <= 0 && is_in_quota(pair, quota);
    });
}

namespace {

bool has_no_places(const Program& program)
{
    return program.room.places_left && *program.room.places_left <= 0;
}

bool concerns(const Pair& pair, const EarlierHelp& help)
{
    return pair.program.applicant != Applicant::person || may_be_same_person(help, pair.need);
}

} // namespace

std::string aid_already_had(const Pair& pair)
{
    for (const auto& rule : pair.program.must_not_have) {
        const auto is_listed = [&](const std::string& what) {
            return std::ranges::find(rule.aid, what) != rule.aid.end();
        };
        for (const auto& help : pair.family.earlier)
            if (is_listed(help.what) && is_within(rule.within, help.on, pair) && concerns(pair, help))
                return help.what;
        for (const auto& aid : pair.family.household.aid)
            if (is_listed(aid.kind) && is_within(rule.within, aid.on, pair)) return aid.kind;
    }
    return {};
}

std::string excluding_program(const Pair& pair)
{
    for (const auto& help : pair.family.earlier)
        if (std::ranges::find(pair.program.excludes, help.what) != pair.program.excludes.end() &&
            is_within(kExclusionLasts, help.on, pair) && concerns(pair, help))
            return help.what;
    return {};
}

namespace {

bool is_by_others(Applicant applicant)
{
    return applicant == Applicant::school || applicant == Applicant::village ||
           applicant == Applicant::institution;
}

} // namespace

bool is_in_quota(const Pair& pair, const Quota& quota)
{
    if (quota.rule && evaluate(pair.ground, pair.subject, *quota.rule) != Verdict::yes) return false;
    if (!quota.area) return quota.rule.has_value();
    const auto seen = look(pair.ground, pair.subject, Fact::residence_area, pair.day);
    return seen.known == Known::yes &&
           lies_in(*pair.ground.divisions, std::get<Area>(*seen.recorded), {quota.area}) == Verdict::yes;
}

Verdict served_area(const Pair& pair)
{
    if (pair.plan.served.empty()) return Verdict::yes;
    switch (pair.program.served_of) {
    case ServedOf::residence:
    case ServedOf::incident: // where it happened is not recorded apart from where the family lives
    case ServedOf::village: return lies_in_served(pair, pair.subject, Fact::residence_area);
    case ServedOf::hukou: return person_lies_in_served(pair, Fact::hukou_area);
    case ServedOf::school: return person_lies_in_served(pair, Fact::school_area);
    }
    return Verdict::unknown;
}

std::vector<ObstacleFound> obstacles_of(const Pair& pair, const AwardResult& award)
{
    std::vector<ObstacleFound> found;
    const auto add = [&](bool stands, Obstacle what, std::string detail = {}) {
        if (stands) found.push_back({what, {}, std::move(detail)});
    };
    const auto state = pair.program.state;
    if (auto window = window_obstacle(pair))
        found.push_back(*std::move(window));
    else
        add(state == ProgramState::closed || state == ProgramState::draft, Obstacle::window_over);
    add(state == ProgramState::paused, Obstacle::paused);
    const auto area = served_area(pair);
    add(area == Verdict::no, Obstacle::outside_area);
    add(area == Verdict::unknown, Obstacle::area_unknown);
    add(has_no_places(pair.program) || is_out_of_quota_places(pair), Obstacle::no_places);
    add(award.no_budget || is_out_of_quota_budget(pair), Obstacle::no_budget);
    add(award.cap_used, Obstacle::cap_used, pair.program.code);
    auto had = aid_already_had(pair);
    add(!had.empty(), Obstacle::already_has, had);
    auto other = excluding_program(pair);
    add(!other.empty(), Obstacle::excluded, other);
    add(award.below_minimum, Obstacle::below_minimum);
    add(award.no_case, Obstacle::no_award_case);
    add(is_by_others(pair.program.applicant), Obstacle::not_applicant);
    return found;
}

std::optional<std::size_t> priority_group(const Pair& pair)
{
    const auto& groups = pair.program.priority.groups;
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (evaluate(pair.ground, pair.subject, groups[i].rule) == Verdict::yes) return i;
    return {};
}

} // namespace matching
