#include "server/cli/match_province.hpp"
#include "matching/sieve.hpp"
#include "server/cli/province_files.hpp"
#include "server/files/new_file.hpp"
#include "server/formats/match_text.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/crew.hpp"

namespace server::cli {

using namespace matching;

namespace {

constexpr std::size_t kStep = 1'000; // needs between two looks at the meter

std::vector<MatchRow> rows_of(const Snapshot& snapshot, std::span<const Match> matches)
{
    std::vector<MatchRow> rows;
    for (const auto& match : matches) {
        MatchRow row{snapshot.programs()[match.program].id, match.fits, match.score, match.cost, {}};
        if (match.award >= 0) row.award = match.award;
        rows.push_back(row);
    }
    return rows;
}

// A line for each need that is wanting, also where nothing was found for it.
void write_matches(const Snapshot& snapshot, const Sieve::Matches& matches, NewFile& file, Meter& meter)
{
    for (std::size_t i = 0; i < matches.needs.size(); ++i) {
        const auto& need = matches.needs[i];
        const auto& family = snapshot.families()[need.family.value];
        file.write(match_text(family.referral, need.need + 1, rows_of(snapshot, matches.of(need))));
        if (i % kStep == 0) meter.show(i, matches.needs.size());
    }
}

} // namespace

int match_province(const Library& library, const ProvinceWish& wish, Meter& meter, std::ostream& wrong)
{
    const auto snapshot = read_snapshot(wish.in, library, wish.threads, meter);
    if (!snapshot) {
        meter.clear();
        say_faults(programs::words_of(library, wish.language), snapshot.error(), wrong);
        return 2;
    }
    NewFile file(wish.out);
    const auto crew = rounds::crew(wish.threads);
    const auto matches = Sieve::build(*snapshot, crew).match_all(wish.top, crew);
    write_matches(*snapshot, matches, file, meter);
    file.keep();
    meter.clear();
    return 0;
}

} // namespace server::cli
