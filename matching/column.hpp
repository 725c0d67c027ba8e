#pragma once
#include "matching/region.hpp"

// Inside of the engine: the families of one county as columns hold them, each need a row with its answers.
namespace matching {

// By Whose: where in the answers those of this household, person and need begin. Equal ones of one column are
// kept once, so that neighbors share them.
using AnswersOf = std::array<const std::uint64_t*, kWhoses>;

// One need as the columns hold it: 56 bytes.
struct Row {
    AnswersOf answers{};
    std::int64_t residual = -1; // −1: not known
    std::uint32_t member{};     // which family of its column
    std::uint32_t need{};
    std::uint32_t block{};
    std::uint32_t place{};               // which of the region's homes
    std::uint16_t severity{}, waiting{}; // permille
    std::uint16_t earlier{};             // marks of help had before
    models::NeedUnit unit{};
    bool names_person = false, hurries = false;
};

// A family by its referral; in a list that is not in the order of its referrals by its place.
struct Whom {
    std::int64_t key{};
    std::uint32_t index{}; // where it stood when the row was made
};

// Where a family stands now.
struct People {
    const SharedList<Family>& families;
    bool by_referral = false; // each one once, in their order
    bool stand = true;        // nobody came or went since the rows were made
    std::size_t index_of(const Whom&) const;
    const Family& operator[](const Whom& whom) const { return families[index_of(whom)]; }
};

// The families of a county when it was filled; immutable.
struct Column {
    std::vector<std::int64_t> keys; // by member, ascending
    std::vector<std::uint32_t> indexes;
    std::vector<Row> rows;                // by block, answers, member, need
    std::vector<std::uint32_t> first;     // by member, and one more: where its rows begin …
    std::vector<std::uint32_t> row_order; // … in this list of rows, by need
    std::array<std::shared_ptr<const std::vector<std::uint64_t>>, kWhoses> answers;

    Whom whom(std::uint32_t member) const { return {keys[member], indexes[member]}; }
    std::optional<std::uint32_t> member_of(std::int64_t key) const;
    std::size_t bytes() const;
};

// One family that came or changed since; immutable.
struct FamilyRows {
    Whom whom;
    std::int64_t key() const { return whom.key; }
    std::vector<Row> rows; // by need
    std::array<std::shared_ptr<const std::vector<std::uint64_t>>, kWhoses> answers;
};

// A family that lives in the county.
struct Home {
    Whom whom;
    models::Area village; // today's code; among the region's homes
};

// families: in the order of their keys.
Column column_of(const Region&, const Snapshot&, const Asked&, std::span<const Home> families);
FamilyRows rows_of(const Region&, const Ground&, const Asked&, const Family&, const Home&);
// The same for a family whose rows of the same region were these before facts were told otherwise: only
// questions that read them are asked again.
FamilyRows rows_again(std::span<const Row* const> before, FactSet otherwise, const Region&, const Ground&,
                      const Asked&, const Family&, const Home&);

// The same after the region got more questions: only these are answered, for who is not stale. Rows keep
// their order.
struct MoreQuestions {
    const Region& before;
    const Region& now;
    const Ground& ground;
    const Asked& asked;
    const People& people;
};
Column column_with(const Column&, const std::vector<bool>& stale, const MoreQuestions&);
FamilyRows rows_with(const FamilyRows&, const MoreQuestions&);

// A count of members in one number: fewer than 2³¹ of them.
std::uint64_t packed(const EachCount&);
EachCount unpacked(std::uint64_t);

} // namespace matching
