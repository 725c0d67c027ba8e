#include "tests/oracle/oracle.hpp"
#include <algorithm>

namespace oracle {

using namespace models;
using matching::Obstacle;
using matching::ObstacleFound;

namespace {

// Of the windows that may be this family's: open now; or opens soonest; or closed last.
std::optional<ObstacleFound> window(const Judge& judge, const Program& program)
{
    if (program.windows.empty()) return {};
    const auto now = judge.world().now;
    std::vector<Time> opens, closed;
    for (const auto& window : program.windows) {
        if (window.rule && judge.verdict(*window.rule) == Verdict::no) continue;
        if (window.until && *window.until <= now)
            closed.push_back(*window.until);
        else if (window.from && now < *window.from)
            opens.push_back(*window.from);
        else
            return {};
    }
    if (!opens.empty()) return ObstacleFound{Obstacle::opens_later, std::ranges::min(opens), {}};
    if (!closed.empty()) return ObstacleFound{Obstacle::window_over, std::ranges::max(closed), {}};
    return ObstacleFound{Obstacle::window_over, {}, {}};
}

Verdict served_by(const Judge& judge, const Program& program, Fact fact, const Person* person)
{
    const auto found = judge.fact(fact, person, judge.today());
    if (found.known == Known::not_applicable) return Verdict::no;
    if (found.known == Known::unknown) return Verdict::unknown;
    return judge.lies_in(std::get<Place>(found.value), program.areas);
}

// Where the need names nobody: of everybody, if they agree and everybody is listed.
Verdict served_by_person(const Judge& judge, const Program& program, Fact fact)
{
    if (const auto* person = judge.person()) return served_by(judge, program, fact, person);
    std::set<Verdict> verdicts;
    for (const auto& member : judge.book().members) verdicts.insert(served_by(judge, program, fact, &member));
    return judge.book().everyone_listed && verdicts.size() == 1 ? *verdicts.begin() : Verdict::unknown;
}

// A quota that is none at all, for the family's county or group.
template <class Nothing> bool quota_is(const Judge& judge, const Program& program, Nothing nothing)
{
    const auto home = judge.fact(Fact::residence_area, nullptr, judge.today());
    for (const auto& quota : program.quotas) {
        if (!nothing(quota) || (!quota.area && !quota.rule)) continue;
        const bool of_group = !quota.rule || judge.verdict(*quota.rule) == Verdict::yes;
        const bool of_area =
            !quota.area || (home.known == Known::yes &&
                            judge.lies_in(std::get<Place>(home.value), {quota.area}) == Verdict::yes);
        if (of_group && of_area) return true;
    }
    return false;
}

bool no_places(const Judge& judge, const Program& program)
{
    const auto& left = program.room.places_left;
    return (left && *left <= 0) ||
           quota_is(judge, program, [](const Quota& quota) { return quota.places && *quota.places <= 0; });
}

bool no_quota_money(const Judge& judge, const Program& program)
{
    return quota_is(judge, program,
                    [](const Quota& quota) { return quota.budget && quota.budget->fen <= 0; });
}

bool is_listed(const std::vector<std::string>& list, const std::string& what)
{
    return std::ranges::count(list, what) > 0;
}

bool may_count(const Judge& judge, const Program& program, const Given& given)
{
    return program.applicant != Applicant::person || may_be_same_person(given, *judge.want());
}

// Charity first, then government aid, which counts for the whole household.
std::optional<std::string> already_had(const Judge& judge, const Program& program)
{
    for (const auto& rule : program.must_not_have) {
        const auto is_barred = [&](const Given& given) {
            return is_listed(rule.aid, given.what) && within(judge.world(), program, rule.within, given.on);
        };
        for (const auto& given : judge.book().earlier)
            if (is_barred(given) && may_count(judge, program, given)) return given.what;
        for (const auto& given : judge.book().government)
            if (is_barred(given)) return given.what;
    }
    return {};
}

// Another program excludes this one for a year.
std::optional<std::string> excluded(const Judge& judge, const Program& program)
{
    for (const auto& given : judge.book().earlier)
        if (is_listed(program.excludes, given.what) && may_count(judge, program, given) &&
            within(judge.world(), program, "12 months", given.on))
            return given.what;
    return {};
}

} // namespace

Verdict served(const Judge& judge, const Program& program)
{
    if (program.areas.empty()) return Verdict::yes;
    switch (program.served_of) {
    case ServedOf::hukou: return served_by_person(judge, program, Fact::hukou_area);
    case ServedOf::school: return served_by_person(judge, program, Fact::school_area);
    default: return served_by(judge, program, Fact::residence_area, nullptr);
    }
}

std::vector<ObstacleFound> obstacles(const Judge& judge, const Program& program, const Gift& gift)
{
    std::vector<ObstacleFound> found;
    const auto add = [&](bool stands, Obstacle what, std::string detail = {}) {
        if (stands) found.push_back({what, {}, std::move(detail)});
    };
    const bool ended = program.state == ProgramState::closed || program.state == ProgramState::draft;
    if (const auto when = window(judge, program))
        found.push_back(*when);
    else
        add(ended, Obstacle::window_over);
    add(program.state == ProgramState::paused, Obstacle::paused);
    add(served(judge, program) == Verdict::no, Obstacle::outside_area);
    add(served(judge, program) == Verdict::unknown, Obstacle::area_unknown);
    add(no_places(judge, program), Obstacle::no_places);
    add(gift.no_budget || no_quota_money(judge, program), Obstacle::no_budget);
    add(gift.cap_used, Obstacle::cap_used, program.code);
    const auto had = already_had(judge, program), other = excluded(judge, program);
    add(had.has_value(), Obstacle::already_has, had.value_or(""));
    add(other.has_value(), Obstacle::excluded, other.value_or(""));
    add(gift.below_minimum, Obstacle::below_minimum);
    add(gift.no_case, Obstacle::no_award_case);
    const auto by = program.applicant;
    add(by != Applicant::household && by != Applicant::person, Obstacle::not_applicant);
    return found;
}

} // namespace oracle
