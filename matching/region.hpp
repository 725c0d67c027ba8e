#pragma once
#include "matching/asking.hpp"
#include <algorithm>
#include <array>
#include <span>

// Inside of the engine: what may help the families of one county, by type of need.
namespace matching {

inline constexpr std::size_t kWhoses = 3;
inline constexpr std::size_t kLevels = static_cast<std::size_t>(models::AreaLevel::village) + 1;

// Answers to questions: words of "not surely no", as many that tell unknown from yes, and no for good from no
// that may come to be yes; then whole numbers.
enum class Told { no, may_come, unknown, yes };
inline Told told_in(const std::uint64_t* answers, std::size_t words, std::size_t question)
{
    const auto shift = question % 64;
    const auto* at = answers + question / 64;
    return static_cast<Told>((at[0] >> shift & 1) << 1 | (at[words] >> shift & 1));
}
constexpr Verdict verdict_of(Told told)
{
    const auto bits = static_cast<unsigned>(told);
    return static_cast<Verdict>((bits >> 1) + (bits >> 1 & bits));
}
inline Verdict verdict_in(const std::uint64_t* answers, std::size_t words, std::size_t question)
{
    return verdict_of(told_in(answers, words, question));
}

// A question's bit among the answers and the programs of a block that ask it.
struct Mask {
    enum class Kind : std::uint8_t {
        line,  // of the rule
        again, // the same line once more, or oftener
        area,  // otherwise an obstacle: where the family lives …
        free   // … and any other
    };
    std::uint32_t question{};
    Kind kind{};
    std::size_t programs{}; // where in the masks its words begin
    bool frees() const { return kind == Kind::area || kind == Kind::free; }
};

// The programs for one type of need. Bits and columns count them in the order in which equals are ranked.
struct Block {
    using Masks = std::array<std::vector<Mask>, kWhoses>; // by Whose
    std::vector<std::uint32_t> programs;                  // their numbers
    std::size_t words = 0;
    std::vector<std::uint64_t> masks;
    Masks of_person, of_nobody;
    // Of programs that are not shut:
    std::array<std::vector<std::int32_t>, 2> base; // by urgency: what of a score no family changes
    std::vector<std::uint64_t> row_by_row;
    std::vector<std::uint8_t> nearness;      // AreaLevel shared with a home; by row, then program …
    std::vector<std::uint32_t> nearness_row; // … of which homes that share the same have one; by home
    const std::uint8_t* nearness_of(std::size_t home) const
    {
        return nearness.data() + nearness_row[home] * programs.size();
    }
    std::size_t bytes() const;
};

// Immutable; changed ones share the blocks that stay.
struct Region {
    struct Bit { // where a question's answer stands
        std::uint32_t whose : 2 = 0, bit : 30 = kNotAsked;
    };
    static constexpr std::uint32_t kNotAsked = (1U << 30) - 1;

    models::Area county;
    std::vector<models::Area> homes;                         // villages, sorted
    std::array<std::vector<ConditionId>, kWhoses> questions; // asked here; a question's place is its bit
    // By question: a bit for each block that asks it, from the 64th on one for all; of other blocks' needs
    // there may be no answer.
    std::array<std::vector<std::uint64_t>, kWhoses> asked_by;
    static constexpr std::uint64_t bit_for(std::size_t block)
    {
        return std::uint64_t{1} << std::min<std::size_t>(block, 63);
    }
    std::array<std::size_t, kWhoses> words{}; // of each half of the answers
    std::vector<Bit> bit;                     // by ConditionId
    std::vector<std::string> need_types;      // by block
    std::vector<std::shared_ptr<const Block>> blocks;
    std::vector<std::shared_ptr<const Block>> shut; // by block: those that could not take a need today

    std::optional<std::uint32_t> block_for(std::string_view need_type) const;
    std::optional<std::uint32_t> place_of(models::Area village) const; // among the homes
    std::size_t bytes() const;
    bool answers(ConditionId id, std::uint32_t block) const // for the needs of this block
    {
        if (id >= bit.size() || bit[id].bit == kNotAsked) return false;
        return (asked_by[bit[id].whose][bit[id].bit] & bit_for(block)) != 0;
    }
};

// One block of a region, whose new questions are added to it, from what it was before: columns of programs
// that did not change are copied.
inline constexpr std::uint32_t kNotBefore = 0xffffffff; // new, or not as it was
struct BlockChange {
    const Block& before;
    std::vector<std::uint32_t> programs;
    std::vector<std::uint32_t> was; // by program: its place before
    std::size_t at{};               // which block
    bool shut = false;
};
std::shared_ptr<const Block> block_of(const Ground&, const Asked&, Region&, const std::string& need_type,
                                      BlockChange);

bool serves_some(const Asking&, models::Area county); // may be, of those who live there
bool may_serve(const Asking&, models::Area county);   // and could take a need today
bool is_shut(const Asking&, models::Area county);     // and could not

// The programs that could serve families living in this county (today's code).
// order: of all programs, as equals are ranked.
Region region_of(const Ground&, const Asked&, models::Area county, std::vector<models::Area> homes,
                 std::span<const std::uint32_t> order);

// The same after programs changed; nullptr: none that concerns this county. Questions keep their bits, new
// ones come after; blocks keep their places.
std::shared_ptr<const Region> region_with(const Region&, const Ground&, const Asked&,
                                          std::span<const AskingChange>);

} // namespace matching
