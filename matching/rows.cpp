#include "matching/answer_pool.hpp"
#include "matching/column.hpp"
#include "matching/factors.hpp"
#include <algorithm>
#include <tuple>

namespace matching {

using namespace models;

namespace {

using AnswerIds = std::array<std::uint32_t, kWhoses>; // by Whose

// Fills rows. Answers are numbers until the pools no longer grow.
class Filler {
public:
    // before: where the answers already known stand; nullptr: none is.
    Filler(const Region& region, const Ground& ground, const Asked& asked, const Region* before = nullptr)
        : region_(region), ground_(ground), asked_(asked), before_(before)
    {
        for (std::size_t whose = 0; whose < kWhoses; ++whose)
            pools_.emplace_back(region.words[whose], whose == static_cast<std::size_t>(Whose::household)
                                                         ? asked.counted.size()
                                                         : 0);
    }

    // known: rows it had; of their answers those are asked again that read what was told otherwise.
    void add(const Family& family, std::uint32_t member, Area home, std::span<const Row* const> known = {},
             FactSet otherwise = 0)
    {
        const auto& needs = family.household.needs;
        same_.clear();
        std::optional<Row> of_family;
        for (std::size_t need = 0; need < needs.size(); ++need) {
            const auto block = is_wanting(needs[need]) ? region_.block_for(needs[need].type) : std::nullopt;
            if (!block) continue;
            const auto was = std::ranges::find(known, need, &Row::need);
            const auto answers = was == known.end() ? AnswersOf{} : (*was)->answers;
            again_ = was == known.end() ? 0 : otherwise;
            if (!of_family) of_family = begin(family);
            Row row = *of_family;
            row.member = member;
            row.need = static_cast<std::uint32_t>(need);
            row.block = *block;
            row.place = region_.place_of(home).value();
            row.residual = residual_of(needs[need]).value_or(-1);
            row.unit = needs[need].unit;
            const Subject subject{&family, &needs[need], nullptr};
            row.names_person = person_of(subject) != nullptr;
            row.hurries = is_in_a_hurry(ground_, subject);
            rows_.push_back(row);
            ids_.push_back({keep_once(Whose::household, family, need, answers),
                            keep_once(Whose::person, family, need, answers),
                            keep(Whose::need, family, need, answers[static_cast<std::size_t>(Whose::need)])});
        }
    }

    void reserve(std::size_t rows)
    {
        rows_.reserve(rows);
        ids_.reserve(rows);
        for (std::size_t whose = 0; whose < kWhoses; ++whose)
            if (asks_more(whose)) pools_[whose].reserve(rows);
    }

    // A row of which the answers to the questions before are known; no family: nobody reads it any more.
    void add_again(const Family* family, const Row& row)
    {
        rows_.push_back(row);
        auto& ids = ids_.emplace_back();
        for (std::size_t whose = 0; whose < kWhoses; ++whose)
            if (asks_more(whose)) ids[whose] = answer_more(whose, family, row);
    }

    template <class Rows> void finish(Rows& to)
    {
        std::array<const std::uint64_t*, kWhoses> begin{};
        for (std::size_t whose = 0; whose < kWhoses; ++whose) {
            if (!asks_more(whose)) continue;
            to.answers[whose] = std::make_shared<const std::vector<std::uint64_t>>(pools_[whose].taken());
            begin[whose] = to.answers[whose]->data();
        }
        for (std::size_t i = 0; i < rows_.size(); ++i)
            for (std::size_t whose = 0; whose < kWhoses; ++whose)
                if (asks_more(whose))
                    rows_[i].answers[whose] = begin[whose] + ids_[i][whose] * pools_[whose].stride();
        to.rows = std::move(rows_);
        to.rows.shrink_to_fit();
    }

private:
    // Where nothing is asked that was not asked before, the answers before are shared.
    bool asks_more(std::size_t whose) const
    {
        return !before_ || before_ == &region_ || region_.asked_by[whose] != before_->asked_by[whose];
    }

    std::uint32_t answer_more(std::size_t whose, const Family* family, const Row& row)
    {
        auto& pool = pools_[whose];
        const auto* known = row.answers[whose];
        const auto old = before_->words[whose];
        const auto& asked_before = before_->asked_by[whose];
        const auto& asked_now = region_.asked_by[whose];
        auto* answers = pool.append();
        std::copy_n(known, old, answers);
        std::copy_n(known + old, old, answers + pool.words());
        if (whose == static_cast<std::size_t>(Whose::household))
            std::copy_n(known + 2 * old, asked_.counted.size(), answers + 2 * pool.words());
        const auto here = Region::bit_for(row.block);
        for (std::size_t bit = 0; family && bit < asked_now.size(); ++bit) {
            const auto asked = bit < asked_before.size() ? asked_before[bit] : 0;
            if ((asked_now[bit] & ~asked & here) == 0) continue;
            const auto& condition = asked_.conditions[region_.questions[whose][bit]];
            pool.set(answers, bit, told(condition, *family, row.need));
        }
        return pool.keep_appended();
    }

    // What is the same for all needs of a family.
    Row begin(const Family& family) const
    {
        Row row;
        const auto score = family_score(ground_, family);
        row.severity = static_cast<std::uint16_t>(score.severity.permille);
        row.waiting = static_cast<std::uint16_t>(score.waiting);
        for (const auto& help : family.earlier) row.earlier |= mark_of(help.what);
        return row;
    }

    // Needs share what is answered of the household, and those of one person what is answered of that, as far
    // as they did before.
    std::uint32_t keep_once(Whose whose, const Family& family, std::size_t need, const AnswersOf& answers)
    {
        const auto* known = answers[static_cast<std::size_t>(whose)];
        const auto member = whose == Whose::person ? family.household.needs[need].member : 0;
        for (const auto& one : same_)
            if (one.whose == whose && one.member == member && one.known == known) return one.id;
        const auto id = keep(whose, family, need, known);
        same_.push_back({whose, member, known, id});
        return id;
    }

