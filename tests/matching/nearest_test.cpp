// Ways to become eligible against trying everything there is to change (matching.md §9, 6).
#include "matching/compile.hpp"
#include "matching/counterfactual.hpp"
#include "tests/matching/random_world.hpp"
#include "tests/support/random_rules.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>

using namespace matching;
using namespace tests;
using models::CodeList;
using models::Fact;
using models::FactLevel;
using models::FactType;

namespace {

struct Case {
    const RandomWorld& world;
    Snapshot snapshot;
    std::size_t family{}, need{}, program{};

    const Family& whose() const { return world.families[family]; }
    models::Time now() const { return world.now; }
    bool is_eligible(const Way& way) const
    {
        auto later = world;
        later.now = as_of_after(way, world.now);
        const auto after = family_after(whose(), way, world.now);
        const auto judged =
            oracle::judged(later.for_oracle(), oracle::book_of(after), need, world.programs[program]);
        return judged.verdict == Verdict::yes &&
               std::ranges::none_of(judged.obstacles, [](const ObstacleFound& found) {
                   return found.what == Obstacle::below_minimum || found.what == Obstacle::no_award_case;
               });
    }
};

// Everything of the family that the program reads and that can be told, can change or (with `fixed`) cannot.
void gather(Fact fact, std::set<Fact>& facts)
{
    if (!facts.insert(fact).second) return;
    for (const auto part : parts_of(fact)) gather(part, facts);
    if (const auto* applies = models::applies_when(fact))
        for (const auto read : models::facts_of(*applies)) gather(read, facts);
}

std::set<Fact> facts_read(const models::Program& program)
{
    std::set<Fact> facts;
    const auto read = [&](const models::Rule& rule) {
        for (const auto fact : models::facts_of(rule)) gather(fact, facts);
    };
    read(program.rule);
    for (const auto& one : program.award.cases) {
        if (one.when) read(*one.when);
        if (const auto* each = std::get_if<models::EachAward>(&one.amount)) read(each->rule);
        if (const auto* bands = std::get_if<models::BandedAward>(&one.amount)) gather(bands->fact, facts);
    }
    return facts;
}

std::vector<models::FactValue> values_of(const models::FactRow& row, Dice& dice)
{
    std::vector<models::FactValue> values;
    switch (row.type) {
    case FactType::yes_no: return {std::int64_t{0}, std::int64_t{1}};
    case FactType::code:
        for (const auto code : row.codes) values.push_back(models::Code{std::string(code)});
        break;
    case FactType::list:
        values.push_back(CodeList{{}, true});
        for (const auto code : row.codes) values.push_back(CodeList{{std::string(code)}, true});
        break;
    case FactType::area:
        for (const auto area : dice.areas) values.push_back(area);
        break;
    default:
        if (row.fact == Fact::counted_members) {
            for (std::int64_t heads = 1; heads <= 10; ++heads) values.push_back(heads);
            break;
        }
        for (int i = 0; i < 12; ++i) values.push_back(any_value_of(row, dice));
    }
    if (row.codes.empty() && row.type == FactType::code)
        for (int i = 0; i < 4; ++i) values.push_back(any_value_of(row, dice));
    return values;
}

bool is_known(const models::FactRecords& records, Fact fact, models::Date on)
{
    const auto* value = models::value_on(records, fact, on);
    const auto* list = value ? std::get_if<CodeList>(value) : nullptr;
    return value && (!list || list->complete);
}

// What is told of a list known in part takes nothing of it back.
models::FactValue completed(const models::FactRecords& records, Fact fact, models::Date on,
                            models::FactValue told)
{
    const auto* value = models::value_on(records, fact, on);
    const auto* known = value ? std::get_if<CodeList>(value) : nullptr;
    if (!known) return told;
    auto& codes = std::get<CodeList>(told).codes;
    for (const auto& code : known->codes)
        if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
    std::ranges::sort(codes);
    return told;
}

void add_changes(std::vector<FactChange>& changes, const Case& tried, const models::FactRecords& records,
                 FactLevel level, std::int64_t member, Dice& dice)
{
    const auto on = models::day_of(tried.now());
    for (const auto fact : facts_read(tried.world.programs[tried.program])) {
        const auto& row = models::row_of(fact);
        if (row.level != level || row.derived || fact == Fact::first_entry || row.type == FactType::area)
            continue;
        FactChange change;
        change.fact = fact;
        change.member = member;
        change.need = level == FactLevel::need ? tried.need : 0;
        change.kind = !row.can_change ? ChangeKind::stays
                      : row.health    ? ChangeKind::finding
                                      : ChangeKind::changes;
        if (!is_known(records, fact, on)) change.kind = ChangeKind::told;
        for (auto& value : values_of(row, dice)) {
            const bool told = change.kind == ChangeKind::told;
            change.to = told ? completed(records, fact, on, std::move(value)) : std::move(value);
            changes.push_back(change);
        }
    }
}

std::vector<FactChange> everything(const Case& tried, Dice& dice)
{
    std::vector<FactChange> changes;
    const auto& household = tried.whose().household;
    add_changes(changes, tried, household.facts, FactLevel::household, 0, dice);
    add_changes(changes, tried, household.needs[tried.need].facts, FactLevel::need, 0, dice);
    for (const auto& member : household.members)
        add_changes(changes, tried, member.facts, FactLevel::member, member.number, dice);
    FactChange listed;
    listed.kind = ChangeKind::told;
    listed.everyone_listed = true;
    listed.to = std::int64_t{1};
    changes.push_back(listed);
    FactChange day;
    day.kind = ChangeKind::comes;
    for (int i = 0; i < 12; ++i) {
        day.to = models::plus_days(models::day_of(tried.now()), dice.small(1, i < 6 ? 700 : 1'800));
        changes.push_back(day);
    }
    return changes;
}

bool is_possible(const FactChange& change)
{
    return change.kind != ChangeKind::finding && change.kind != ChangeKind::stays;
}

bool is_same_fact(const FactChange& a, const FactChange& b)
{
    return a.fact == b.fact && a.member == b.member && a.everyone_listed == b.everyone_listed &&
           (a.kind == ChangeKind::comes) == (b.kind == ChangeKind::comes);
}

// No two of these things do where more were said to be needed.
void check_none_smaller(const Case& tried, const std::vector<FactChange>& changes, std::size_t said)
{
    const auto fails = [&](const Way& way) {
        if (!tried.is_eligible(way)) return;
        std::string what;
        for (const auto& change : way.changes)
            what += std::string(models::name_of(change.kind)) + ' ' +
                    std::string(models::row_of(change.fact).name) + ' ' + std::to_string(change.member) + ' ';
        BOOST_ERROR("fewer changes do: " << what << "instead of " << said);
    };
    if (said > 0) fails({});
    for (std::size_t i = 0; said > 1 && i < changes.size(); ++i) fails({{changes[i]}, {}});
    for (std::size_t i = 0; said > 2 && i < changes.size(); i += 3)
        for (std::size_t j = i + 1; j < changes.size(); j += 5)
            if (!is_same_fact(changes[i], changes[j])) fails({{changes[i], changes[j]}, {}});
}

void check_way(const Case& tried, const Way& way)
{
    BOOST_TEST(tried.is_eligible(way));
    for (unsigned some = 0; some + 1 < 1U << way.changes.size(); ++some) {
        Way fewer;
        for (std::size_t i = 0; i < way.changes.size(); ++i)
            if (some >> i & 1U) fewer.changes.push_back(way.changes[i]);
        BOOST_TEST(!tried.is_eligible(fewer), "a part of the changes is enough");
    }
    // Amounts and days end where the rule turns: one fen, one day less does not do.
    for (std::size_t i = 0; i < way.changes.size(); ++i) {
        auto less = way;
        auto& change = less.changes[i];
        if (auto* day = std::get_if<models::Date>(&change.to); day && change.kind == ChangeKind::comes)
            change.to = models::plus_days(*day, -1);
        else if (change.from && change.kind != ChangeKind::told && change.distance.fen > 0) {
            auto& to = std::get<std::int64_t>(change.to);
            to += std::get<std::int64_t>(*change.from) > to ? 1 : -1;
        } else
            continue;
        if (change.from != change.to) BOOST_TEST(!tried.is_eligible(less), "one fen or day less is enough");
    }
    if (!way.until) return;
    auto ended = tried.world;
    const auto then = family_after(tried.whose(), way, tried.now());
    for (const int days : {-1, 0}) {
        ended.now = models::start_of(models::plus_days(*way.until, days));
        const auto judged = oracle::judged(ended.for_oracle(), oracle::book_of(then), tried.need,
                                           tried.world.programs[tried.program]);
        if (days == -1 && ended.now < as_of_after(way, tried.now())) continue;
        if (judged.standing == Standing::hint) continue;
        BOOST_TEST((judged.standing == Standing::fits || judged.standing == Standing::hint) == (days == -1));
    }
}

struct Seen {
    std::map<std::string, int> counts;
    void add(const Ways& found)
    {
        ++counts[!found.possible ? "will not" : "may"];
        if (!found.all) ++counts["cut"];
        if (found.ways.empty()) ++counts["no way"];
        for (const auto& way : found.ways) {
            ++counts["size " + std::to_string(way.changes.size())];
            if (way.until) ++counts["ends"];
            for (const auto& change : way.changes) ++counts[std::string(models::name_of(change.kind))];
        }
    }
};

void check(const Case& tried, Dice& dice, Seen& seen)
{
    const auto found = nearest_changes(tried.snapshot, {tried.family}, tried.need, {tried.program});
    seen.add(found);
    for (const auto& way : found.ways) check_way(tried, way);
    for (std::size_t i = 1; i < found.ways.size(); ++i)
        BOOST_TEST(found.ways[i].changes.size() == found.ways[0].changes.size());
    if (!found.all) return;
    auto changes = everything(tried, dice);
    const auto none = found.ways.empty() || !found.possible;
    const auto size = found.ways.empty() ? 3 : found.ways[0].changes.size();
    if (!found.possible) check_none_smaller(tried, changes, size);
    std::erase_if(changes, [](const FactChange& change) { return !is_possible(change); });
    check_none_smaller(tried, changes, none ? 3 : size);
}

void check_seed(int seed, Seen& seen)
{
    Dice dice{static_cast<std::uint64_t>(7'000'000 + seed)};
    const auto world = random_world(dice, {2, 5});
    const auto snapshot = world.snapshot();
    for (std::size_t f = 0; f < world.families.size(); ++f)
        for (std::size_t p = 0; p < world.programs.size(); ++p)
            BOOST_TEST_CONTEXT("seed " << seed << " family " << f << " program " << p)
    check({world, snapshot, f, 0, p}, dice, seen);
}

} // namespace

BOOST_AUTO_TEST_SUITE(nearest_test)

BOOST_AUTO_TEST_CASE(every_way_works_and_nothing_smaller_does)
{
    Seen seen;
    for (int seed = 0; seed < rounds(20, 1'000); ++seed) check_seed(seed, seen);
    for (const auto& [what, count] : seen.counts) BOOST_TEST_MESSAGE(what << ": " << count);
    for (const char* what : {"told", "changes", "comes", "stays", "size 0", "size 1", "size 2", "size 3",
                             "will not", "may", "no way", "ends"})
        BOOST_TEST(seen.counts[what] > 0, what << " never came up");
}

// Seeds of the long run at which fewer changes did than were named (132 to 985 of sums and of facts beside
// facts, 791 of a day to come), nearer ones did (126 to 831), a birthday was not seen to end it (495), or
// what was tried here was no change (952).
BOOST_AUTO_TEST_CASE(what_once_was_not_the_smallest_is_now)
{
    Seen seen;
    for (const int seed : {132, 143, 158, 985, 791, 126, 383, 676, 831, 495, 952}) check_seed(seed, seen);
}

BOOST_AUTO_TEST_SUITE_END()
