#pragma once
#include "matching/snapshot.hpp"
#include "server/cli/meter.hpp"
#include "server/http/library.hpp"
#include <filesystem>
#include <iosfwd>

namespace server {
enum class Language;
}

namespace server::cli {

struct ProvinceWish {
    std::filesystem::path in, out; // a folder; the file to write
    std::size_t top = 20, threads = 2;
    Language language{};
};

// parasol match --in DIR --out FILE: the best programs for every need of a province (docs/formats.md
// "Matches"), the same bytes for any number of threads. 0; a folder that cannot be taken: each fault a
// sentence with file, line and place on `wrong`, 2, and FILE stays as it was.
int match_province(const Library&, const ProvinceWish&, Meter&, std::ostream& wrong);

} // namespace server::cli
