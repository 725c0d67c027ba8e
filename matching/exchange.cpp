#include "matching/chains.hpp"
#include "matching/repack.hpp"

namespace matching {

namespace {

// How hard is looked, by the number of families: what a place or a yuan too much costs matters less in a
// large round, and there is more of all to look at.
struct Effort {
    int turns; // over all programs and households; later ones find next to nothing
    Chains::Reach reach;
};

Effort effort_for(std::size_t families)
{
    if (families > 400'000) return {1, {3, 20}};
    if (families > 50'000) return {2, {4, 60}};
    return {3, {4, 200}};
}

} // namespace

bool exchange(const Stage& stage, const Prices& prices, const PriceSums& sums, const Margins& margins,
              Draft& draft, const Progress& progress, Span span)
{
    const auto effort = effort_for(stage.families.size());
    Chains chains(stage, prices, sums, margins, draft, effort.reach);
    Moves moves(draft);
    const auto programs = stage.round.programs.size();
    for (int turn = 0; turn < effort.turns; ++turn) {
        std::size_t better = 0;
        for (std::uint32_t program = 0; program < programs; ++program) {
            if (chains.idle(program) > 0 && repack(margins.of(program), program, prices, draft, moves) > 0) {
                for (const auto& move : moves.all()) chains.note(move);
                moves.keep();
                ++better;
            }
            for (int times = 0; times < 20 && chains.idle(program) > 0 && chains.from_program(program);
                 ++times)
                ++better;
            if (program % 64 == 0 &&
                !progress.goes_on(span.from + (span.to - span.from) * turn / effort.turns))
                return false;
        }
        for (const auto family : stage.families)
            for (int times = 0; times < 5 && chains.regret(family) > 0 && chains.from_household(family);
                 ++times)
                ++better;
        if (better == 0) break;
    }
    return true;
}

} // namespace matching
