// What a manager has typed of a program, test drives, and days on which programs open again.
#include "models/store/reopenings.hpp"
#include "models/store/sketches.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

BOOST_AUTO_TEST_SUITE(sketches)

BOOST_DATA_TEST_CASE(a_sketch_is_saved_once_per_version, kBoth, backend)
{
    TestDb db(backend);
    const auto organization = given::organization(db);
    const auto account = given::account(db, "manager", models::Role::charity_manager);
    const auto program = given::program(db, organization, "p");
    Sketch row{.organization = organization,
               .program = program,
               .base = "{}",
               .document = "{}",
               .seen = "",
               .changed_by = account,
               .changed_at = at_minute(0)};
    row.id = db.write([&](Writer& w) { return insert_sketch(w, row); });
    row.version = 1;
    row.document = R"({"name":"a"})";
    row.seen = "basic ";
    BOOST_TEST(db.write([&](Writer& w) { return save_sketch(w, row); }));
    BOOST_TEST(!db.write([&](Writer& w) { return save_sketch(w, row); }));
    db.read([&](Reader& r) {
        const auto found = find_sketch_of(r, program).value();
        BOOST_TEST(found.document == row.document);
        BOOST_TEST(found.seen == "basic ");
        BOOST_TEST(found.version == 2);
        BOOST_TEST(list_sketches(r, organization).size() == 1U);
    });
    BOOST_CHECK_THROW(db.write([&](Writer& w) { return insert_sketch(w, row); }),
                      DatabaseError); // one a program
    BOOST_TEST(!db.write([&](Writer& w) { return delete_sketch(w, row); }));
    row.version = 2;
    BOOST_TEST(db.write([&](Writer& w) { return delete_sketch(w, row); }));
    BOOST_TEST(!db.read([&](Reader& r) { return find_sketch(r, row.id).has_value(); }));
}

BOOST_DATA_TEST_CASE(test_drives_are_counted_for_each_account_and_forgotten_after_a_day, kBoth, backend)
{
    TestDb db(backend);
    const auto one = given::account(db, "one", models::Role::charity_manager);
    const auto other = given::account(db, "other", models::Role::charity_manager);
    const auto note = [&](int minute) {
        db.write([&](Writer& w) { note_test_drive(w, one, models::SketchId{5}, at_minute(minute)); });
    };
    const auto count = [&](models::AccountId account, int since) {
        return db.read([&](Reader& r) { return count_test_drives(r, account, at_minute(since)); });
    };
    note(0);
    note(1);
    BOOST_TEST(count(one, -1) == 2);
    BOOST_TEST(count(one, 0) == 1);
    BOOST_TEST(count(other, -1) == 0);
    note(24 * 60 + 1);
    BOOST_TEST(count(one, -1) == 1);
}

BOOST_DATA_TEST_CASE(a_program_has_one_day_on_which_it_opens_again, kBoth, backend)
{
    using namespace std::chrono;
    TestDb db(backend);
    const auto program = given::program(db, given::organization(db), "p");
    const auto account = given::account(db, "manager", models::Role::charity_manager);
    const models::Date first = year{2027} / 1 / 1, later = year{2027} / 3 / 1;
    for (const auto day : {first, later})
        db.write([&](Writer& w) { set_reopening(w, program, day, account); });
    db.read([&](Reader& r) {
        BOOST_TEST((find_reopening(r, program) == later));
        BOOST_TEST(due_reopenings(r, year{2027} / 2 / 28).empty());
        BOOST_TEST(due_reopenings(r, later).size() == 1U);
        BOOST_TEST(!has_program_editors(r, program));
    });
    db.write([&](Writer& w) { note_program_editor(w, program, account); });
    BOOST_TEST(db.read([&](Reader& r) { return has_program_editors(r, program); }));
    db.write([&](Writer& w) { forget_reopening(w, program); });
    BOOST_TEST(!db.read([&](Reader& r) { return find_reopening(r, program).has_value(); }));
}

BOOST_AUTO_TEST_SUITE_END()
