#pragma once
#include "matching/certificate.hpp"
#include "matching/option.hpp"
#include "matching/progress.hpp"
#include "models/result.hpp"
#include "server/cli/meter.hpp"
#include "server/formats/round_json.hpp"
#include <filesystem>

namespace server {
class Library;
}

// What the verbs `allocate` and `certify` read: docs/formats.md "Files of a province" and "Rounds".
namespace server::cli {

// A folder as one run sees it, and the SHA-256 of its files as a certificate names them.
struct RoundInput {
    matching::Snapshot snapshot;
    std::map<std::string, std::string> hashes; // "households", "programs", "policy"
};
models::Result<RoundInput> read_round_input(const std::filesystem::path& folder, const Library&,
                                            std::size_t threads, Meter&);

// By columns where there are many families, else row by row: the answers are the same. The snapshot must
// outlive it.
matching::OptionsOf options_of_all(const matching::Snapshot&, const matching::Progress& crew);

// The pointer of a fault begins with the file and, for a line, its number.
models::Result<std::vector<matching::AwardLine>> read_awards(const std::filesystem::path&);
models::Result<CertificateFile> read_certificate_file(const std::filesystem::path&);

// The hash of ids, each with a line feed.
std::string list_hash(const std::vector<std::int64_t>& ids);

} // namespace server::cli
