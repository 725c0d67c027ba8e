#include "tests/support/api_server.hpp"
#include <boost/test/unit_test.hpp>
#include <chrono>

// Hostile JSON before every endpoint that takes a body (quality.md, rows 21 and 22).
using nlohmann::json;
using namespace support;

namespace {

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string many_members(std::size_t count)
{
    std::string text = "{";
    for (std::size_t i = 0; i < count; ++i) text += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
    return text + "}";
}

std::vector<std::pair<const char*, std::string>> hostile_texts()
{
    const std::string value_in = R"({"kind":)";
    return {
        {"nothing", ""},
        {"white space", "   \n\t "},
        {"arrays 100,000 deep", repeated("[", 100'000)},
        {"closed arrays 100,000 deep", repeated("[", 100'000) + repeated("]", 100'000)},
        {"objects 40,000 deep", repeated(R"({"a":)", 40'000)},
        {"33 levels", repeated("[", 33) + repeated("]", 33)},
        {"33 levels below a member", value_in + repeated("[", 32) + repeated("]", 32) + "}"},
        {"the same member twice", R"({"kind":"beyond_aid","kind":"outside_aid"})"},
        {"the same member twice, escaped", R"({"kind":1,"\u006bind":2})"},
        {"2^63", value_in + "9223372036854775808}"},
        {"2^64", value_in + "18446744073709551616}"},
        {"-2^63-1", value_in + "-9223372036854775809}"},
        {"1e400", value_in + "1e400}"},
        {"-1e400", value_in + "-1e400}"},
        {"1e-400", value_in + "1e-400}"},
        {"a number of 100,000 digits", value_in + repeated("9", 100'000) + "}"},
        {"NaN", value_in + "NaN}"},
        {"Infinity", value_in + "Infinity}"},
        {"+1", value_in + "+1}"},
        {"01", value_in + "01}"},
        {"0x10", value_in + "0x10}"},
        {"a raw NUL", std::string("{\"kind\":\"a\0b\"}", 14)},
        {"a NUL after the value", std::string("{}\0", 3)},
        {"an escaped NUL", R"({"kind":"a\u0000b"})"},
        {"an escaped NUL in a name", R"({"ki\u0000nd":1})"},
        {"a raw control character", "{\"kind\":\"a\x01"
                                    "b\"}"},
        {"an escaped control character", R"({"kind":"a\u0001b"})"},
        {"a lone surrogate", R"({"kind":"\ud800"})"},
        {"surrogates the wrong way round", R"({"kind":"\udc00\ud800"})"},
        {"an overlong slash", "{\"kind\":\"\xC0\xAF\"}"},
        {"a cut character", "{\"kind\":\"\xE7\x9F\"}"},
        {"a surrogate in UTF-8", "{\"kind\":\"\xED\xA0\x80\"}"},
        {"beyond Unicode", "{\"kind\":\"\xF5\x80\x80\x80\"}"},
        {"GBK", "{\"kind\":\"\xCA\xAF\xD3\xF1\"}"},
        {"UTF-16", std::string("{\0}\0", 4)},
        {"a byte order mark", "\xEF\xBB\xBF{}"},
        {"a string of 200,000 characters", value_in + "\"" + repeated("x", 200'000) + "\"}"},
        {"a string without an end", value_in + "\"" + repeated("x", 1'000)},
        {"a name of 200,000 characters", "{\"" + repeated("x", 200'000) + "\":1}"},
        {"20,000 members", many_members(20'000)},
        {"100,000 members", many_members(100'000)},
        {"100,000 elements", value_in + "[" + repeated("0,", 99'999) + "0]}"},
        {"a comment", R"({"kind":1/*x*/})"},
        {"single quotes", "{'kind':1}"},
        {"a comma too many", R"({"kind":1,})"},
        {"two values", "{}{}"},
        {"something after the value", "{} x"},
        {"no object", "[]"},
        {"text", R"("x")"},
        {"a number", "7"},
        {"nothing at all", "null"},
        {"a form", "kind=beyond_aid"},
        {"XML", "<referral/>"},
        {"an escape that is none", R"({"kind":"\x41"})"},
        {"more than the limit", "{\"kind\":\"" + repeated("x", 300'000) + "\"}"},
    };
}

struct Reported : ApiServer {
    Heard referral = post(Who::village, "/api/v1/referrals", fixture("grandmother"));
    Heard program = post(Who::charity, "/api/v1/programs", fixture("whole_program"));

    // Every route that takes a body, with what stands before the body in it.
    struct Door {
        std::string method, target;
        Who who;
        HeaderFields fields;
    };
    std::vector<Door> doors() const
    {
        return {
            {"POST", "/api/v1/referrals", Who::village, {{"Idempotency-Key", "hostile"}}},
            {"PATCH", referral.field("location"), Who::village, {{"If-Match", referral.field("etag")}}},
            {"POST", "/api/v1/programs", Who::charity, {{"Idempotency-Key", "hostile"}}},
            {"PUT", program.field("location"), Who::charity, {{"If-Match", program.field("etag")}}},
            {"POST", "/api/v1/organizations", Who::county, {{"Idempotency-Key", "hostile"}}},
            {"POST", "/api/v1/match", Who::county, {}},
            {"POST", program.field("location") + "/what-if", Who::charity, {}},
            {"POST", "/api/v1/rounds", Who::county, {{"Idempotency-Key", "hostile"}}},
            {"POST", referral.field("location") + "/offers", Who::county, {{"Idempotency-Key", "hostile"}}},
            {"POST", "/api/v1/offers/1/moves", Who::charity, {{"Idempotency-Key", "hostile"}}},
            {"POST", referral.field("location") + "/moves", Who::county, {{"Idempotency-Key", "hostile"}}},
            {"POST", referral.field("location") + "/consents", Who::county, {{"Idempotency-Key", "hostile"}}},
            {"POST", "/api/v1/standing-rules", Who::county, {{"Idempotency-Key", "hostile"}}},
            {"POST", "/api/v1/objections/1/answer", Who::county, {{"Idempotency-Key", "hostile"}}},
            {"POST", "/api/v1/sites/1/sessions/1/attendance", Who::charity, {{"Idempotency-Key", "hostile"}}},
            {"POST", "/api/v1/channels", Who::charity, {{"Idempotency-Key", "hostile"}}},
            {"POST", "/api/v1/mail-bounces", Who::admin, {{"Idempotency-Key", "hostile"}}}};
    }

    // Those that take files take nothing else.
    std::vector<Door> file_doors() const
    {
        return {{"POST",
                 "/api/v1/offers/1/deliveries/1/vouchers",
                 Who::charity,
                 {{"Idempotency-Key", "hostile"}}}};
    }
};

bool is_refusal(const Heard& heard)
{
    return fault_of_problem(heard, 400).empty() || fault_of_problem(heard, 413).empty() ||
           fault_of_problem(heard, 422).empty();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(hostile_bodies, Reported)

BOOST_AUTO_TEST_CASE(every_door_for_a_body_is_tried)
{
    std::size_t with_body = 0;
    const auto operations = description()["paths"];
    for (const auto& [path, methods] : operations.items())
        for (const auto& [method, operation] : methods.items())
            with_body += operation.contains("requestBody");
    BOOST_TEST(doors().size() + file_doors().size() == with_body);
}

BOOST_AUTO_TEST_CASE(no_hostile_body_does_more_than_be_refused)
{
    const auto before = counts();
    for (const auto& door : doors())
        for (const auto& [what, text] : hostile_texts()) {
            const auto begun = std::chrono::steady_clock::now();
            const auto heard = send(door.who, door.method, door.target, text, door.fields);
            const auto took = std::chrono::steady_clock::now() - begun;
            BOOST_TEST_CONTEXT(door.method << " " << door.target << ": " << what << ": " << heard.status
                                           << " " << heard.body.substr(0, 300))
            {
                // Whose site it is comes before the body; bodies for the own one: tests/server/sites.
                const bool is_elsewhere = door.target.starts_with("/api/v1/sites/") && heard.status == 404;
                BOOST_TEST((is_refusal(heard) || is_elsewhere));
                BOOST_TEST((took < std::chrono::seconds{10}));
                BOOST_TEST(heard.body.size() < 500'000U);
            }
        }
    BOOST_CHECK(counts() == before);
    BOOST_TEST(get(Who::village, "/api/v1/referrals").status == 200);
}

BOOST_AUTO_TEST_CASE(a_body_of_another_type_is_not_read)
{
    const auto before = counts();
    const auto text = fixture("grandmother").dump();
    for (const auto* type :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
          "application/xml", "application/jsonx", "json"})
        for (const auto& door : doors()) {
            auto fields = door.fields;
            fields.emplace_back("Content-Type", type);
            const auto heard = send(door.who, door.method, door.target, text, fields);
            BOOST_TEST(fault_of_problem(heard, 415) == "", type << " at " << door.target);
        }
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(a_door_for_files_takes_no_json_and_no_broken_form)
{
    const std::string kHead =
        "--x\r\nContent-Disposition: form-data; name=\"vouchers\"; filename=\"a\"\r\n\r\n";
    const auto before = counts();
    for (const auto& door : file_doors()) {
        for (const auto& [what, text] : hostile_texts()) {
            const auto heard = send(door.who, door.method, door.target, text, door.fields);
            const auto status = text.size() > 262'144 ? 413 : 415;
            BOOST_TEST(fault_of_problem(heard, status) == "", what);
        }
        auto fields = door.fields;
        fields.emplace_back("Content-Type", "multipart/form-data; boundary=x");
        for (const auto& [what, text] : hostile_texts())
            BOOST_TEST(fault_of_problem(send(door.who, door.method, door.target, text, fields), 400) == "",
                       what);
        for (const auto& text : {kHead + "bytes\r\n", kHead + "bytes\r\n--x--trailing", "--x" + kHead, kHead})
            BOOST_TEST(fault_of_problem(send(door.who, door.method, door.target, text, fields), 400) == "");
        const auto unknown =
            send(door.who, door.method, door.target, kHead + "%PDF-1.7 %%EOF\r\n--x--\r\n", fields);
        BOOST_TEST(fault_of_problem(unknown, 404) == "");
        const auto script = send(door.who, door.method, door.target, kHead + "<script>\r\n--x--\r\n", fields);
        BOOST_TEST(fault_of_problem(script, 422) == "");
    }
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(a_query_that_cannot_be_read_is_refused)
{
    for (const auto* query : {"?q=%", "?q=%zz", "?q=%00", "?q=%ff", "?q=%c0%af", "?%ff=1", "?q=%ed%a0%80"})
        for (const auto* target : {"/api/v1/referrals", "/api/v1/programs", "/api/v1/divisions"})
            BOOST_TEST(fault_of_problem(get(Who::county, std::string(target) + query), 400) == "",
                       target << query);
}

BOOST_AUTO_TEST_SUITE_END()
