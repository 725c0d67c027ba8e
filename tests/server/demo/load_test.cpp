// The demo in the database: whole or not at all, the same after a second start, told by the services.
#include "models/store/audit.hpp"
#include "models/store/factors.hpp"
#include "models/store/offers.hpp"
#include "models/store/programs.hpp"
#include "models/store/query_codes.hpp"
#include "models/store/settings.hpp"
#include "server/accounts/service.hpp"
#include "server/auth/permissions.hpp"
#include "server/demo/accounts.hpp"
#include "server/referrals/document.hpp"
#include "tests/server/demo/given.hpp"
#include "tests/support/child.hpp"
#include <boost/test/unit_test.hpp>
#include <csignal>

using namespace models;
using given::kQuiet;
using given::loaded_demo;
using given::tables;
using server::demo::load_demo;
using support::at_minute;
using support::TestDb;

static std::int64_t count(const TestDb& db, const char* table)
{
    return std::stoll(db.value_of((std::string("SELECT COUNT(*) FROM ") + table).c_str()));
}

BOOST_AUTO_TEST_SUITE(load)

BOOST_AUTO_TEST_CASE(a_second_start_finds_the_demo_as_it_was_left)
{
    auto& db = const_cast<TestDb&>(loaded_demo().db);
    const auto referrals = count(db, "referral"), moves = count(db, "referral_move"),
               audit = count(db, "audit");

    const auto again = load_demo(db.connection(), tables(), at_minute(60 * 24 * 40),
                                 [](std::size_t, std::size_t) { BOOST_ERROR("nothing is told twice"); });

    BOOST_CHECK(again.grandmother == loaded_demo().links.grandmother);
    BOOST_CHECK(again.program == loaded_demo().links.program);
    BOOST_TEST(count(db, "referral") == referrals);
    BOOST_TEST(count(db, "referral_move") == moves);
    BOOST_TEST(count(db, "audit") == audit);
    BOOST_TEST(count(db, "program") == 60);
}

BOOST_AUTO_TEST_CASE(a_start_that_was_killed_half_way_left_nothing_and_the_next_one_begins_anew)
{
    TestDb db(store::Backend::sqlite);
    db.close();
    support::Child killed([&] {
        const auto writer = db.open(store::Connection::Access::write);
        writer->lease_process_number();
        load_demo(*writer, tables(), at_minute(0), [](std::size_t done, std::size_t of) {
            if (done * 2 > of) ::raise(SIGKILL);
        });
        return 0;
    });
    BOOST_TEST(killed.status() == -SIGKILL);

    db.reopen();
    BOOST_TEST(count(db, "referral") == 0);
    BOOST_TEST(count(db, "account") == 0);
    load_demo(db.connection(), tables(), at_minute(0), kQuiet);
    BOOST_TEST(count(db, "referral") == count(loaded_demo().db, "referral"));
    BOOST_TEST(count(db, "program") == 60);
}

