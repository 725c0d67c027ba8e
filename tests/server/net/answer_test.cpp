// What every answer carries, whatever was asked.
#include "tests/server/net/odd.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/wire.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using support::Heard;
using support::Wire;

namespace {

support::SmallServer& small()
{
    static support::SmallServer server;
    return server;
}

std::string request(const std::string& line, const std::string& fields = {})
{
    return line + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

Heard heard(const std::string& bytes)
{
    auto answer = support::ask(small().port(), bytes);
    BOOST_REQUIRE(answer.has_value());
    return *answer;
}

void check_security(const Heard& answer)
{
    const auto policy = answer.field("content-security-policy");
    BOOST_TEST(policy.find("unsafe") == std::string::npos);
    BOOST_TEST(policy.find("frame-ancestors 'none'") != std::string::npos);
    BOOST_TEST(policy.find("default-src 'self'") != std::string::npos);
    BOOST_TEST(answer.field("x-content-type-options") == "nosniff");
    BOOST_TEST(answer.field("cross-origin-opener-policy") == "same-origin");
    BOOST_TEST(answer.field("referrer-policy") == "same-origin");
    BOOST_TEST(answer.field("cache-control") == "no-store");
    BOOST_TEST(answer.field("date") == "Tue, 24 Nov 2026 01:00:00 GMT");
    BOOST_TEST(!answer.field("x-request-id").empty());
    BOOST_TEST(answer.count("server") == 0u);
    BOOST_TEST(answer.count("x-powered-by") == 0u);
    BOOST_TEST(answer.count("strict-transport-security") == 0u);
}

} // namespace

BOOST_AUTO_TEST_SUITE(answers)

BOOST_AUTO_TEST_CASE(security_fields_are_on_every_answer)
{
    const std::pair<std::string, int> kAsked[] = {
        {request("GET /hello"), 200},        {request("HEAD /hello"), 200},
        {request("GET /nowhere"), 404},      {request("GET /api/nowhere"), 404},
        {request("PUT /hello"), 405},        {request("GET /boom"), 500},
        {request("GET /split?q=x"), 500},    {request("GET /empty/204"), 204},
        {request("GET /empty/304"), 304},    {request("BREW /hello"), 501},
        {request("GET /%zz"), 400},          {"GET /hello HTTP/7.0\r\n\r\n", 505},
        {"GET /hello HTTP/1.1\r\n\r\n", 400}};
    for (const auto& [bytes, status] : kAsked) {
        Wire wire(small().port(), Wire::Kind::plain);
        wire.send(bytes);
        const auto answer = wire.answer(bytes.starts_with("HEAD") ? Wire::Body::none : Wire::Body::as_told);
        BOOST_REQUIRE(answer.has_value());
        BOOST_TEST_CONTEXT(bytes)
        {
            BOOST_TEST(answer->status == status);
            check_security(*answer);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_broken_handler_says_nothing_of_itself)
{
    for (const auto* target : {"GET /boom", "GET /split?q=canary-text"}) {
        const auto answer = heard(request(target));
        BOOST_TEST(answer.status == 500);
        BOOST_TEST(answer.body.find(support::kSecret) == std::string::npos);
        BOOST_TEST(answer.body.find("canary-text") == std::string::npos);
        BOOST_TEST(answer.count("set-cookie") <= 1u);
        BOOST_TEST(answer.field("set-cookie").find("forged") == std::string::npos);
        BOOST_TEST(answer.count("x-echo") == 0u);
    }
    BOOST_TEST(small().log_text().find(support::kSecret) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_api_is_answered_with_problems)
{
    for (const auto* target : {"GET /api/nowhere", "GET /api/echo", "BREW /api/echo", "GET /api/%zz"}) {
        const auto answer = heard(request(target));
        BOOST_TEST(answer.field("content-type") == "application/problem+json", target);
        const auto problem = nlohmann::json::parse(answer.body);
        BOOST_TEST(problem.at("status") == answer.status);
        BOOST_TEST(problem.contains("title"));
    }
}

BOOST_AUTO_TEST_CASE(another_verb_is_told_which_may_be)
{
    BOOST_TEST(heard(request("POST /hello", "Content-Length: 0\r\n")).field("allow") == "GET, HEAD");
    BOOST_TEST(heard(request("GET /api/echo")).field("allow") == "POST");
}

BOOST_AUTO_TEST_CASE(head_tells_what_get_would_send_and_sends_nothing)
{
    Wire wire(small().port(), Wire::Kind::plain);
    wire.send(request("HEAD /hello") + request("GET /hello"));
    const auto head = wire.answer(Wire::Body::none);
    const auto get = wire.answer();
    BOOST_REQUIRE(get.has_value());
    BOOST_TEST(get->body == "hello");
    BOOST_TEST(head->field("content-length") == "5");
    BOOST_TEST(head->field("content-type") == get->field("content-type"));
}

BOOST_AUTO_TEST_CASE(an_answer_that_never_has_a_body_has_no_length)
{
    Wire wire(small().port(), Wire::Kind::plain);
    wire.send(request("GET /empty/204") + request("GET /empty/304") + request("GET /hello"));
    for (const int status : {204, 304}) {
        const auto answer = wire.answer();
        BOOST_REQUIRE(answer.has_value());
        BOOST_TEST(answer->status == status);
        BOOST_TEST(answer->count("content-length") == 0u);
        BOOST_TEST(answer->count("content-type") == 0u);
    }
    BOOST_TEST(wire.answer()->body == "hello");
}

BOOST_AUTO_TEST_CASE(many_requests_in_one_piece_are_answered_in_their_order)
{
    std::string many;
    for (int i = 0; i < 100; ++i) many += request("GET /echo/" + std::to_string(i));
    Wire wire(small().port(), Wire::Kind::plain);
    wire.send(many);
    for (int i = 0; i < 100; ++i) BOOST_TEST(wire.answer()->body == std::to_string(i) + "|");
}

BOOST_AUTO_TEST_CASE(a_request_in_single_bytes_is_a_request)
{
    Wire wire(small().port(), Wire::Kind::plain);
    for (const char byte : "\r\n" + odd::post_with("Content-Length: 5\r\n", "hello")) wire.send({&byte, 1});
    BOOST_TEST(wire.answer()->body == "hello");
}

BOOST_AUTO_TEST_CASE(who_asks_first_whether_to_send_is_told_to_go_on)
{
    Wire wire(small().port(), Wire::Kind::plain);
    wire.send(odd::post_with("Content-Length: 5\r\nExpect: 100-continue\r\n", ""));
    BOOST_TEST(!wire.is_closed_within(std::chrono::milliseconds(50)));
    wire.send("hello");
    BOOST_TEST(wire.answer()->body == "hello");
    BOOST_TEST(wire.went_on());
}

BOOST_AUTO_TEST_CASE(who_has_sent_all_may_close_that_half)
{
    Wire wire(small().port(), Wire::Kind::plain);
    wire.send(request("GET /slow"));
    wire.finish_sending();
    BOOST_TEST(wire.answer()->body == "slow");
    BOOST_TEST(wire.is_closed_within(std::chrono::seconds(5)));
}

BOOST_AUTO_TEST_CASE(a_body_that_breaks_off_is_never_performed)
{
    const auto stored = [] { return small().log_text().find("/api/keep") != std::string::npos; };
    for (const std::string framing :
         {"Content-Length: 5\r\n\r\n{\"a\"", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"}) {
        Wire wire(small().port(), Wire::Kind::plain);
        wire.send("POST /api/keep HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + framing);
        wire.finish_sending();
        BOOST_TEST(!wire.answer().has_value());
    }
    BOOST_TEST(!stored());
}

BOOST_AUTO_TEST_CASE(a_value_never_becomes_a_field)
{
    for (const std::string text :
         {"%0D%0ASet-Cookie:%20forged=1", "%0ASet-Cookie:%20forged=1", "%E5%98%8D%E5%98%8A"}) {
        const auto answer = heard(request("GET /echo/x?q=" + text));
        BOOST_TEST(answer.field("set-cookie").find("forged") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
