// Families come out as config/simulate/families.json and prefectures.csv say, and have what a family has.
#include "server/formats/province.hpp"
#include "server/simulate/family.hpp"
#include "tests/server/simulate/given.hpp"
#include <boost/test/unit_test.hpp>
#include <regex>

using namespace models;
using namespace server;
using namespace server::simulate;

namespace {

constexpr std::int64_t kFamilies = 20'000;
constexpr std::int64_t kTolerance = 12; // thousandths: above four deviations of 20,000 draws

const std::vector<HouseholdLine>& families()
{
    static const auto kMade = [] {
        std::vector<HouseholdLine> made;
        for (std::int64_t id = 1; id <= kFamilies; ++id) made.push_back(make_family(given::world(), id));
        return made;
    }();
    return kMade;
}

const FactValue* find(const FactRecords& facts, Fact fact)
{
    const auto at = std::ranges::find(facts, fact, &FactRecord::fact);
    return at == facts.end() ? nullptr : &at->value;
}

template <class Holds> std::int64_t permille_of(Holds holds)
{
    return std::ranges::count_if(families(), holds) * 1000 / kFamilies;
}

void expect_share(std::int64_t got, std::int64_t wanted, const std::string& what)
{
    BOOST_TEST(std::abs(got - wanted) <= kTolerance, what << ": " << got << " for " << wanted);
}

bool has_layer(const HouseholdLine& line, const std::string& layer)
{
    const auto* layers = find(line.body.household.facts, Fact::layers);
    return layers && std::ranges::count(std::get<CodeList>(*layers).codes, layer) > 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulated_families)

BOOST_AUTO_TEST_CASE(layers_are_as_often_as_the_table_says)
{
    const auto& shares = given::world().shares;
    const auto known = shares.permille("layer_known");
    for (const auto& [layer, weight] : shares.weights("layer"))
        if (layer != "none")
            expect_share(permille_of([&](const auto& line) { return has_layer(line, layer); }),
                         weight * known / 1000, layer);
    expect_share(permille_of([](const auto& line) {
                     const auto* layers = find(line.body.household.facts, Fact::layers);
                     return !layers || !std::get<CodeList>(*layers).complete;
                 }),
                 1000 - known, "layers not known");
}

BOOST_AUTO_TEST_CASE(prefectures_have_their_share_and_villages_are_real)
{
    std::int64_t all = 0;
    for (const auto& [area, weight] : given::world().villages.weights()) all += weight;
    for (const auto& [area, weight] : given::world().villages.weights())
        expect_share(permille_of([&](const auto& line) { return covers(area, line.body.household.village); }),
                     weight * 1000 / all, to_text(area));
    std::set<Area> counties, villages;
    for (const auto& line : families()) {
        BOOST_REQUIRE(given::library().divisions->find(line.body.household.village));
        counties.insert(part_of(line.body.household.village, AreaLevel::county));
        villages.insert(line.body.household.village);
    }
    BOOST_TEST(counties.size() == 88u);
    BOOST_TEST(villages.size() > 10'000u);
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_as_often_as_the_table_says)
{
    const auto& shares = given::world().shares;
    const auto known = [](Fact fact) {
        return permille_of(
            [fact](const auto& line) { return find(line.body.household.facts, fact) != nullptr; });
    };
    expect_share(known(Fact::income_year), shares.permille("known.income"), "income");
    expect_share(known(Fact::property_within), shares.permille("known.property"), "property");
    expect_share(known(Fact::relocated), shares.permille("known.relocated"), "relocated");
    expect_share(permille_of([](const auto& line) { return line.body.household.all_members_listed; }),
                 shares.permille("known.members_listed"), "everybody listed");
    expect_share(permille_of([](const auto& line) { return !line.earlier.empty(); }),
                 shares.permille("earlier.any"), "earlier help");
}

// Families on 低保 lie below the line, near-line families between it and 1.5 times of it.
BOOST_AUTO_TEST_CASE(incomes_lie_where_the_layer_says)
{
    std::int64_t below = 0, dibao = 0, exact = 0;
    for (const auto& line : families()) {
        const auto& facts = line.body.household.facts;
        const auto* income = find(facts, Fact::income_year);
        const auto* counted = find(facts, Fact::counted_members);
        if (!income || !counted) continue;
        const bool urban = line.body.household.village.code % 1000 < 100;
        const auto of_line = (urban ? 77'800 * 12 : 681'800) * std::get<std::int64_t>(*counted);
        const auto fen = std::get<std::int64_t>(*income);
        exact += fen == of_line || fen * 2 == of_line * 3;
        if (!has_layer(line, "dibao")) continue;
        ++dibao;
        below += fen < of_line;
    }
    BOOST_TEST(below * 1000 / dibao > 950);
    BOOST_TEST(exact * 1000 / kFamilies > 20);
}

BOOST_AUTO_TEST_CASE(families_hold_together)
{
    std::int64_t members = 0, needs = 0;
    for (const auto& line : families()) {
        const auto& household = line.body.household;
        BOOST_REQUIRE(!household.needs.empty());
        BOOST_REQUIRE(household.needs.size() <= 3u);
        BOOST_REQUIRE(household.members.size() <= 7u);
        BOOST_REQUIRE(line.first_reported < given::world().as_of);
        BOOST_REQUIRE((!line.confirmed || *line.confirmed >= line.first_reported));
        members += std::ssize(household.members);
        needs += std::ssize(household.needs);
        for (const auto& need : household.needs)
            if (need.type == "education") {
                BOOST_REQUIRE(need.member > 0);
                const auto& facts = household.members[static_cast<std::size_t>(need.member - 1)].facts;
                const auto* birth = find(facts, Fact::birth_date);
                if (birth) BOOST_REQUIRE(age_on(std::get<Date>(*birth), day_of(given::world().as_of)) <= 25);
            }
    }
    BOOST_TEST(members * 10 / kFamilies >= 20); // 2.0 … 3.5 members, 1.2 … 2 needs a family
    BOOST_TEST(members * 10 / kFamilies <= 35);
    BOOST_TEST(needs * 10 / kFamilies >= 12);
    BOOST_TEST(needs * 10 / kFamilies <= 20);
}

BOOST_AUTO_TEST_CASE(no_line_names_anybody)
{
    const std::regex words(R"re("(name|id_number|id_type|phone|address|situation)":)re");
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < 2'000; ++i) {
        const auto text = household_text(families()[i]);
        bytes += text.size();
        BOOST_REQUIRE(!std::regex_search(text, words));
        BOOST_REQUIRE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    }
    BOOST_TEST(bytes / 2'000 < 2'000u);
}

BOOST_AUTO_TEST_SUITE_END()
