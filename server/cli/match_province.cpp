#include "server/cli/match_province.hpp"
#include "matching/sieve.hpp"
#include "server/files/new_file.hpp"
#include "server/formats/match_text.hpp"
#include "server/formats/province.hpp"
#include "server/html/messages.hpp"
#include <ostream>
#include <thread>

namespace server::cli {

using namespace matching;
using namespace models;

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

Progress on_threads(std::size_t count)
{
    Progress progress;
    progress.workers = count;
    progress.with_all = [count](const std::function<void(std::size_t)>& work) {
        std::vector<std::jthread> others;
        for (std::size_t worker = 1; worker < count; ++worker) others.emplace_back(work, worker);
        work(0);
    };
    return progress;
}

// DIR/households.jsonl:17: /needs/0/type: there is no such need
void say_what_is_wrong(const Library& library, const ProvinceWish& wish, const Refusal& refusal,
                       std::ostream& wrong)
{
    for (const auto& fault : refusal.faults)
        wrong << (wish.in / fault.pointer).string() << (fault.pointer.ends_with(':') ? " " : ": ")
              << html::sentence(*library.messages, wish.language, fault) << '\n';
}

} // namespace

int match_province(const Library& library, const ProvinceWish& wish, Meter& meter, std::ostream& wrong)
{
    const auto reading = [&](std::size_t households) { meter.show(households); };
    auto province = read_province(wish.in, library, wish.threads, reading);
    if (!province) {
        meter.clear();
        say_what_is_wrong(library, wish, province.error(), wrong);
        return 2;
    }
    const auto policy = std::make_shared<const Policy>(std::move(province->policy));
    const auto snapshot = Snapshot::build(std::move(province->families), std::move(province->programs),
                                          {library.divisions, library.standards, policy, province->as_of});
    NewFile file(wish.out);
    const auto workers = on_threads(wish.threads);
    const auto matches = Sieve::build(snapshot, workers).match_all(wish.top, workers);
    write_matches(snapshot, matches, file, meter);
    file.keep();
    meter.clear();
    return 0;
}

} // namespace server::cli
