// Rounds and plans in both databases: states are guarded, scopes are kept, what is sealed stays so.
#include "models/store/plans.hpp"
#include "models/store/rounds.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;
using support::at_minute;
using support::kBoth;
using support::TestDb;

namespace {

struct Place {
    explicit Place(store::Backend backend) : db(backend)
    {
        by = given::account(db, "county", Role::county, given::kCounty);
        organization = given::organization(db);
        program = given::program(db, organization, "p", {.places = 4, .budget = Money{9'000}});
        referral = given::reported(db, by);
    }

    RoundId open(Area area = given::kCounty)
    {
        const AllocationRound round{
            .name = "秋季", .area = area, .opened_by = by, .opened_at = at_minute(0), .seed = "7"};
        return db.write([&](store::Writer& writer) { return store::insert_round(writer, round, {program}); });
    }

    AllocationRound round(RoundId id)
    {
        return db.read([&](store::Reader& reader) { return store::find_round(reader, {}, id).value(); });
    }

    TestDb db;
    AccountId by;
    OrganizationId organization;
    ProgramId program;
    ReferralId referral;
};

} // namespace

BOOST_AUTO_TEST_SUITE(rounds)

BOOST_DATA_TEST_CASE(a_round_moves_from_state_to_state_once, kBoth, backend)
{
    Place place(backend);
    const auto id = place.open();
    place.db.write([&](store::Writer& writer) {
        BOOST_TEST(!store::tell_permille(writer, id, 5)); // it is not running yet
        BOOST_CHECK(store::oldest_queued(writer) == id);
        BOOST_TEST(store::begin_round(writer, id));
        BOOST_TEST(!store::begin_round(writer, id));
        BOOST_TEST(store::tell_permille(writer, id, 500));
        BOOST_TEST(store::is_round_waiting(writer));
        BOOST_CHECK(store::running_rounds(writer) == std::vector{id});
        BOOST_TEST(store::list_proposed(writer, given::kCounty, 5).empty());
        BOOST_TEST(store::propose_round(writer, id, 3, {"result", "certificate"}, at_minute(2)));
        BOOST_TEST(store::list_proposed(writer, given::kCounty, 5).size() == 1u);
        BOOST_TEST(store::count_proposed(writer, given::kPrefecture) == 1);
        BOOST_TEST(store::list_proposed(writer, given::kOtherCounty, 5).empty());
        BOOST_TEST(store::count_proposed(writer, given::kOtherCounty) == 0);
        BOOST_TEST(!store::fail_round(writer, id, RoundFailure::broken, at_minute(3)));
        BOOST_TEST(!store::is_round_waiting(writer));
    });
    const auto proposed = place.round(id);
    BOOST_CHECK(proposed.state == RoundState::proposed && proposed.as_of == at_minute(2));
    BOOST_TEST(proposed.awards == 3);
    const auto end = [&](store::Writer& writer) {
        return store::end_round(writer, proposed, RoundState::approved, place.by, at_minute(4));
    };
    BOOST_TEST(place.db.write(end));
    BOOST_TEST(!place.db.write(end)); // the version has grown
    BOOST_CHECK(place.round(id).decided_by == place.by);
    BOOST_TEST(place.db.read([&](store::Reader& reader) {
        return store::find_round_texts(reader, id).certificate;
    }) == "certificate");
}

BOOST_DATA_TEST_CASE(a_round_is_seen_in_its_area_above_and_below_it_and_by_its_programs_owner, kBoth, backend)
{
    Place place(backend);
    const auto id = place.open();
    const auto other = given::organization(place.db, "53520000500000002X");
    const auto sees = [&](const store::RoundScope& scope) {
        return place.db.read([&](store::Reader& reader) {
            const bool found = store::find_round(reader, scope, id).has_value();
            BOOST_TEST(store::list_rounds(reader, scope, {}, 10).size() == (found ? 1u : 0u));
            return found;
        });
    };
    BOOST_TEST(sees({}));
    for (const auto area :
         {given::kProvince, given::kPrefecture, given::kCounty, given::kTownship, given::kVillage})
        BOOST_TEST(sees({area, {}, false}), area.code);
    BOOST_TEST(!sees({given::kOtherCounty, {}, false}));
    BOOST_TEST(sees({{}, place.organization, false}));
    BOOST_TEST(!sees({{}, other, false}));
    BOOST_TEST(!sees({given::kTownship, {}, true})); // not approved
}

BOOST_DATA_TEST_CASE(families_awards_and_programs_come_back_and_reasons_are_sealed, kBoth, backend)
{
    Place place(backend);
    const auto id = place.open();
    const NeedId need{77};
    const store::RoundProgram seen{place.program, 3, 4, Money{9'000}};
    place.db.write([&](store::Writer& writer) {
        store::save_round_program(writer, id, seen);
        store::insert_round_family(writer, id, {place.referral, {}, 1, given::kVillage, 2, 1, 0, "有病"});
        store::insert_round_award(writer, id,
                                  {1,
                                   place.referral,
                                   {},
                                   need,
                                   "medical",
                                   2,
                                   place.program,
                                   given::kVillage,
                                   2,
                                   300,
                                   Money{300},
                                   90'000,
                                   1'000,
                                   {}});
    });
    place.db.read([&](store::Reader& reader) {
        BOOST_CHECK(store::list_round_programs(reader, id) == std::vector{seen});
        BOOST_TEST(store::list_families_without(reader, id, {}, 0, 10).empty());
        BOOST_TEST(store::list_round_awards(reader, id, given::kOtherCounty, 0, 10).empty());
        const auto awards = store::list_round_awards(reader, id, given::kTownship, 0, 10);
        BOOST_REQUIRE(awards.size() == 1u);
        BOOST_TEST(awards[0].need_type == "medical");
        BOOST_TEST(awards[0].cost.fen == 300);
        BOOST_TEST(!awards[0].reference.empty());
        BOOST_CHECK(store::awarded_versions(reader, id) ==
                    (std::vector{std::pair{place.referral, std::int64_t{1}}}));
        const auto shares = store::shares_of_round(reader, id);
        BOOST_REQUIRE(shares.size() == 1u);
        BOOST_TEST(shares[0].families == 1);
        BOOST_TEST(shares[0].cost.fen == 300);
    });
    BOOST_TEST(place.db.value_of("SELECT sealed FROM round_family").find("有病") == std::string::npos);
}

BOOST_DATA_TEST_CASE(a_line_waits_until_an_offer_takes_its_place_and_its_need_stays, kBoth, backend)
{
    Place place(backend);
    const NeedId need{77};
    const store::NeedRow row{need, "medical", 2, "under_1000", NeedState::open};
    const auto plan = place.db.write([&](store::Writer& writer) {
        store::replace_needs(writer, place.referral, {row});
        const auto id = store::insert_plan(writer, place.referral, PlanState::approved, at_minute(0));
        store::insert_line(writer, {{}, id, place.referral, need, place.program, "三百元"});
        return id;
    });
    place.db.write([&](store::Writer& writer) { // what a plan refers to is closed, not deleted
        store::replace_needs(writer, place.referral, {});
    });
    place.db.read([&](store::Reader& reader) {
        BOOST_CHECK(store::find_live_plan(reader, place.referral)->id == plan);
        const auto lines = store::waiting_lines_of(reader, place.program);
        BOOST_REQUIRE(lines.size() == 1u);
        BOOST_TEST(lines[0].text == "三百元");
        BOOST_CHECK(lines[0].referral == place.referral);
        BOOST_TEST(store::waiting_lines_in(reader, given::kCounty).size() == 1u);
        BOOST_TEST(store::waiting_lines_in(reader, given::kOtherCounty).empty());
    });
    BOOST_TEST(place.db.value_of("SELECT state FROM need") == "closed");
    place.db.write([&](store::Writer& writer) { store::replace_needs(writer, place.referral, {row}); });
    BOOST_TEST(place.db.value_of("SELECT state FROM need") == "open");
    BOOST_TEST(place.db.value_of("SELECT sealed FROM plan_line").find("三百") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
