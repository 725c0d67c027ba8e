// A what-if that takes over a second: how far it is, its end, and stopping it, on the page and over the API.
#include "tests/server/programs/families.hpp"
#include "tests/support/pages.hpp"

using namespace given;

namespace {

// Nothing is tried at once.
struct Slow : Families {
    Slow() { library->trials->patience = std::chrono::milliseconds{0}; }

    std::shared_ptr<LongWork> begun()
    {
        return db.write(
            [&](store::Writer& writer) { return programs::trial_works(library).begin(writer, now); });
    }
    bool beats(LongWork& work)
    {
        return db.write([&](store::Writer& writer) { return work.beat(writer, now); });
    }
    void end(LongWork& work)
    {
        work.work();
        db.write([&](store::Writer& writer) { work.keep(writer, now); });
    }
    void work_out() { end(*begun()); }

    std::string api() const { return "/api/v1" + page_of(program) + "/what-if"; }
    Response asked(std::int64_t income)
    {
        read_population();
        auto request = call(worker, Verb::post, api());
        request.api = true;
        request.body = written("open", income).dump();
        return send(std::move(request));
    }
    Response over_the_api(const Actor& by, Verb verb, const std::string& end = "")
    {
        auto request = call(by, verb, api() + end);
        request.api = true;
        return send(std::move(request));
    }
};

bool shows(const Response& response, std::string_view text) { return response.body.contains(text); }

std::string location_of(const Response& response)
{
    for (const auto& [name, value] : response.fields)
        if (name == "Location") return value;
    return {};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(trying_beside_requests, Slow)

BOOST_AUTO_TEST_CASE(the_page_looks_again_by_itself_and_ends_on_the_result)
{
    for (const auto spoken : {Language::zh, Language::en}) {
        language = spoken;
        const auto waiting = tried(worker, "15000");
        BOOST_TEST(waiting.status == 200);
        BOOST_TEST(support::page_faults(waiting) == "");
        BOOST_TEST(shows(waiting, "http-equiv=\"refresh\""));
        const auto work = begun();
        BOOST_TEST(support::page_faults(tried(worker, "15000")) == "");
        end(*work);
        const auto result = tried(worker, "15000");
        BOOST_TEST(support::page_faults(result) == "");
        BOOST_TEST(!shows(result, "http-equiv=\"refresh\""));
        BOOST_TEST(shows(result, spoken == Language::zh ? "户数经过扰动" : "counts are moved a little"));
    }
}

BOOST_AUTO_TEST_CASE(other_figures_are_another_trial_that_takes_its_place)
{
    tried(worker, "15000");
    const auto earlier = begun();
    BOOST_TEST(shows(tried(worker, "25000"), "http-equiv=\"refresh\""));
    BOOST_TEST(!beats(*earlier));
    end(*earlier);
    work_out();
    BOOST_TEST(shows(tried(worker, "25000"), "id=\"result\""));
    BOOST_TEST(!begun());
}

BOOST_AUTO_TEST_CASE(who_stops_it_finds_the_figures_as_they_were_typed)
{
    tried(worker, "15000");
    const auto work = begun();
    const auto stopped =
        post(worker, page_of(program) + "/what-if/stop",
             {{"rule-0", "15000"}, {"award-0", "3000"}, {"places", "10"}, {"budget", "5 & 6"}});
    BOOST_TEST(stopped.status == 303);
    BOOST_TEST(!beats(*work));
    end(*work);

    const auto shown = get(worker, location_of(stopped));
    BOOST_TEST(shown.status == 200);
    BOOST_TEST(support::page_faults(shown) == "");
    BOOST_TEST(shows(shown, "value=\"15000\""));
    BOOST_TEST(shows(shown, "value=\"5 &amp; 6\""));
    BOOST_TEST(shows(shown, "已停止"));
    BOOST_TEST(!shows(shown, "id=\"result\""));
    BOOST_TEST(!begun());
}

BOOST_AUTO_TEST_CASE(over_the_api_it_is_accepted_and_told_where_it_asks)
{
    const auto accepted = asked(1'500'000);
    BOOST_TEST(accepted.status == 202);
    BOOST_TEST(location_of(accepted) == api());
    BOOST_TEST(json::parse(accepted.body)["permille"] == 0);
    BOOST_TEST(over_the_api(worker, Verb::get).status == 202);
    BOOST_TEST(asked(1'500'000).status == 202);
    work_out();
    BOOST_TEST(!begun()); // asked twice, tried once
    const auto done = over_the_api(worker, Verb::get);
    BOOST_TEST(done.status == 200);
    library->trials->patience = std::chrono::minutes{1};
    BOOST_TEST(json::parse(done.body) == tried_over_the_api(worker, 1'500'000));
}

BOOST_AUTO_TEST_CASE(a_trial_is_of_who_began_it_and_may_be_stopped)
{
    asked(1'500'000);
    const auto work = begun();
    BOOST_TEST(over_the_api(county(), Verb::get).status == 404);
    BOOST_TEST(over_the_api(county(), Verb::post, "/stop").status == 404);
    BOOST_TEST(over_the_api(of(OrganizationId{77}, "other"), Verb::get).status == 403);
    BOOST_TEST(beats(*work));

    const auto stopped = over_the_api(worker, Verb::post, "/stop");
    BOOST_TEST(stopped.status == 200);
    BOOST_TEST(json::parse(stopped.body)["state"] == "stopped");
    BOOST_TEST(!beats(*work));
    BOOST_TEST(over_the_api(worker, Verb::get).status == 404);
}

BOOST_AUTO_TEST_CASE(what_nobody_looks_at_ends_and_what_nobody_fetches_is_forgotten)
{
    asked(1'500'000);
    const auto work = begun();
    now += std::chrono::minutes{2};
    BOOST_TEST(!beats(*work));
    work->stop();
    end(*work);
    BOOST_TEST(over_the_api(worker, Verb::get).status == 404);
    asked(1'500'000);
    work_out();
    BOOST_TEST(over_the_api(worker, Verb::get).status == 200);
    now += std::chrono::minutes{11};
    BOOST_TEST(over_the_api(worker, Verb::get).status == 404);
}

BOOST_AUTO_TEST_CASE(one_that_broke_says_so_once)
{
    tried(worker, "15000");
    const auto work = begun();
    db.write([&](store::Writer& writer) { work->fail(writer, now); });
    BOOST_TEST(tried(worker, "15000").status == 500);
    BOOST_TEST(shows(tried(worker, "15000"), "http-equiv=\"refresh\""));
}

BOOST_AUTO_TEST_SUITE_END()
