// Organizations, programs, their sites and the change ledger.
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

BOOST_AUTO_TEST_SUITE(programs)

BOOST_DATA_TEST_CASE(an_organization_is_found_by_id_and_by_code, kBoth, backend)
{
    using namespace std::chrono;
    TestDb db(backend);
    OrganizationRow row{.uuid = "u",
                        .unified_code = "53520000500000001X",
                        .name = "慈善总会",
                        .name_en = "Charity",
                        .kind = "foundation",
                        .area = given::kProvince,
                        .phone = "0851",
                        .website = "https://x",
                        .public_fundraising = true,
                        .certificate_until = year{2028} / 2 / 29};
    const auto id = db.write([&](Writer& w) { return insert_organization(w, row, at_minute(0)); });
    db.read([&](Reader& reader) {
        const auto found = *find_organization(reader, id);
        BOOST_TEST(found.uuid == "u");
        BOOST_TEST(found.name == "慈善总会");
        BOOST_TEST(found.name_en == "Charity");
        BOOST_TEST(found.kind == "foundation");
        BOOST_TEST(found.area.code == given::kProvince.code);
        BOOST_TEST(found.phone == "0851");
        BOOST_TEST(found.website == "https://x");
        BOOST_TEST(found.public_fundraising);
        BOOST_TEST((found.certificate_until == row.certificate_until));
        BOOST_TEST(found.active);
        BOOST_TEST(find_organization_by_code(reader, "53520000500000001X")->id.value == id.value);
        BOOST_TEST(!find_organization_by_code(reader, "x").has_value());
        BOOST_TEST(!find_organization(reader, {4}).has_value());
        const auto ending = [&](models::OrganizationId own, models::Area area, models::Date before) {
            return organizations_ending(reader, own, area, before).size();
        };
        BOOST_TEST(ending(id, {}, year{2028} / 3 / 1) == 1u);
        BOOST_TEST(ending({}, given::kProvince, year{2028} / 3 / 1) == 1u);
        BOOST_TEST(ending(id, {}, year{2028} / 2 / 29) == 0u);
        BOOST_TEST(ending({4}, given::kCounty, year{2028} / 3 / 1) == 0u);
    });
    BOOST_CHECK_THROW(given::organization(db, "53520000500000001X"), DatabaseError);
}

BOOST_DATA_TEST_CASE(an_organization_is_saved_once_per_version, kBoth, backend)
{
    TestDb db(backend);
    const auto id = given::organization(db);
    auto row = db.read([&](Reader& reader) { return *find_organization(reader, id); });
    row.name = "新名";
    row.active = false;
    BOOST_TEST(db.write([&](Writer& w) { return save_organization(w, row); }));
    BOOST_TEST(!db.write([&](Writer& w) { return save_organization(w, row); }));
    db.read([&](Reader& reader) {
        const auto found = *find_organization(reader, id);
        BOOST_TEST(found.name == "新名");
        BOOST_TEST(!found.active);
        BOOST_TEST(found.version == 2);
    });
}

BOOST_DATA_TEST_CASE(organizations_are_listed_by_cursor, kBoth, backend)
{
    TestDb db(backend);
    for (const auto* code : {"1", "2", "3"}) given::organization(db, code);
    db.read([](Reader& reader) {
        const auto first = list_organizations(reader, {}, 2);
        BOOST_REQUIRE(first.size() == 2u);
        const auto rest = list_organizations(reader, first.back().id, 2);
        BOOST_REQUIRE(rest.size() == 1u);
        BOOST_TEST(rest[0].unified_code == "3");
    });
}

