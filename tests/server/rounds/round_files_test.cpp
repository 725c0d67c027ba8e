// parasol allocate and certify on a simulated folder: what one writes the other confirms, and whatever is
// changed in any of the files is refused.
#include "server/cli/meter.hpp"
#include "server/cli/round.hpp"
#include "server/config.hpp"
#include "server/formats/province.hpp"
#include "server/html/messages.hpp"
#include "server/library/load.hpp"
#include "server/simulate/simulate.hpp"
#include "tests/support/temp_folder.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace server;
using namespace server::cli;
namespace fs = std::filesystem;

namespace {

const Library& library()
{
    static const auto kLibrary = [] {
        auto library = load_library(std::make_shared<const Config>());
        library->messages = std::make_shared<const html::Messages>(html::Messages::built_in());
        return library;
    }();
    return *kLibrary;
}

std::string text_of(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

struct Said {
    int status{};
    std::string out, wrong;
};

using Run = int (*)(const Library&, const RoundWish&, Meter&, std::ostream&, std::ostream&);

// A folder with its awards and certificate.
class Folder {
public:
    Folder() { simulate::write_province(library(), {600, 120, 7}, path(), 2); }
    fs::path path() const { return folder_.path(); }
    fs::path awards() const { return path() / "awards.jsonl"; }
    fs::path certificate() const { return path() / "certificate.json"; }
    Said said(Run run, std::size_t threads = 2) const
    {
        std::ostringstream out, wrong, meter_out;
        Meter meter(meter_out, false);
        const auto status =
            run(library(), {path(), awards(), certificate(), threads, Language::en}, meter, out, wrong);
        return {status, out.str(), wrong.str()};
    }

private:
    support::TempFolder folder_;
};

// The text with the first `was` after `from` replaced; it must be there.
std::string replaced(std::string text, const std::string& from, const std::string& was, const std::string& is)
{
    const auto begin = text.find(from);
    const auto at = begin == text.npos ? begin : text.find(was, begin);
    BOOST_REQUIRE(at != text.npos);
    return text.replace(at, was.size(), is);
}

} // namespace

BOOST_AUTO_TEST_SUITE(round_files)

BOOST_AUTO_TEST_CASE(what_is_allocated_is_confirmed_and_the_same_for_any_threads)
{
    const Folder folder;
    const auto allocated = folder.said(allocate_folder, 1);
    BOOST_TEST(allocated.status == 0, allocated.wrong);
    BOOST_TEST(allocated.out.find("{{") == std::string::npos);
    const auto awards = text_of(folder.awards()), certificate = text_of(folder.certificate());
    BOOST_TEST(awards.size() > 1'000U);
    const auto confirmed = folder.said(certify_folder);
    BOOST_TEST(confirmed.status == 0, confirmed.wrong);
    BOOST_TEST(confirmed.wrong.empty());
    BOOST_TEST(folder.said(allocate_folder, 3).status == 0);
    BOOST_CHECK(text_of(folder.awards()) == awards);
    BOOST_CHECK(text_of(folder.certificate()) == certificate);
}

BOOST_AUTO_TEST_CASE(whatever_is_changed_is_refused_in_one_sentence)
{
    const Folder folder;
    BOOST_REQUIRE(folder.said(allocate_folder).status == 0);
    const auto refuses = [&](const fs::path& path, const std::string& changed) {
        const auto was = text_of(path);
        write(path, changed);
        const auto said = folder.said(certify_folder);
        BOOST_TEST(said.status == 1, path.filename() << ": " << said.wrong);
        BOOST_TEST(std::ranges::count(said.wrong, '\n') == 1, said.wrong);
        BOOST_TEST(said.out.empty());
        write(path, was);
    };
    const auto awards = text_of(folder.awards()), certificate = text_of(folder.certificate());
    refuses(folder.awards(), awards.substr(awards.find('\n') + 1));
    refuses(folder.awards(), awards + awards.substr(0, awards.find('\n') + 1));
    refuses(folder.certificate(), replaced(certificate, "gap_millionths", ":", ":1"));
    refuses(folder.certificate(), replaced(certificate, "\"prices\"", "\"fen\":", "\"fen\":1"));
    auto other_list = certificate;
    auto& digit = other_list.at(certificate.find("\"list\":\"") + 8);
    digit = digit == '0' ? '1' : '0';
    refuses(folder.certificate(), other_list);
    refuses(folder.certificate(), replaced(certificate, "\"seed\"", "2026", "2025"));
    for (const auto* name : {kHouseholdsFile, kProgramsFile, kPolicyFile})
        refuses(folder.path() / name, " " + text_of(folder.path() / name));
    BOOST_TEST(folder.said(certify_folder).status == 0, "all of it is as it was");
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_taken_leave_what_was_there)
{
    const Folder folder;
    write(folder.awards(), "old");
    const auto policy = text_of(folder.path() / kPolicyFile);
    write(folder.path() / kPolicyFile, replaced(policy, "\"tier_weights\"", "8", "0"));
    const auto allocated = folder.said(allocate_folder);
    BOOST_TEST(allocated.status == 2);
    BOOST_TEST(allocated.wrong.find("policy.json: /round/tier_weights/0") != std::string::npos,
               allocated.wrong);
    BOOST_TEST(text_of(folder.awards()) == "old");
    BOOST_TEST(!fs::exists(folder.certificate()));
    write(folder.certificate(), "{}");
    const auto certified = folder.said(certify_folder);
    BOOST_TEST(certified.status == 2);
    BOOST_TEST(certified.wrong.find("certificate.json: /") != std::string::npos, certified.wrong);
}

BOOST_AUTO_TEST_CASE(files_that_are_too_large_are_refused_in_a_sentence)
{
    const Folder folder;
    BOOST_REQUIRE(folder.said(allocate_folder).status == 0);
    const auto awards = text_of(folder.awards()), certificate = text_of(folder.certificate());
    write(folder.awards(), awards + std::string(262'145, ' ') + '\n');
    const auto long_line = folder.said(certify_folder);
    BOOST_TEST(long_line.status == 2);
    const auto lines = std::ranges::count(awards, '\n') + 1;
    BOOST_TEST(long_line.wrong == folder.awards().string() + ":" + std::to_string(lines) +
                                      ": this line is too long, 256 KB at most: please split it\n");
    write(folder.awards(), awards);
    write(folder.certificate(), certificate + std::string(67'108'864, ' '));
    const auto large = folder.said(certify_folder);
    BOOST_TEST(large.status == 2);
    BOOST_TEST(large.wrong == folder.certificate().string() + ": the file is too large; at most 65536 KB\n");
}

BOOST_AUTO_TEST_SUITE_END()
