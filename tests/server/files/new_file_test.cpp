// A file is there whole or not at all, whatever ends the program.
#include "server/files/new_file.hpp"
#include "tests/support/temp_folder.hpp"
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <unistd.h>

using server::NewFile;

static std::string content(const std::filesystem::path& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

static std::size_t files_in(const std::filesystem::path& folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

BOOST_AUTO_TEST_SUITE(new_files)

BOOST_AUTO_TEST_CASE(a_kept_file_takes_the_place_of_the_old_one)
{
    const support::TempFolder folder;
    const auto path = folder.path() / "list";
    std::ofstream(path) << "old";
    {
        NewFile file(path);
        file.write("new ");
        file.write(std::string(3'000'000, 'x'));
        BOOST_TEST(content(path) == "old");
        file.keep();
    }
    BOOST_TEST(content(path) == "new " + std::string(3'000'000, 'x'));
    BOOST_TEST(files_in(folder.path()) == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_not_kept_leaves_nothing)
{
    const support::TempFolder folder;
    {
        NewFile(folder.path() / "list").write(std::string(3'000'000, 'x'));
    }
    BOOST_TEST(files_in(folder.path()) == 0u);
}

BOOST_AUTO_TEST_CASE(an_interrupt_in_the_middle_leaves_the_old_file)
{
    const support::TempFolder folder;
    const auto path = folder.path() / "list";
    std::ofstream(path) << "old";
    const auto child = ::fork();
    if (child == 0) {
        std::signal(SIGINT, SIG_DFL);
        NewFile file(path);
        file.write(std::string(3'000'000, 'x'));
        std::raise(SIGINT);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST(WIFSIGNALED(status));
    BOOST_TEST(content(path) == "old");
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_told)
{
    BOOST_CHECK_THROW(NewFile("/no/such/folder/list"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
