// Referrals, their references, moves and clocks; who finds which.
#include "models/store/clocks.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace store;
using models::ReferralState;
using support::at_minute;
using support::kBoth;
using support::TestDb;

static bool finds(TestDb& db, const Scope& scope, models::ReferralId id)
{
    return db.read([&](Reader& reader) { return find_referral(reader, scope, id).has_value(); });
}

BOOST_AUTO_TEST_SUITE(referrals)

BOOST_DATA_TEST_CASE(a_referral_comes_back_as_it_was_saved, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang"), li = given::account(db, "li");
    const auto id = given::reported(db, wang);
    auto row = given::found(db, id);
    BOOST_TEST(row.reference == "ZJ-520324-2026-000001");
    BOOST_TEST((row.state == ReferralState::reported));
    BOOST_TEST(row.author.value == wang.value);
    BOOST_TEST((row.started_at == at_minute(0)));
    BOOST_TEST((row.reported_at == at_minute(1)));
    BOOST_TEST(row.version == 2);
    row.state = ReferralState::closed;
    row.returned_from = ReferralState::rechecked;
    row.kind = models::ReferralKind::beyond_aid;
    row.urgency = models::Urgency::urgent;
    row.village = given::kNeighbor;
    row.rechecker = li;
    row.confirmer = wang;
    row.members = 4;
    db.write(
        [&](Writer& w) { replace_needs(w, id, {{.id = w.new_id<models::NeedId>(), .type = "medical"}}); });
    row.close_reason = models::CloseReason::moved;
    row.confirmed_at = at_minute(8);
    row.facts_version = 3;
    BOOST_TEST(db.write([&](Writer& w) { return save_referral(w, row, at_minute(9)); }));
    BOOST_TEST(!db.write([&](Writer& w) { return save_referral(w, row, at_minute(9)); })); // stale
    const auto found = given::found(db, id);
    BOOST_TEST((found.state == ReferralState::closed && found.returned_from == ReferralState::rechecked));
    BOOST_TEST((found.kind == models::ReferralKind::beyond_aid && found.urgency == models::Urgency::urgent));
    BOOST_TEST((found.village == given::kNeighbor && found.rechecker == li && found.confirmer == wang));
    BOOST_TEST((found.members == 4 && found.close_reason == models::CloseReason::moved));
    BOOST_TEST((found.confirmed_at == at_minute(8) && found.changed_at == at_minute(9)));
    BOOST_TEST((found.need_types == std::vector<std::string>{"medical"}));
    BOOST_TEST((found.facts_version == 3 && found.version == 3));
}

BOOST_DATA_TEST_CASE(what_lies_outside_the_scope_does_not_exist, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto id = given::reported(db, wang);
    for (const auto area :
         {given::kVillage, given::kTownship, given::kCounty, given::kPrefecture, given::kProvince})
        BOOST_TEST(finds(db, given::scope(area), id), models::to_text(area));
    for (const auto area :
         {given::kNeighbor, given::kOtherCounty, models::Area{520324102000}, models::Area{}})
        BOOST_TEST(!finds(db, given::scope(area, wang), id), models::to_text(area));
}

BOOST_DATA_TEST_CASE(a_draft_is_its_authors_alone, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang"), li = given::account(db, "li");
    const auto id = given::draft(db, wang);
    BOOST_TEST(finds(db, given::scope(given::kVillage, wang), id));
    BOOST_TEST(!finds(db, given::scope(given::kProvince, li), id));
    BOOST_TEST(!finds(db, given::scope(given::kProvince), id));
}

BOOST_DATA_TEST_CASE(a_draft_of_the_system_stands_with_its_office, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto id = db.write([&](Writer& w) {
        models::Referral row; // no village yet, no author
        row.household = insert_household(w, {}, at_minute(0));
        return insert_referral(w, row, given::kTownship, at_minute(0));
    });
    BOOST_TEST(finds(db, given::scope(given::kTownship, wang), id));
    BOOST_TEST(finds(db, given::scope(given::kCounty, wang), id));
    BOOST_TEST(!finds(db, given::scope(given::kVillage, wang), id));
    BOOST_TEST(!finds(db, given::scope(given::kOtherCounty, wang), id));
}

