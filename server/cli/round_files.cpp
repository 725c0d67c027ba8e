#include "server/cli/round_files.hpp"
#include "matching/sieve.hpp"
#include "server/cli/province_files.hpp"
#include "server/formats/province.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/rounds/digest.hpp"
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace server::cli {

namespace fs = std::filesystem;
using namespace models;
using matching::AwardLine;

namespace {

Refusal placed(Refusal refusal, const std::string& place)
{
    for (auto& fault : refusal.faults)
        fault.pointer = place + ":" + (fault.pointer.empty() ? "" : " ") + fault.pointer;
    return refusal;
}

template <class Value> Result<Value> unreadable(const fs::path& path)
{
    return refuse(Reason::unreadable, "terminal.error.no_file", path.string() + ":");
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
        if (!hash) return unreadable<RoundInput>(folder / file);
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
    if (!file || fs::is_directory(path)) return unreadable<std::vector<AwardLine>>(path);
    std::vector<AwardLine> awards;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        const auto place = path.string() + ":" + std::to_string(++number);
        const auto value = read_json(line);
        if (!value) return std::unexpected(placed(value.error(), place));
        auto award = read_award(*value);
        if (!award) return std::unexpected(placed(award.error(), place));
        awards.push_back(*award);
    }
    return awards;
}

Result<CertificateFile> read_certificate_file(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file || fs::is_directory(path)) return unreadable<CertificateFile>(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto value = read_json(text);
    if (!value) return std::unexpected(placed(value.error(), path.string()));
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
