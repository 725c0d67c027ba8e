// A site's day in both databases: hours, staff, sessions, attendance that is never overwritten, what
// guardians agreed to, worries; and a sheet of attendance under kill -9.
#include "models/store/attendance.hpp"
#include "models/store/guardian_consents.hpp"
#include "models/store/migrate.hpp"
#include "models/store/offers.hpp"
#include "models/store/reseal.hpp"
#include "models/store/seal.hpp"
#include "models/store/site_days.hpp"
#include "models/store/worries.hpp"
#include "tests/store/given.hpp"
#include "tests/support/child.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <thread>
#include <unistd.h>

using namespace models;
using support::at_minute;
using support::Child;
using namespace std::chrono;

namespace {

constexpr Date kDay = 2026y / 11 / 24;

struct Playground {
    explicit Playground(store::Backend backend, std::size_t how_many = 2) : db(backend)
    {
        by = given::account(db, "officer");
        organization = given::organization(db);
        program = given::program(db, organization, "p");
        const auto referral = given::reported(db, by);
        db.write([&](store::Writer& writer) {
            store::save_sites(writer, program,
                              {{{}, "u", "s", "站点", "", given::kTownship, "", true, 40, {}}});
            store::replace_needs(writer, referral, {{{71}, "companionship", 1, "", NeedState::open}});
            for (std::size_t i = 0; i < how_many; ++i) children.push_back(insert(writer, referral));
        });
        site = db.read([&](store::Reader& reader) { return store::list_sites(reader, program).front().id; });
    }
    OfferId insert(store::Writer& writer, ReferralId referral)
    {
        store::OfferRow row{.referral = referral,
                            .need = {71},
                            .need_type = "companionship",
                            .member = 1,
                            .unit = NeedUnit::places,
                            .program = program,
                            .organization = organization,
                            .state = OfferState::accepted,
                            .site = "s",
                            .places = 1,
                            .units = 1};
        row.id = store::insert_offer(writer, row);
        row.version = 1;
        row.accepted_at = at_minute(0);
        BOOST_REQUIRE(store::save_offer(writer, row));
        return row.id;
    }
    store::SiteSessionRow session(int from = 990)
    {
        const auto id = db.write([&](store::Writer& writer) {
            return store::insert_site_session(writer, {.site = site,
                                                       .on = kDay,
                                                       .hours = {from, from + 90},
                                                       .kind = SessionKind::tutoring,
                                                       .state = SessionState::planned});
        });
        BOOST_REQUIRE(id.has_value());
        return found(*id);
    }
    store::SiteSessionRow found(SiteSessionId id)
    {
        return db.read(
            [&](store::Reader& reader) { return store::find_site_session(reader, site, id).value(); });
    }
    std::size_t seated(Time from, Time until)
    {
        return db.read([&](store::Reader& reader) {
            return store::seated_at(reader, program, "s", from, until).size();
        });
    }
    void end(OfferId id, int minute)
    {
        db.write([&](store::Writer& writer) {
            auto row = store::find_offer(writer, {given::kCounty, {}}, id).value();
            row.state = OfferState::failed;
            store::save_offer(writer, row);
            store::insert_offer_move(writer, {id,
                                              OfferAct::fail,
                                              OfferState::accepted,
                                              OfferState::failed,
                                              by,
                                              Side::charity,
                                              "",
                                              "",
                                              1,
                                              {},
                                              at_minute(minute)});
        });
    }

    support::TestDb db;
    AccountId by;
    OrganizationId organization;
    ProgramId program;
    SiteId site;
    std::vector<OfferId> children;
};

} // namespace

BOOST_AUTO_TEST_SUITE(sites)

BOOST_DATA_TEST_CASE(hours_and_contact_are_saved_by_who_saw_them, support::kBoth, backend)
{
    Playground place(backend);
    const auto save = [&](std::int64_t version, const std::string& contact) {
        return place.db.write([&](store::Writer& writer) {
            return store::save_site_setting(writer, place.site, version, contact, {{1, {990, 1110}}});
        });
    };
    BOOST_TEST(save(0, "0851"));
    BOOST_TEST(!save(0, "0852"));
    BOOST_TEST(save(1, "0853"));

    place.db.read([&](store::Reader& reader) {
        const auto found = store::find_site(reader, place.site).value();
        BOOST_TEST(found.contact == "0853");
        BOOST_TEST((found.version == 2 && found.organization == place.organization));
        const auto open = store::opening_hours(reader, place.site);
        BOOST_TEST_REQUIRE(open.size() == 1u);
        BOOST_CHECK(open[0].weekday == 1 && (open[0].hours == Hours{990, 1110}));
        BOOST_TEST(store::sites_in(reader, given::kCounty).size() == 1u);
        BOOST_TEST(store::sites_in(reader, given::kOtherCounty).empty());
        BOOST_TEST(store::sites_in(reader, {}).size() == 1u);
    });
}

