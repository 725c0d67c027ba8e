#include "matching/pair.hpp"
#include "matching/sift.hpp"
#include <bit>
#include <limits>

// Near misses.
namespace matching {

using namespace models;

// Two bits count for each program of the block whether none of its lines fails, one, or more.
void Sifter::count_failing(const Row& row, const Block& block)
{
    for (auto* words : {&failing_.one, &failing_.two, &failing_.for_good, &failing_.away})
        words->assign(block.words, 0);
    const auto& masks = row.names_person ? block.of_person : block.of_nobody;
    for (std::size_t whose = 0; whose < kWhoses; ++whose)
        for (const auto& mask : masks[whose]) {
            const auto told = told_in(row.answers[whose], region_.words[whose], mask.question);
            if (verdict_of(told) != Verdict::no || mask.kind == Mask::Kind::free) continue;
            const auto* programs = block.masks.data() + mask.programs;
            const auto for_good = told == Told::no ? ~std::uint64_t{0} : 0;
            for (std::size_t i = 0; i < block.words; ++i) {
                if (mask.kind == Mask::Kind::area) {
                    failing_.away[i] |= programs[i];
                    continue;
                }
                failing_.two[i] |= failing_.one[i] & programs[i];
                failing_.one[i] |= programs[i];
                failing_.for_good[i] |= programs[i] & for_good;
            }
        }
}

Sifter::Gets Sifter::gets(const Row& row, const Whom& whom, const Block& block, std::size_t place) const
{
    const auto number = block.programs[place];
    const auto& asking = *asked_.programs[number];
    const auto enough = asking.enough[static_cast<std::size_t>(row.unit)];
    const bool limits = row.unit == NeedUnit::fen && row.residual >= 0;
    if (enough != kWorkedOut) {
        const auto lacks = limits ? row.residual : std::numeric_limits<std::int64_t>::max() - 1;
        return lacks < enough ? Gets::less : Gets::enough;
    }
    const auto award = asking.row_by_row
                           ? award_of(pair_of(snapshot_, people_[whom], row.need, {asked_.index_of[number]}))
                           : limited(chosen(row, asking, asking.program().award), asking.terms,
                                     limits ? std::optional(row.residual) : std::nullopt);
    return award.no_case ? Gets::nothing : award.below_minimum ? Gets::less : Gets::enough;
}

// The least counts as one more line. Without a case that holds there is nothing to come near to.
void Sifter::come_near(const Row& row, const Whom& whom, Nearby& out)
{
    for (const auto* blocks : {&region_.blocks, &region_.shut}) {
        const auto& block = *(*blocks)[row.block];
        const auto places = block.programs.size();
        count_failing(row, block);
        for (std::size_t word = 0; word < block.words; ++word) {
            const auto rest = places - word * 64;
            const auto here =
                (rest < 64 ? (std::uint64_t{1} << rest) - 1 : ~std::uint64_t{0}) & ~failing_.away[word];
            const auto one = failing_.one[word] & ~failing_.two[word] & ~failing_.for_good[word];
            for (auto bits = (one | ~failing_.one[word]) & here; bits != 0; bits &= bits - 1) {
                const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
                const bool suits = (failing_.one[word] >> bit & 1) == 0;
                const auto place = word * 64 + bit;
                const auto gets = this->gets(row, whom, block, place);
                if (gets == Gets::enough)
                    (suits ? out.suits : out.near).push_back(block.programs[place]);
                else if (suits && gets == Gets::less)
                    out.near.push_back(block.programs[place]);
            }
        }
    }
}

} // namespace matching
