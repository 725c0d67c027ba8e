#include "matching/certify.hpp"
#include "matching/match.hpp"
#include "matching/membership.hpp"
#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>

namespace matching {

using namespace models;

namespace {

__extension__ typedef __int128 Sum;

bool lists(const Program& program, const std::string& code)
{
    const auto in = [&](const std::vector<std::string>& codes) {
        return std::ranges::count(codes, code) > 0;
    };
    return in(program.excludes) ||
           std::ranges::any_of(program.must_not_have, [&](const MustNotHave& had) { return in(had.aid); });
}

std::int64_t left_of(const std::optional<std::int64_t>& left)
{
    return left ? std::max<std::int64_t>(*left, 0) : Evidence::kNone;
}
std::int64_t left_of(const std::optional<Money>& left)
{
    return left ? std::max<std::int64_t>(left->fen, 0) : Evidence::kNone;
}

Evidence::Program look_at(const Program& program)
{
    Evidence::Program one;
    one.id = program.id.value;
    one.grouped = !program.priority.by_points && !program.priority.groups.empty();
    one.per_person = program.applicant == Applicant::person &&
                     std::ranges::count(program.caps, "household", &Cap::per) == 0;
    one.own = {left_of(program.room.places_left), left_of(program.room.budget_left)};
    for (const auto& quota : program.quotas)
        one.rows.push_back({left_of(quota.places), left_of(quota.budget)});
    return one;
}

std::vector<std::size_t> program_order(const Snapshot& snapshot)
{
    std::vector<std::size_t> order(snapshot.programs().size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return std::pair{snapshot.programs()[a].id, a} < std::pair{snapshot.programs()[b].id, b};
    });
    return order;
}

std::vector<Evidence::Program> programs_in(const Snapshot& snapshot, const std::vector<std::size_t>& order)
{
    std::vector<Evidence::Program> programs;
    for (const auto at : order) programs.push_back(look_at(snapshot.programs()[at]));
    for (std::uint32_t a = 0; a < order.size(); ++a) {
        const auto& one = snapshot.programs()[order[a]];
        if (one.excludes.empty() && one.must_not_have.empty()) continue;
        for (std::uint32_t b = 0; b < order.size(); ++b)
            if (a != b && lists(one, snapshot.programs()[order[b]].code)) {
                programs[a].apart.push_back(b);
                programs[b].apart.push_back(a);
            }
    }
    for (auto& program : programs) std::ranges::sort(program.apart);
    return programs;
}

// What is found of one household before it gets its place in the columns.
struct OneHousehold {
    Evidence::Household household;
    std::vector<Evidence::Need> needs;
    std::vector<Evidence::Choice> choices;
    std::vector<std::vector<std::uint32_t>> rows; // by choice
    std::vector<std::uint32_t> floors;
};

OneHousehold look_at(const Snapshot& snapshot, const OptionsOf& options_of, std::size_t index,
                     const std::vector<std::uint32_t>& place_of)
{
    OneHousehold found;
    const auto options = options_of({index});
    if (options.empty()) return found;
    const auto& policy = snapshot.ground().policy->round;
    const auto& family = snapshot.families()[index];
    found.household.id = family.referral.value;
    found.household.tier = severity_of(snapshot, {index}).tier;
    for (const auto& need : family.household.needs)
        found.needs.push_back({residual_of(need).value_or(0), need.assessed.value_or(0), need.member,
                               need.unit == NeedUnit::fen});
    const auto weight = policy.tier_weights.at(static_cast<std::size_t>(found.household.tier - 1));
    for (const auto& option : options) {
        const auto& need = found.needs[option.need];
        const auto award = std::min(option.award, need.residual);
        if (award <= 0) continue;
        const auto covered = std::min<Sum>(1000, Sum{1000} * award / need.assessed);
        const auto value = static_cast<std::int64_t>(weight * covered * option.score / 1000);
        if (value <= 0) continue;
        found.choices.push_back({place_of[option.program.value], static_cast<std::uint32_t>(option.need),
                                 award, option.cost, static_cast<std::uint32_t>(value),
                                 static_cast<std::uint32_t>(option.score),
                                 static_cast<std::uint32_t>(group_of(snapshot, option)), 0,
                                 policy.stable ? points_of(snapshot, option) : 0});
        const auto rows = quota_rows_of(snapshot, option);
        found.rows.emplace_back(rows.begin(), rows.end());
    }
    for (std::uint32_t i = 0; i < policy.floors.size(); ++i)
        if (is_in(snapshot, {index}, policy.floors[i])) found.floors.push_back(i);
    return found;
}

using Sets = std::map<std::vector<std::uint32_t>, std::uint32_t>;
std::uint32_t number_of(std::vector<std::vector<std::uint32_t>>& all, Sets& known,
                        const std::vector<std::uint32_t>& set)
{
    const auto [at, fresh] = known.try_emplace(set, static_cast<std::uint32_t>(all.size()));
    if (fresh) all.push_back(set);
    return at->second;
}

struct Columns {
    Evidence& evidence;
    Sets row_sets{}, floor_sets{};

