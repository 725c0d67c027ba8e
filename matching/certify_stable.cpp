#include "matching/certify_parts.hpp"
#include <algorithm>
#include <map>

namespace matching {

namespace {

// Where a household stands in the line of a program: the smaller comes first.
using Standing =
    std::tuple<std::uint32_t, std::int64_t, std::int64_t, std::uint64_t, std::int64_t, std::uint32_t>;

Standing standing_of(const Evidence::Household& household, const Evidence::Choice& choice)
{
    return {choice.group,  -choice.points, -std::int64_t{choice.score},
            household.key, household.id,   choice.need};
}

// One limit of a program: 0 its own, then its quota rows.
using LimitOf = std::pair<std::uint32_t, std::uint32_t>;

struct Line {
    std::optional<Standing> last_held;    // who holds something and stands last
    std::optional<Standing> first_closed; // who waits, finds no room and stands first
};

class Lines {
public:
    Lines(const Evidence& evidence, const Given& given) : evidence_(evidence), given_(given)
    {
        for (std::size_t i = 0; i < evidence.households.size(); ++i) {
            const auto& household = evidence.households[i];
            const auto choices = choices_of(evidence, household);
            for (const auto at : given.of[i])
                for (const auto& limit : limits_of(choices[at])) {
                    auto& last = lines_[limit].last_held;
                    last = std::max(last.value_or(standing_of(household, choices[at])),
                                    standing_of(household, choices[at]));
                }
            for (const auto& choice : choices)
                if (wants(i, choice))
                    for (const auto& limit : limits_of(choice))
                        if (lacks_room(limit, choice)) close(lines_[limit], standing_of(household, choice));
        }
    }

    std::int64_t blocking()
    {
        std::int64_t count = 0;
        for (std::size_t i = 0; i < evidence_.households.size(); ++i)
            for (const auto& choice : choices_of(evidence_, evidence_.households[i]))
                if (wants(i, choice) && !is_kept_out(evidence_.households[i], choice)) ++count;
        return count;
    }

private:
    std::vector<LimitOf> limits_of(const Evidence::Choice& choice) const
    {
        std::vector<LimitOf> limits{{choice.program, 0}};
        for (const auto row : evidence_.row_sets[choice.rows]) limits.push_back({choice.program, row + 1});
        return limits;
    }
    static void close(Line& line, const Standing& standing)
    {
        line.first_closed = std::min(line.first_closed.value_or(standing), standing);
    }
    static bool could_hold(const Evidence::Limit& limit, const Evidence::Choice& choice)
    {
        return (limit.places == Evidence::kNone || limit.places >= 1) &&
               (limit.fen == Evidence::kNone || limit.fen >= choice.cost);
    }
    bool lacks_room(const LimitOf& limit, const Evidence::Choice& choice) const
    {
        const auto& [program, row] = limit;
        return !could_hold(row == 0 ? given_.own[program] : given_.rows[program][row - 1], choice);
    }
    // It could be had at all, and its household likes it better than what it has.
    bool wants(std::size_t household, const Evidence::Choice& choice) const
    {
        const auto& program = evidence_.programs[choice.program];
        for (const auto& [of, row] : limits_of(choice))
            if (!could_hold(row == 0 ? program.own : program.rows[row - 1], choice)) return false;
        if (given_.of[household].empty()) return true;
        const auto choices = choices_of(evidence_, evidence_.households[household]);
        const auto& held = choices[given_.of[household].front()];
        if (choice.score != held.score) return choice.score > held.score;
        return &choice < &held;
    }
    bool is_kept_out(const Evidence::Household& household, const Evidence::Choice& choice)
    {
        const auto standing = standing_of(household, choice);
        return std::ranges::any_of(limits_of(choice), [&](const LimitOf& limit) {
            const auto& line = lines_[limit];
            return line.first_closed && *line.first_closed <= standing &&
                   (!line.last_held || *line.last_held < standing);
        });
    }

    const Evidence& evidence_;
    const Given& given_;
    std::map<LimitOf, Line> lines_;
};

} // namespace

std::optional<models::Fault> check_lines(const Evidence& evidence, const Given& given,
                                         const Certificate& certificate)
{
    if (certificate.blocking.has_value() != evidence.stable) return fault("certify.blocking_stated", {});
    if (!evidence.stable) return {};
    return differs("certify.blocking", *certificate.blocking, Lines(evidence, given).blocking());
}

} // namespace matching
