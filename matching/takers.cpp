#include "matching/keys.hpp"
#include "matching/sift.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

// Whether a program may take a row, as far as questions tell: three values of its rule, and what stands in
// the way.
struct Stand {
    bool yes = true, could = true, free = true;
};

// The questions of a block that one program asks.
using Asks = std::array<std::vector<Mask>, kWhoses>;
Asks asks_of(const Block& block, const Asks& all, std::size_t place)
{
    Asks asks;
    for (std::size_t whose = 0; whose < kWhoses; ++whose)
        std::ranges::copy_if(all[whose], std::back_inserter(asks[whose]), [&](const Mask& mask) {
            return (block.masks[mask.programs + place / 64] >> (place % 64) & 1) != 0;
        });
    return asks;
}

Stand stand_of(const Region& region, const Row& row, const Asks& asks)
{
    Stand stand;
    for (std::size_t whose = 0; whose < kWhoses; ++whose)
        for (const auto& mask : asks[whose]) {
            const auto verdict = region.answers[whose].verdict(row.answers[whose], mask.question);
            if (verdict == Verdict::yes) continue;
            if (mask.frees)
                stand.free = false;
            else {
                stand.yes = false;
                stand.could = stand.could && verdict != Verdict::no;
            }
        }
    return stand;
}

} // namespace

// Rows lie so that neighbours share answers: these are looked at once.
void Sifter::takers(std::uint32_t number, std::size_t place, std::vector<Taker>& out)
{
    const auto& block = region_.blocks[number];
    const std::array asks{asks_of(block, block.of_nobody, place), asks_of(block, block.of_person, place)};
    const auto bit = std::uint64_t{1} << (place % 64);
    const std::vector<std::uint64_t> none(block.words);
    all_ = {none, none, none};
    last_ = nullptr;
    all_.could[place / 64] = all_.free[place / 64] = bit;
    if (worked_out_.size() < block.programs.size()) worked_out_.resize(block.programs.size());
    const Row* before = nullptr;
    Stand stand;
    for (const auto& row : std::ranges::equal_range(region_.rows, number, {}, &Row::block)) {
        const bool same =
            before && before->names_person == row.names_person && before->answers == row.answers;
        if (!same) stand = stand_of(region_, row, asks[row.names_person]);
        before = &row;
        if (!stand.could || !stand.free) continue;
        all_.yes[place / 64] = stand.yes ? bit : 0;
        keys_.clear();
        weigh_all(row, block);
        if (!keys_.empty())
            out.push_back(
                {merit_in(keys_.front()), row.family, row.need, match_of(row, block, keys_.front())});
    }
}

} // namespace matching
