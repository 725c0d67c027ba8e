#include "tests/oracle/oracle.hpp"
#include <algorithm>

namespace oracle {

using namespace models;
using matching::Standing;

namespace {

bool is_hint(const Program& program)
{
    return program.by_list ||
           (program.applicant != Applicant::household && program.applicant != Applicant::person);
}

// The minimum is one more rule; without a case that holds there is nothing to come near to.
Standing standing(const Judge& judge, const Program& program, const Judged& judged, const Gift& gift)
{
    if (judged.verdict != Verdict::no) {
        if (is_hint(program)) return Standing::hint;
        if (gift.no_case) return Standing::no;
        if (gift.below_minimum) return Standing::near;
        return judged.verdict == Verdict::yes ? Standing::fits : Standing::to_be_asked;
    }
    if (is_hint(program) || gift.no_case || gift.below_minimum) return Standing::no;
    std::vector<Line> refusing;
    for (const auto& line : lines(judge, program.rule))
        if (line.verdict == Verdict::no) refusing.push_back(line);
    const bool one = refusing.size() == 1;
    return one && may_become(judge, *refusing[0].rule, refusing[0].person, Verdict::yes) ? Standing::near
                                                                                         : Standing::no;
}

bool wants_something(const Want& want) { return want.open && (!want.left || *want.left > 0); }

bool is_matched(const Program& program)
{
    return program.state == ProgramState::open || program.state == ProgramState::paused;
}

bool serves_need(const Program& program, const Want& want)
{
    return std::ranges::any_of(program.purposes, [&](const Purpose& p) { return p.need == want.type; });
}

int shelf(const Judged& judged)
{
    const std::map<Standing, int> shelves{{Standing::fits, judged.obstacles.empty() ? 0 : 1},
                                          {Standing::to_be_asked, 2},
                                          {Standing::near, 3},
                                          {Standing::no, 4},
                                          {Standing::hint, 5}};
    return shelves.at(judged.standing);
}

// Smaller comes first.
std::vector<std::int64_t> merit(const Judged& judged)
{
    return {shelf(judged), -judged.score.total,
            -judged.score.permille[static_cast<std::size_t>(matching::Factor::coverage)]};
}

// The best need of a family before a program that serves it and where it lives; a family that surely lives
// elsewhere is no candidate.
std::optional<Ranked> best_need(const World& world, const Book& book, const Program& program)
{
    std::optional<Ranked> best;
    if (!is_matched(program)) return best;
    for (std::size_t need = 0; need < book.wants.size(); ++need) {
        const auto& want = book.wants[need];
        if (!wants_something(want) || !serves_need(program, want)) continue;
        if (served(Judge(world, book, &want), program) == Verdict::no) continue;
        auto one = judged(world, book, need, program);
        if (!best || merit(one) < merit(best->judged)) best = Ranked{0, need, std::move(one)};
    }
    return best;
}

template <class Tie> void rank(std::vector<Ranked>& ranked, Tie tie)
{
    std::ranges::sort(ranked, [&](const Ranked& a, const Ranked& b) {
        if (merit(a.judged) != merit(b.judged)) return merit(a.judged) < merit(b.judged);
        return tie(a.other) < tie(b.other);
    });
}

} // namespace

Judged judged(const World& world, const Book& book, std::size_t need, const Program& program)
{
    const Judge judge(world, book, &book.wants.at(need));
    const auto given = gift(judge, program);
    Judged judged;
    judged.verdict = judge.verdict(program.rule);
    judged.standing = standing(judge, program, judged, given);
    judged.obstacles = obstacles(judge, program, given);
    judged.award = given.found;
    judged.score = score(judge, program, given);
    const auto& groups = program.priority.groups;
    for (std::size_t i = 0; i < groups.size() && !judged.priority_group; ++i)
        if (judge.verdict(groups[i].rule) == Verdict::yes) judged.priority_group = i;
    for (const auto& line : lines(judge, program.rule)) judged.lines.push_back(line.verdict);
    return judged;
}

std::vector<Ranked> programs_for(const World& world, const Book& book, const std::vector<Program>& programs)
{
    std::vector<Ranked> ranked;
    for (std::size_t i = 0; i < programs.size(); ++i)
        if (auto best = best_need(world, book, programs[i])) {
            best->other = i;
            ranked.push_back(std::move(*best));
        }
    rank(ranked,
         [&](std::size_t i) { return std::tuple{programs[i].id.value, programs[i].code, programs[i].uuid}; });
    return ranked;
}

std::vector<Ranked> families_for(const World& world, const std::vector<Book>& books, const Program& program)
{
    std::vector<Ranked> ranked;
    for (std::size_t i = 0; i < books.size(); ++i)
        if (auto best = best_need(world, books[i], program)) {
            best->other = i;
            ranked.push_back(std::move(*best));
        }
    rank(ranked, [&](std::size_t i) { return books[i].rank; });
    return ranked;
}

} // namespace oracle
