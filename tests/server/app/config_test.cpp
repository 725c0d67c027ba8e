#include "server/config.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

using namespace server;

static std::string file(const std::string& path)
{
    std::ifstream in(std::string(SOURCE_DIR) + "/" + path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

static std::string complaint(const std::string& text)
{
    try {
        read_config(text);
    } catch (const std::runtime_error& wrong) {
        return wrong.what();
    }
    return "";
}

BOOST_AUTO_TEST_SUITE(configuration)

BOOST_AUTO_TEST_CASE(the_default_file_says_what_the_program_does_without_one)
{
    BOOST_TEST((read_config(file("config/default.json")) == Config{}));
}

BOOST_AUTO_TEST_CASE(the_default_file_has_every_key)
{
    const auto defaults = file("config/default.json");
    for (const auto* key : {"trust_proxy", "queue_limit", "json_limit", "session_idle_minutes",
                            "returned_days", "answer_days", "closed_kept_days", "holidays"})
        BOOST_TEST(defaults.contains("\"" + std::string(key) + "\""), key);
    BOOST_TEST(std::ranges::count(defaults, ':') == 46);
}

BOOST_AUTO_TEST_CASE(mail_goes_by_tls_only_from_somebody_and_with_a_password_in_a_file)
{
    BOOST_TEST(complaint(R"({"mail_server": "mail.example:25"})").contains("smtp://"));
    BOOST_TEST(complaint(R"({"mail_server": "smtp://mail.example:587"})").contains("mail_from"));
    const std::string whole =
        R"("mail_server": "smtps://mail.example:465", "mail_from": "parasol@example.org")";
    BOOST_TEST(complaint("{" + whole + "}") == "");
    BOOST_TEST(complaint("{" + whole + R"(, "mail_user": "parasol"})").contains("mail_password_file"));
    BOOST_TEST(complaint(R"({"mail_hour": 24})").contains("mail_hour"));
}

BOOST_AUTO_TEST_CASE(the_example_for_production_reads)
{
    const auto config = read_config(file("config/production.example.json"));

    BOOST_TEST(config.port == 8443);
    BOOST_TEST(own_address(config) == "https://127.0.0.1:8443");
    BOOST_TEST(database_url(config).starts_with("postgresql:"));
}

BOOST_AUTO_TEST_CASE(what_a_file_leaves_out_stays_as_it_was)
{
    Config base;
    base.port = 9000;

    const auto config = read_config(R"({"operator_name": "纳雍县民政局", "idle_timeout_seconds": 5})", base);

    BOOST_TEST(config.port == 9000);
    BOOST_TEST(config.operator_name == "纳雍县民政局");
    BOOST_TEST((config.idle_timeout == std::chrono::seconds(5)));
    BOOST_TEST(database_url(config) == "sqlite:parasol-data/parasol.db");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_named)
{
    BOOST_TEST(complaint("[]").contains("JSON object"));
    BOOST_TEST(complaint("{").contains("JSON object"));
    BOOST_TEST(complaint(R"({"prot": 1})").contains("\"prot\""));
    BOOST_TEST(complaint(R"({"port": "80"})").contains("\"port\""));
    BOOST_TEST(complaint(R"({"port": 65536})").contains("65535"));
    BOOST_TEST(complaint(R"({"port": -1})").contains("\"port\""));
    BOOST_TEST(complaint(R"({"port": 80.5})").contains("\"port\""));
    BOOST_TEST(complaint(R"({"json_limit": 18446744073709551615})").contains("\"json_limit\""));
    BOOST_TEST(complaint(R"({"trust_proxy": 1})").contains("\"trust_proxy\""));
    BOOST_TEST(complaint(R"({"address": 1})").contains("\"address\""));
    BOOST_TEST(complaint(R"({"closed_kept_days": 29})").contains("from 30 to 3653"));
    BOOST_TEST(complaint(R"({"notice_kept_days": 182})").contains("\"notice_kept_days\""));
    BOOST_TEST(complaint(R"({"certificate": "c.pem"})").contains("private_key"));
}

BOOST_AUTO_TEST_CASE(nobody_turns_the_demo_on_by_a_file)
{
    BOOST_TEST(complaint(R"({"demo": true})").contains("\"demo\""));
}

BOOST_AUTO_TEST_SUITE_END()
