#pragma once
#include "tests/bench/peers/offers.hpp"

// The same idea as the engine's, for peers: needs and programs that can meet stand in blocks (county, type of
// need, whether it names a person), and what is asked there is a bit in a few words.
namespace bench {

// A need of which something is left, in the order of the snapshot.
struct NeedRow {
    std::size_t family{}; // index into the snapshot
    std::size_t need{};   // of the family
    models::Area home;    // a village, today's code; 0: not known
    bool names_person = false, urgent = false;
    std::int64_t lacks = -1;                 // in its unit; −1: not known
    std::int64_t of_family{};                // weighted: severity and waiting
    std::array<std::int64_t, 2> had{-1, -1}; // ids of programs that helped before: their pairs are told
};
std::vector<NeedRow> needs_of(const matching::Snapshot&);

matching::Verdict answer_of(const matching::Snapshot&, const matching::Asked&, const NeedRow&,
                            std::uint32_t question);

inline constexpr int kBits = 63; // of a word: it stays positive everywhere
using Words = std::vector<std::int64_t>;

struct BlockNeed {
    std::int64_t block = -1; // −1: none, all its pairs are told
    Words yes, could;        // surely yes; not surely no
};

struct BlockOffer {
    std::int64_t block{};
    std::size_t offer{};                  // index into the offers
    std::int64_t proximity{};             // weighted, for a home that is near none of its sites
    Words lines, must, never;             // may not be no; must be yes; must be no
    std::array<std::int64_t, 3> points{}; // bits of the first word
};

// A home that is nearer to a site of the program: so much more, weighted.
struct Nearer {
    std::int64_t village{}, program{}, more{};
};

// A pair that the columns cannot say, as the row by row engine has it. Only those that could be offered.
struct Told {
    std::size_t need{};     // its row
    std::int64_t program{}; // id
    bool fits = false;
    std::int64_t score{}, coverage{}, award = -1, cost{};
};

std::vector<Told> told_pairs(const matching::Snapshot&, const matching::Asked&, const std::vector<NeedRow>&);

struct Blocks {
    std::vector<BlockNeed> needs; // by row
    std::vector<BlockOffer> offers;
    std::vector<Nearer> nearer;
    std::vector<Told> told;
    std::size_t words = 1;   // of each set of bits
    std::uint64_t count = 0; // blocks
    std::uint64_t met = 0;   // needs × offers of their block
};
Blocks blocks_of(const matching::Snapshot&, const matching::Asked&, const std::vector<NeedRow>&,
                 const std::vector<Offer>&);

} // namespace bench
