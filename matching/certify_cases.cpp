#include "matching/certify_household.hpp"
#include <algorithm>
#include <set>

namespace matching {

namespace {

struct Step {
    const ClosingClaim* closing{};
    std::uint32_t program{}; // index
    bool gives_nothing = true;
};
using Path = std::vector<Step>;

// Of a household: a choice of all of its choices.
struct Place {
    std::size_t household{};
    std::uint32_t at{};
};

// Programs of steps that only one of the paths has.
std::set<std::uint32_t> that_differ(const Path& one, const Path& other)
{
    std::set<std::uint32_t> programs;
    std::size_t same = 0;
    while (same < std::min(one.size(), other.size()) && one[same].closing == other[same].closing &&
           one[same].gives_nothing == other[same].gives_nothing)
        ++same;
    for (auto at = same; at < one.size(); ++at) programs.insert(one[at].program);
    for (auto at = same; at < other.size(); ++at) programs.insert(other[at].program);
    return programs;
}

Exactly worth(const PricePair& prices, const Evidence::Limit& limit)
{
    Exactly sum = 0;
    if (limit.places != Evidence::kNone) sum += Exactly{prices.place} * limit.places;
    if (limit.fen != Evidence::kNone) sum += Exactly{prices.fen} * limit.fen;
    return sum;
}

} // namespace

Exactly worth_of_limits(const Evidence& evidence, std::span<const ProgramPrices> all, const Given& left)
{
    Exactly sum = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < evidence.programs.size(); ++i) {
        if (!evidence.programs[i].used) continue;
        const auto& prices = all[at++];
        sum += worth(prices.own, left.own[i]);
        for (std::size_t row = 0; row < prices.rows.size(); ++row)
            sum += worth(prices.rows[row], left.rows[i][row]);
    }
    return sum;
}

struct Cases::Inside {
    const Evidence& evidence;
    const StageClaim& stage;
    const Given& left;
    std::span<const std::int64_t> holds;
    const Progress& progress;

    std::vector<bool> inside;                       // by household: of this stage
    std::vector<std::vector<Place>> of;             // by program whose groups come in order
    std::vector<std::int64_t> dearest;              // by program
    Path path;                                      // what follows is about
    std::vector<bool> closed;                       // by choice of all
    std::vector<std::vector<std::uint32_t>> wanted; // by household

    // What households bring at some prices, on one path.
    struct Weighed {
        Weighed(const Evidence& evidence, std::span<const ProgramPrices> prices) : tariffs(evidence, prices)
        {
        }
        Tariffs tariffs;
        std::vector<Exactly> best;
        Exactly sum = 0;
        Path path;
    };
    std::vector<std::unique_ptr<Weighed>> weighed{};

    const Evidence::Choice& choice(const Place& one) const
    {
        return choices_of(evidence, evidence.households[one.household])[one.at];
    }
    std::size_t number(const Place& one) const
    {
        return evidence.households[one.household].first_choice + one.at;
    }

    void find_places()
    {
        of.resize(evidence.programs.size());
        dearest.resize(evidence.programs.size());
        inside.resize(evidence.households.size());
        closed.resize(evidence.choices.size());
        wanted.resize(evidence.households.size());
        for (const auto& one : evidence.choices)
            dearest[one.program] = std::max(dearest[one.program], one.cost);
        for (std::size_t i = 0; i < inside.size(); ++i) {
            inside[i] = std::ranges::count(stage.tiers, evidence.households[i].tier) > 0;
            for (std::uint32_t at = 0; inside[i] && at < evidence.households[i].choices; ++at)
                if (const auto program = choice({i, at}).program; evidence.programs[program].grouped)
                    of[program].push_back({i, at});
        }
    }

    std::optional<std::uint32_t> program_of(const ClosingClaim& closing) const
    {
        const auto at =
            std::ranges::lower_bound(evidence.programs, closing.program, {}, &Evidence::Program::id);
        const bool right = at != evidence.programs.end() && at->id == closing.program && at->grouped &&
                           closing.group >= 1 && closing.fen >= 0 && closing.quota >= 0 &&
                           closing.quota <= std::ssize(at->rows);
        if (!right) return {};
        return static_cast<std::uint32_t>(at - evidence.programs.begin());
    }

    // Calls `weigh` at each case that is not split, `path` being its. False: they are not all there, or too
    // many.
    template <class Weigh> bool walk(const Weigh& weigh) const
    {
        Path at;
        bool open = true;
        for (const auto& one : stage.cases) {
            if (!open) return false;
            if (one.split) {
                const auto program = program_of(*one.split);
                if (!program) return false;
                at.push_back({&*one.split, *program, true});
                continue;
            }
            if (one.prices < 0 || one.prices > std::ssize(stage.further) || !weigh(one.prices, at))
                return false;
            while (!at.empty() && !at.back().gives_nothing) at.pop_back();
            open = !at.empty();
            if (open) at.back().gives_nothing = false;
        }
        return !open;
    }

    bool is_later(const Step& step, const Place& one) const
    {
        const auto& what = choice(one);
        const auto& rows = evidence.row_sets[what.rows];
        const auto row = static_cast<std::uint32_t>(step.closing->quota - 1);
        return !closed[number(one)] && what.group >= static_cast<std::uint64_t>(step.closing->group) &&
               what.cost >= step.closing->fen &&
               (step.closing->quota == 0 || std::ranges::count(rows, row) > 0);
    }

