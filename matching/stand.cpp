#include "matching/stand.hpp"
#include <tuple>

namespace matching {

using namespace models;

// Whatever is open to the program: its state, its places and its money are not the question.
Program at_large(Program program)
{
    program.state = ProgramState::open;
    program.room.budget_left.reset();
    return program;
}

static bool is_of_the_program(const ObstacleFound& found)
{
    switch (found.what) {
    case Obstacle::opens_later:
    case Obstacle::paused:
    case Obstacle::no_places:
    case Obstacle::no_budget:
    case Obstacle::not_applicant: return true;
    case Obstacle::window_over: return found.when.has_value(); // otherwise no window is for this family
    default: return false;
    }
}

bool is_better(const Stand& a, const Stand& b)
{
    return std::tuple{a.eligible, a.award.low.fen, a.award.high.fen} >
           std::tuple{b.eligible, b.award.low.fen, b.award.high.fen};
}

Stand stand_of(const Pair& pair, std::size_t need)
{
    Stand stand{evaluate(pair.ground, pair.subject, pair.program.rule), need, {}};
    if (stand.eligible == Verdict::no) return stand;
    const auto award = award_of(pair);
    for (const auto& found : obstacles_of(pair, award)) {
        if (is_of_the_program(found)) continue;
        const bool open = found.what == Obstacle::area_unknown;
        stand.eligible = std::min(stand.eligible, open ? Verdict::unknown : Verdict::no);
    }
    if (stand.eligible == Verdict::yes) stand.award = award.found;
    return stand;
}

} // namespace matching