BOOST_AUTO_TEST_CASE(the_audit_chain_is_whole)
{
    BOOST_TEST(!loaded_demo().db.read([](store::Reader& db) { return store::verify_audit(db).has_value(); }));
    BOOST_TEST(count(loaded_demo().db, "audit") > 1'000);
}

BOOST_AUTO_TEST_CASE(every_demo_account_signs_in_with_the_demo_password)
{
    loaded_demo().db.read([](store::Reader& db) {
        for (const auto& told : server::demo::demo_accounts()) {
            const auto account = store::find_account(db, told.login);
            BOOST_REQUIRE_MESSAGE(account, told.login);
            BOOST_TEST(account->active);
            BOOST_CHECK(account->actor.role == told.role);
            BOOST_CHECK(account->actor.area == told.area);
            BOOST_TEST(is_charity(told.role) == static_cast<bool>(account->actor.organization));
            BOOST_TEST(store::find_factor(db, account->actor.account).has_value() ==
                       server::needs_second_factor(told.role));
        }
        const auto account = store::find_account(db, "zhengan-county");
        BOOST_TEST(store::password_fits(account->password_hash, server::demo::kDemoPassword));
    });
    const std::string password(server::demo::kDemoPassword);
    BOOST_TEST(server::accounts::faults_of_password(password, password, "zhengan-county").empty());
}

BOOST_AUTO_TEST_CASE(nobody_takes_two_steps_in_one_referral)
{
    BOOST_TEST(loaded_demo().count("SELECT COUNT(*) FROM referral WHERE reporter_id = rechecker_id"
                                   " OR reporter_id = confirmer_id OR rechecker_id = confirmer_id") == 0);
}

BOOST_AUTO_TEST_CASE(all_states_that_have_a_way_are_there_and_clocks_run_in_those_that_wait)
{
    const auto& demo = loaded_demo();
    for (const auto* state : {"draft", "reported", "rechecked", "returned", "confirmed", "closed"})
        BOOST_TEST(std::stoll(demo.db.value_of("SELECT COUNT(*) FROM referral WHERE state = :state",
                                               {{"state", state}})) > 0,
                   state);
    BOOST_TEST(
        demo.count("SELECT COUNT(*) FROM referral r WHERE r.state IN ('reported', 'rechecked', 'returned')"
                   " AND NOT EXISTS (SELECT 1 FROM clock c WHERE c.referral_id = r.id)") == 0);
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM referral_move WHERE act = 'resubmit'") > 0);
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM referral_move WHERE act = 'confirm_urgently'") > 0);
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM referral_move WHERE act = 'withdraw'") > 0);
}

BOOST_AUTO_TEST_CASE(it_all_happened_before_today_and_in_order)
{
    const auto today = start_of(day_of(at_minute(0))).time_since_epoch().count();
    const auto& db = loaded_demo().db;
    BOOST_TEST(std::stoll(db.value_of("SELECT MAX(at) FROM referral_move")) < today);
    BOOST_TEST(std::stoll(db.value_of(
                   "SELECT COUNT(*) FROM referral_move a JOIN referral_move b"
                   " ON a.referral_id = b.referral_id AND a.number < b.number AND a.at > b.at")) == 0);
    BOOST_TEST(std::stoll(db.value_of("SELECT COUNT(*) FROM referral a JOIN referral b"
                                      " ON a.id < b.id AND a.started_at > b.started_at")) == 0);
}

BOOST_AUTO_TEST_CASE(the_links_lead_to_the_grandmother_and_to_an_open_program)
{
    const auto& links = loaded_demo().links;
    loaded_demo().db.read([&](store::Reader& db) {
        const auto county = store::find_account(db, "zhengan-county")->actor;
        const auto found = server::referrals::find_case(db, county, links.grandmother);
        BOOST_REQUIRE(found);
        BOOST_TEST(found->household().members.front().name.reveal() == "石玉兰");
        BOOST_CHECK(found->referral.state == ReferralState::confirmed);
        const auto program = store::find_program(db, links.program);
        BOOST_REQUIRE(program);
        BOOST_CHECK(program->state == ProgramState::open);
    });
    BOOST_TEST(links.matches() == "/referrals/" + to_text(links.grandmother) + "#matches");
}

BOOST_AUTO_TEST_CASE(a_family_can_be_tried_with_its_code_and_another_has_complained)
{
    const auto& demo = loaded_demo();
    demo.db.read([&](store::Reader& db) {
        const auto id = parse_id<ReferralId>(store::find_setting(db, "demo_family").value()).value();
        BOOST_TEST(store::find_query_code(db, id).has_value());
        const auto offers = store::offers_of(db, id);
        BOOST_REQUIRE(!offers.empty());
        BOOST_TEST(!store::list_deliveries(db, offers.front().id).empty());
    });
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM objection WHERE state = 'open'") == 1);
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM referral r WHERE r.reference IS NOT NULL AND NOT EXISTS"
                          " (SELECT 1 FROM query_code c WHERE c.referral_id = r.id)") == 0);
}

BOOST_AUTO_TEST_CASE(loading_costs_what_its_counts_say)
{
    const auto& demo = loaded_demo();
    const auto referrals = demo.count("SELECT COUNT(*) FROM referral");
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM referral_move") < referrals * 6);
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM household_document") < referrals * 4);
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM account") < 150);
    BOOST_TEST(demo.count("SELECT COUNT(*) FROM account WHERE password_hash <> ''") ==
               static_cast<std::int64_t>(server::demo::demo_accounts().size()));
}

BOOST_AUTO_TEST_SUITE_END()
