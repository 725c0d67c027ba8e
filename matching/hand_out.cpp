#include "matching/allocate.hpp"
#include <algorithm>

namespace matching {

std::vector<AwardLine> award_lines(const Round& round, const std::vector<std::size_t>& awards)
{
    std::vector<AwardLine> lines;
    lines.reserve(awards.size());
    for (const auto at : awards) {
        const auto& option = round.options[at];
        const auto& family =
            *(std::ranges::upper_bound(round.families, at, {}, &RoundFamily::first_option) - 1);
        lines.push_back({.household = family.id,
                         .need = std::int64_t{option.need} + 1,
                         .program = round.programs[round.kinds[option.kind].program].id,
                         .award = option.award,
                         .cost = option.cost,
                         .score = option.score,
                         .tier = family.tier,
                         .value = option.value});
    }
    return lines;
}

static std::vector<ProgramPrices> by_program(const Round& round, const Prices& prices)
{
    std::vector<ProgramPrices> all;
    for (std::size_t i = 0; i < round.programs.size(); ++i) {
        const auto& program = round.programs[i];
        if (program.options == 0) continue;
        ProgramPrices one{program.id, {prices.place[i], prices.fen[i]}, {}};
        for (auto row = program.first_row; row < program.first_row + program.rows; ++row)
            one.rows.push_back({prices.place[row], prices.fen[row]});
        all.push_back(std::move(one));
    }
    return all;
}

static std::vector<CaseClaim> claims_of(const Round& round, const std::vector<Case>& cases)
{
    std::vector<CaseClaim> claims;
    for (const auto& one : cases) {
        CaseClaim claim{{}, static_cast<std::int64_t>(one.prices)};
        if (const auto& split = one.split)
            claim.split = {round.programs[split->program].id, std::int64_t{split->group} + 1, split->row,
                           split->cost};
        claims.push_back(claim);
    }
    return claims;
}

Certificate certificate_of(const Round& round, const Allocation& allocation)
{
    Certificate certificate;
    for (const auto& stage : allocation.stages) {
        certificate.stages.push_back({{stage.tiers.begin(), stage.tiers.end()},
                                      by_program(round, stage.prices),
                                      stage.prices.floor,
                                      stage.value,
                                      stage.bound,
                                      {},
                                      claims_of(round, stage.cases)});
        for (const auto& prices : stage.further)
            certificate.stages.back().further.push_back({by_program(round, prices), prices.floor});
    }
    for (std::size_t i = 0; i < round.floors.size(); ++i) {
        FloorClaim claim{round.floors[i].asks, allocation.holds[i], {}};
        if (const auto& limit = allocation.limits[i])
            claim.limit = FloorLimit{limit->most, by_program(round, limit->prices), limit->prices.floor};
        certificate.floors.push_back(std::move(claim));
    }
    certificate.value = allocation.value;
    certificate.bound = allocation.bound;
    certificate.gap_millionths = allocation.gap_millionths;
    if (round.stable) certificate.blocking = std::ssize(allocation.blocking);
    return certificate;
}

} // namespace matching
