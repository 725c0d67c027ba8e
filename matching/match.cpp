#include "matching/match.hpp"
#include "matching/lines.hpp"
#include "matching/pair.hpp"
#include "matching/stand.hpp"
#include <algorithm>
#include <tuple>

namespace matching {

using namespace models;

Pair pair_of(const Snapshot& snapshot, const Family& family, std::size_t need_at, ProgramIndex program)
{
    const auto& need = family.household.needs.at(need_at);
    const auto& compiled = snapshot.compiled();
    return {snapshot.ground(),
            family,
            need,
            compiled.programs.at(program.value),
            compiled.plans[program.value],
            {&family, &need, nullptr},
            today(snapshot.ground())};
}

bool is_near(const Pair& pair)
{
    std::size_t refusing = 0;
    bool may_change = false;
    for_each_line(pair.ground, pair.subject, pair.program.rule, [&](const Line& line) {
        if (line.verdict != Verdict::no || ++refusing > 1) return;
        auto whose = pair.subject;
        if (line.of_person) whose.member = person_of(pair.subject);
        may_change = may_become(pair.ground, whose, *line.rule, Verdict::yes);
    });
    return refusing == 1 && may_change;
}

namespace {

// The minimum counts as one more rule; without a case that holds there is nothing to come near to.
Standing standing_of(const Pair& pair, Verdict verdict, const AwardResult& award)
{
    if (verdict == Verdict::no) {
        if (pair.plan.hint || award.no_case || award.below_minimum) return Standing::no;
        return is_near(pair) ? Standing::near : Standing::no;
    }
    if (pair.plan.hint) return Standing::hint;
    if (award.no_case) return Standing::no;
    if (award.below_minimum) return Standing::near;
    return verdict == Verdict::yes ? Standing::fits : Standing::to_be_asked;
}

Candidate candidate_of(const Snapshot& snapshot, FamilyIndex family, std::size_t need, ProgramIndex program,
                       const FamilyScore& of_family)
{
    const auto pair = pair_of(snapshot, snapshot.families().at(family.value), need, program);
    const auto award = award_of(pair);
    Candidate candidate;
    candidate.family = family;
    candidate.program = program;
    candidate.need = need;
    candidate.verdict = evaluate(pair.ground, pair.subject, pair.program.rule);
    candidate.standing = standing_of(pair, candidate.verdict, award);
    candidate.obstacles = obstacles_of(pair, award);
    candidate.award = award.found;
    candidate.score = score_of(pair, award.found, of_family);
    candidate.priority_group = priority_group(pair);
    return candidate;
}

bool is_for_elsewhere(const Candidate& candidate)
{
    return std::ranges::any_of(candidate.obstacles,
                               [](const auto& found) { return found.what == Obstacle::outside_area; });
}

int rank_of(const Candidate& candidate)
{
    switch (candidate.standing) {
    case Standing::fits: return candidate.obstacles.empty() ? 0 : 1;
    case Standing::to_be_asked: return 2;
    case Standing::near: return 3;
    case Standing::no: return 4;
    case Standing::hint: return 5;
    }
    return 6;
}

// Smaller is better; of one family's needs before one program.
auto merit(const Candidate& candidate)
{
    constexpr auto coverage = static_cast<std::size_t>(Factor::coverage);
    return std::tuple{rank_of(candidate), -candidate.score.total, -candidate.score.permille[coverage]};
}

// Names come after ids only where nothing is stored yet and ids are zero.
auto tie(const Snapshot& snapshot, const Candidate& candidate)
{
    const auto& family = snapshot.families()[candidate.family.value];
    const auto& program = snapshot.programs()[candidate.program.value];
    return std::tuple{family.first_reported, family.referral.value,          family.household.id.value,
                      program.id.value,      std::string_view(program.code), std::string_view(program.uuid)};
}

bool is_before(const Snapshot& snapshot, const Candidate& a, const Candidate& b)
{
    if (const auto one = merit(a), other = merit(b); one != other) return one < other;
    return tie(snapshot, a) < tie(snapshot, b);
}

std::vector<Candidate> ranked(const Snapshot& snapshot, std::vector<Candidate> candidates, Limit limit)
{
    std::vector<std::size_t> order(candidates.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto kept = static_cast<std::ptrdiff_t>(std::min(limit, order.size()));
    std::ranges::partial_sort(order, order.begin() + kept, [&](std::size_t a, std::size_t b) {
        return is_before(snapshot, candidates[a], candidates[b]);
    });
    std::vector<Candidate> best;
    best.reserve(static_cast<std::size_t>(kept));
    for (std::ptrdiff_t i = 0; i < kept; ++i)
        best.push_back(std::move(candidates[order[static_cast<std::size_t>(i)]]));
    return best;
}

} // namespace

bool is_better(const Candidate& a, const Candidate& b) { return merit(a) < merit(b); }

bool is_wanting(const Need& need)
{
    return need.state == NeedState::open && residual_of(need).value_or(1) > 0;
}

Area home_of(const Ground& ground, const Family& family)
{
    const auto seen = look(ground, {&family, nullptr, nullptr}, Fact::residence_area, today(ground));
    if (seen.known != Known::yes) return {};
    return ground.divisions->current(std::get<Area>(*seen.recorded));
}

Candidate match(const Snapshot& snapshot, FamilyIndex family, std::size_t need, ProgramIndex program)
{
    const auto of_family = family_score(snapshot.ground(), snapshot.families().at(family.value));
    return candidate_of(snapshot, family, need, program, of_family);
}

std::vector<Candidate> programs_for(const Snapshot& snapshot, FamilyIndex family, Limit limit)
{
    const auto& whose = snapshot.families().at(family.value);
    const auto of_family = family_score(snapshot.ground(), whose);
    const auto home = home_of(snapshot.ground(), whose);
    std::vector<std::pair<std::size_t, std::size_t>> met; // program, need
    for (std::size_t need = 0; need < whose.household.needs.size(); ++need)
        if (is_wanting(whose.household.needs[need]))
            for (const auto program : plausible(snapshot.compiled(), whose.household.needs[need].type, home))
                met.emplace_back(program, need);
    std::ranges::sort(met);
    std::vector<Candidate> candidates;
    for (const auto& [program, need] : met) {
        auto candidate = candidate_of(snapshot, family, need, {program}, of_family);
        if (is_for_elsewhere(candidate)) continue;
        const bool same = !candidates.empty() && candidates.back().program.value == program;
        if (!same)
            candidates.push_back(std::move(candidate));
        else if (is_better(candidate, candidates.back()))
            candidates.back() = std::move(candidate);
    }
    return ranked(snapshot, std::move(candidates), limit);
}

std::vector<Candidate> programs_for_need(const Snapshot& snapshot, FamilyIndex family, std::size_t need,
                                         Limit limit)
{
    const auto& whose = snapshot.families().at(family.value);
    const auto& wanted = whose.household.needs.at(need);
    std::vector<Candidate> candidates;
    if (!is_wanting(wanted)) return candidates;
    const auto of_family = family_score(snapshot.ground(), whose);
    for (const auto program :
         plausible(snapshot.compiled(), wanted.type, home_of(snapshot.ground(), whose))) {
        auto candidate = candidate_of(snapshot, family, need, {program}, of_family);
        if (!is_for_elsewhere(candidate)) candidates.push_back(std::move(candidate));
    }
    return ranked(snapshot, std::move(candidates), limit);
}

std::vector<Candidate> families_for(const Snapshot& snapshot, ProgramIndex program, Limit limit)
{
    const auto& compiled = snapshot.compiled();
    std::vector<Candidate> candidates;
    if (!compiled.plans.at(program.value).matchable) return candidates;
    const auto& purposes = compiled.programs[program.value].purposes;
    for (std::size_t i = 0; i < snapshot.families().size(); ++i) {
        const auto& family = snapshot.families()[i];
        std::optional<FamilyScore> of_family;
        std::optional<Candidate> best;
        for (std::size_t need = 0; need < family.household.needs.size(); ++need) {
            const auto& wanted = family.household.needs[need];
            if (!is_wanting(wanted) ||
                std::ranges::find(purposes, wanted.type, &Purpose::need) == purposes.end())
                continue;
            if (!of_family) of_family = family_score(snapshot.ground(), family);
            auto candidate = candidate_of(snapshot, {i}, need, program, *of_family);
            if (is_for_elsewhere(candidate)) continue;
            if (!best || is_better(candidate, *best)) best = std::move(candidate);
        }
        if (best) candidates.push_back(*std::move(best));
    }
    return ranked(snapshot, std::move(candidates), limit);
}

} // namespace matching
