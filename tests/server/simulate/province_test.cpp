// The files: the same bytes for the same seed, others for another; all of it reads back; families meet about
// as many programs as in the measured prototype.
#include "matching/match.hpp"
#include "server/formats/province.hpp"
#include "server/simulate/simulate.hpp"
#include "tests/server/simulate/given.hpp"
#include "tests/support/temp_folder.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

using namespace models;
using namespace server;
using namespace server::simulate;

namespace {

std::string written(const Wish& wish, std::size_t threads)
{
    const support::TempFolder folder;
    write_province(given::library(), wish, folder.path(), threads);
    std::string all;
    for (const auto* name : {kHouseholdsFile, kProgramsFile, kPolicyFile}) {
        std::ifstream file(folder.path() / name, std::ios::binary);
        all += std::string{std::istreambuf_iterator<char>(file), {}} + "\n";
    }
    return all;
}

Province read_back(const Wish& wish)
{
    const support::TempFolder folder;
    write_province(given::library(), wish, folder.path(), 2);
    auto province = read_province(folder.path(), given::library(), 2);
    if (!province) {
        const auto& fault = province.error().faults.front();
        BOOST_FAIL(fault.pointer << " " << fault.key);
    }
    return *std::move(province);
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulated_province)

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_bytes_with_any_number_of_threads)
{
    const auto one = written({5'000, 300, 7}, 1);
    BOOST_TEST(one.size() > 5'000'000u);
    BOOST_CHECK(one == written({5'000, 300, 7}, 2));
    BOOST_CHECK(one == written({5'000, 300, 7}, 5));
    BOOST_CHECK(one != written({5'000, 300, 8}, 1));
}

BOOST_AUTO_TEST_CASE(every_line_reads_back_without_a_fault)
{
    const auto province = read_back({10'000, 1'000, 11});
    BOOST_TEST(province.families.size() == 10'000u);
    BOOST_TEST(province.programs.size() == 1'000u);
    BOOST_CHECK(province.as_of == as_of());
    BOOST_TEST(province.families.back().referral.value == 10'000);
}

// matching.md §8: about 27 a family of 5,000 programs.
BOOST_AUTO_TEST_CASE(families_fit_about_27_of_5000_programs)
{
    constexpr std::int64_t kFamilies = 2'000;
    auto province = read_back({kFamilies, 5'000, 7});
    const auto policy = std::make_shared<const matching::Policy>(province.policy);
    const auto snapshot = matching::Snapshot::build(
        std::move(province.families), std::move(province.programs),
        {given::library().divisions, given::library().standards, policy, province.as_of});
    std::int64_t fits = 0, asked = 0;
    for (std::size_t i = 0; i < snapshot.families().size(); ++i)
        for (const auto& candidate : matching::programs_for(snapshot, {i})) {
            if (!candidate.obstacles.empty()) continue;
            fits += candidate.standing == matching::Standing::fits;
            asked += candidate.standing == matching::Standing::to_be_asked;
        }
    BOOST_TEST_MESSAGE(fits << " fit, " << asked << " to be asked");
    BOOST_TEST(fits / kFamilies >= 20);
    BOOST_TEST(fits / kFamilies <= 36);
    BOOST_TEST(asked / kFamilies >= 2);
}

BOOST_AUTO_TEST_SUITE_END()
