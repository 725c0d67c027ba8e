#include "tests/server/net/odd.hpp"
#include "tests/support/keys.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/wire.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>

using namespace std::chrono_literals;
using support::SmallServer;
using support::Wire;
namespace fs = std::filesystem;

namespace {

void use(server::Config& config, const support::Keys& keys)
{
    config.certificate = keys.certificate;
    config.private_key = keys.key;
}

std::string refusal(const fs::path& certificate, const fs::path& key)
{
    try {
        SmallServer server([&](server::Config& config) { use(config, {certificate, key}); });
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(tls)

BOOST_AUTO_TEST_CASE(answers_tell_the_browser_to_stay_with_it)
{
    SmallServer server([](server::Config& config) {
        use(config, support::own_keys());
        config.header_timeout = 1s;
    });
    const auto answer = support::ask(server.port(), odd::get_with(""), Wire::Kind::tls);
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->field("strict-transport-security") == "max-age=31536000; includeSubDomains");
    BOOST_TEST(!support::ask(server.port(), odd::get_with(""), Wire::Kind::plain).has_value());
    Wire silent(server.port(), Wire::Kind::plain);
    BOOST_TEST(silent.is_closed_within(5s)); // a handshake has a deadline too
}

BOOST_AUTO_TEST_CASE(a_key_that_others_may_read_is_refused)
{
    support::TempFolder folder;
    const auto key = folder.path() / "key.pem";
    fs::copy_file(support::own_keys().key, key);
    for (const auto open : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
        fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write | open);
        BOOST_TEST(refusal(support::own_keys().certificate, key).find("chmod 600") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_the_files_is_a_sentence)
{
    support::TempFolder folder;
    const auto junk = folder.path() / "junk.pem";
    std::ofstream(junk) << "junk";
    fs::permissions(junk, fs::perms::owner_read | fs::perms::owner_write);
    const auto& [certificate, key] = support::own_keys();
    BOOST_TEST(refusal(certificate, "") == "TLS needs both --certificate and --key.");
    BOOST_TEST(refusal(certificate, folder.path() / "none").find("cannot be read") != std::string::npos);
    BOOST_TEST(refusal(junk, key).find("must be a PEM file") != std::string::npos);
    BOOST_TEST(refusal(certificate, junk).find("does not belong") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
