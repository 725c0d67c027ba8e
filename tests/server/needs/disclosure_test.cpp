// What is told gives nobody away: not by itself, not by sums and differences of all that is told, not from
// one day to another.
#include "server/needs/disclosure.hpp"
#include "tests/support/dice.hpp"
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <rapidcheck.h>
#include <set>

using namespace models;
using namespace server::needs;

namespace {

using Cell = std::pair<std::int64_t, std::string>; // county, category
using Cells = std::set<Cell>;
using Points = std::vector<NeedPoint>;

const std::vector<std::string> kCategories{"medical", "education", "living", "housing", "care"};

NeedPoint point(std::int64_t county, const std::string& category, std::int64_t family, std::int64_t yuan)
{
    return {{county}, category, family, yuan < 1'000 ? "low" : "high", {yuan * 100}, category == "medical"};
}

// A month of few counties, in which most cells are small.
Points some_points(tests::Dice& dice)
{
    std::map<std::pair<std::int64_t, std::string>, NeedPoint> points;
    const auto families = dice.between(0, 60);
    const auto counties = dice.between(1, 5);
    for (std::int64_t i = 0; i < families; ++i) {
        const auto county = dice.between(1, counties), needs = dice.between(1, 3);
        for (std::int64_t n = 0; n < needs; ++n) {
            const auto& category = dice.pick(kCategories);
            const auto yuan = dice.one_in(8) ? dice.between(20'000, 90'000) : dice.between(100, 3'000);
            points[{i, category}] = point(county, category, i, yuan);
        }
    }
    Points all;
    for (auto& [key, one] : points) all.push_back(one);
    return all;
}

Cell cell_of(const NeedPoint& one) { return {one.county.code, one.category}; }

Points points_in(const Points& points, const Cells& cells)
{
    Points some;
    for (const auto& one : points)
        if (cells.contains(cell_of(one))) some.push_back(one);
    return some;
}

// Who knows how the figures are made knows which cells each stands for: the cell itself, what is left of a
// county of which something is told, and all else.
std::vector<Cells> behind(const Points& points, const std::vector<NeedFigure>& figures)
{
    std::set<Cell> alone;
    std::set<std::int64_t> told;
    for (const auto& figure : figures) {
        if (!figure.category.empty()) alone.insert({figure.county.code, figure.category});
        if (figure.county) told.insert(figure.county.code);
    }
    std::vector<Cells> all;
    for (const auto& figure : figures) {
        Cells cells;
        for (const auto& one : points) {
            const auto cell = cell_of(one);
            const bool itself = cell == Cell{figure.county.code, figure.category};
            const bool left = figure.category.empty() && figure.county == one.county && !alone.contains(cell);
            const bool elsewhere = !figure.county && !told.contains(one.county.code);
            if (itself || left || elsewhere) cells.insert(cell);
        }
        all.push_back(cells);
    }
    return all;
}

// The cells behind every number of the pages: each figure, each sum by county, by category, of the month.
std::vector<Cells> behind_all_views(const Points& points, const std::vector<NeedFigure>& figures)
{
    const auto single = behind(points, figures);
    std::map<std::int64_t, Cells> counties;
    std::map<std::string, Cells> categories;
    Cells whole;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        counties[figures[i].county.code].insert(single[i].begin(), single[i].end());
        categories[figures[i].category].insert(single[i].begin(), single[i].end());
        whole.insert(single[i].begin(), single[i].end());
    }
    auto all = single;
    for (const auto& [key, cells] : counties) all.push_back(cells);
    for (const auto& [key, cells] : categories) all.push_back(cells);
    all.push_back(whole);
    return all;
}

// The bar in other words than the program's: families, not needs.
bool is_crowd(const Points& points)
{
    std::set<std::int64_t> families;
    std::set<std::string> values;
    bool telling = false;
    for (const auto& one : points) {
        families.insert(one.family);
        values.insert(one.sensitive);
        telling |= one.tells_more;
    }
    return families.size() >= (telling ? 10u : 5u) && values.size() >= 2u;
}

// Gauss: is this set's count a combination of the counts that are told?
bool follows(std::vector<Cells> told, const Cells& wanted, const Cells& universe)
{
    const std::vector<Cell> columns(universe.begin(), universe.end());
    std::vector<std::vector<double>> rows;
    const auto row_of = [&](const Cells& cells) {
        std::vector<double> row;
        for (const auto& cell : columns) row.push_back(cells.contains(cell) ? 1 : 0);
        return row;
    };
    for (const auto& cells : told) rows.push_back(row_of(cells));
    auto target = row_of(wanted);
    for (std::size_t column = 0, next = 0; column < columns.size() && next < rows.size(); ++column) {
        std::size_t pivot = next;
        for (auto i = next; i < rows.size(); ++i)
            if (std::abs(rows[i][column]) > std::abs(rows[pivot][column])) pivot = i;
        if (std::abs(rows[pivot][column]) < 1e-9) continue;
        std::swap(rows[pivot], rows[next]);
        const auto take = [&](std::vector<double>& from) {
            const auto share = from[column] / rows[next][column];
            for (std::size_t k = 0; k < columns.size(); ++k) from[k] -= share * rows[next][k];
        };
        for (auto i = next + 1; i < rows.size(); ++i) take(rows[i]);
        take(target);
        ++next;
    }
    return std::ranges::all_of(target, [](double rest) { return std::abs(rest) < 1e-6; });
}

Cells cells_of(const Points& points)
{
    Cells cells;
    for (const auto& one : points) cells.insert(cell_of(one));
    return cells;
}

tests::Dice shrinking_dice()
{
    return tests::Dice([](std::int64_t low, std::int64_t high) { return *rc::gen::inRange(low, high + 1); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(disclosure)

BOOST_AUTO_TEST_CASE(a_group_needs_families_differing_values_and_nobody_who_outweighs_the_others)
{
    Points group;
    for (int i = 0; i < 4; ++i) group.push_back(point(1, "living", i, 600 + i));
    BOOST_TEST(!is_safe(group)); // four
    group.push_back(point(1, "living", 3, 1'000));
    BOOST_TEST(!is_safe(group)); // five needs of four families
    group.push_back(point(1, "living", 5, 900));
    BOOST_TEST(is_safe(group));
    group.front().tells_more = true;
    BOOST_TEST(!is_safe(group)); // ten, where it tells of health or minors
    group.front().tells_more = false;
    for (auto& one : group) one.sensitive = "same";
    BOOST_TEST(!is_safe(group));
    group.front().sensitive = "other";
    group.front().amount = {1'000'000};
    BOOST_TEST(!is_safe(group)); // the sum would be nearly its own
    BOOST_TEST(!is_safe({}));
}

BOOST_AUTO_TEST_CASE(a_second_cell_goes_with_one_that_is_too_small)
{
    Points points;
    for (int i = 0; i < 6; ++i) points.push_back(point(1, "living", i, 600 + 300 * i));
    for (int i = 10; i < 18; ++i) points.push_back(point(1, "housing", i, 100 * i - 300));
    points.push_back(point(1, "care", 30, 800));
    const auto figures = figures_of(points);
    BOOST_REQUIRE(figures.size() == 2u);
    BOOST_TEST(figures[0].category == "housing");
    BOOST_TEST(figures[0].needs == 8);
    BOOST_TEST(figures[1].category == "");
    BOOST_TEST(figures[1].needs == 7); // the one, hidden among the six
    BOOST_TEST(figures[1].amount.fen % kRoundedTo == 0);
}

BOOST_AUTO_TEST_CASE(a_small_county_is_told_with_another_and_too_few_at_all_are_not_told)
{
    Points points;
    for (int i = 0; i < 3; ++i) points.push_back(point(1, "living", i, 600 + 300 * i));
    BOOST_TEST(figures_of(points).empty());
    for (int i = 10; i < 16; ++i) points.push_back(point(2, "living", i, 100 * i - 300));
    const auto figures = figures_of(points);
    BOOST_REQUIRE(figures.size() == 1u);
    BOOST_TEST(figures[0].county.code == 0);
    BOOST_TEST(figures[0].needs == 9);
}

BOOST_AUTO_TEST_CASE(figures_are_of_safe_groups_and_add_up_to_what_is_told)
{
    BOOST_TEST(rc::check("safe groups", [] {
        auto dice = shrinking_dice();
        const auto points = some_points(dice);
        const auto figures = figures_of(points);
        const auto cells = behind(points, figures);
        std::size_t told = 0;
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const auto some = points_in(points, cells[i]);
            RC_ASSERT(is_crowd(some));
            RC_ASSERT(figures[i].needs == std::ssize(some));
            RC_ASSERT(figures[i].amount.fen % kRoundedTo == 0);
            told += some.size();
        }
        RC_ASSERT(figures.empty() || told == points.size()); // each need in one figure
    }));
}

BOOST_AUTO_TEST_CASE(no_hidden_cell_follows_from_all_sums_together)
{
    int hidden = 0;
    BOOST_TEST(rc::check("no hidden cell", [&] {
        auto dice = shrinking_dice();
        const auto points = some_points(dice);
        const auto told = behind_all_views(points, figures_of(points));
        const auto universe = cells_of(points);
        for (const auto& cell : universe) {
            if (is_crowd(points_in(points, {cell}))) continue;
            ++hidden;
            RC_ASSERT(!follows(told, {cell}, universe));
        }
    }));
    BOOST_TEST(hidden > 100); // or nothing was tried
}

BOOST_AUTO_TEST_CASE(no_difference_of_two_numbers_is_of_few)
{
    BOOST_TEST(rc::check("differences", [] {
        auto dice = shrinking_dice();
        const auto points = some_points(dice);
        const auto told = behind_all_views(points, figures_of(points));
        for (const auto& larger : told)
            for (const auto& smaller : told) {
                if (!std::ranges::includes(larger, smaller)) continue;
                Cells rest;
                std::ranges::set_difference(larger, smaller, std::inserter(rest, rest.end()));
                RC_ASSERT(rest.empty() || is_crowd(points_in(points, rest)));
            }
    }));
}

// Months are published once each: between two days lies nothing, or a whole month.
BOOST_AUTO_TEST_CASE(nothing_follows_from_two_days_but_a_month)
{
    BOOST_TEST(rc::check("two days", [] {
        auto dice = shrinking_dice();
        const auto first = some_points(dice), second = some_points(dice);
        const auto month = figures_of(second);
        auto before = figures_of(first), after = before;
        after.insert(after.end(), month.begin(), month.end());
        std::map<Cell, std::int64_t> grown;
        for (const auto& figure : after) grown[{figure.county.code, figure.category}] += figure.needs;
        for (const auto& figure : before) grown[{figure.county.code, figure.category}] -= figure.needs;
        for (const auto& [cell, needs] : grown)
            RC_ASSERT(needs == 0 || needs >= std::int64_t{kLeastFamilies});
    }));
}

// The trials would find it: sums that count what is hidden give it away.
BOOST_AUTO_TEST_CASE(totals_that_count_what_is_hidden_would_give_it_away)
{
    const Cells universe{{1, "living"}, {1, "care"}};
    BOOST_TEST(follows({universe, {{1, "living"}}}, {{1, "care"}}, universe));
    BOOST_TEST(!follows({universe}, {{1, "care"}}, universe));
}

BOOST_AUTO_TEST_SUITE_END()