BOOST_DATA_TEST_CASE(a_name_without_account_is_sealed_and_staff_ends_once, support::kBoth, backend)
{
    Playground place(backend);
    const auto [named, known] = place.db.write([&](store::Writer& writer) {
        return std::pair(
            store::insert_staff(writer,
                                {{}, place.site, {}, "龙小雨", StaffRole::volunteer, place.by, at_minute(0)}),
            store::insert_staff(writer,
                                {{}, place.site, place.by, "", StaffRole::leader, place.by, at_minute(0)}));
    });
    BOOST_TEST(place.db.value_of("SELECT sealed FROM site_staff WHERE account_id IS NULL").find("龙") ==
               std::string::npos);
    place.db.read([&](store::Reader& reader) {
        const auto staff = store::staff_of(reader, place.site);
        BOOST_TEST_REQUIRE(staff.size() == 2u);
        BOOST_TEST(staff[0].name == "龙小雨");
        BOOST_TEST(store::is_staff(reader, place.site, place.by));
    });
    const auto end = [&](StaffId id) {
        return place.db.write(
            [&](store::Writer& writer) { return store::end_staff(writer, place.site, id, at_minute(1)); });
    };
    BOOST_TEST(end(known));
    BOOST_TEST(!end(known));
    BOOST_TEST(end(named));
    BOOST_TEST(
        !place.db.read([&](store::Reader& reader) { return store::is_staff(reader, place.site, place.by); }));
}

BOOST_DATA_TEST_CASE(one_session_of_a_kind_begins_at_an_hour, support::kBoth, backend)
{
    Playground place(backend);
    auto row = place.session(), later = place.session(1200);
    const auto again = place.db.write([&](store::Writer& writer) {
        auto same = row;
        return store::insert_site_session(writer, same);
    });
    BOOST_TEST(!again.has_value());

    const auto save = [&](const store::SiteSessionRow& changed) {
        return place.db.write(
            [&](store::Writer& writer) { return store::save_site_session(writer, changed); });
    };
    later.hours = row.hours;
    BOOST_CHECK(save(later) == store::SaveSiteSession::taken);
    row.state = SessionState::cancelled;
    BOOST_CHECK(save(row) == store::SaveSiteSession::saved);
    BOOST_CHECK(save(row) == store::SaveSiteSession::stale);
    place.db.read([&](store::Reader& reader) {
        const std::map<SiteId, std::int64_t> two{{place.site, 2}};
        BOOST_TEST((store::sessions_by_site(reader, place.organization, {}, kDay) == two));
        BOOST_TEST((store::sessions_by_site(reader, {}, given::kCounty, kDay) == two));
        BOOST_TEST(store::sessions_by_site(reader, {}, given::kOtherCounty, kDay).empty());
        BOOST_TEST(store::sessions_by_site(reader, place.organization, {}, plus_days(kDay, 1)).empty());
    });
    BOOST_TEST(place.db
                   .read([&](store::Reader& reader) {
                       return store::site_sessions_between(reader, place.site, kDay, plus_days(kDay, 1));
                   })
                   .size() == 2u);
}

BOOST_DATA_TEST_CASE(a_correction_is_a_new_entry_and_sums_count_the_last, support::kBoth, backend)
{
    Playground place(backend);
    auto session = place.session();
    const auto put = [&](std::int64_t number, std::size_t child, Mark mark) {
        place.db.write([&](store::Writer& writer) {
            store::insert_attendance(
                writer, {session.id, place.children[child], number, mark, place.by, at_minute(1)});
        });
    };
    put(1, 0, Mark::absent);
    put(1, 1, Mark::present);
    put(2, 0, Mark::present);
    BOOST_CHECK_THROW(put(2, 0, Mark::excused), store::DatabaseError);
    session.state = SessionState::held;
    place.db.write([&](store::Writer& writer) { store::save_site_session(writer, session); });

    place.db.read([&](store::Reader& reader) {
        BOOST_TEST(store::attendance_of(reader, session.id).size() == 3u);
        const auto sums = store::attendance_sums(reader, place.site, kDay, plus_days(kDay, 1));
        BOOST_TEST_REQUIRE(sums.size() == 1u);
        BOOST_TEST((sums[0].children == 2 && sums[0].marks == 2 && sums[0].present == 2));
        BOOST_TEST((sums[0].minutes == 180 && sums[0].site == place.site));
        BOOST_TEST(store::attendance_sums(reader, {}, kDay, plus_days(kDay, 1)).size() == 1u);
        const auto kinds = store::session_sums(reader, place.site, kDay, plus_days(kDay, 1));
        BOOST_TEST_REQUIRE(kinds.size() == 1u);
        BOOST_TEST((kinds[0].held == 1 && kinds[0].cancelled == 0 && kinds[0].minutes == 90));
        BOOST_TEST(
            store::attendance_sums(reader, place.site, plus_days(kDay, 1), plus_days(kDay, 2)).empty());
    });
}

