// Invented people whose every fact is a word found nowhere else: told over the API, read, changed, searched
// for and mistyped. Afterwards none of these words lies in the database, its log of changes or the server's
// log.
#include "models/identity.hpp"
#include "models/store/seal.hpp"
#include "server/app.hpp"
#include "server/http/decode.hpp"
#include "tests/support/app_server.hpp"
#include "tests/support/spellings.hpp"
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

using models::Role;
using nlohmann::json;
using support::bytes_of;

namespace {

// What all of them have in their facts, so that one look finds any of them.
const std::string kMark = "石榴籽金丝雀", kPhones = "13977712", kNumbers = "52990319630412";

struct Person {
    explicit Person(int which)
    {
        const auto text = std::to_string(1000 + which).substr(1); // three digits
        name = kMark;
        for (const char c : text)
            name += std::string("甲乙丙丁戊己庚辛壬癸").substr(3 * static_cast<std::size_t>(c - '0'), 3);
        phone = kPhones + text;
        address = kMark + "巷" + text + "号";
        story = kMark + "的故事" + text;
        number = kNumbers + text + models::resident_check_character(kNumbers + text);
    }
    json family() const
    {
        auto body = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json"));
        auto& household = body["household"];
        household["address"] = address;
        household["situation"] = story;
        household["members"][0]["name"] = name;
        household["members"][0]["phone"] = phone;
        household["members"][0]["id_number"] = number;
        return body;
    }
    std::string name, phone, address, story, number;
};

std::vector<std::string> spellings() { return support::spellings({kMark, kPhones, kNumbers}); }

// Every page and answer about one family.
void look_everywhere(const support::AppServer& app, const std::string& id)
{
    std::size_t shown = 0;
    for (const auto* route : server::all_routes().routes()) {
        const bool about_one =
            route->path.contains("/referrals/{id}") && route->path.find('{') == route->path.rfind('{');
        if (route->verb != server::Verb::get || !about_one) continue;
        const auto target = support::filled(route->path, id);
        const auto heard =
            route->path.starts_with("/api/")
                ? app.say("GET " + target, "Authorization: Bearer " + app.token(Role::county) + "\r\n")
                : app.get(Role::county, target);
        shown += heard.status == 200 && heard.body.contains(kMark) ? 1 : 0;
    }
    BOOST_TEST(shown > 0u); // they are there, for who may see them
}

void use_everywhere(const support::AppServer& app, const Person& person = Person(0))
{
    const auto told = app.post_json(Role::village, "/api/v1/referrals", person.family().dump());
    BOOST_REQUIRE_MESSAGE(told.status == 201, told.body);
    const auto place = told.field("location");
    BOOST_TEST(
        app.say("GET " + place, "Authorization: Bearer " + app.token(Role::township) + "\r\n").status == 200);
    look_everywhere(app, place.substr(place.rfind('/') + 1));
    for (const auto& text : {person.name, person.phone, person.number}) {
        app.get(Role::county, "/referrals?q=" + server::percent_encoded(text));
        app.get(Role::county, "/referrals/" + server::percent_encoded(text));
        app.get(Role::county, "/" + server::percent_encoded(text) + "?x=" + server::percent_encoded(text));
        app.say("GET /api/v1/referrals?q=" + server::percent_encoded(text),
                "Authorization: Bearer " + app.token(Role::county) + "\r\n");
        app.post_form(Role::county, "/sign-in",
                      "login=" + server::percent_encoded(text) +
                          "&password=" + server::percent_encoded(text));
    }
    auto wrong = person.family();
    wrong["household"]["members"][0]["id_number"] = kNumbers + "000" + "?"; // does not check
    wrong["household"][person.name] = person.name;
    const auto refused = app.post_json(Role::village, "/api/v1/referrals", wrong.dump()).status;
    BOOST_TEST((refused == 422 || refused == 400));
    BOOST_TEST(app.post_json(Role::village, "/api/v1/referrals", wrong.dump() + person.name).status == 400);
    app.post_json(Role::village, "/api/v1/match", person.family().dump());
}

std::size_t look_through(const std::filesystem::path& folder)
{
    std::size_t looked = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (!file.is_regular_file()) continue;
        const auto bytes = bytes_of(file.path());
        looked += bytes.size();
        for (const auto& text : spellings())
            BOOST_TEST(bytes.find(text) == std::string::npos, file.path().filename() << " holds " << text);
    }
    return looked;
}

} // namespace

BOOST_AUTO_TEST_SUITE(canaries)

// quality.md 50: 1,000 people by hand. A core file there is none (serve_test), temporary tables are in
// memory.
BOOST_AUTO_TEST_CASE(no_fact_of_a_person_lies_readable_on_the_disk_or_in_the_log)
{
    const char* asked = std::getenv("PARASOL_LONG"); // above 1: so many people
    const int people = !asked ? 2 : std::atoi(asked) > 1 ? std::atoi(asked) : 1000;
    support::AppServer app;
    for (int i = 0; i < people; ++i) use_everywhere(app, Person(i));
    BOOST_TEST(look_through(app.folder()) > 100'000u); // database, WAL and log while it runs
    app.stop();
    {
        const auto vault = store::Vault::open_or_make(app.folder() / "key");
        store::Connection connection("sqlite:" + (app.folder() / "parasol.db").string(),
                                     store::Connection::Access::write, vault);
        connection.execute("test.backup", "VACUUM INTO '" + (app.folder() / "backup.db").string() + "'");
    }
    BOOST_TEST(look_through(app.folder()) > 200'000u);

    std::ofstream(app.folder() / "note") << "x" << kMark; // what is looked for would be found
    BOOST_TEST(bytes_of(app.folder() / "note").contains(kMark));
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
    const Person person(0);
    const auto word = server::percent_encoded(person.name), number = server::percent_encoded(person.number);
    const auto body =
        json{{person.name, person.phone}, {"text", person.number}, {"note", person.story}}.dump();
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
