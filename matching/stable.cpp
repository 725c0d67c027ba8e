#include "matching/stable.hpp"
#include <algorithm>
#include <deque>
#include <numeric>

namespace matching {

namespace {

constexpr std::uint32_t kNobody = 0xFFFFFFFF;
constexpr int kVacancyPasses = 200; // after which what is still vacant stays so: told as blocking

bool is_short(const Capacity& left, const RoundOption& option)
{
    return left.places < 1 || left.fen < option.cost;
}

// Limits that could not hold it even alone make it no option.
bool is_too_much(const Round& round, const RoundOption& option)
{
    return std::ranges::any_of(round.kinds[option.kind].capacities,
                               [&](std::uint32_t at) { return is_short(round.capacities[at], option); });
}

// Its options that it can have at all, the highest score first.
std::vector<std::uint32_t> wishes_of(const Round& round, const RoundFamily& family)
{
    const auto options = round.options_of(family);
    std::vector<std::uint32_t> wishes;
    for (std::uint32_t i = 0; i < options.size(); ++i)
        if (!is_too_much(round, options[i])) wishes.push_back(i);
    std::ranges::sort(wishes, {},
                      [&](std::uint32_t i) { return std::pair{-std::int64_t{options[i].score}, i}; });
    return wishes;
}

// What it would rather have than what it holds.
std::vector<std::uint32_t> wanted_by(const Round& round, const Draft& draft, std::uint32_t number)
{
    auto wishes = wishes_of(round, round.families[number]);
    const auto held = draft.of(number);
    if (!held.empty()) wishes.erase(std::ranges::find(wishes, held.front()), wishes.end());
    return wishes;
}

struct Held { // on top of a heap stands who is last
    std::uint32_t place{}, family{}, option{};
};

class Acceptance {
public:
    Acceptance(const Round& round, const std::vector<std::uint32_t>& lines, Draft& draft)
        : round_(round),
          lines_(lines),
          draft_(draft),
          next_(round.families.size()),
          refused_from_(round.capacities.size(), kNobody),
          held_(round.capacities.size())
    {
    }

    bool run(const Progress& progress)
    {
        const auto many = round_.families.size();
        for (std::uint32_t family = 0; family < many; ++family) {
            if (family % 4096 == 0 && !progress.goes_on(static_cast<int>(family * 900 / many))) return false;
            waiting_.push_back(family);
            while (!waiting_.empty()) {
                const auto one = waiting_.front();
                waiting_.pop_front();
                ask_for_next(one);
            }
        }
        return fill_vacancies(progress);
    }

private:
    void ask_for_next(std::uint32_t family)
    {
        const auto wishes = wishes_of(round_, round_.families[family]);
        while (draft_.of(family).empty() && next_[family] < wishes.size()) {
            const auto option = wishes[next_[family]++];
            const auto& within = round_.kinds[draft_.option_of(family, option).kind].capacities;
            const auto place = lines_[round_.families[family].first_option + option];
            if (std::ranges::any_of(within, [&](std::uint32_t at) { return place >= refused_from_[at]; }))
                continue;
            draft_.give(family, option);
            for (const auto at : within) {
                held_[at].push_back({place, family, option});
                std::ranges::push_heap(held_[at], {}, &Held::place);
            }
            for (auto at = within.rbegin(); at != within.rend(); ++at) // quota rows before the whole
                while (draft_.left()[*at].places < 0 || draft_.left()[*at].fen < 0) refuse_last(*at);
        }
    }
    void refuse_last(std::uint32_t capacity)
    {
        auto& held = held_[capacity];
        for (bool refused = false; !refused;) {
            std::ranges::pop_heap(held, {}, &Held::place);
            const auto last = held.back();
            held.pop_back();
            const auto of = draft_.of(last.family);
            refused = !of.empty() && of.front() == last.option; // else it went by another limit
            if (!refused) continue;
            draft_.withdraw(last.family, last.option);
            refused_from_[capacity] = last.place;
            waiting_.push_back(last.family);
        }
    }

