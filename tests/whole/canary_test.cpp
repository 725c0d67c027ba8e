// Invented people whose every fact is a word found nowhere else: told over the API, read, changed, searched
// for and mistyped. Afterwards none of these words lies in the database, its log of changes or the server's
// log.
#include "server/app.hpp"
#include "server/http/decode.hpp"
#include "tests/support/app_server.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sodium.h>

using models::Role;
using nlohmann::json;

namespace {

const std::string kName = "石金丝雀", kPhone = "13977712345", kAddress = "金丝雀巷七十七号",
                  kNumber = "529903196304120024", kStory = "金丝雀的故事";

json family()
{
    auto body = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json"));
    auto& household = body["household"];
    household["address"] = kAddress;
    household["situation"] = kStory;
    household["members"][0]["name"] = kName;
    household["members"][0]["phone"] = kPhone;
    household["members"][0]["id_number"] = kNumber;
    return body;
}

std::string encoded(const std::string& plain, int variant)
{
    std::string out(sodium_base64_encoded_len(plain.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(plain.data()),
                      plain.size(), variant);
    out.resize(out.find('\0'));
    return out.substr(0, out.size() - 2); // the last digits depend on what follows
}

std::string hex(const std::string& plain, bool capital)
{
    std::string out;
    for (const char c : plain) {
        char digits[3];
        std::snprintf(digits, sizeof digits, capital ? "%02X" : "%02x", static_cast<unsigned char>(c));
        out += digits;
    }
    return out;
}

std::vector<std::string> spellings()
{
    std::vector<std::string> all;
    for (const auto& plain : {kName, kPhone, kAddress, kNumber, kStory}) {
        all.push_back(plain);
        all.push_back(hex(plain, false));
        all.push_back(hex(plain, true));
        all.push_back(server::percent_encoded(plain));
        for (const std::string before : {"", "x", "xx"}) // wherever it stands in a longer text
            all.push_back(
                encoded(before + plain, sodium_base64_VARIANT_ORIGINAL).substr(before.empty() ? 0 : 4));
        all.push_back(encoded(plain, sodium_base64_VARIANT_URLSAFE_NO_PADDING));
    }
    return all;
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void use_everywhere(const support::AppServer& app)
{
    const auto told = app.post_json(Role::village, "/api/v1/referrals", family().dump());
    BOOST_REQUIRE_MESSAGE(told.status == 201, told.body);
    const auto place = told.field("location");
    BOOST_TEST(
        app.say("GET " + place, "Authorization: Bearer " + app.token(Role::township) + "\r\n").status == 200);
    for (const auto& text : {kName, kPhone, kNumber}) {
        app.get(Role::county, "/referrals?q=" + server::percent_encoded(text));
        app.get(Role::county, "/referrals/" + server::percent_encoded(text));
        app.get(Role::county, "/" + server::percent_encoded(text) + "?x=" + server::percent_encoded(text));
        app.say("GET /api/v1/referrals?q=" + server::percent_encoded(text),
                "Authorization: Bearer " + app.token(Role::county) + "\r\n");
        app.post_form(Role::county, "/sign-in",
                      "login=" + server::percent_encoded(text) +
                          "&password=" + server::percent_encoded(text));
    }
    auto wrong = family();
    wrong["household"]["members"][0]["id_number"] = "529903196304120025"; // does not check
    wrong["household"][kName] = kName;
    const auto refused = app.post_json(Role::village, "/api/v1/referrals", wrong.dump()).status;
    BOOST_TEST((refused == 422 || refused == 400));
    BOOST_TEST(app.post_json(Role::village, "/api/v1/referrals", wrong.dump() + kName).status == 400);
    app.post_json(Role::village, "/api/v1/match", family().dump());
}

} // namespace

BOOST_AUTO_TEST_SUITE(canaries)

BOOST_AUTO_TEST_CASE(no_fact_of_a_person_lies_readable_on_the_disk_or_in_the_log)
{
    support::AppServer app;
    use_everywhere(app);
    const auto look = [&] {
        std::size_t looked = 0;
        for (const auto& file : std::filesystem::recursive_directory_iterator(app.folder())) {
            if (!file.is_regular_file()) continue;
            const auto bytes = bytes_of(file.path());
            looked += bytes.size();
            for (const auto& text : spellings())
                BOOST_TEST(bytes.find(text) == std::string::npos, file.path().filename()
                                                                      << " holds " << text);
        }
        return looked;
    };
    BOOST_TEST(look() > 100'000u); // database, WAL and log while it runs
    app.stop();
    BOOST_TEST(look() > 100'000u);
}

BOOST_AUTO_TEST_CASE(the_log_is_one_line_of_json_an_event)
{
    support::AppServer app;
    use_everywhere(app);
    std::istringstream lines(app.log_text());
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const auto event = json::parse(line, nullptr, false);
        BOOST_REQUIRE_MESSAGE(event.is_object(), line);
        BOOST_TEST(event.contains("event"));
    }
    BOOST_TEST(count > 10u);
}

// Each route meets the words where nobody expects them: in its path, its query, and every field of its body.
BOOST_AUTO_TEST_CASE(no_refusal_of_any_route_tells_the_log_what_was_sent)
{
    support::AppServer app;
    const auto word = server::percent_encoded(kName), number = server::percent_encoded(kNumber);
    const auto body = json{{kName, kPhone}, {"text", kNumber}, {"note", kStory}}.dump();
    std::size_t asked = 0;
    for (const auto* route : server::all_routes().routes()) {
        if (route->path == "/sign-out") continue; // the session is wanted again
        const auto path = support::filled(route->path, asked % 2 == 0 ? word : "7");
        ++asked;
        if (route->verb == server::Verb::get) {
            app.get(Role::county, path + "?q=" + word + "&after=" + number + "&" + word + "=" + word);
            continue;
        }
        const auto verb = route->verb == server::Verb::put     ? "PUT "
                          : route->verb == server::Verb::patch ? "PATCH "
                                                               : "POST ";
        if (route->path.starts_with("/api/"))
            app.say(verb + path,
                    "Authorization: Bearer " + app.token(Role::county) +
                        "\r\nContent-Type: application/json\r\nIdempotency-Key: k" + std::to_string(asked) +
                        "\r\nIf-Match: \"v1\"\r\n",
                    body);
        else
            app.post_form(Role::county, path,
                          "once=" + word + "&version=" + number + "&note=" + word + "&text=" + number +
                              "&login=" + word + "&code=" + number + "&reason=" + word + "&need=" + word);
    }
    BOOST_TEST(asked > 150u);
    const auto log = app.log_text();
    for (const auto& text : spellings())
        BOOST_TEST(log.find(text) == std::string::npos, "the log holds " << text);
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);)
        BOOST_REQUIRE_MESSAGE(json::parse(line, nullptr, false).is_object(), line);
}

BOOST_AUTO_TEST_SUITE_END()
