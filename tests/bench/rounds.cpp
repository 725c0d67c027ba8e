#include "tests/bench/rounds.hpp"
#include "matching/allocate.hpp"
#include "matching/baselines.hpp"
#include "matching/certify.hpp"
#include "matching/sieve.hpp"
#include "tests/bench/made.hpp"
#include "tests/bench/peers/solvers.hpp"
#include "tests/bench/peers/talker.hpp"
#include "tests/bench/threads.hpp"
#include "tests/support/temp_folder.hpp"
#include <nlohmann/json.hpp>
#include <sstream>

namespace bench {

using namespace matching;

namespace {

constexpr double kAlike = 1e-6; // of a solver in floating point

std::vector<std::uint64_t> lottery_keys(const Snapshot& snapshot)
{
    std::vector<std::uint64_t> keys;
    for (const auto& family : snapshot.families())
        keys.push_back(static_cast<std::uint64_t>(family.referral.value) * 0x9E3779B97F4A7C15);
    return keys;
}

struct Solved {
    Allocation allocation;
    double seconds{};
};
Solved solved(const Round& round)
{
    auto progress = on_threads(2);
    progress.tell = [](int) { return !is_stopped(); };
    std::optional<Allocation> found;
    const auto seconds = seconds_of([&] { found = allocate(round, progress); });
    go_on_unless_stopped();
    return {std::move(found.value()), seconds};
}

struct Theirs {
    double seconds{}, value{};
};

// One size of province.
class Measuring {
public:
    Measuring(std::size_t families, const Wishes& wishes, Section& section)
        : families_(families),
          limit_(wishes.limit),
          section_(section),
          made_(make_province(families, wishes.programs)),
          sieve_(Sieve::build(made_.snapshot, on_threads(2)))
    {
    }

    void measure()
    {
        std::optional<Round> built;
        const auto build = seconds_of([&] {
            built = build_round(made_.snapshot, lottery_keys(made_.snapshot), options_of(), on_threads(2));
        });
        const auto& round = *built;
        row("the round from the columns: " + shown(static_cast<double>(round.options.size())) + " options",
            build, {}, {});
        const auto whole = solved(round);
        tell("a round with floors", whole, "≤ 2 × the time and gap without");
        certify_it(round, whole);
        const auto plain = without_floors(round);
        const auto of_plain = solved(plain);
        tell("without floors", of_plain, "≤ 10 s; gap ≤ 0.10 % (small: ≤ 0.2 %)");
        baselines(plain, of_plain);
        linear(plain, of_plain);
        flow(plain);
    }

private:
    OptionsOf options_of() const
    {
        return [this](FamilyIndex family) { return sieve_.options_of(family); };
    }

    void row(const std::string& what, std::optional<double> seconds, const std::string& value,
             const std::string& share, const std::string& target = "")
    {
        section_.rows.push_back({shown(static_cast<double>(families_)), what,
                                 seconds ? shown_time(*seconds * 1e6) : "", value, share, target});
        nlohmann::json figure{{"families", families_}, {"what", what}, {"value", value}, {"share", share}};
        if (seconds) figure["seconds"] = *seconds;
        section_.figures->push_back(std::move(figure));
    }

    void tell(const std::string& what, const Solved& solved, const std::string& target)
    {
        const auto gap = static_cast<double>(solved.allocation.gap_millionths) / 1e4;
        row("ours: " + what, solved.seconds, shown(static_cast<double>(solved.allocation.value)),
            "gap " + shown(gap) + " %", target);
    }

    void certify_it(const Round& round, const Solved& whole)
    {
        std::optional<models::Fault> wrong;
        const auto seconds = seconds_of([&] {
            const auto evidence = evidence_of(made_.snapshot, options_of(), on_threads(2)).value();
            wrong = certify(evidence, award_lines(round, whole.allocation.awards),
                            certificate_of(round, whole.allocation), on_threads(2));
        });
        row("ours: certified by the second look", seconds, {}, {}, "≤ 5 s");
        if (wrong) section_.faults.push_back("the certificate is refused: " + wrong->key);
    }

