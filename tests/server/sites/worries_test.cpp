// What the staff saw of a child: handed to civil affairs with a clock that climbs, answered, read; never
// lost.
#include "models/store/notices.hpp"
#include "server/http/idempotency.hpp"
#include "server/notices/notices.hpp"
#include "server/tasks/due.hpp"
#include "tests/server/sites/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

using namespace models;
using support::page_faults;

namespace {

struct Worried : given::SiteWorld {
    server::Response raise(const server::offers::OfferRow& row, const char* urgency = "normal",
                           const std::string& text = "摔了一跤，已送医")
    {
        return post(
            charity(), path("/children/" + to_text(row.id) + "/worry"),
            {{"once", server::new_form_token()}, {"kind", "accident"}, {"urgency", urgency}, {"text", text}});
    }
    WorryId newest()
    {
        return db.read([&](store::Reader& reader) {
            return store::list_worries(reader, {{}, organization}, {}, 1).front().id;
        });
    }
    server::Response move(const Actor& who, const char* act, const std::string& text)
    {
        const auto row = db.read([&](store::Reader& reader) {
            return store::find_worry(reader, {{}, organization}, newest()).value();
        });
        return post(who, "/worries/" + to_text(row.id),
                    {{"once", server::new_form_token()},
                     {"version", std::to_string(row.version)},
                     {"act", act},
                     {"text", text}});
    }
    std::set<std::string> due(const Actor& who)
    {
        std::set<std::string> what;
        db.read([&](store::Reader& reader) {
            for (const auto& one : server::tasks::due_list(reader, who, now + std::chrono::days(30), 100))
                what.insert(one.what);
        });
        return what;
    }
    std::int64_t notices(const std::string& about)
    {
        return std::stoll(
            db.value_of("SELECT COUNT(*) FROM notice WHERE about = :about", {{"about", about}}));
    }
    void climb()
    {
        const Actor nobody;
        db.write(
            [&](store::Writer& writer) { server::sites::climb_worries({writer, nobody, *library, now}); });
    }
    Time due_at()
    {
        return Time(std::chrono::milliseconds(std::stoll(db.value_of("SELECT due_at FROM worry"))));
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(worries)

BOOST_AUTO_TEST_CASE(every_state_is_reached_and_every_state_but_the_end_is_left)
{
    std::set<WorryState> reached, left;
    for (const auto& move : kWorryMoves) {
        reached.insert(move.to);
        if (move.from) left.insert(*move.from);
        BOOST_TEST(move.sides != 0u);
    }
    for (const auto& [state, name] : kNames<WorryState>) {
        BOOST_TEST(reached.contains(state), name);
        BOOST_TEST(left.contains(state) != is_end(state), name);
    }
}

BOOST_FIXTURE_TEST_CASE(the_township_answers_and_the_charity_reads_it, Worried)
{
    const auto row = child();
    BOOST_TEST(page_faults(get(charity(), path("/children/" + to_text(row.id) + "/worry"))) == "");
    BOOST_TEST(raise(row).status == 303);
    BOOST_TEST(db.value_of("SELECT sealed FROM worry_move").find("摔") == std::string::npos);
    BOOST_TEST(due(township()).contains("clock.worry"));
    BOOST_TEST(!due(village()).contains("clock.worry"));
    BOOST_TEST(notices("worry.raise") == 1);
    const auto page = "/worries/" + to_text(newest());
    const auto shown = get(township(), page);
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("摔了一跤，已送医"));
    BOOST_TEST(count_events("worry.read") == 1);
    BOOST_TEST(get(elsewhere(), page).status == 404);
    BOOST_TEST(get(other_charity(), page).status == 404);
    BOOST_TEST(get(village(), page).status == 403);

    BOOST_TEST(move(charity(), "answer", "不该由我答").status == 403);
    BOOST_TEST(move(township(), "take_up", "").status == 303);
    BOOST_TEST(move(township(), "answer", "").status == 422);
    BOOST_TEST(move(township(), "answer", "已上门").status == 303);
    BOOST_TEST(!due(township()).contains("clock.worry"));
    BOOST_TEST(due(charity()).contains("worry.answered"));
    const auto read = get(charity(), page);
    BOOST_TEST(page_faults(read) == "");
    BOOST_TEST(read.body.contains("已上门"));
    BOOST_TEST(move(charity(), "close", "").status == 303);
    BOOST_TEST(!due(charity()).contains("worry.answered"));
    BOOST_TEST(move(charity(), "ask_again", "还是不来").status == 409);
    for (const auto& who : {charity(), township(), county()})
        BOOST_TEST(page_faults(get(who, "/worries")) == "");
}

BOOST_FIXTURE_TEST_CASE(one_that_is_asked_again_waits_anew, Worried)
{
    raise(child());
    const auto first = due_at();
    now += std::chrono::days(2);
    BOOST_TEST(move(township(), "answer", "已上门").status == 303);
    BOOST_TEST(move(charity(), "ask_again", "").status == 422);
    BOOST_TEST(move(charity(), "ask_again", "还是不来").status == 303);
    BOOST_TEST((due_at() > first));
    BOOST_TEST(due(township()).contains("clock.worry"));
}

BOOST_FIXTURE_TEST_CASE(an_urgent_one_is_due_within_a_day_and_climbs_to_the_supervisor, Worried)
{
    raise(child(), "urgent");
    BOOST_TEST((due_at() == now + std::chrono::hours(24)));
    climb();
    BOOST_TEST(notices("clock.worry") == 0);
    now += std::chrono::hours(24);
    climb();
    BOOST_TEST(notices("clock.worry") == 2); // the township's supervisor and the county
    climb();
    BOOST_TEST(notices("clock.worry") == 2);
    BOOST_TEST(due(township()).contains("clock.worry")); // overdue, not lost
    BOOST_TEST(move(township(), "answer", "已处理").status == 303);
}

BOOST_FIXTURE_TEST_CASE(any_other_climbs_its_ladder_rung_by_rung, Worried)
{
    raise(child());
    for (int day = 0; day < 8; ++day) {
        now += std::chrono::days(1);
        climb();
    }
    BOOST_TEST(notices("clock.worry") >= 3);
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM worry WHERE next_at IS NULL") == "1");
    BOOST_TEST(db.value_of("SELECT state FROM worry") == "open");
}

BOOST_FIXTURE_TEST_CASE(a_mistake_loses_nothing_that_was_typed, Worried)
{
    const auto row = child();
    const auto wrong = raise(row, "soon");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(wrong.body.contains("摔了一跤，已送医"));
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(raise(row, "normal", std::string(3'000, 'x')).status == 422);
    BOOST_TEST(count("worry") == 0);
}

BOOST_FIXTURE_TEST_CASE(older_worries_are_on_the_next_page, Worried)
{
    const auto row = child();
    for (int i = 0; i < 23; ++i) raise(row);
    const auto first = get(charity(), "/worries");
    BOOST_TEST(page_faults(first) == "");
    BOOST_TEST(first.body.contains(row.reference + "-Y23<"));
    BOOST_TEST(!first.body.contains(row.reference + "-Y3<"));
    const auto from = first.body.find("href=\"/worries?after=") + 6;
    const auto second = get(charity(), first.body.substr(from, first.body.find('"', from) - from));
    BOOST_TEST(second.body.contains(row.reference + "-Y3<"));
    BOOST_TEST(second.body.contains(row.reference + "-Y1<"));
    BOOST_TEST(!second.body.contains("rel=\"next\""));
}

BOOST_AUTO_TEST_SUITE_END()
