// A few words the database keeps about itself.
#include "models/store/settings.hpp"
#include "tests/support/test_db.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace store;
using support::kBoth;
using support::TestDb;

BOOST_AUTO_TEST_SUITE(settings)

BOOST_DATA_TEST_CASE(a_setting_is_found_as_it_was_saved_last, kBoth, backend)
{
    TestDb db(backend);
    BOOST_TEST(!db.read([](Reader& reader) { return find_setting(reader, "demo"); }));

    db.write([](Writer& writer) { save_setting(writer, "demo", "first"); });
    db.write([](Writer& writer) { save_setting(writer, "demo", "second"); });

    BOOST_TEST(db.read([](Reader& reader) { return find_setting(reader, "demo"); }).value() == "second");
    BOOST_TEST(!db.read([](Reader& reader) { return find_setting(reader, "other"); }));
}

BOOST_AUTO_TEST_SUITE_END()
