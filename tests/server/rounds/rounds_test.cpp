#include "server/rounds/crew.hpp"
#include "server/rounds/digest.hpp"
#include "server/rounds/lottery.hpp"
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <fstream>

using namespace server::rounds;

BOOST_AUTO_TEST_SUITE(rounds_test)

BOOST_AUTO_TEST_CASE(lottery_keys_are_the_beginning_of_a_hash)
{
    std::vector<matching::Family> two(2);
    two[0].referral = {17};
    two[1].referral = {1'000'000};
    const matching::SharedList<matching::Family> families(std::move(two));
    const auto keys = lottery_keys("20260901", families);
    BOOST_TEST(keys[0] == 16955393766106632148U);
    BOOST_TEST(keys[1] == 3761879917087079426U);
    BOOST_TEST(lottery_keys("other", families)[0] != keys[0]);
}

BOOST_AUTO_TEST_CASE(a_digest_of_pieces_is_that_of_the_whole)
{
    Digest digest;
    digest.add("a");
    digest.add("bc");
    BOOST_TEST(std::move(digest).hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const auto path = std::filesystem::temp_directory_path() / "parasol_digest_test";
    std::ofstream(path) << "abc";
    BOOST_TEST(file_digest(path).value_or("") ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    std::filesystem::remove(path);
    BOOST_TEST(!file_digest(path));
}

BOOST_AUTO_TEST_CASE(each_of_a_crew_works_once)
{
    for (const std::size_t count : {1U, 2U, 5U}) {
        const auto progress = crew(count);
        std::atomic<std::size_t> sum = 0;
        progress.share([&](std::size_t worker) { sum += worker + 1; });
        BOOST_TEST(sum == count * (count + 1) / 2);
    }
}

BOOST_AUTO_TEST_SUITE_END()
