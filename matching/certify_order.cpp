#include "matching/certify_parts.hpp"
#include <algorithm>

namespace matching {

namespace {

// Awards of one program that free the same when withdrawn, save money: the two dearest, of two households.
struct Held {
    std::uint32_t group{}, rows{};
    std::int32_t tier{};
    std::vector<std::pair<std::int64_t, std::size_t>> dearest; // cost, household

    void add(std::int64_t cost, std::size_t household)
    {
        for (auto& [known, of] : dearest)
            if (of == household) {
                known = std::max(known, cost);
                std::ranges::sort(dearest, std::ranges::greater{});
                return;
            }
        dearest.emplace_back(cost, household);
        std::ranges::sort(dearest, std::ranges::greater{});
        if (dearest.size() > 2) dearest.pop_back();
    }
};

std::vector<std::vector<Held>> held_by_program(const Evidence& evidence, const Given& given)
{
    std::vector<std::vector<Held>> held(evidence.programs.size());
    for (std::size_t i = 0; i < evidence.households.size(); ++i) {
        const auto& household = evidence.households[i];
        for (const auto at : given.of[i]) {
            const auto& choice = choices_of(evidence, household)[at];
            if (!evidence.programs[choice.program].grouped) continue;
            auto& of = held[choice.program];
            auto known = std::ranges::find_if(of, [&](const Held& one) {
                return one.group == choice.group && one.rows == choice.rows && one.tier == household.tier;
            });
            if (known == of.end())
                known = of.insert(of.end(), {choice.group, choice.rows, household.tier, {}});
            known->add(choice.cost, i);
        }
    }
    return held;
}

bool has_room(const Evidence::Limit& left, std::int64_t places, std::int64_t money,
              const Evidence::Choice& wanted)
{
    return (left.places == Evidence::kNone || left.places + places >= 1) &&
           (left.fen == Evidence::kNone || left.fen + money >= wanted.cost);
}

// With what this award would set free.
bool has_room_after(const Evidence& evidence, const Given& given, const Held& held, std::int64_t cost,
                    const Evidence::Choice& wanted)
{
    if (!has_room(given.own[wanted.program], 1, cost, wanted)) return false;
    const auto& freed = evidence.row_sets[held.rows];
    return std::ranges::all_of(evidence.row_sets[wanted.rows], [&](std::uint32_t row) {
        const bool free = std::ranges::count(freed, row) > 0;
        return has_room(given.rows[wanted.program][row], free ? 1 : 0, free ? cost : 0, wanted);
    });
}

bool fits(const Evidence& evidence, const Evidence::Household& household,
          const std::vector<std::uint32_t>& bundle, std::uint32_t wanted)
{
    const auto choices = choices_of(evidence, household);
    auto left = needs_of(evidence, household)[choices[wanted].need].residual - choices[wanted].award;
    for (const auto at : bundle) {
        if (at == wanted || !go_together(evidence, household, choices[at], choices[wanted])) return false;
        if (choices[at].need == choices[wanted].need) left -= choices[at].award;
    }
    return left >= 0 && std::ssize(bundle) < evidence.most_awards;
}

} // namespace

std::optional<models::Fault> find_out_of_order(const Evidence& evidence, const Given& given)
{
    if (std::ranges::none_of(evidence.programs, &Evidence::Program::grouped)) return {};
    const auto held = held_by_program(evidence, given);
    for (std::size_t i = 0; i < evidence.households.size(); ++i) {
        const auto& household = evidence.households[i];
        const auto choices = choices_of(evidence, household);
        for (std::uint32_t at = 0; at < choices.size(); ++at) {
            const auto& wanted = choices[at];
            if (held[wanted.program].empty() || !fits(evidence, household, given.of[i], at)) continue;
            for (const auto& other : held[wanted.program]) {
                if (other.group <= wanted.group || (evidence.strict && other.tier != household.tier))
                    continue;
                for (const auto& [cost, whose] : other.dearest)
                    if (whose != i && has_room_after(evidence, given, other, cost, wanted))
                        return fault("certify.group_order",
                                     {{"household", household.id},
                                      {"program", evidence.programs[wanted.program].id},
                                      {"other", evidence.households[whose].id}});
            }
        }
    }
    return {};
}

} // namespace matching
