#include "matching/round.hpp"
#include "matching/exact.hpp"
#include "matching/membership.hpp"
#include "matching/reading.hpp"
#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>

namespace matching {

using namespace models;

namespace {

constexpr std::size_t kChunk = 512; // families that one worker takes at a time

// By id; snapshots have them in any order.
template <class Thing, class IdOf>
std::vector<std::uint32_t> by_id(const SharedList<Thing>& things, IdOf id_of)
{
    std::vector<std::uint32_t> order(things.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::pair{id_of(things[i]), i}; });
    return order;
}

bool names(const Program& program, const std::string& code)
{
    return std::ranges::find(program.excludes, code) != program.excludes.end() ||
           std::ranges::any_of(program.must_not_have, [&](const MustNotHave& rule) {
               return std::ranges::find(rule.aid, code) != rule.aid.end();
           });
}

bool names_anything(const Program& program)
{
    return !program.excludes.empty() || !program.must_not_have.empty();
}

bool is_once_a_person(const Program& program)
{
    return program.applicant == Applicant::person &&
           std::ranges::none_of(program.caps, [](const Cap& cap) { return cap.per == "household"; });
}

Capacity capacity(std::optional<std::int64_t> places, std::optional<Money> money)
{
    Capacity left;
    if (places) left.places = std::max<std::int64_t>(0, *places);
    if (money) left.fen = std::max<std::int64_t>(0, money->fen);
    return left;
}

void add_programs(Round& round, const Snapshot& snapshot, const std::vector<std::uint32_t>& order)
{
    for (const auto index : order) {
        const auto& program = snapshot.programs()[index];
        RoundProgram one{.id = program.id.value, .index = index};
        one.in_groups = !program.priority.by_points && !program.priority.groups.empty();
        one.once_a_person = is_once_a_person(program);
        round.programs.push_back(one);
        round.capacities.push_back(capacity(program.room.places_left, program.room.budget_left));
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto& quotas = snapshot.programs()[order[i]].quotas;
        round.programs[i].first_row = round.capacities.size();
        round.programs[i].rows = quotas.size();
        for (const auto& quota : quotas) round.capacities.push_back(capacity(quota.places, quota.budget));
    }
}

void add_exclusions(Round& round, const Snapshot& snapshot, const std::vector<std::uint32_t>& order)
{
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        const auto& one = snapshot.programs()[order[i]];
        if (!names_anything(one)) continue;
        for (std::uint32_t j = 0; j < order.size(); ++j) {
            if (i == j || !names(one, snapshot.programs()[order[j]].code)) continue;
            round.programs[i].excluded.push_back(j);
            round.programs[j].excluded.push_back(i);
        }
    }
    for (auto& program : round.programs) {
        std::ranges::sort(program.excluded);
        const auto twice = std::ranges::unique(program.excluded);
        program.excluded.erase(twice.begin(), twice.end());
    }
}

// What one worker finds of one family; the kind is told in full, since only one may number them.
struct FoundOption {
    RoundOption option;
    RoundKind kind;
    std::int64_t points = 0;
};
struct FoundFamily {
    RoundFamily family;
    std::vector<RoundNeed> needs;
    std::vector<FoundOption> options;
    std::vector<std::uint32_t> floors;
};

struct Builder {
    const Snapshot& snapshot;
    std::span<const std::uint64_t> keys;
    const OptionsOf& options_of;
    std::vector<std::uint32_t> program_at; // of the snapshot -> of the round
    const Round& round;                    // its programs and rows stand

    // docs/formats.md "Rounds": rounded down at each step.
    std::int64_t value_of(std::int64_t award, std::int64_t assessed, std::int64_t score, int tier) const
    {
        const auto weight = policy().tier_weights[static_cast<std::size_t>(tier - 1)];
        const auto covered =
            static_cast<std::int64_t>(Wide{award} * 1000 / std::max<std::int64_t>(1, assessed));
        return weight * std::min<std::int64_t>(1000, covered) * score / 1000;
    }
    const RoundPolicy& policy() const { return snapshot.ground().policy->round; }

    RoundKind kind_of(const Option& option) const
    {
        const auto program = program_at[option.program.value];
        const auto& one = round.programs[program];
        RoundKind kind{program, 0, {program}};
        if (one.in_groups) kind.group = static_cast<std::uint32_t>(group_of(snapshot, option));
        if (one.rows > 0)
            for (const auto row : quota_rows_of(snapshot, option))
                kind.capacities.push_back(static_cast<std::uint32_t>(one.first_row + row));
        return kind;
    }

