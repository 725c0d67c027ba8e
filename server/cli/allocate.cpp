#include "matching/allocate.hpp"
#include "matching/baselines.hpp"
#include "server/cli/province_files.hpp"
#include "server/cli/round.hpp"
#include "server/cli/round_files.hpp"
#include "server/cli/round_sheet.hpp"
#include "server/files/new_file.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/crew.hpp"
#include "server/rounds/digest.hpp"
#include "server/rounds/lottery.hpp"
#include <nlohmann/json.hpp>
#include <ostream>

namespace server::cli {

using namespace matching;

namespace {

std::vector<std::int64_t> ids_of(const Round& round)
{
    std::vector<std::int64_t> ids;
    for (const auto& family : round.families) ids.push_back(family.id);
    return ids;
}

// The awards' hash is known once they are written.
std::string write_awards(const Round& round, const Allocation& allocation, NewFile& file)
{
    rounds::Digest digest;
    for (const auto& line : award_lines(round, allocation.awards)) {
        const auto text = award_text(line);
        digest.add(text);
        file.write(text);
    }
    return std::move(digest).hex();
}

CertificateFile certificate_file(const RoundInput& input, const Round& round, const Allocation& allocation)
{
    const auto& ground = input.snapshot.ground();
    CertificateFile file{
        ground.as_of, ground.policy->round.seed, input.hashes, {}, certificate_of(round, allocation)};
    file.inputs["list"] = list_hash(ids_of(round));
    for (const auto& floor : ground.policy->round.floors) file.floor_names.push_back(floor.name);
    return file;
}

} // namespace

int allocate_folder(const Library& library, const RoundWish& wish, Meter& meter, std::ostream& out,
                    std::ostream& wrong)
{
    const auto words = programs::words_of(library, wish.language);
    const auto input = read_round_input(wish.in, library, wish.threads, meter);
    if (!input) return meter.clear(), say_faults(words, input.error(), wrong), 2;
    const auto& snapshot = input->snapshot;
    const auto crew = rounds::crew(wish.threads, meter.teller());
    const auto keys = rounds::lottery_keys(snapshot.ground().policy->round.seed, snapshot.families());
    const auto round = build_round(snapshot, keys, options_of_all(snapshot, crew), crew);
    const auto allocation = allocate(*round, crew); // nobody stops it
    NewFile awards(wish.awards), certificate(wish.certificate);
    auto file = certificate_file(*input, *round, *allocation);
    file.inputs["awards"] = write_awards(*round, *allocation, awards);
    certificate.write(write_certificate(file).dump() + "\n");
    awards.keep();
    certificate.keep();
    meter.clear();
    RoundSheet sheet{words, out};
    sheet.outcomes(*round, *allocation);
    sheet.floors(file);
    sheet.proof(file.certificate);
    return 0;
}

} // namespace server::cli
