#include "matching/factors.hpp"
#include "matching/match.hpp"
#include "tests/bench/peers/blocks.hpp"
#include <algorithm>

namespace bench {

using namespace matching;
using namespace models;

namespace {

class Teller {
public:
    Teller(const Snapshot& snapshot, const Asked& asked) : snapshot_(snapshot), asked_(asked) {}

    void tell(const NeedRow& row, std::size_t number, std::vector<Told>& told) const
    {
        const auto& wanted = snapshot_.families()[row.family].household.needs[row.need];
        for (const auto program : plausible(snapshot_.compiled(), wanted.type, row.home)) {
            if (!asked_.programs[program]->offerable) continue;
            if (row.home && !is_beyond_columns(row, wanted, program)) continue;
            const auto pair = match(snapshot_, {row.family}, row.need, {program});
            const bool fits = pair.standing == Standing::fits;
            if ((!fits && pair.standing != Standing::to_be_asked) || !pair.obstacles.empty()) continue;
            told.push_back({number, snapshot_.programs()[program].id.value, fits, pair.score.total,
                            pair.score.permille[static_cast<std::size_t>(Factor::coverage)],
                            award_in_unit(wanted.unit, pair.award), pair.award.low.fen});
        }
    }

private:
    // Helped before; an amount that is no constant; a case before the one that holds of which it is not
    // known.
    bool is_beyond_columns(const NeedRow& row, const Need& wanted, std::size_t program) const
    {
        const auto& asking = *asked_.programs[program];
        const auto id = snapshot_.programs()[program].id.value;
        if (asking.row_by_row || asking.plain.empty() || std::ranges::find(row.had, id) != row.had.end())
            return true;
        for (const auto& one : asking.plain) {
            const auto holds = one.when ? answer_of(snapshot_, asked_, row, *one.when) : Verdict::yes;
            if (holds == Verdict::unknown) return true;
            if (holds == Verdict::yes)
                return is_to_be_worked_out(one.by_unit[static_cast<std::size_t>(wanted.unit)], row,
                                           wanted.unit == NeedUnit::fen);
        }
        return false;
    }

    static bool is_to_be_worked_out(const Plain& plain, const NeedRow& row, bool in_fen)
    {
        const bool lacks_less = in_fen && row.lacks >= 0 && row.lacks < plain.from;
        switch (plain.kind) {
        case Plain::Kind::no: return true;
        case Plain::Kind::refused: return false;
        case Plain::Kind::covering: return lacks_less && !plain.may_shrink;
        case Plain::Kind::incomparable: return lacks_less;
        case Plain::Kind::share: return !in_fen || row.lacks < 0;
        }
        return true;
    }

    const Snapshot& snapshot_;
    const Asked& asked_;
};

} // namespace

std::vector<Told> told_pairs(const Snapshot& snapshot, const Asked& asked, const std::vector<NeedRow>& needs)
{
    std::vector<Told> told;
    const Teller teller(snapshot, asked);
    for (std::size_t i = 0; i < needs.size(); ++i) teller.tell(needs[i], i, told);
    return told;
}

} // namespace bench