    // Something is given of it: who comes before and would have room after its withdrawal wants nothing more
    // of the program.
    void settle(const Step& step)
    {
        std::vector<Place> later;
        for (const auto& one : of[step.program])
            if (is_later(step, one)) later.push_back(one);
        if (later.empty()) return;
        auto cost = Evidence::kNone;
        auto freed = evidence.row_sets[choice(later[0]).rows]; // by all of them
        std::set<std::size_t> whose;
        for (const auto& one : later) {
            const auto& rows = evidence.row_sets[choice(one).rows];
            std::erase_if(freed, [&](std::uint32_t row) { return std::ranges::count(rows, row) == 0; });
            cost = std::min(cost, choice(one).cost);
            whose.insert(one.household);
        }
        for (const auto& one : of[step.program]) {
            const auto& what = choice(one);
            if (closed[number(one)] || what.group >= static_cast<std::uint64_t>(step.closing->group) ||
                whose.contains(one.household))
                continue;
            const auto& own = left.own[step.program];
            bool room = has_room(own, own, true, what, cost);
            for (const auto row : evidence.row_sets[what.rows])
                room = room && has_room(left.rows[step.program][row], own, std::ranges::count(freed, row) > 0,
                                        what, cost);
            if (room) wanted[one.household].push_back(one.at);
        }
    }
    // A limit with one award less, in which all others are fewer than the program has places.
    bool has_room(const Evidence::Limit& limit, const Evidence::Limit& own, bool freed,
                  const Evidence::Choice& what, std::int64_t cost) const
    {
        const bool places = limit.places == Evidence::kNone || freed || limit.places >= own.places;
        if (!places || limit.fen == Evidence::kNone) return places;
        if (what.cost <= cost && (freed || limit.fen >= own.fen)) return true;
        return own.places != Evidence::kNone &&
               limit.fen - what.cost >= Exactly{own.places - 1} * dearest[what.program];
    }

    void go_to(const Path& to)
    {
        for (const auto program : that_differ(path, to)) {
            for (const auto& one : of[program]) {
                closed[number(one)] = false;
                std::erase_if(wanted[one.household], [&](std::uint32_t at) {
                    return choice({one.household, at}).program == program;
                });
            }
            for (const auto& step : to) {
                if (step.program != program) continue;
                if (!step.gives_nothing) settle(step);
                for (const auto& one : of[program])
                    if (step.gives_nothing && is_later(step, one)) closed[number(one)] = true;
            }
        }
        path = to;
    }

    Exactly best(Household& search, std::size_t household) const
    {
        std::vector<std::uint32_t> open;
        for (const auto at : wanted[household])
            if (!closed[number({household, at})]) open.push_back(at);
        const auto& whose = evidence.households[household];
        return open.empty() ? search.most(whose, closed) : search.most_settled(whose, closed, open);
    }

    Exactly weigh(Weighed& at, std::span<const std::int64_t> floors)
    {
        if (at.best.empty()) {
            at.best.resize(inside.size());
            progress.share_out(inside.size(), [&](std::size_t) {
                return [&, search = Household(evidence, at.tariffs, floors, Counted::values)](
                           std::size_t i) mutable {
                    if (inside[i]) at.best[i] = best(search, i);
                };
            });
            for (const auto part : at.best) at.sum += part;
        } else {
            Household search(evidence, at.tariffs, floors, Counted::values);
            for (const auto program : that_differ(at.path, path))
                for (const auto& one : of[program]) {
                    at.sum -= at.best[one.household];
                    at.best[one.household] = best(search, one.household);
                    at.sum += at.best[one.household];
                }
        }
        at.path = path;
        return at.sum;
    }
};

Cases::Cases(const Evidence& evidence, const StageClaim& stage, const Given& left,
             std::span<const std::int64_t> holds, const Progress& progress)
    : inside_(std::make_unique<Inside>(evidence, stage, left, holds, progress))
{
    inside_->find_places();
}
Cases::~Cases() = default;

bool Cases::are_whole() const
{
    std::vector<bool> used(inside_->stage.further.size() + 1);
    if (inside_->stage.cases.empty()) return used.size() == 1;
    const bool whole = inside_->walk(
        [&](std::int64_t prices, const Path&) { return used[static_cast<std::size_t>(prices)] = true; });
    return whole && std::ranges::count(used, false) == 0;
}

std::optional<Exactly> Cases::most()
{
    auto& in = *inside_;
    in.weighed.resize(in.stage.further.size() + 1);
    std::optional<Exactly> most;
    bool stopped = false;
    const auto weigh = [&](std::int64_t number, const Path& path) {
        const auto& stage = in.stage;
        const auto at = static_cast<std::size_t>(number);
        const auto& prices = number == 0 ? stage.prices : stage.further[at - 1].prices;
        const auto& floors = number == 0 ? stage.floors : stage.further[at - 1].floors;
        if (!in.weighed[at]) in.weighed[at] = std::make_unique<Inside::Weighed>(in.evidence, prices);
        in.go_to(path);
        auto bound = in.weigh(*in.weighed[at], floors) + worth_of_limits(in.evidence, prices, in.left);
        for (std::size_t i = 0; i < floors.size(); ++i) bound -= Exactly{floors[i]} * in.holds[i];
        most = std::max(most.value_or(bound), bound);
        stopped = !in.progress.goes_on(500);
        return !stopped;
    };
    if (in.stage.cases.empty())
        weigh(0, {});
    else
        in.walk(weigh);
    if (stopped) return {};
    return most;
}

} // namespace matching