    void baselines(const Round& round, const Solved& ours)
    {
        const auto best = static_cast<double>(ours.allocation.value);
        for (const auto which : {Baseline::first_come, Baseline::by_score, Baseline::by_value}) {
            std::vector<std::size_t> awards;
            const auto seconds = seconds_of([&] { awards = baseline(round, which); });
            const auto value = static_cast<double>(outcome_of(round, awards).all.value);
            row("baseline: " + std::string(models::name_of(which)), seconds, shown(value),
                "ours " + shown_times(best / value),
                which == Baseline::first_come ? "≥ 1.20 ×"
                : which == Baseline::by_value ? "≥ 1.06 ×"
                                              : "");
        }
    }

    std::optional<Theirs> ask(const std::string& program, const std::filesystem::path& file,
                              const std::string& name)
    {
        if (!is_there(program)) {
            section_.notes.push_back(name + " is left out: ./dev bench installs and builds it.");
            return {};
        }
        Talker talker({program, file}, folder_.path() / "log");
        const auto answer = talker.ask("go", limit_);
        if (!answer) {
            row(name, {}, "not in " + std::to_string(limit_.count()) + " s", {});
            return {};
        }
        Theirs theirs;
        std::istringstream(*answer) >> theirs.seconds >> theirs.value;
        return theirs;
    }

    // Nothing can be worth more than the linear program.
    void linear(const Round& round, const Solved& ours)
    {
        const auto file = folder_.path() / "linear";
        write_linear(round, file);
        const auto theirs = ask(PEER_CLP, file, "COIN-OR CLP");
        if (!theirs) return;
        const auto value = static_cast<double>(ours.allocation.value);
        row("COIN-OR CLP, parts of awards allowed", theirs->seconds, shown(theirs->value),
            "ours " + shown(value / theirs->value * 100) + " % of it, in " +
                shown_times(ours.seconds / theirs->seconds) + " of its time");
        if (value > theirs->value * (1 + kAlike))
            section_.faults.push_back("a round is worth more than its linear program");
        const auto bound = static_cast<double>(ours.allocation.bound);
        row("our bound beside it", {}, shown(bound), shown(bound / theirs->value * 100) + " %");
    }

    // The exact value lies between ours and our bound.
    void flow(const Round& whole)
    {
        const auto round = places_only(whole);
        const auto file = folder_.path() / "flow";
        write_flow(round, file);
        const auto ours = solved(round);
        tell("places only, one award a need", ours, "");
        const auto theirs = ask(PEER_LEMON, file, "LEMON");
        if (!theirs) return;
        const auto value = static_cast<double>(ours.allocation.value);
        row("LEMON network simplex, exact", theirs->seconds, shown(theirs->value),
            "ours " + shown(value / theirs->value * 100) + " % of it, " +
                shown_times(theirs->seconds / ours.seconds) + " faster");
        if (value > theirs->value || static_cast<double>(ours.allocation.bound) < theirs->value)
            section_.faults.push_back("the exact value does not lie between ours and our bound");
    }

    std::size_t families_;
    std::chrono::seconds limit_;
    Section& section_;
    support::TempFolder folder_;
    Made made_;
    Sieve sieve_;
};

} // namespace

Section measure_rounds(const Wishes& wishes)
{
    auto section = bench::section("rounds", "Rounds: who gets what · 分配轮次");
    *section.figures = nlohmann::json::array();
    section.notes = {
        "Two threads for ours, solvers use one; each once, ours right before its peer. A peer is ended "
        "from outside after " +
            std::to_string(wishes.limit.count()) + " s.",
        "Value: docs/formats.md \"Rounds\". Gap: by which it may lie below the best there is."};
    section.rows.push_back({"families", "", "time", "value", "", "target"});
    for (const auto families : wishes.rounds_of) Measuring(families, wishes, section).measure();
    return section;
}

} // namespace bench
