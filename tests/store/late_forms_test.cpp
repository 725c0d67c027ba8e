#include "models/store/late_forms.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace store;
using support::at_minute;
using support::kBoth;
using support::TestDb;

namespace {

const LateForm kForm{"/things/7?a=1", "/things/7/change", "name=%E7%9F%B3&note=a%0Ab"};

} // namespace

BOOST_AUTO_TEST_SUITE(late_forms)

BOOST_DATA_TEST_CASE(it_belongs_to_the_accounts_next_session_and_to_no_other, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang"), li = given::account(db, "li");
    db.write([&](Writer& w) {
        keep_late_form(w, wang, kForm, at_minute(0));
        BOOST_TEST(!find_late_form(w, wang, "first").has_value());
        BOOST_TEST(!claim_late_form(w, li, "of li").has_value());
        BOOST_TEST((claim_late_form(w, wang, "first") == kForm));
        BOOST_TEST(!claim_late_form(w, wang, "second").has_value());
    });
    db.read([&](Reader& reader) {
        BOOST_TEST((find_late_form(reader, wang, "first") == kForm));
        BOOST_TEST(!find_late_form(reader, wang, "second").has_value());
        BOOST_TEST(!find_late_form(reader, li, "first").has_value());
    });
}

BOOST_DATA_TEST_CASE(the_latest_one_is_kept_and_a_day_at_most, kBoth, backend)
{
    TestDb db(backend);
    const auto wang = given::account(db, "wang");
    const LateForm later{"/other", "/other", "x=1"};
    db.write([&](Writer& w) {
        keep_late_form(w, wang, kForm, at_minute(0));
        claim_late_form(w, wang, "first");
        keep_late_form(w, wang, later, at_minute(10));
        BOOST_TEST(!find_late_form(w, wang, "first").has_value());
        forget_late_forms(w, at_minute(10));
        BOOST_TEST((claim_late_form(w, wang, "second") == later));
        forget_late_forms(w, at_minute(11));
        BOOST_TEST(!find_late_form(w, wang, "second").has_value());
    });
}

BOOST_AUTO_TEST_CASE(nothing_of_it_can_be_read_in_the_database)
{
    TestDb db(Backend::sqlite);
    const auto wang = given::account(db, "wang");
    db.write([&](Writer& w) { keep_late_form(w, wang, kForm, at_minute(0)); });
    const auto row = db.value_of("SELECT session_hash || '|' || sealed FROM late_form");
    for (const auto* part : {"things", "name", "E7%9F%B3"}) BOOST_TEST(row.find(part) == row.npos, part);
}

BOOST_AUTO_TEST_SUITE_END()
