// ./dev says in one sentence what it cannot do, before it installs or builds anything.
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <string>
#include <sys/wait.h>

struct Said {
    std::string text; // stdout and stderr
    int status{};
};

static Said dev(const std::string& arguments)
{
    const auto command = std::string(SOURCE_DIR "/dev ") + arguments + " 2>&1 </dev/null";
    Said said;
    auto* pipe = ::popen(command.c_str(), "r");
    BOOST_REQUIRE(pipe);
    std::array<char, 4096> part{};
    while (const auto size = std::fread(part.data(), 1, part.size(), pipe))
        said.text.append(part.data(), size);
    said.status = WEXITSTATUS(::pclose(pipe));
    return said;
}

BOOST_AUTO_TEST_SUITE(dev_script)

BOOST_AUTO_TEST_CASE(arguments_that_make_no_sense_get_one_sentence)
{
    for (const auto* arguments : {"demo --port", "demo --port abc", "demo --port 0", "demo --port 70000",
                                  "demo --ports 1", "demo --check now", "check --everything", "dance"}) {
        const auto said = dev(arguments);
        BOOST_TEST(said.status == 1, arguments);
        BOOST_TEST((said.text.ends_with(".\n") || said.text.ends_with("8081\n")),
                   arguments << ": " << said.text);
        BOOST_TEST(said.text.find("First run") == std::string::npos, arguments);
    }
}

BOOST_AUTO_TEST_CASE(alone_it_lists_its_verbs)
{
    const auto said = dev("");
    BOOST_TEST(said.status == 0);
    for (const auto* verb : {"./dev demo", "./dev test", "./dev build", "./dev check", "./dev bench"})
        BOOST_TEST(said.text.find(verb) != std::string::npos, verb);
}

BOOST_AUTO_TEST_SUITE_END()
