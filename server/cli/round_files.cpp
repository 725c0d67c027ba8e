#include "server/cli/round_files.hpp"
#include "matching/sieve.hpp"
#include "server/cli/province_files.hpp"
#include "server/cli/text_file.hpp"
#include "server/formats/province.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/rounds/digest.hpp"
#include <fstream>
#include <nlohmann/json.hpp>

namespace server::cli {

namespace fs = std::filesystem;
using namespace models;
using matching::AwardLine;

namespace {

constexpr std::size_t kMostCertificateBytes = 67'108'864; // prices of 5,000 programs take about 1 MB a stage

std::unexpected<Refusal> no_file(const fs::path& path)
{
    return refuse(Reason::unreadable, "terminal.error.no_file", path.string() + ":");
}

Result<AwardLine> award_in(const std::string& line)
{
    if (line.size() > kMostTextBytes) return refuse(Reason::unreadable, "error.province.long_line");
    const auto value = read_json(line);
    return value ? read_award(*value) : std::unexpected(value.error());
}

} // namespace

Result<RoundInput> read_round_input(const fs::path& folder, const Library& library, std::size_t threads,
                                    Meter& meter)
{
    auto snapshot = read_snapshot(folder, library, threads, meter);
    if (!snapshot) return std::unexpected(std::move(snapshot.error()));
    RoundInput input{*std::move(snapshot), {}};
    const std::pair<const char*, const char*> files[]{
        {"households", kHouseholdsFile}, {"programs", kProgramsFile}, {"policy", kPolicyFile}};
    for (const auto& [name, file] : files) {
        auto hash = rounds::file_digest(folder / file);
        if (!hash) return no_file(folder / file);
        input.hashes[name] = *std::move(hash);
    }
    return input;
}

matching::OptionsOf options_of_all(const matching::Snapshot& snapshot, const matching::Progress& crew)
{
    constexpr std::size_t kMany = 5'000; // below it columns are not worth building
    if (snapshot.families().size() < kMany)
        return [&snapshot](matching::FamilyIndex family) { return matching::options_of(snapshot, family); };
    const auto sieve = std::make_shared<const matching::Sieve>(matching::Sieve::build(snapshot, crew));
    return [sieve](matching::FamilyIndex family) { return sieve->options_of(family); };
}

Result<std::vector<AwardLine>> read_awards(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file || fs::is_directory(path)) return no_file(path);
    std::vector<AwardLine> awards;
    std::size_t number = 0;
    for (std::string line; next_line(file, line);) {
        ++number;
        const auto award = award_in(line);
        if (!award)
            return std::unexpected(placed(award.error(), path.string() + ":" + std::to_string(number)));
        awards.push_back(*award);
    }
    return awards;
}

Result<CertificateFile> read_certificate_file(const fs::path& path)
{
    const auto value = json_of_file(path, kMostCertificateBytes);
    if (!value) return std::unexpected(value.error());
    auto certificate = read_certificate(*value);
    if (!certificate) return std::unexpected(placed(certificate.error(), path.string()));
    return certificate;
}

std::string list_hash(const std::vector<std::int64_t>& ids)
{
    rounds::Digest digest;
    for (const auto id : ids) digest.add(std::to_string(id) + "\n");
    return std::move(digest).hex();
}

} // namespace server::cli
