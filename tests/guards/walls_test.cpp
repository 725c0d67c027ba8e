// Who may include whom (architecture.md §2), read from the sources.
#include "tests/guards/source_tree.hpp"
#include <boost/test/unit_test.hpp>
#include <regex>

using namespace guards;

static const std::vector<std::string> kSources{".cpp", ".hpp"};

static bool is_ours(const std::string& name)
{
    return starts_with_any(name, {"models/", "matching/", "server/", "tests/"});
}

// Every include of `folder` that is ours must begin with one of `ours`; foreign headers must not begin with
// `never`.
static void check_includes(const std::string& folder, const std::vector<std::string>& ours,
                           const std::vector<std::string>& never, const std::vector<std::string>& apart = {})
{
    std::size_t seen = 0;
    for (const auto& file : files_below(folder, kSources)) {
        if (starts_with_any(file.path, apart)) continue;
        for (const auto& name : included(file)) {
            ++seen;
            if (is_ours(name)) BOOST_TEST(starts_with_any(name, ours), file.path << " includes " << name);
            BOOST_TEST(!starts_with_any(name, never), file.path << " includes " << name);
        }
    }
    BOOST_TEST(seen > 0u, folder << " has no includes at all: is the folder still there?");
}

BOOST_AUTO_TEST_SUITE(walls)

BOOST_AUTO_TEST_CASE(models_know_only_models)
{
    check_includes("models", {"models/"}, {"soci", "nlohmann", "boost", "sodium", "sqlite"},
                   {"models/store/"});
    for (const auto& file : files_below("models", kSources))
        if (!file.path.starts_with("models/store/"))
            for (const auto& name : included(file)) BOOST_TEST(!name.starts_with("models/store/"), file.path);
}

BOOST_AUTO_TEST_CASE(matching_is_pure)
{
    check_includes("matching", {"models/", "matching/"},
                   {"models/store/", "soci", "nlohmann", "boost", "fstream", "filesystem", "random", "thread",
                    "iostream"});
}

// Who checks a round shares nothing with who made it but the facts and the rules.
BOOST_AUTO_TEST_CASE(the_checker_of_a_round_knows_nothing_of_its_solver)
{
    std::size_t files = 0;
    for (const auto& file : files_below("matching", kSources)) {
        if (!file.path.starts_with("matching/certif")) continue;
        ++files;
        for (const auto& name : included(file))
            if (name.starts_with("matching/"))
                BOOST_TEST(
                    starts_with_any(name, {"matching/certif", "matching/match.hpp", "matching/membership.hpp",
                                           "matching/option.hpp", "matching/progress.hpp"}),
                    file.path << " includes " << name);
    }
    BOOST_TEST(files > 5u);
}

BOOST_AUTO_TEST_CASE(the_store_knows_only_models)
{
    check_includes("models/store", {"models/"}, {"nlohmann", "boost/asio", "boost/beast"});
}

BOOST_AUTO_TEST_CASE(only_the_store_speaks_to_soci_and_sqlite)
{
    for (const auto& file : files_below("server", kSources))
        for (const auto& name : included(file))
            BOOST_TEST(!starts_with_any(name, {"soci", "sqlite", "libpq", "postgresql"}),
                       file.path << " includes " << name);
}

BOOST_AUTO_TEST_CASE(services_know_no_http_html_or_json)
{
    std::size_t services = 0;
    for (const auto& file : files_below("server", kSources)) {
        const auto name = std::filesystem::path(file.path).filename().string();
        if (!name.starts_with("service")) continue;
        ++services;
        for (const auto& header : included(file))
            BOOST_TEST(!starts_with_any(header, {"server/html/", "boost/beast", "boost/asio", "soci"}),
                       file.path << " includes " << header);
    }
    BOOST_TEST(services > 0u);
}

BOOST_AUTO_TEST_CASE(asio_and_beast_stay_at_the_edge)
{
    for (const auto& file : files_below("server", kSources))
        for (const auto& name : included(file))
            if (starts_with_any(name, {"boost/asio", "boost/beast"}))
                BOOST_TEST(starts_with_any(file.path, {"server/net/", "server/app", "server/jobs/",
                                                       "server/cli/", "server/main"}),
                           file.path << " includes " << name);
}

BOOST_AUTO_TEST_CASE(a_feature_never_includes_another_features_pages)
{
    const std::regex pages(R"(server/([a-z_]+)/(pages|api|views|view_)[a-z_]*\.hpp)");
    for (const auto& file : files_below("server", kSources))
        for (const auto& name : included(file)) {
            std::smatch found;
            if (!std::regex_match(name, found, pages)) continue;
            const auto own = "server/" + found[1].str() + "/";
            BOOST_TEST(starts_with_any(file.path, {own, "server/app", "server/cli/", "server/matches/",
                                                   "server/referrals/"}),
                       file.path << " includes " << name);
        }
}

BOOST_AUTO_TEST_CASE(nobody_includes_the_program_itself)
{
    for (const auto& folder : {"models", "matching", "server"})
        for (const auto& file : files_below(folder, kSources))
            for (const auto& name : included(file))
                if (starts_with_any(name, {"server/app.hpp", "server/cli/"}))
                    BOOST_TEST(starts_with_any(file.path,
                                               {"server/app", "server/main", "server/cli/", "server/net/"}),
                               file.path << " includes " << name);
}

BOOST_AUTO_TEST_SUITE_END()
