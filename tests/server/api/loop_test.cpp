// The whole loop over the API: from the village's report to help that has arrived; and fifty at once for the
// last place, fifty answers to one offer.
#include "tests/support/api_server.hpp"
#include "tests/support/schema_check.hpp"
#include "tests/support/told_program.hpp"
#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>
#include <thread>

using nlohmann::json;
using namespace support;

namespace {

constexpr int kAtOnce = 50;

json program_with(std::int64_t places)
{
    auto told = support::program_for_all("living", "living", 50'000);
    told["state"] = "draft";
    told["capacity"]["places"] = places;
    told["capacity"]["budget_fen"] = 100'000'000;
    return told;
}

struct Loop : ApiServer {
    explicit Loop(store::Backend backend = store::Backend::sqlite) : ApiServer(backend) {}
    // A family without an ID number, so that it is nobody's twin.
    json reported()
    {
        auto family = fixture("grandmother");
        auto& contact = family["household"]["members"][0];
        contact.erase("id_number");
        contact["no_id_reason"] = "lost";
        for (auto& member : family["household"]["members"]) {
            member.erase("id_number");
            member["no_id_reason"] = "lost";
        }
        return body_of(post(Who::village, "/api/v1/referrals", family));
    }
    static std::string path(const json& referral)
    {
        return "/api/v1/referrals/" + referral["id"].get<std::string>();
    }
    json move(Who who, const json& referral, json body)
    {
        const auto etag = "\"v" + std::to_string(referral["version"].get<std::int64_t>()) + "\"";
        const auto heard = send(who, "POST", path(referral) + "/moves", body.dump(),
                                {{"Idempotency-Key", "k" + std::to_string(++keys)}, {"If-Match", etag}});
        BOOST_TEST_REQUIRE(heard.status == 200, heard.body);
        return body_of(heard);
    }
    json live()
    {
        auto referral = move(Who::township, reported(),
                             {{"act", "recheck"},
                              {"way", "on_site"},
                              {"on", "2026-11-24"},
                              {"who", "周敏"},
                              {"found", "属实"}});
        json needs = json::array();
        for (const auto& need : referral["plan"])
            needs.push_back({{"id", need["need"]},
                             {"assessed", need["unit"] == "fen" ? 2'000'000 : 10},
                             {"government_aid", 0}});
        referral = move(Who::county, referral,
                        {{"act", "confirm"},
                         {"kind", "beyond_aid"},
                         {"aid_check", "not_eligible"},
                         {"spot_check", "已入户"},
                         {"needs", needs}});
        const auto given = post(Who::county, path(referral) + "/consents",
                                {{"organizations", json::array({std::to_string(organization().value)})},
                                 {"purposes", {"living"}},
                                 {"fields", {"name", "phone"}},
                                 {"way", "paper"},
                                 {"from", "2026-11-24"},
                                 {"until", "2027-05-24"},
                                 {"who", "石玉兰"},
                                 {"guardian", "石玉兰"}});
        BOOST_TEST_REQUIRE(given.status == 201, given.body);
        return referral;
    }
    Heard offer(const json& referral, const std::string& program, int key)
    {
        json wish{{"program", program}};
        for (const auto& need : referral["plan"])
            if (need["type"] == "living") wish["need"] = need["need"];
        return send(Who::county, "POST", path(referral) + "/offers", wish.dump(),
                    {{"Idempotency-Key", "o" + std::to_string(key)}});
    }
    std::string program(std::int64_t places)
    {
        auto told = program_with(places);
        const auto made = post(Who::charity, "/api/v1/programs", told);
        BOOST_TEST_REQUIRE(made.status == 201, made.body);
        told["state"] = "open"; // whoever wrote it does not open it
        const auto opened = put(Who::second_manager, made.field("location"), told, made.field("etag"));
        BOOST_TEST_REQUIRE(opened.status == 200, opened.body);
        return body_of(opened)["id"];
    }
    json move_offer(const json& offer, json body)
    {
        const auto heard = answer(offer, body, ++keys);
        BOOST_TEST_REQUIRE(heard.status == 200, heard.body);
        return body_of(heard);
    }
    Heard answer(const json& offer, const json& body, int key)
    {
        const auto etag = "\"v" + std::to_string(offer["version"].get<std::int64_t>()) + "\"";
        return send(Who::charity, "POST", "/api/v1/offers/" + offer["id"].get<std::string>() + "/moves",
                    body.dump(), {{"Idempotency-Key", "a" + std::to_string(key)}, {"If-Match", etag}});
    }
    Heard send_file(Who who, const std::string& target, const std::string& key)
    {
        return send(who, "POST", target,
                    "--x\r\nContent-Disposition: form-data; name=\"vouchers\"; filename=\"receipt.pdf\"\r\n"
                    "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n%%EOF\n\r\n--x--\r\n",
                    {{"Idempotency-Key", key}, {"Content-Type", "multipart/form-data; boundary=x"}});
    }
    json seen_by_charity(const std::string& id) { return body_of(get(Who::charity, "/api/v1/offers/" + id)); }

    int keys = 0;
};

// How often each status came, asked by as many threads at once.
template <class Ask> std::map<int, int> at_once(Ask ask)
{
    std::array<int, kAtOnce> statuses{};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kAtOnce; ++i)
            threads.emplace_back([&, i] { statuses[static_cast<std::size_t>(i)] = ask(i); });
    }
    std::map<int, int> counts;
    for (const auto status : statuses) ++counts[status];
    return counts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_loop)