BOOST_DATA_TEST_CASE(who_left_was_seated_until_then, support::kBoth, backend)
{
    Playground place(backend);
    BOOST_TEST(place.seated(at_minute(1), at_minute(2)) == 2u);
    place.end(place.children[0], 10);
    BOOST_TEST(place.seated(at_minute(5), at_minute(6)) == 2u);
    BOOST_TEST(place.seated(at_minute(11), at_minute(12)) == 1u);
    BOOST_TEST(place.seated(at_minute(-5), at_minute(0)) == 0u);
    place.db.read([&](store::Reader& reader) {
        BOOST_TEST(store::count_seated(reader, place.site, at_minute(5), at_minute(6)).at(place.site) == 2);
        BOOST_TEST(store::count_seated(reader, {}, at_minute(11), at_minute(12)).at(place.site) == 1);
        BOOST_TEST(store::count_seated(reader, {}, at_minute(-5), at_minute(0)).empty());
    });
}

BOOST_DATA_TEST_CASE(of_a_guardians_consents_one_of_a_kind_holds, support::kBoth, backend)
{
    Playground place(backend);
    const auto give = [&](GuardianConsentKind kind) {
        return place.db.write([&](store::Writer& writer) {
            return store::give_guardian_consent(writer, {.child = place.children[0],
                                                         .kind = kind,
                                                         .way = ConsentWay::paper,
                                                         .who = "吴奶奶",
                                                         .from = kDay,
                                                         .until = plus_days(kDay, 100),
                                                         .recorded_by = place.by,
                                                         .recorded_at = at_minute(0)});
        });
    };
    const auto first = give(GuardianConsentKind::pictures), second = give(GuardianConsentKind::pictures);
    give(GuardianConsentKind::activities);
    const auto withdraw = [&](GuardianConsentId id) {
        return place.db.write([&](store::Writer& writer) {
            return store::withdraw_guardian_consent(writer, place.children[0], id, place.by, at_minute(5));
        });
    };
    BOOST_TEST(!withdraw(first)); // replaced
    BOOST_TEST(withdraw(second));
    BOOST_TEST(!withdraw(second));
    const auto rows = place.db.read(
        [&](store::Reader& reader) { return store::guardian_consents_of(reader, place.children[0]); });
    BOOST_TEST_REQUIRE(rows.size() == 3u);
    BOOST_TEST(rows[0].who == "吴奶奶");
    const auto held = [&](Date day) {
        return place.db.read([&](store::Reader& reader) {
            const auto found = store::find_site(reader, place.site).value();
            return store::guardian_consents_held(reader, found.program, found.site.code, day);
        });
    };
    const std::vector<store::HeldConsent> activities{{place.children[0], GuardianConsentKind::activities}};
    BOOST_TEST((held(kDay) == activities));
    BOOST_TEST((held(plus_days(kDay, 101)).empty() && held(plus_days(kDay, -1)).empty()));
    BOOST_TEST(place.db.value_of("SELECT sealed FROM guardian_consent").find("吴") == std::string::npos);
}