    // Where quota rows or money leave room again after somebody was refused: the first in line comes in,
    // which leaves room elsewhere. Nobody loses by it, so it ends.
    bool fill_vacancies(const Progress& progress)
    {
        for (int pass = 0; pass < kVacancyPasses; ++pass) {
            if (!progress.goes_on(900 + 100 * pass / kVacancyPasses)) return false;
            bool moved = false;
            for (const auto at : blocking(round_, lines_, draft_)) {
                const auto family =
                    std::ranges::upper_bound(round_.families, at, {}, &RoundFamily::first_option) - 1;
                const auto number = static_cast<std::uint32_t>(family - round_.families.begin());
                const auto option = static_cast<std::uint32_t>(at - family->first_option);
                const auto wanted = wanted_by(round_, draft_, number);
                if (std::ranges::count(wanted, option) == 0 || !draft_.has_room(round_.options[at])) continue;
                draft_.clear(number);
                draft_.give(number, option);
                moved = true;
            }
            if (!moved) break;
        }
        return true;
    }

    const Round& round_;
    const std::vector<std::uint32_t>& lines_;
    Draft& draft_;
    std::vector<std::uint32_t> next_;         // by family: of its wishes
    std::vector<std::uint32_t> refused_from_; // by capacity: the place from which on everybody is refused
    std::vector<std::vector<Held>> held_;     // by capacity: a heap
    std::deque<std::uint32_t> waiting_;
};

} // namespace

std::vector<std::uint32_t> lines_of(const Round& round)
{
    std::vector<std::uint32_t> owner(round.options.size()), order(round.options.size());
    for (std::uint32_t i = 0; i < round.families.size(); ++i)
        std::fill_n(owner.begin() + static_cast<std::ptrdiff_t>(round.families[i].first_option),
                    round.families[i].options, i);
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t at) {
        const auto& option = round.options[at];
        const auto& kind = round.kinds[option.kind];
        return std::tuple{kind.program,
                          kind.group,
                          -round.points[at],
                          -std::int64_t{option.score},
                          round.families[owner[at]].key,
                          at};
    });
    std::vector<std::uint32_t> lines(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) lines[order[place]] = place;
    return lines;
}

bool accept_in_turn(const Round& round, const std::vector<std::uint32_t>& lines, Draft& draft,
                    const Progress& progress)
{
    return Acceptance(round, lines, draft).run(progress);
}

std::vector<std::size_t> blocking(const Round& round, const std::vector<std::uint32_t>& lines,
                                  const Draft& draft)
{
    const auto limits = round.capacities.size();
    std::vector<std::uint32_t> closed_from(limits, kNobody); // the first who waits and finds no room
    std::vector<std::uint32_t> open_until(limits);           // behind the last who holds something
    const auto number_of = [](const auto& family, std::uint32_t option) {
        return family.first_option + option;
    };
    for (std::uint32_t i = 0; i < round.families.size(); ++i) {
        for (const auto option : draft.of(i)) {
            const auto at = number_of(round.families[i], option);
            for (const auto limit : round.kinds[round.options[at].kind].capacities)
                open_until[limit] = std::max(open_until[limit], lines[at] + 1);
        }
        for (const auto option : wanted_by(round, draft, i)) {
            const auto at = number_of(round.families[i], option);
            for (const auto limit : round.kinds[round.options[at].kind].capacities)
                if (is_short(draft.left()[limit], round.options[at]))
                    closed_from[limit] = std::min(closed_from[limit], lines[at]);
        }
    }
    std::vector<std::size_t> found;
    for (std::uint32_t i = 0; i < round.families.size(); ++i)
        for (const auto option : wanted_by(round, draft, i)) {
            const auto at = number_of(round.families[i], option);
            const auto& within = round.kinds[round.options[at].kind].capacities;
            if (std::ranges::none_of(within, [&](std::uint32_t limit) {
                    return lines[at] >= std::max(closed_from[limit], open_until[limit]);
                }))
                found.push_back(at);
        }
    std::ranges::sort(found);
    return found;
}

} // namespace matching
