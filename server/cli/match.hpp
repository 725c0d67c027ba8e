#pragma once
#include "matching/snapshot.hpp"
#include "server/http/library.hpp"
#include "server/library/load.hpp"
#include <filesystem>
#include <iosfwd>
#include <vector>

namespace server {
enum class Language;
}

namespace server::cli {

// Programs as a file of config/ has them, as if all were registered today: nothing given away yet.
matching::Snapshot programs_of(const Library&, std::vector<ConfigProgram>, models::Time as_of);

struct MatchWish {
    std::filesystem::path file; // docs/formats.md "Referral"
    Language language{};
    bool color = false;      // a terminal that shows it
    std::size_t explain = 0; // rule by rule, for the candidate of this rank; 0: none
};

// parasol match FILE: which programs fit the family of this file, why, which nearly do and what to ask,
// without a server or a database. The snapshot's day is the day it is read on. 0; a file that cannot be
// taken: one sentence with the place on `wrong`, 2.
int match_file(const Library&, const matching::Snapshot& programs, const MatchWish&, std::ostream& out,
               std::ostream& wrong);

} // namespace server::cli