BOOST_DATA_TEST_CASE(a_program_comes_back_with_its_room_and_its_record, kBoth, backend)
{
    TestDb db(backend);
    const auto organization = given::organization(db);
    auto row = given::program_row(organization, "xijiu", {.places = 10, .budget = models::Money{500'000}});
    row.record = {
        .accepted = 4, .fulfilled = 3, .answered = 9, .answered_in_time = 8, .median_days_to_first_help = 6};
    const auto id = db.write([&](Writer& w) { return insert_program(w, row, at_minute(3)); });
    db.read([&](Reader& reader) {
        const auto found = *find_program(reader, id);
        BOOST_TEST(found.organization.value == organization.value);
        BOOST_TEST(found.organization_name == "贵州省慈善总会");
        BOOST_TEST(found.code == "xijiu");
        BOOST_TEST((found.state == models::ProgramState::open));
        BOOST_TEST(found.document == row.document);
        BOOST_TEST((found.room.places == 10 && found.room.places_left == 10));
        BOOST_TEST((found.room.budget == models::Money{500'000} &&
                    found.room.budget_left == models::Money{500'000}));
        BOOST_TEST((found.record == row.record));
        BOOST_TEST((found.changed_at == at_minute(3)));
        BOOST_TEST(found.version == 1);
        BOOST_TEST(!find_program(reader, {4}).has_value());
    });
}

BOOST_DATA_TEST_CASE(no_limit_is_nothing, kBoth, backend)
{
    TestDb db(backend);
    const auto id = given::program(db, given::organization(db), "open");
    db.read([&](Reader& reader) {
        const auto room = find_program(reader, id)->room;
        BOOST_TEST((!room.places && !room.places_left && !room.budget && !room.budget_left));
    });
}

BOOST_DATA_TEST_CASE(saving_keeps_the_older_version_and_is_guarded, kBoth, backend)
{
    TestDb db(backend);
    const auto id = given::program(db, given::organization(db), "a", {.places = 5});
    auto row = db.read([&](Reader& reader) { return *find_program(reader, id); });
    row.document = R"({"second":true})";
    row.room.places = 7;
    const auto save = [&] { return db.write([&](Writer& w) { return save_program(w, row, at_minute(9)); }); };
    BOOST_TEST((save() == SaveProgram::saved));
    BOOST_TEST((save() == SaveProgram::stale));
    db.read([&](Reader& reader) {
        const auto found = *find_program(reader, id);
        BOOST_TEST(found.document == row.document);
        BOOST_TEST((found.room.places == 7));
        BOOST_TEST(found.version == 2);
        BOOST_TEST((found.changed_at == at_minute(9)));
    });
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM program_version") == "2");
    BOOST_TEST(db.value_of("SELECT document FROM program_version WHERE version = 1") ==
               R"({"rule":{"all":[]}})");
}

BOOST_DATA_TEST_CASE(programs_are_listed_by_cursor_and_by_organization, kBoth, backend)
{
    TestDb db(backend);
    const auto one = given::organization(db, "1"), other = given::organization(db, "2");
    given::program(db, one, "a"), given::program(db, other, "b"), given::program(db, one, "c");
    BOOST_CHECK_THROW(given::program(db, one, "a"), DatabaseError);
    db.read([&](Reader& reader) {
        const auto first = list_programs(reader, {}, 2);
        BOOST_REQUIRE(first.size() == 2u);
        BOOST_TEST(list_programs(reader, first.back().id, 2).front().code == "c");
        BOOST_TEST(programs_of(reader, one).size() == 2u);
        BOOST_TEST(programs_of(reader, other).front().code == "b");
    });
}

BOOST_DATA_TEST_CASE(sites_have_places_of_their_own, kBoth, backend)
{
    TestDb db(backend);
    const auto program = given::program(db, given::organization(db), "liyuan", {.places = 60});
    const SiteRow one{.uuid = "u1",
                      .code = "liyuan",
                      .name = "利园乐园",
                      .area = given::kOtherVillage,
                      .hours = "16:30",
                      .places = 40};
    const SiteRow two{.uuid = "u2", .code = "xiyuan", .name = "西园", .area = given::kOtherVillage};
    const auto save = [&](const std::vector<SiteRow>& sites) {
        return db.write([&](Writer& w) { return save_sites(w, program, sites); });
    };
    BOOST_TEST(save({one, two}));
    auto renamed = one;
    renamed.name = "利园儿童乐园";
    renamed.places = 30;
    BOOST_TEST(save({renamed}));
    db.read([&](Reader& reader) {
        const auto sites = list_sites(reader, program);
        BOOST_REQUIRE(sites.size() == 2u);
        BOOST_TEST(sites[0].name == "利园儿童乐园");
        BOOST_TEST(sites[0].hours == "16:30");
        BOOST_TEST((sites[0].places == 30 && sites[0].places_left == 30));
        BOOST_TEST(sites[0].active);
        BOOST_TEST((!sites[1].places && !sites[1].active));
    });
}

BOOST_DATA_TEST_CASE(changes_are_told_in_their_order_after_what_one_knows, kBoth, backend)
{
    TestDb db(backend);
    const auto organization = given::organization(db);
    const auto known = db.read([](Reader& reader) { return last_change(reader); });
    const auto program = given::program(db, organization, "a");
    auto row = db.read([&](Reader& reader) { return *find_program(reader, program); });
    db.write([&](Writer& w) { save_program(w, row, at_minute(1)); });
    db.read([&](Reader& reader) {
        const auto changes = changes_after(reader, known);
        BOOST_REQUIRE(changes.size() == 2u);
        BOOST_TEST(changes[0].noun == "program");
        BOOST_TEST(changes[0].id == program.value);
        BOOST_TEST(changes[1].sequence == changes[0].sequence + 1);
        BOOST_TEST(changes_after(reader, known, 1).size() == 1u);
        BOOST_TEST(changes_after(reader, last_change(reader)).empty());
    });
}

BOOST_DATA_TEST_CASE(a_gap_before_what_one_knows_is_no_list_of_changes, kBoth, backend)
{
    TestDb db(backend);
    const auto organization = given::organization(db);
    const auto known = db.read([](Reader& reader) { return last_change(reader); });
    for (const auto* code : {"a", "b", "c"}) given::program(db, organization, code);
    const auto since = [&](std::int64_t sequence) {
        return db.read([&](Reader& reader) { return changes_since(reader, sequence); });
    };

    BOOST_TEST(since(known)->size() == 3u);
    BOOST_TEST(since(known + 3)->empty());
    BOOST_TEST(!since(known + 4)); // never so far
    db.write([&](Writer& w) {
        w.change({"test.trim", "DELETE FROM change_ledger WHERE sequence <= :known"}, {{"known", known + 1}});
    });
    BOOST_TEST(!since(known));
    BOOST_TEST(since(known + 1)->size() == 2u);
    BOOST_TEST(last_change(*db.open(Connection::Access::read)) == known + 3);
}

BOOST_DATA_TEST_CASE(who_changed_a_program_is_known_until_it_is_opened, kBoth, backend)
{
    TestDb db(backend);
    const auto program = given::program(db, given::organization(db), "a");
    const auto wang = given::account(db, "wang"), li = given::account(db, "li");
    db.write([&](Writer& w) {
        for (int times = 0; times < 2; ++times) note_program_editor(w, program, wang);
    });
    db.read([&](Reader& reader) {
        BOOST_TEST(is_program_editor(reader, program, wang));
        BOOST_TEST(!is_program_editor(reader, program, li));
    });
    db.write([&](Writer& w) { forget_program_editors(w, program); });
    db.read([&](Reader& reader) { BOOST_TEST(!is_program_editor(reader, program, wang)); });
}

BOOST_DATA_TEST_CASE(accounts_are_listed_by_organization, kBoth, backend)
{
    TestDb db(backend);
    const auto own = given::organization(db);
    const auto add = [&](const char* login, models::OrganizationId organization) {
        db.write([&](Writer& w) {
            AccountRow row{.login = login};
            row.actor.role = models::Role::caseworker;
            row.actor.organization = organization;
            insert_account(w, row, support::at_minute(0));
        });
    };
    for (const auto* login : {"a", "b", "c"}) add(login, own);
    add("other", given::organization(db, "51520324MJ2000011X"));
    db.read([&](Reader& reader) {
        const auto first = list_accounts_of(reader, own, {}, 2);
        BOOST_REQUIRE(first.size() == 2u);
        const auto rest = list_accounts_of(reader, own, first.back().actor.account, 5);
        BOOST_REQUIRE(rest.size() == 1u);
        BOOST_TEST(rest[0].login == "c");
    });
    db.write([&](Writer& writer) { BOOST_TEST(!has_other_admin(writer, models::AccountId{1})); });
}

BOOST_AUTO_TEST_SUITE_END()