    std::optional<FoundFamily> family(std::size_t index) const
    {
        const auto options = options_of({index});
        if (options.empty()) return {};
        const auto& whose = snapshot.families()[index];
        FoundFamily found;
        auto& family = found.family;
        family.id = whose.referral.value;
        family.key = keys[index];
        family.confirmed = whose.confirmed ? whose.confirmed->time_since_epoch().count() : kUnlimited;
        family.index = static_cast<std::uint32_t>(index);
        const auto county = part_of(home_of(snapshot, {index}), AreaLevel::county).code;
        family.county = static_cast<std::uint32_t>(county / 1'000'000);
        family.tier = severity_of(snapshot, {index}).tier;
        for (const auto& later : policy().expected)
            if (lies_in(*snapshot.ground().divisions, home_of(snapshot, {index}), {later.area}) ==
                Verdict::yes)
                family.expected += later.permille;
        for (const auto& need : whose.household.needs)
            found.needs.push_back({residual_of(need).value_or(0), need.assessed.value_or(0),
                                   static_cast<std::uint32_t>(need.member), need.unit == NeedUnit::fen});
        for (const auto& option : options) add(found, option);
        if (found.options.empty()) return {};
        std::ranges::sort(found.options, {}, [](const FoundOption& one) {
            return std::pair{one.option.need, one.kind.program};
        });
        const auto& floors = policy().floors;
        for (std::uint32_t i = 0; i < floors.size(); ++i)
            if (is_in(snapshot, {index}, floors[i])) found.floors.push_back(i);
        return found;
    }

    void add(FoundFamily& found, const Option& option) const
    {
        const auto& need = found.needs[option.need];
        const auto award = std::min(option.award, need.residual);
        const auto value = value_of(award, need.assessed, option.score, found.family.tier);
        if (value <= 0 || award <= 0) return;
        found.options.push_back(
            {{0, static_cast<std::uint32_t>(value), award, option.cost,
              static_cast<std::uint32_t>(option.need), static_cast<std::uint32_t>(option.score)},
             kind_of(option),
             policy().stable ? points_of(snapshot, option) : 0});
    }
};

// Gives each kind and each set of floors its number.
struct Numbers {
    Round& round;
    std::vector<std::vector<std::uint32_t>> kinds_of; // by program
    std::map<std::vector<std::uint32_t>, std::uint32_t> sets;

    std::uint32_t of(RoundKind kind)
    {
        auto& known = kinds_of[kind.program];
        for (const auto number : known)
            if (round.kinds[number] == kind) return number;
        known.push_back(static_cast<std::uint32_t>(round.kinds.size()));
        round.kinds.push_back(std::move(kind));
        return known.back();
    }
    std::uint32_t of(const std::vector<std::uint32_t>& floors)
    {
        const auto [at, fresh] =
            sets.try_emplace(floors, static_cast<std::uint32_t>(round.floor_sets.size()));
        if (fresh) round.floor_sets.push_back(floors);
        return at->second;
    }
    void take(FoundFamily& found)
    {
        found.family.first_option = round.options.size();
        found.family.first_need = round.needs.size();
        found.family.options = static_cast<std::uint32_t>(found.options.size());
        found.family.needs = static_cast<std::uint32_t>(found.needs.size());
        found.family.floor_set = of(found.floors);
        for (auto& one : found.options) {
            ++round.programs[one.kind.program].options;
            one.option.kind = of(std::move(one.kind));
            round.options.push_back(one.option);
            if (round.stable) round.points.push_back(one.points);
        }
        round.needs.insert(round.needs.end(), found.needs.begin(), found.needs.end());
        round.families.push_back(found.family);
    }
};

} // namespace

std::optional<Round> build_round(const Snapshot& snapshot, std::span<const std::uint64_t> keys,
                                 const OptionsOf& options_of, const Progress& progress)
{
    Round round;
    const auto& policy = snapshot.ground().policy->round;
    round.stable = policy.stable;
    round.keeps_back = !policy.expected.empty() && !round.stable;
    round.most_awards = round.stable ? 1 : static_cast<std::size_t>(policy.most_awards);
    round.strict = policy.strict && !round.stable;
    const auto programs = by_id(snapshot.programs(), [](const Program& one) { return one.id.value; });
    const auto families = by_id(snapshot.families(), [](const Family& one) { return one.referral.value; });
    add_programs(round, snapshot, programs);
    add_exclusions(round, snapshot, programs);
    Builder builder{snapshot, keys, options_of, std::vector<std::uint32_t>(programs.size()), round};
    for (std::uint32_t i = 0; i < programs.size(); ++i) builder.program_at[programs[i]] = i;
    Numbers numbers{round, std::vector<std::vector<std::uint32_t>>(programs.size()), {}};
    numbers.of(std::vector<std::uint32_t>{});

    const auto block = kChunk * progress.workers * 4;
    for (std::size_t from = 0; from < families.size(); from += block) {
        if (!progress.goes_on(static_cast<int>(from * 1000 / families.size()))) return {};
        const auto count = std::min(block, families.size() - from);
        std::vector<std::optional<FoundFamily>> found(count);
        std::atomic<std::size_t> next = 0;
        progress.share([&](std::size_t) {
            for (auto i = next++; i * 16 < count; i = next++)
                for (auto at = i * 16; at < std::min(count, i * 16 + 16); ++at)
                    found[at] = builder.family(families[from + at]);
        });
        for (auto& one : found)
            if (one) numbers.take(*one);
    }
    round.floors = floors_of(round, policy);
    round_down_money(round);
    return round;
}

} // namespace matching