    void add(OneHousehold& found)
    {
        if (found.choices.empty()) return;
        for (std::size_t i = 0; i < found.choices.size(); ++i)
            found.choices[i].rows = number_of(evidence.row_sets, row_sets, found.rows[i]);
        std::ranges::sort(found.choices, {},
                          [](const Evidence::Choice& one) { return std::pair{one.need, one.program}; });
        auto& household = found.household;
        household.first_choice = evidence.choices.size();
        household.first_need = evidence.needs.size();
        household.choices = static_cast<std::uint32_t>(found.choices.size());
        household.needs = static_cast<std::uint32_t>(found.needs.size());
        household.floors = number_of(evidence.floor_sets, floor_sets, found.floors);
        for (const auto& choice : found.choices) evidence.programs[choice.program].used = true;
        evidence.choices.insert(evidence.choices.end(), found.choices.begin(), found.choices.end());
        evidence.needs.insert(evidence.needs.end(), found.needs.begin(), found.needs.end());
        evidence.households.push_back(household);
    }
};

std::vector<std::size_t> family_order(const Snapshot& snapshot)
{
    std::vector<std::size_t> order(snapshot.families().size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return std::pair{snapshot.families()[a].referral, a} < std::pair{snapshot.families()[b].referral, b};
    });
    return order;
}

} // namespace

void settle(Evidence& evidence, std::span<const std::int64_t> permille_floors)
{
    std::vector<std::vector<std::int64_t>> common;
    for (const auto& program : evidence.programs) common.emplace_back(program.rows.size() + 1);
    for (const auto& choice : evidence.choices) {
        auto& of = common[choice.program];
        of[0] = std::gcd(of[0], choice.cost);
        for (const auto row : evidence.row_sets[choice.rows])
            of[row + 1] = std::gcd(of[row + 1], choice.cost);
    }
    const auto round_down = [](Evidence::Limit& limit, std::int64_t step) {
        if (limit.fen != Evidence::kNone && step > 0) limit.fen = limit.fen / step * step;
    };
    for (std::size_t i = 0; i < common.size(); ++i) {
        auto& program = evidence.programs[i];
        round_down(program.own, common[i][0]);
        for (std::size_t row = 0; row < program.rows.size(); ++row)
            round_down(program.rows[row], common[i][row + 1]);
    }
    std::vector<Sum> assessed(evidence.floors.size());
    for (const auto& household : evidence.households)
        for (std::uint32_t need = 0; need < household.needs; ++need) {
            const auto choices =
                std::span(evidence.choices).subspan(household.first_choice, household.choices);
            const auto& of = evidence.needs[household.first_need + need];
            if (!of.in_fen || std::ranges::count(choices, need, &Evidence::Choice::need) == 0) continue;
            for (const auto floor : evidence.floor_sets[household.floors]) assessed[floor] += of.assessed;
        }
    for (std::size_t i = 0; i < permille_floors.size(); ++i)
        if (permille_floors[i] >= 0)
            evidence.floors[i].asks =
                static_cast<std::int64_t>((assessed[i] * permille_floors[i] + 999) / 1000);
}

std::optional<Evidence> evidence_of(const Snapshot& snapshot, const OptionsOf& options_of,
                                    const Progress& progress, std::span<const std::uint64_t> keys)
{
    Evidence evidence;
    const auto& policy = snapshot.ground().policy->round;
    evidence.stable = policy.stable;
    evidence.most_awards = policy.stable ? 1 : policy.most_awards;
    evidence.strict = policy.strict && !policy.stable;
    const auto programs = program_order(snapshot);
    evidence.programs = programs_in(snapshot, programs);
    std::vector<std::uint32_t> place_of(programs.size());
    for (std::uint32_t i = 0; i < programs.size(); ++i) place_of[programs[i]] = i;
    Columns columns{evidence};
    number_of(evidence.row_sets, columns.row_sets, {});
    number_of(evidence.floor_sets, columns.floor_sets, {});
    const auto families = family_order(snapshot);
    constexpr std::size_t kAtOnce = 4096;
    for (std::size_t from = 0; from < families.size(); from += kAtOnce) {
        if (!progress.goes_on(static_cast<int>(from * 1000 / families.size()))) return {};
        std::vector<OneHousehold> found(std::min(kAtOnce, families.size() - from));
        std::atomic<std::size_t> next = 0;
        progress.share([&](std::size_t) {
            for (auto i = next++; i < found.size(); i = next++)
                found[i] = look_at(snapshot, options_of, families[from + i], place_of);
        });
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (!keys.empty()) found[i].household.key = keys[families[from + i]];
            columns.add(found[i]);
        }
    }
    std::vector<std::int64_t> permille;
    for (const auto& floor : policy.floors) {
        evidence.floors.push_back({floor.measure == FloorMeasure::families, floor.at_least});
        permille.push_back(floor.unit == FloorUnit::permille ? floor.at_least : -1);
    }
    settle(evidence, permille);
    return evidence;
}

} // namespace matching
