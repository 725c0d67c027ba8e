#pragma once
#include "server/cli/meter.hpp"
#include <filesystem>
#include <iosfwd>

namespace server {
class Library;
enum class Language;
} // namespace server

namespace server::cli {

struct RoundWish {
    std::filesystem::path in;                  // a folder as simulate writes it
    std::filesystem::path awards, certificate; // allocate writes them, certify reads them
    std::size_t threads = 2;
    Language language{};
};

// parasol allocate --in DIR --out AWARDS.jsonl --certificate CERT.json: who gets what when places and money
// are short (docs/formats.md "Rounds"), the same bytes for any number of threads, and on `out` what it comes
// to beside the baselines. 0; a folder that cannot be taken: each fault a sentence on `wrong`, 2, and the
// files stay as they were.
int allocate_folder(const Library&, const RoundWish&, Meter&, std::ostream& out, std::ostream& wrong);

// parasol certify --in DIR --awards AWARDS.jsonl --certificate CERT.json: works every figure out again by
// other code. 0 if all of them are confirmed; 1 and on `wrong` the first that is not; 2 for files that cannot
// be read.
int certify_folder(const Library&, const RoundWish&, Meter&, std::ostream& out, std::ostream& wrong);

} // namespace server::cli
