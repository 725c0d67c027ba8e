// A program that is paused until a day, narrowed, opened by another.
#include "models/store/reopenings.hpp"
#include "server/programs/reopening.hpp"
#include "server/programs/routes.hpp"
#include "tests/server/editor/charity.hpp"
#include <boost/test/unit_test.hpp>

using namespace editor_tests;

namespace {

struct Pausing : Charity {
    std::optional<Date> reopens(ProgramId id)
    {
        return db.read([&](store::Reader& reader) { return store::find_reopening(reader, id); });
    }
    void reopen_on(ProgramId id, int days)
    {
        db.write([&](store::Writer& writer) {
            store::set_reopening(writer, id, plus_days(day_of(now), days), manager.account);
            return true;
        });
    }
    ProgramId paused(const char* code)
    {
        auto document = file();
        document["code"] = code;
        const auto id = given_program(document);
        set_state(id, ProgramState::open, second);
        set_state(id, ProgramState::paused, manager);
        return id;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_paused_program, Pausing)

BOOST_AUTO_TEST_CASE(a_paused_program_opens_again_on_its_day_unless_somebody_changed_it)
{
    using namespace std::chrono;
    for (const bool changed : {false, true}) {
        const auto id = paused(changed ? "changed" : "unchanged");
        const auto day = plus_days(day_of(now), 3);
        db.write([&](store::Writer& writer) {
            store::set_reopening(writer, id, day, manager.account);
            if (changed) store::note_program_editor(writer, id, manager.account);
        });
        const auto run_on = [&](int days) {
            db.write([&](store::Writer& writer) {
                programs::reopen_due(writer, *library, now + std::chrono::days(days));
            });
        };
        run_on(2);
        BOOST_CHECK(row(id).state == ProgramState::paused);
        run_on(3);
        BOOST_CHECK(row(id).state == (changed ? ProgramState::paused : ProgramState::open));
        run_on(4);
        BOOST_TEST(count("program_reopening") == 0);
    }
    BOOST_TEST(count_events("program.reopened") == 1);
    BOOST_TEST(count_events("program.not_reopened") == 1);
}

// The day belongs to the pause it was set with: other changes keep it, the end of the pause takes it away.
BOOST_AUTO_TEST_CASE(its_day_is_kept_by_other_changes_and_goes_with_the_pause)
{
    const auto id = paused("one"), other = paused("other");
    reopen_on(id, 5);
    reopen_on(other, 9);
    db.write([&](store::Writer& writer) {
        auto program = programs::stored_program(row(id), library->named_rules);
        program.last_confirmed = day_of(now);
        program.room.places = 77;
        return programs::change_program(writer, manager, id, row(id).version, program, *library->divisions,
                                        now)
            .value();
    });
    BOOST_CHECK(reopens(id) == plus_days(day_of(now), 5));
    set_state(id, ProgramState::open, second);
    BOOST_CHECK(!reopens(id));
    set_state(id, ProgramState::paused, manager); // not with that day again
    BOOST_CHECK(!reopens(id));
    BOOST_CHECK(reopens(other) == plus_days(day_of(now), 9));
}

BOOST_AUTO_TEST_SUITE_END()