BOOST_DATA_TEST_CASE(a_discarded_draft_is_gone_with_all_that_hung_on_it, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto id = given::draft(db, wang);
    db.write([&](Writer& w) {
        replace_needs(w, id, {{.id = w.new_id<models::NeedId>(), .type = "medical"}});
        replace_search_tokens(w, id, given::kCounty, {{"name", "石玉兰"}});
        replace_blind_indexes(w, id, {"529903196304120028"});
        start_clock(w, {.noun_id = id.value,
                        .referral = id,
                        .clock = models::Clock::returned,
                        .side = models::Side::village,
                        .due_at = at_minute(1)});
        insert_move(w,
                    {.referral = id,
                     .act = models::ReferralAct::start,
                     .to = ReferralState::draft,
                     .by = wang,
                     .side = models::Side::village,
                     .at = at_minute(0)},
                    "");
        delete_draft(w, id);
    });
    for (const auto* sql : {"SELECT COUNT(*) FROM referral", "SELECT COUNT(*) FROM household",
                            "SELECT COUNT(*) FROM household_document", "SELECT COUNT(*) FROM need",
                            "SELECT COUNT(*) FROM search_token", "SELECT COUNT(*) FROM blind_index",
                            "SELECT COUNT(*) FROM clock", "SELECT COUNT(*) FROM referral_move"})
        BOOST_TEST(db.value_of(sql) == "0", sql);
}

BOOST_DATA_TEST_CASE(what_is_no_draft_cannot_be_discarded, kBoth, backend)
{
    TestDb db(backend);
    const auto id = given::reported(db, given::account(db, "wang"));
    db.write([&](Writer& w) { delete_draft(w, id); });
    BOOST_TEST(finds(db, given::scope(given::kVillage), id));
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM household_document") == "2");
}

BOOST_DATA_TEST_CASE(references_count_up_by_county_and_year_without_gaps, kBoth, backend)
{
    TestDb db(backend);
    const auto next = [&](models::Area county, int year) {
        return db.write([&](Writer& w) { return next_reference(w, county, year); });
    };
    BOOST_TEST(next(given::kCounty, 2026) == "ZJ-520324-2026-000001");
    BOOST_TEST(next(given::kCounty, 2026) == "ZJ-520324-2026-000002");
    BOOST_TEST(next(given::kOtherCounty, 2026) == "ZJ-520525-2026-000001");
    BOOST_TEST(next(given::kCounty, 2027) == "ZJ-520324-2027-000001");
    auto& connection = db.connection();
    connection.begin();
    {
        Writer undone(connection);
        next_reference(undone, given::kCounty, 2026);
    }
    connection.commit();
    BOOST_TEST(next(given::kCounty, 2026) == "ZJ-520324-2026-000003");
}

BOOST_DATA_TEST_CASE(moves_are_kept_in_order_with_sealed_notes, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto id = given::reported(db, wang);
    db.write([&](Writer& w) {
        insert_move(w,
                    {.referral = id,
                     .act = models::ReferralAct::report,
                     .from = ReferralState::draft,
                     .to = ReferralState::reported,
                     .by = wang,
                     .side = models::Side::village,
                     .at = at_minute(1)},
                    "");
        insert_move(w,
                    {.referral = id,
                     .act = models::ReferralAct::return_,
                     .from = ReferralState::reported,
                     .to = ReferralState::returned,
                     .side = models::Side::system,
                     .reason = "facts_missing",
                     .at = at_minute(2)},
                    "石玉兰的电话打不通");
    });
    db.read([&](Reader& reader) {
        const auto moves = list_moves(reader, id);
        BOOST_REQUIRE(moves.size() == 2u);
        BOOST_TEST((moves[0].act == models::ReferralAct::report && moves[0].by == wang));
        BOOST_TEST(moves[0].note.empty());
        BOOST_TEST((moves[1].act == models::ReferralAct::return_ && !moves[1].by));
        BOOST_TEST((moves[1].from == ReferralState::reported && moves[1].to == ReferralState::returned));
        BOOST_TEST((moves[1].side == models::Side::system && moves[1].at == at_minute(2)));
        BOOST_TEST(moves[1].reason == "facts_missing");
        BOOST_TEST(moves[1].note == "石玉兰的电话打不通");
    });
    BOOST_TEST(db.value_of("SELECT note_sealed FROM referral_move WHERE number = 2").find("石") ==
               std::string::npos);
}

BOOST_DATA_TEST_CASE(a_reported_referral_is_in_the_change_ledger_a_draft_is_not, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const auto known = db.read([](Reader& reader) { return last_change(reader); });
    given::draft(db, wang);
    const auto id = given::reported(db, wang);
    db.read([&](Reader& reader) {
        const auto changes = changes_after(reader, known);
        BOOST_REQUIRE(changes.size() == 1u);
        BOOST_TEST((changes[0].noun == "referral" && changes[0].id == id.value));
    });
}

BOOST_AUTO_TEST_SUITE_END()