BOOST_DATA_TEST_CASE(a_worry_is_sealed_and_seen_by_its_office_and_its_organization, support::kBoth, backend)
{
    Playground place(backend);
    const auto id = place.db.write([&](store::Writer& writer) {
        const auto made = store::insert_worry(writer, {.child = place.children[0],
                                                       .site = place.site,
                                                       .kind = WorryKind::accident,
                                                       .urgent = true,
                                                       .state = WorryState::open,
                                                       .due_at = at_minute(60),
                                                       .next_at = at_minute(30)});
        store::insert_worry_move(writer,
                                 {made, WorryAct::raise, Side::charity, place.by, "摔了一跤", at_minute(0)});
        store::insert_worry_move(writer,
                                 {made, WorryAct::take_up, Side::township, place.by, "", at_minute(2)});
        return made;
    });
    place.db.read([&](store::Reader& reader) {
        const auto row = store::find_worry(reader, {given::kCounty, {}}, id).value();
        BOOST_TEST(row.reference.ends_with("-1-Y1"), row.reference);
        BOOST_CHECK(row.village == given::kVillage && row.organization == place.organization);
        BOOST_TEST(store::find_worry(reader, {{}, place.organization}, id).has_value());
        BOOST_TEST(!store::find_worry(reader, {given::kOtherCounty, {}}, id).has_value());
        BOOST_TEST(!store::find_worry(reader, {}, id).has_value());
        const auto moves = store::worry_moves(reader, id);
        BOOST_TEST_REQUIRE(moves.size() == 2u);
        BOOST_TEST(moves[0].text == "摔了一跤");
        BOOST_TEST(store::worries_to_climb(reader, at_minute(29), 9).empty());
        BOOST_TEST(store::worries_to_climb(reader, at_minute(30), 9).size() == 1u);
        BOOST_TEST(store::worries_due(reader, {given::kCounty, {}}, at_minute(61), 9).size() == 1u);
        BOOST_TEST(store::count_worries(reader, place.site, at_minute(0), at_minute(1)).at(place.site) == 1);
        BOOST_TEST(store::count_worries(reader, {}, at_minute(1), at_minute(2)).empty());
    });
    BOOST_TEST(place.db.value_of("SELECT sealed FROM worry_move").find("摔") == std::string::npos);

    // Under a new key it reads on, and nothing keeps the old one.
    place.db.vault()->add_key(store::KeyUse::fields, 1'800'000'000'000);
    store::SealPass pass;
    while (!place.db.write([&](store::Writer& writer) { return store::reseal(writer, pass, 100); })) continue;
    place.db.read([&](store::Reader& reader) {
        BOOST_TEST(store::count_older_seals(reader) == 0);
        BOOST_TEST(!store::worry_moves(reader, id).empty());
    });
}

// Sheets of forty children, one after the other, each told after its commit.
static int take_sheets(const Playground& place, SiteSessionId session, int pipe)
{
    const auto connection = place.db.open(store::Connection::Access::write);
    store::migrate(*connection, at_minute(0));
    for (;;) {
        connection->begin();
        std::int64_t sheet{};
        {
            store::Writer writer(*connection);
            auto row = store::find_site_session(writer, place.site, session).value();
            sheet = ++row.sheet;
            row.state = SessionState::held;
            if (store::save_site_session(writer, row) != store::SaveSiteSession::saved) return 1;
            for (const auto child : place.children)
                store::insert_attendance(writer,
                                         {session, child, sheet, Mark::present, place.by, at_minute(1)});
            writer.keep();
        }
        connection->commit();
        if (::write(pipe, &sheet, sizeof sheet) != sizeof sheet) return 2;
    }
}

BOOST_DATA_TEST_CASE(a_sheet_is_there_whole_or_not_at_all_after_kill_9, support::kBoth, backend)
{
    constexpr std::size_t kChildren = 40;
    Playground place(backend, kChildren);
    const auto session = place.session().id;
    std::int64_t told = 0;
    for (int round = 0; round < 3; ++round) {
        place.db.close();
        int pipe[2];
        BOOST_REQUIRE(::pipe(pipe) == 0);
        {
            Child child([&] { return take_sheets(place, session, pipe[1]); });
            ::close(pipe[1]);
            std::int64_t sheet{};
            for (int n = 0; n < 3 + round && ::read(pipe[0], &sheet, sizeof sheet) == sizeof sheet; ++n)
                told = sheet;
            child.kill();
            BOOST_TEST(child.status() == -SIGKILL);
        }
        for (std::int64_t sheet{}; ::read(pipe[0], &sheet, sizeof sheet) == sizeof sheet;) told = sheet;
        ::close(pipe[0]);
        place.db.reopen();
        const auto row = place.found(session);
        BOOST_TEST(row.sheet >= told);
        BOOST_TEST(row.sheet <= told + 1); // committed, but killed before it was told
        const auto entries =
            place.db.read([&](store::Reader& reader) { return store::attendance_of(reader, session); });
        BOOST_TEST(entries.size() == static_cast<std::size_t>(row.sheet) * kChildren);
    }
    BOOST_TEST(told >= 9);
}

BOOST_AUTO_TEST_SUITE_END()
