#include "models/store/value.hpp"
#include "server/log/log.hpp"
#include "tests/support/temp_folder.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

using namespace server;
using nlohmann::json;
using namespace std::string_literals;

namespace {

struct LogFile {
    support::TempFolder folder;
    std::filesystem::path file = folder.path() / "server.log";
    LogFile() { log_to(file); }

    std::vector<std::string> lines() const
    {
        log(Level::error, "flush"); // an error is written through
        std::ifstream in(file);
        std::vector<std::string> lines;
        for (std::string line; std::getline(in, line);) lines.push_back(line);
        lines.pop_back();
        return lines;
    }
};

std::string name_of(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (...) {
        return name_of_exception();
    }
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_log, LogFile)

BOOST_AUTO_TEST_CASE(an_event_is_one_line_of_json)
{
    log(Level::warning, "request", {{"status", 404}, {"route", std::string("/things/{id}")}});
    const auto written = lines();
    BOOST_REQUIRE(written.size() == 1u);
    const auto line = json::parse(written.front());
    BOOST_TEST(line.at("level") == "warning");
    BOOST_TEST(line.at("event") == "request");
    BOOST_TEST(line.at("status") == 404);
    BOOST_TEST(line.at("route") == "/things/{id}");
    BOOST_TEST(line.at("at").get<std::int64_t>() > 0);
}

BOOST_AUTO_TEST_CASE(line_ends_and_escapes_in_a_value_make_no_second_line)
{
    const auto hostile = "a\r\nb\n{\"event\":\"forged\"}\x1B[2J\0\x7F\"\\"s;
    log(Level::info, "request", {{"route", hostile}});
    const auto written = lines();
    BOOST_REQUIRE(written.size() == 1u);
    BOOST_TEST(json::parse(written.front()).at("route") == hostile);
    for (const char c : written.front()) BOOST_TEST(static_cast<unsigned char>(c) >= 0x20);
}

BOOST_AUTO_TEST_CASE(only_its_owner_reads_it)
{
    using std::filesystem::perms;
    const auto mode = std::filesystem::status(file).permissions();
    BOOST_CHECK(mode == (perms::owner_read | perms::owner_write));
}

BOOST_AUTO_TEST_CASE(of_an_exception_only_its_type_is_said)
{
    const auto wrong = std::make_exception_ptr(std::runtime_error("the name 韦秀兰"));
    BOOST_TEST(name_of(wrong) == "std::runtime_error");
    BOOST_TEST(name_of(std::make_exception_ptr(7)) == "unknown");
}

BOOST_AUTO_TEST_CASE(of_a_database_error_the_statements_name_and_the_code_are_said)
{
    using store::DatabaseError;
    const DatabaseError wrong(DatabaseError::Kind::broken, "account.insert", "2067");
    const auto said = name_of(std::make_exception_ptr(wrong));
    BOOST_TEST(said.find("account.insert") != std::string::npos);
    BOOST_TEST(said.find("2067") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