    std::uint32_t keep(Whose whose, const Family& family, std::size_t need, const std::uint64_t* known)
    {
        const auto at = static_cast<std::size_t>(whose);
        auto& pool = pools_[at];
        auto answers = pool.blank();
        std::size_t first = 0;
        if (known) {
            const auto old = before_->words[at];
            std::copy(known, known + old, answers.begin());
            std::copy(known + old, known + 2 * old,
                      answers.begin() + static_cast<std::ptrdiff_t>(pool.words()));
            first = before_->questions[at].size();
        }
        for (std::size_t bit = again_ == 0 ? first : 0; bit < region_.questions[at].size(); ++bit) {
            const auto& condition = asked_.conditions[region_.questions[at][bit]];
            if (bit < first && (condition.reads & again_) == 0) continue;
            pool.set(answers.data(), bit, told(condition, family, need));
        }
        if (whose == Whose::household) {
            const auto numbers = answers.begin() + static_cast<std::ptrdiff_t>(2 * pool.words());
            if (known && again_ == 0)
                std::copy_n(known + 2 * before_->words[at], asked_.counted.size(), numbers);
            else
                for (std::size_t i = 0; i < asked_.counted.size(); ++i)
                    numbers[static_cast<std::ptrdiff_t>(i)] = count(*asked_.counted[i], family, need);
        }
        return pool.keep(answers);
    }

    Told told(const Condition& condition, const Family& family, std::size_t need) const
    {
        switch (answer(condition, ground_, family, need)) {
        case Verdict::yes: return Told::yes;
        case Verdict::unknown: return Told::unknown;
        case Verdict::no: break;
        }
        return may_come(condition, ground_, family, need) ? Told::may_come : Told::no;
    }

    std::uint64_t count(const Rule& rule, const Family& family, std::size_t need) const
    {
        return packed(
            each_count(ground_, {&family, &family.household.needs[need], nullptr}, rule, today(ground_)));
    }

    const Region& region_;
    const Ground& ground_;
    const Asked& asked_;
    const Region* before_;
    FactSet again_ = 0;             // what was told otherwise since answers were known
    std::vector<AnswerPool> pools_; // by Whose
    std::vector<Row> rows_;
    std::vector<AnswerIds> ids_; // by row
    struct Same {
        Whose whose{};
        std::int64_t member{};
        const std::uint64_t* known{};
        std::uint32_t id{};
    };
    std::vector<Same> same_; // of this family
};

// Where each member's rows stand.
void find_order(Column& column)
{
    column.first.assign(column.keys.size() + 1, 0);
    for (const auto& row : column.rows) ++column.first[row.member + 1];
    for (std::size_t i = 1; i < column.first.size(); ++i) column.first[i] += column.first[i - 1];
    column.row_order.resize(column.rows.size());
    auto next = column.first;
    for (std::uint32_t i = 0; i < column.rows.size(); ++i)
        column.row_order[next[column.rows[i].member]++] = i;
    for (std::size_t i = 0; i + 1 < column.first.size(); ++i)
        std::ranges::sort(column.row_order.begin() + column.first[i],
                          column.row_order.begin() + column.first[i + 1], {},
                          [&](std::uint32_t row) { return column.rows[row].need; });
}

} // namespace

Column column_of(const Region& region, const Snapshot& snapshot, const Asked& asked,
                 std::span<const Home> families)
{
    Column column;
    Filler filler(region, snapshot.ground(), asked);
    for (std::uint32_t member = 0; member < families.size(); ++member) {
        const auto& one = families[member];
        column.keys.push_back(one.whom.key);
        column.indexes.push_back(one.whom.index);
        if (!region.blocks.empty()) filler.add(snapshot.families()[one.whom.index], member, one.village);
    }
    filler.finish(column);
    std::ranges::sort(column.rows, {}, [](const Row& row) {
        return std::tuple{row.block, row.names_person, row.answers, row.member, row.need};
    });
    find_order(column);
    return column;
}

FamilyRows rows_of(const Region& region, const Ground& ground, const Asked& asked, const Family& family,
                   const Home& home)
{
    FamilyRows rows{home.whom, {}, {}};
    Filler filler(region, ground, asked);
    filler.add(family, 0, home.village);
    filler.finish(rows);
    return rows;
}

FamilyRows rows_again(std::span<const Row* const> before, FactSet otherwise, const Region& region,
                      const Ground& ground, const Asked& asked, const Family& family, const Home& home)
{
    FamilyRows rows{home.whom, {}, {}};
    Filler filler(region, ground, asked, &region);
    filler.add(family, 0, home.village, before, otherwise);
    filler.finish(rows);
    return rows;
}

Column column_with(const Column& column, const std::vector<bool>& stale, const MoreQuestions& more)
{
    Column again{column.keys, column.indexes, {}, column.first, column.row_order, column.answers};
    Filler filler(more.now, more.ground, more.asked, &more.before);
    filler.reserve(column.rows.size());
    for (const auto& row : column.rows)
        filler.add_again(stale[row.member] ? nullptr : &more.people[column.whom(row.member)], row);
    filler.finish(again);
    return again;
}

FamilyRows rows_with(const FamilyRows& rows, const MoreQuestions& more)
{
    FamilyRows again{rows.whom, {}, rows.answers};
    Filler filler(more.now, more.ground, more.asked, &more.before);
    for (const auto& row : rows.rows) filler.add_again(&more.people[rows.whom], row);
    filler.finish(again);
    return again;
}

} // namespace matching
