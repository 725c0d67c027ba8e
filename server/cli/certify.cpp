#include "matching/certify.hpp"
#include "server/cli/province_files.hpp"
#include "server/cli/round.hpp"
#include "server/cli/round_files.hpp"
#include "server/cli/round_sheet.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/crew.hpp"
#include "server/rounds/digest.hpp"
#include "server/rounds/lottery.hpp"
#include <ostream>

namespace server::cli {

using namespace matching;
using namespace models;

namespace {

std::vector<std::int64_t> ids_of(const Evidence& evidence)
{
    std::vector<std::int64_t> ids;
    for (const auto& household : evidence.households) ids.push_back(household.id);
    return ids;
}

// Is this certificate about these files?
std::optional<Fault> differs(const CertificateFile& file, const RoundInput& input, const Evidence& evidence,
                             const std::filesystem::path& awards)
{
    auto found = input.hashes;
    found["awards"] = rounds::file_digest(awards).value_or("");
    found["list"] = list_hash(ids_of(evidence));
    for (const auto* name : kCertificateInputs)
        if (file.inputs.at(name) != found.at(name)) return Fault{"certify.input", {}, {{"input", name}}};
    const auto& ground = input.snapshot.ground();
    if (file.as_of != ground.as_of) return Fault{"certify.as_of", {}, {}};
    if (file.seed != ground.policy->round.seed) return Fault{"certify.seed", {}, {}};
    const auto& floors = ground.policy->round.floors;
    for (std::size_t i = 0; i < std::min(floors.size(), file.floor_names.size()); ++i)
        if (floors[i].name != file.floor_names[i])
            return Fault{"certify.floor_name", {}, {{"name", floors[i].name}}};
    return {};
}

} // namespace

int certify_folder(const Library& library, const RoundWish& wish, Meter& meter, std::ostream& out,
                   std::ostream& wrong)
{
    const auto words = programs::words_of(library, wish.language);
    const auto unreadable = [&](const Refusal& refusal) {
        meter.clear();
        say_faults(words, refusal, wrong);
        return 2;
    };
    const auto file = read_certificate_file(wish.certificate);
    if (!file) return unreadable(file.error());
    const auto awards = read_awards(wish.awards);
    if (!awards) return unreadable(awards.error());
    const auto input = read_round_input(wish.in, library, wish.threads, meter);
    if (!input) return unreadable(input.error());
    const auto crew = rounds::crew(wish.threads, meter.teller());
    const auto& snapshot = input->snapshot;
    const auto& policy = snapshot.ground().policy->round;
    const auto keys =
        policy.stable ? rounds::lottery_keys(policy.seed, snapshot.families()) : std::vector<std::uint64_t>{};
    const auto evidence = evidence_of(snapshot, options_of_all(snapshot, crew), crew, keys);
    auto fault = differs(*file, *input, *evidence, wish.awards);
    if (!fault) fault = certify(*evidence, *awards, file->certificate, crew);
    meter.clear();
    if (fault) {
        wrong << html::sentence(words.messages, words.language, *fault) << '\n';
        return 1;
    }
    RoundSheet sheet{words, out};
    sheet.confirmed(awards->size());
    sheet.floors(*file);
    sheet.proof(file->certificate);
    return 0;
}

} // namespace server::cli
