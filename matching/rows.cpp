#include "matching/factors.hpp"
#include "matching/region.hpp"
#include <algorithm>
#include <tuple>

namespace matching {

using namespace models;

namespace {

// Fills the rows of one family after another.
class Filler {
public:
    Filler(Region& region, const Snapshot& snapshot, const Asked& asked)
        : region_(region), snapshot_(snapshot), asked_(asked)
    {
    }

    void add(std::size_t index, Area home)
    {
        const auto& family = snapshot_.families()[index];
        const auto& needs = family.household.needs;
        std::optional<std::uint32_t> household;
        persons_.clear();
        for (std::size_t need = 0; need < needs.size(); ++need) {
            const auto block = block_of(needs[need]);
            if (!block) continue;
            if (!household) begin(family, need, household);
            Row row;
            row.family = static_cast<std::uint32_t>(index);
            row.need = static_cast<std::uint32_t>(need);
            row.block = *block;
            row.place = place_of(home);
            row.of_family = of_family_;
            row.had_earlier = had_earlier_;
            row.residual = residual_of(needs[need]).value_or(-1);
            row.unit = needs[need].unit;
            const Subject subject{&family, &needs[need], nullptr};
            row.names_person = person_of(subject) != nullptr;
            row.hurries = is_in_a_hurry(pair_of(snapshot_, family, need, any_program()));
            row.answers = {*household, person(family, need, needs[need].member),
                           keep(Whose::need, family, need)};
            region_.rows.push_back(row);
        }
    }

private:
    ProgramIndex any_program() const { return {region_.blocks.front().programs.front()}; }

    std::optional<std::uint32_t> block_of(const Need& need) const
    {
        if (!is_wanting(need)) return {};
        const auto at = std::ranges::lower_bound(region_.blocks, need.type, {}, &Block::need_type);
        if (at == region_.blocks.end() || at->need_type != need.type) return {};
        return static_cast<std::uint32_t>(at - region_.blocks.begin());
    }

    std::uint32_t place_of(Area home) const
    {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(region_.homes, home) -
                                          region_.homes.begin());
    }

    // What is the same for all needs of a family.
    void begin(const Family& family, std::size_t need, std::optional<std::uint32_t>& household)
    {
        const auto score = family_score(snapshot_.ground(), family);
        const auto& weights = snapshot_.ground().policy->weights;
        of_family_ = static_cast<std::int32_t>(
            weights[static_cast<std::size_t>(Factor::severity)] * score.severity.permille +
            weights[static_cast<std::size_t>(Factor::waiting)] * score.waiting);
        had_earlier_ = std::ranges::any_of(
            family.earlier, [&](const EarlierHelp& help) { return asked_.codes.contains(help.what); });
        household = keep(Whose::household, family, need);
    }

    std::uint32_t person(const Family& family, std::size_t need, std::int64_t member)
    {
        const auto at = std::ranges::find(persons_, member, &std::pair<std::int64_t, std::uint32_t>::first);
        if (at != persons_.end()) return at->second;
        const auto id = keep(Whose::person, family, need);
        persons_.emplace_back(member, id);
        return id;
    }

    std::uint32_t keep(Whose whose, const Family& family, std::size_t need)
    {
        const auto at = static_cast<std::size_t>(whose);
        auto& pool = region_.answers[at];
        auto answers = pool.blank();
        for (std::size_t bit = 0; bit < region_.questions[at].size(); ++bit) {
            const auto& condition = asked_.conditions[region_.questions[at][bit]];
            pool.set(answers, bit, answer(condition, pair_of(snapshot_, family, need, condition.program)));
        }
        if (whose == Whose::household) count(pool, answers, family, need);
        return pool.keep(answers);
    }

    void count(const AnswerPool& pool, std::vector<std::uint64_t>& answers, const Family& family,
               std::size_t need)
    {
        const auto& ground = snapshot_.ground();
        for (std::size_t i = 0; i < asked_.counted.size(); ++i)
            pool.number(answers, i) =
                packed(each_count(ground, {&family, &family.household.needs[need], nullptr},
                                  *asked_.counted[i], today(ground)));
    }

    Region& region_;
    const Snapshot& snapshot_;
    const Asked& asked_;
    std::int32_t of_family_ = 0;
    bool had_earlier_ = false;
    std::vector<std::pair<std::int64_t, std::uint32_t>> persons_; // by member number, of this family
};

void find_proximity(Region& region, const Snapshot& snapshot)
{
    const auto weight = snapshot.ground().policy->weights[static_cast<std::size_t>(Factor::proximity)];
    for (auto& block : region.blocks) {
        block.proximity.clear();
        for (const auto home : region.homes)
            for (const auto program : block.programs) {
                const auto shared = nearest_shared(snapshot.compiled().plans[program].places, home);
                block.proximity.push_back(static_cast<std::int32_t>(weight * proximity_of(shared)));
            }
    }
}

} // namespace

std::uint64_t packed(const EachCount& count)
{
    return static_cast<std::uint64_t>(count.yes) << 33 | static_cast<std::uint64_t>(count.most) << 2 |
           (count.known ? 2U : 0U) | (count.nobody ? 1U : 0U);
}

EachCount unpacked(std::uint64_t number)
{
    return {static_cast<std::int64_t>(number >> 33), static_cast<std::int64_t>(number >> 2 & 0x7fffffff),
            (number & 2) != 0, (number & 1) != 0};
}

void fill(Region& region, const Snapshot& snapshot, const Asked& asked, std::span<const Home> families)
{
    region.homes.clear();
    for (const auto& one : families) region.homes.push_back(one.village);
    std::ranges::sort(region.homes);
    region.homes.erase(std::ranges::unique(region.homes).begin(), region.homes.end());
    find_proximity(region, snapshot);
    Filler filler(region, snapshot, asked);
    if (!region.blocks.empty())
        for (const auto& one : families) filler.add(one.family, one.village);
    std::ranges::sort(region.rows, {}, [](const Row& row) {
        return std::tuple{row.block, row.names_person, row.answers, row.family, row.need};
    });
}

} // namespace matching