BOOST_FIXTURE_TEST_CASE(a_family_is_reported_and_its_help_arrives_over_the_api, Loop)
{
    const auto program = this->program(2);
    const auto referral = live();
    const auto offered = offer(referral, program, 1);
    BOOST_TEST_REQUIRE(offered.status == 201, offered.body);

    auto seen = seen_by_charity(body_of(offered)["id"]);
    BOOST_TEST(seen["state"] == "received");
    seen = move_offer(seen, {{"act", "accept"}});
    seen = move_offer(
        seen,
        {{"act", "deliver"}, {"units", 50'000}, {"on", "2026-11-24"}, {"way", "bank"}, {"signer", "本人"}});
    const auto vouchers = "/api/v1/offers/" + seen["id"].get<std::string>() + "/deliveries/" +
                          seen["deliveries"][0]["id"].get<std::string>() + "/vouchers";
    const auto kept = send_file(Who::caseworker, vouchers, "first");
    BOOST_TEST_REQUIRE(kept.status == 201, kept.body);
    BOOST_TEST(send_file(Who::caseworker, vouchers, "first").body == kept.body); // the same answer again
    BOOST_TEST(fault_of_problem(send_file(Who::other_charity, vouchers, "second"), 404) == "");
    BOOST_TEST(fault_of_problem(send_file(Who::county, vouchers, "second"), 403) == "");
    seen = move_offer(seen, {{"act", "complete"}});

    BOOST_TEST(seen["deliveries"][0]["vouchers"] == body_of(kept)["items"]);
    BOOST_TEST(seen["deliveries"][0]["vouchers"][0]["kind"] == "pdf");
    const auto schema = description()["components"]["schemas"]["OfferAnswer"];
    BOOST_TEST(schema_faults(schema, seen, description()).empty());
    BOOST_TEST(count("attachment") == 1);
    BOOST_TEST(seen["state"] == "fulfilled");
    BOOST_TEST(seen["task_status"] == "completed");
    for (const auto& need : body_of(get(Who::county, path(referral)))["plan"])
        if (need["type"] == "living") BOOST_TEST(need["promised"] == 50'000);
}

BOOST_DATA_TEST_CASE(fifty_at_once_for_the_last_place, support::kBoth, backend)
{
    Loop loop(backend);
    const auto program = loop.program(1);
    std::vector<json> families;
    for (int i = 0; i < kAtOnce; ++i) families.push_back(loop.live());

    const auto counts =
        at_once([&](int i) { return loop.offer(families[static_cast<std::size_t>(i)], program, i).status; });

    BOOST_TEST(counts.at(201) == 1);
    BOOST_TEST(counts.at(409) == kAtOnce - 1);
    BOOST_TEST(body_of(loop.get(Who::charity, "/api/v1/offers"))["total"] == 1);
}

BOOST_DATA_TEST_CASE(fifty_answers_at_once_to_one_offer, support::kBoth, backend)
{
    Loop loop(backend);
    const auto offered = loop.offer(loop.live(), loop.program(2), 1);
    const auto seen = loop.seen_by_charity(body_of(offered)["id"]);

    const auto counts = at_once(
        [&](int i) { return loop.answer(seen, {{"act", i % 2 == 0 ? "accept" : "waitlist"}}, i).status; });

    for (const auto& [status, count] : counts) BOOST_TEST_MESSAGE(count << " × " << status);
    BOOST_TEST(counts.at(200) == 1);
    BOOST_TEST(counts.at(412) == kAtOnce - 1);
}

// Nobody's change of one referral is lost, and nobody is told of an error of ours.
BOOST_DATA_TEST_CASE(fifty_decisions_at_once_about_one_referral, support::kBoth, backend)
{
    Loop loop(backend);
    const auto referral = loop.live();
    const auto etag = "\"v" + std::to_string(referral["version"].get<std::int64_t>()) + "\"";
    const auto counts = at_once([&](int i) {
        return loop
            .send(Who::county, "POST", Loop::path(referral) + "/moves", R"({"act":"correct","text":"x"})",
                  {{"Idempotency-Key", "c" + std::to_string(i)}, {"If-Match", etag}})
            .status;
    });
    BOOST_TEST(counts.at(200) == 1);
    BOOST_TEST(counts.at(412) == kAtOnce - 1);
}

BOOST_AUTO_TEST_SUITE_END()
