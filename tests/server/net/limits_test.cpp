// Every limit, one below and one above it.
#include "tests/server/net/elsewhere.hpp"
#include "tests/server/net/odd.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/wire.hpp"
#include <boost/test/unit_test.hpp>
#include <map>

using namespace std::chrono_literals;
using odd::Elsewhere;
using support::Wire;

namespace {

support::SmallServer& small()
{
    static support::SmallServer server;
    return server;
}

int status_of(const std::string& bytes)
{
    const auto answer = support::ask(small().port(), bytes);
    return answer ? answer->status : 0;
}

std::string with_target_of(std::size_t size)
{
    return "GET /hello?" + std::string(size - 7, 'q') + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

std::string with_head_of(std::size_t size)
{
    const std::string before = "GET /hello HTTP/1.1\r\nHost: a\r\nA: ";
    return before + std::string(size - before.size() - 4, 'x') + "\r\n\r\n";
}

std::string with_fields(int count)
{
    std::string fields;
    for (int i = 1; i < count; ++i) fields += "A: x\r\n";
    return odd::get_with(fields);
}

std::string in_chunks(std::size_t size)
{
    std::string body;
    for (std::size_t left = size; left > 0;) {
        const auto piece = std::min<std::size_t>(left, 0x8000);
        char digits[16];
        std::snprintf(digits, sizeof digits, "%zx\r\n", piece);
        body += digits + std::string(piece, ' ') + "\r\n";
        left -= piece;
    }
    return odd::chunked(body + "0\r\n\r\n");
}

constexpr std::size_t kBody = 262144;

} // namespace

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(a_target_has_4096_characters)
{
    BOOST_TEST(status_of(with_target_of(4096)) == 200);
    BOOST_TEST(status_of(with_target_of(4097)) == 414);
    BOOST_TEST(status_of(with_target_of(7000)) == 414);
}

BOOST_AUTO_TEST_CASE(a_line_without_an_end_is_cut_before_it_fills_memory)
{
    BOOST_TEST(status_of("GET /" + std::string(100'000, 'a')) == 414);
    BOOST_TEST(status_of(std::string(100'000, 'a')) == 414);
    BOOST_TEST(status_of("GET /hello HTTP/1.1\r\nA: " + std::string(100'000, 'a')) == 431);
}

BOOST_AUTO_TEST_CASE(a_head_has_8192_bytes)
{
    BOOST_TEST(status_of(with_head_of(8192)) == 200);
    BOOST_TEST(status_of(with_head_of(8193)) == 431);
}

BOOST_AUTO_TEST_CASE(a_head_has_a_hundred_fields)
{
    BOOST_TEST(status_of(with_fields(100)) == 200);
    BOOST_TEST(status_of(with_fields(101)) == 431);
}

BOOST_AUTO_TEST_CASE(a_body_has_256_kilobytes)
{
    const auto told = [](std::size_t size) { return "Content-Length: " + std::to_string(size) + "\r\n"; };
    BOOST_TEST(status_of(odd::post_with(told(kBody), std::string(kBody, ' '))) == 200);
    BOOST_TEST(status_of(odd::post_with(told(kBody + 1), std::string(kBody + 1, ' '))) == 413);
    BOOST_TEST(status_of(in_chunks(kBody)) == 200);
    BOOST_TEST(status_of(in_chunks(kBody + 1)) == 413);
}

static std::string files_with(const std::string& target, const std::string& fields, const std::string& body)
{
    return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n" +
           fields + "\r\n" + body;
}

// A form with one file, so large in all.
static std::string form_of(std::size_t size)
{
    const std::string before =
        "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhere\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../a\"\r\n\r\n";
    const std::string after = "\r\n--b--\r\n";
    return before + std::string(size - before.size() - after.size(), '\0') + after;
}

static std::string told(std::size_t size) { return "Content-Length: " + std::to_string(size) + "\r\n"; }

BOOST_AUTO_TEST_CASE(a_form_with_files_has_ten_megabytes_where_files_are_taken)
{
    constexpr std::size_t kFiles = 10'485'760;
    const auto answer = support::ask(small().port(), files_with("/api/files", told(kFiles), form_of(kFiles)));
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->body.starts_with("here|1|10485"), answer->body);
    BOOST_TEST(status_of(files_with("/api/files", told(kFiles + 1), form_of(kFiles + 1))) == 413);
    BOOST_TEST(status_of(files_with("/api/echo", told(kBody + 1), form_of(kBody + 1))) == 413);
    const auto json = "POST /api/files HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    BOOST_TEST(status_of(json + told(kBody + 1) + "\r\n" + std::string(kBody + 1, ' ')) == 413);
    BOOST_TEST(status_of(json + told(2) + "\r\n{}") == 200); // a form without files, to this handler
    BOOST_TEST(status_of("POST /api/files HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n" + told(2) +
                         "\r\n{}") == 415);
}

BOOST_AUTO_TEST_CASE(a_form_with_files_that_is_not_whole_is_refused)
{
    auto body = form_of(500);
    BOOST_TEST(status_of(files_with("/api/files", told(500), body)) == 200);
    body[490] = 'x';
    body.back() = 'x';
    BOOST_TEST(status_of(files_with("/api/files", told(500), body)) == 400);
    BOOST_TEST(status_of(files_with("/api/files", told(0), "")) == 400);
}

BOOST_AUTO_TEST_CASE(too_large_files_are_refused_from_the_head_alone_with_a_sentence)
{
    for (const std::string target : {"/api/files", "/hello"}) {
        Wire wire(small().port(), Wire::Kind::plain);
        wire.send(files_with(target, told(10'485'761) + "Expect: 100-continue\r\n", ""));
        const auto answer = wire.answer();
        BOOST_REQUIRE(answer.has_value());
        BOOST_TEST(answer->status == 413);
        BOOST_TEST(answer->body.contains("太大"), answer->body);
        BOOST_TEST(!wire.went_on());
    }
}

// Who holds back what it promised takes no more than its share of the memory, and of what all others need.
BOOST_AUTO_TEST_CASE(only_some_forms_with_files_are_received_at_a_time)
{
    support::SmallServer server;
    const auto promise = files_with("/api/files", told(1000) + "Expect: 100-continue\r\n", "");
    std::vector<std::unique_ptr<Wire>> held;
    for (int i = 0; i < 40; ++i) {
        held.push_back(std::make_unique<Wire>(server.port(), Wire::Kind::plain));
        held.back()->send(promise);
    }
    int turned_away = 0;
    for (auto& wire : held) {
        if (wire->is_closed_within(100ms)) ++turned_away;
    }
    BOOST_TEST(turned_away == 36); // two threads take two each of one address

    std::vector<std::unique_ptr<Elsewhere>> others;
    std::map<std::string, int> answers;
    for (unsigned last = 2; last < 12; ++last)
        for (int i = 0; i < 2; ++i) {
            others.push_back(std::make_unique<Elsewhere>(server.port(), last));
            ++answers[others.back()->say(promise)];
        }
    BOOST_TEST(answers["HTTP/1.1 100 Continue"] == 8); // six of whom nobody knows, on each thread
    BOOST_TEST(answers["HTTP/1.1 503 Service Unavailable"] == 12);
    others.clear();
    held.clear();
    std::optional<support::Heard> next;
    for (int tries = 0; tries < 100 && (!next || next->status != 200); ++tries)
        next = support::ask(server.port(), files_with("/api/files", told(500), form_of(500)));
    BOOST_TEST((next && next->status == 200));
}

// Drop by drop is not without end.
BOOST_AUTO_TEST_CASE(a_form_with_files_has_a_time_in_all)
{
    support::SmallServer server([](server::Config& config) { config.body_timeout = 1s; });
    Wire wire(server.port(), Wire::Kind::plain);
    wire.send(files_with("/api/files", told(10'000), ""));
    const auto began = std::chrono::steady_clock::now();
    bool closed = false;
    while (!closed && std::chrono::steady_clock::now() - began < 15s) {
        wire.send("x");
        closed = wire.is_closed_within(100ms);
    }
    const auto took = std::chrono::steady_clock::now() - began;
    BOOST_TEST(closed);
    BOOST_TEST((took > 3s && took < 8s));
}

// Whoever waits for its turn is told so on a page, in words.
BOOST_AUTO_TEST_CASE(who_comes_while_too_many_send_files_is_told_when_to_try_again)
{
    support::SmallServer server;
    std::vector<std::unique_ptr<Wire>> held;
    for (int i = 0; i < 8; ++i) {
        held.push_back(std::make_unique<Wire>(server.port(), Wire::Kind::plain));
        held.back()->send(files_with("/api/files", told(1000) + "Expect: 100-continue\r\n", ""));
    }
    int told_so = 0;
    for (auto& wire : held) {
        const auto answer = wire->until("\r\n\r\n", 500ms);
        if (answer && answer->contains(" 503 ")) {
            BOOST_TEST(answer->contains("Retry-After: "));
            BOOST_TEST(answer->contains("application/problem+json"));
            ++told_so;
        }
    }
    BOOST_TEST(told_so == 4);
}

BOOST_AUTO_TEST_CASE(too_much_is_refused_from_the_head_alone)
{
    for (const std::string more : {"", "Expect: 100-continue\r\n"}) {
        Wire wire(small().port(), Wire::Kind::plain);
        wire.send(odd::post_with("Content-Length: 262145\r\n" + more, ""));
        const auto answer = wire.answer();
        BOOST_REQUIRE(answer.has_value());
        BOOST_TEST(answer->status == 413);
        BOOST_TEST(!wire.went_on());
    }
}

BOOST_AUTO_TEST_CASE(who_sends_too_much_still_hears_why)
{
    Wire wire(small().port(), Wire::Kind::plain);
    wire.send(odd::post_with("Content-Length: 2000000\r\n", std::string(2'000'000, ' ')));
    const auto answer = wire.answer();
    BOOST_TEST((answer && answer->status == 413));
    BOOST_TEST(wire.is_closed_within(5s));
    BOOST_TEST(!wire.was_reset());
}

BOOST_AUTO_TEST_CASE(one_address_has_so_many_connections_and_others_theirs)
{
    support::SmallServer server([](server::Config& config) { config.connections_per_address = 3; });
    std::vector<std::unique_ptr<Wire>> held;
    for (int i = 0; i < 3; ++i) {
        held.push_back(std::make_unique<Wire>(server.port(), Wire::Kind::plain));
        held.back()->send(odd::get_with(""));
        BOOST_TEST(held.back()->answer()->status == 200);
    }
    Wire fourth(server.port(), Wire::Kind::plain);
    const auto turned_away = fourth.answer();
    BOOST_REQUIRE(turned_away.has_value());
    BOOST_TEST(turned_away->status == 503);
    BOOST_TEST(!turned_away->field("retry-after").empty());
    BOOST_TEST(turned_away->field("x-content-type-options") == "nosniff");
    BOOST_TEST(fourth.is_closed_within(5s));
    held.front()->finish_sending();
    BOOST_TEST(held.front()->is_closed_within(5s));
    std::optional<support::Heard> next;
    for (int tries = 0; tries < 100 && (!next || next->status != 200); ++tries)
        next = support::ask(server.port(), odd::get_with(""));
    BOOST_TEST((next && next->status == 200));
}

BOOST_AUTO_TEST_SUITE_END()
