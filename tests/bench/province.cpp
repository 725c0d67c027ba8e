#include "tests/bench/province.hpp"
#include "tests/bench/bandwidth.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/peers/contenders.hpp"
#include "tests/bench/threads.hpp"
#include <nlohmann/json.hpp>

namespace bench {

using namespace matching;
using nlohmann::json;

namespace {

// Families a second, and how long one took.
Sample rate(std::size_t families, double seconds)
{
    const auto each = seconds * 1e6 / static_cast<double>(families);
    return {static_cast<double>(families) / seconds, each, each};
}

std::size_t families_of(const Made& made, std::size_t step)
{
    return (made.snapshot.families().size() + step - 1) / step;
}

std::vector<Contender> contenders_of(const Made& made, const Sieve& sieve, const Peers& peers)
{
    std::vector<Contender> contenders;
    const auto all = made.snapshot.families().size();
    for (const std::size_t threads : {1U, 2U})
        contenders.push_back({"Parasol", [&sieve, all, threads] {
                                  const auto progress = on_threads(threads);
                                  return rate(all, seconds_of([&] { sieve.match_all(kTop, progress); }));
                              }});
    for (const auto& peer : peers.all())
        contenders.push_back(
            {peer.name, [&peer, few = families_of(made, peer.step)] { return rate(few, peer.go()); }});
    return contenders;
}

void compare(const Province& province, const Sieve& sieve, const Peers& peers, Section& section)
{
    const auto right = ours(province.snapshot, sieve.match_all(kTop));
    const auto families = province.families();
    for (const auto& peer : peers.all()) {
        auto wrong = difference(peer.name, right, peer.found(), families, peer.step);
        if (!wrong.empty()) section.faults.push_back(std::move(wrong));
    }
}

std::size_t matches_in(const Sieve::Matches& matches)
{
    std::size_t sum = 0;
    for (const auto& need : matches.needs) sum += need.count;
    return sum;
}

// How far from what memory alone would allow: columns and answers read once, the matches written.
void tell_size(const Made& made, const Sieve& sieve, const Province& province, double seconds,
               Section& section)
{
    const auto counts = sieve.counts();
    const auto families = static_cast<double>(counts.families);
    const auto found = matches_in(sieve.match_all(kTop)), all = matches_in(sieve.match_all(kNoLimit));
    const auto bytes = static_cast<double>(counts.bytes) + static_cast<double>(found * sizeof(Match));
    const auto bandwidth = memory_bandwidth(2);
    const auto least = bytes / bandwidth;
    const auto share = static_cast<double>(province.blocks.told.size()) / static_cast<double>(all);
    section.notes.push_back(shown(families) + " invented families with " +
                            shown(static_cast<double>(counts.needs)) + " needs, " +
                            shown(static_cast<double>(counts.programs)) +
                            " programs: " + shown(static_cast<double>(counts.nominal)) + " pairs by name, " +
                            shown(static_cast<double>(counts.met)) + " whose bits are looked at, " +
                            shown(static_cast<double>(all)) + " weighed, " +
                            shown(static_cast<double>(found)) + " in the answer.");
    section.notes.push_back("In memory " + shown(made.bytes_a_family) + " B a family as a record, " +
                            shown(static_cast<double>(counts.bytes) / families) +
                            " B in columns. Read once and answered at the measured " +
                            shown(bandwidth / 1e9) + " GB/s: " + shown_time(least * 1e6) +
                            "; two threads take " + shown(seconds / least) + " times as long.");
    section.notes.push_back("Peers are told the " + shown(100 * share) +
                            " % of all pairs that no column can say; preparation is not timed.");
    (*section.figures)["size"] = {{"families", counts.families},
                                  {"needs", counts.needs},
                                  {"programs", counts.programs},
                                  {"nominal_pairs", counts.nominal},
                                  {"met_pairs", counts.met},
                                  {"matches", found},
                                  {"candidates", all},
                                  {"record_bytes_a_family", made.bytes_a_family},
                                  {"column_bytes_a_family", static_cast<double>(counts.bytes) / families},
                                  {"memory_bytes_a_second", bandwidth},
                                  {"times_of_bandwidth", seconds / least},
                                  {"told_pairs", province.blocks.told.size()},
                                  {"blocks", province.blocks.count},
                                  {"peer_pairs", province.blocks.met}};
}

void add_row(const Measured& measured, std::size_t families, std::size_t threads, const Spread* faster,
             double target, Section& section)
{
    const auto name = measured.name + (threads == 1 ? ", 1 thread" : ", 2 threads");
    section.rows.push_back(
        {name, shown(static_cast<double>(families)), shown_time(measured.spread(&Sample::p50).median),
         shown(measured.spread(&Sample::per_second).median), faster ? shown_times(*faster) : "",
         target > 0 ? "≥ " + shown_times(target) : ""});
    json row{{"who", measured.name},
             {"families", families},
             {"threads", threads},
             {"families_a_second", json_of(measured.spread(&Sample::per_second))}};
    if (faster) row["ours_faster"] = json_of(*faster);
    if (target > 0) row["target"] = target;
    (*section.figures)["contenders"].push_back(std::move(row));
}

} // namespace

Section measure_province(const Made& made, const Wishes& wishes)
{
    auto section =
        bench::section("province", "All families before all programs, the best 20 of each need · 全省匹配");
    *section.figures = json::object();
    std::optional<Sieve> sieve;
    const auto build = seconds_of([&] { sieve = Sieve::build(made.snapshot, on_threads(2)); });
    const Province province(made.snapshot);
    const Peers peers(province, wishes);
    const auto measured = in_rounds(contenders_of(made, *sieve, peers), wishes.rounds);
    compare(province, *sieve, peers, section);

    const auto all = made.snapshot.families().size();
    const auto seconds = measured[1].spread(&Sample::p50).median * static_cast<double>(all) / 1e6;
    tell_size(made, *sieve, province, seconds, section);
    section.notes.push_back("Columns and answers of all families from records: " + shown_time(build * 1e6) +
                            " on two threads. Load after: " + shown(load_now()) + ".");
    (*section.figures)["build_seconds"] = build;
    for (const auto& why : peers.left_out()) section.notes.push_back("Left out: " + why + ".");
    section.rows.push_back({"", "families", "a family", "families a second", "ours is faster", "target"});
    for (const std::size_t threads : {1U, 2U})
        add_row(measured[threads - 1], all, threads, nullptr, 0, section);
    for (std::size_t i = 0; i < peers.all().size(); ++i) {
        const auto& peer = peers.all()[i];
        const auto faster = ratio(measured[peer.threads - 1], measured[2 + i], &Sample::per_second);
        add_row(measured[2 + i], families_of(made, peer.step), peer.threads, &faster, peer.target, section);
    }
    return section;
}

} // namespace bench
