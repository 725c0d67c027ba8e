#pragma once
#include "matching/asking.hpp"
#include <bit>
#include <span>

// Inside of the engine: what may help the families of one county, by type of need, and these families'
// answers.
namespace matching {

// Answers of families, persons or needs to the questions of a region: two bits each (surely yes; not surely
// no), and whole numbers beside. Equal ones are kept once.
class AnswerPool {
public:
    AnswerPool() = default;
    AnswerPool(std::size_t questions, std::size_t numbers)
        : words_((questions + 63) / 64), stride_(2 * words_ + numbers), blank_(stride_)
    {
    }
    std::vector<std::uint64_t> blank() const { return blank_; }
    void set(std::vector<std::uint64_t>& answers, std::size_t question, Verdict verdict) const
    {
        const auto bit = std::uint64_t{1} << (question % 64);
        if (verdict == Verdict::yes) answers[question / 64] |= bit;
        if (verdict != Verdict::no) answers[words_ + question / 64] |= bit;
    }
    std::uint64_t& number(std::vector<std::uint64_t>& answers, std::size_t i) const
    {
        return answers[2 * words_ + i];
    }
    std::uint32_t keep(const std::vector<std::uint64_t>& answers);
    Verdict verdict(std::uint32_t id, std::size_t question) const
    {
        const auto* at = pool_.data() + id * stride_ + question / 64;
        const auto shift = question % 64;
        return static_cast<Verdict>((at[0] >> shift & 1) + (at[words_] >> shift & 1));
    }
    const std::uint64_t* numbers(std::uint32_t id) const { return pool_.data() + id * stride_ + 2 * words_; }
    std::size_t size() const { return stride_ == 0 ? 0 : pool_.size() / stride_; }
    std::size_t bytes() const;

private:
    std::size_t words_ = 0, stride_ = 0;
    std::vector<std::uint64_t> blank_, pool_;
    std::unordered_multimap<std::size_t, std::uint32_t> by_hash_;
};

inline constexpr std::size_t kWhoses = 3;
using AnswerIds = std::array<std::uint32_t, kWhoses>; // by Whose

// One need as the columns hold it: 48 bytes.
struct Row {
    std::uint32_t family{};
    std::uint32_t need{};
    AnswerIds answers{};
    std::uint32_t block{};
    std::uint32_t place{};      // which of the region's homes
    std::int32_t of_family{};   // weighted: severity and waiting
    std::int64_t residual = -1; // −1: not known
    models::NeedUnit unit{};
    bool names_person = false, hurries = false;
    bool had_earlier = false; // help from one of the programs: those are looked at row by row
};

// A question's bit in its pool and the programs of a block that ask it.
struct Mask {
    std::uint32_t question{};
    bool frees = false;     // an obstacle; otherwise a line of the rule
    std::size_t programs{}; // where in the masks its words begin
};

// An award that is the same for everybody whose need lacks at least `from`, as PlainCase has it; so small
// that a thousand of it do not overflow.
struct Even {
    enum class Kind : std::uint8_t { no, refused, covering, incomparable };
    std::int64_t covered = 0;
    std::int64_t from = 0;
    Kind kind = Kind::no;
};

// The programs for one type of need. Bits and columns count them in the order in which equals are ranked.
struct Block {
    std::string need_type;
    std::vector<std::uint32_t> programs; // ProgramIndex
    std::size_t words = 0;
    std::vector<std::uint64_t> masks;
    std::array<std::vector<Mask>, kWhoses> of_person, of_nobody; // by Whose
    std::array<std::vector<std::int32_t>, 2> base; // by urgency: what of a score no family changes
    std::vector<std::uint64_t> row_by_row;
    std::array<std::vector<Even>, std::size(models::kNames<models::NeedUnit>)> even; // by unit
    std::vector<std::int32_t> proximity; // weighted; by home, then program
};

struct Region {
    models::Area county;
    std::array<std::vector<ConditionId>, kWhoses> questions; // asked here; a question's place is its bit
    std::vector<std::uint32_t> bit;                          // by ConditionId
    std::vector<Block> blocks;                               // by need type
    std::array<AnswerPool, kWhoses> answers;
    std::vector<models::Area> homes; // villages, sorted
    std::vector<Row> rows;           // by block, answers, family, need

    std::size_t bytes() const;
};

// The programs that could serve families living in this county (today's code).
// order: of all programs, as equals are ranked.
Region region_of(const Snapshot&, const Asked&, models::Area county, const std::vector<std::size_t>& order);

// Where a family lives, to the village; today's code.
struct Home {
    std::size_t family{};
    models::Area village;
};

// Fills answers and rows of families that live in the county.
void fill(Region&, const Snapshot&, const Asked&, std::span<const Home> families);

// A count of members in one number: fewer than 2³¹ of them.
std::uint64_t packed(const EachCount&);
EachCount unpacked(std::uint64_t);

} // namespace matching
