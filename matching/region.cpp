#include "matching/region.hpp"
#include "matching/factors.hpp"
#include <algorithm>
#include <map>

namespace matching {

using namespace models;

std::uint32_t AnswerPool::keep(const std::vector<std::uint64_t>& answers)
{
    std::size_t hash = answers.size();
    for (const auto word : answers) hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL + (hash >> 29);
    const auto [from, to] = by_hash_.equal_range(hash);
    for (auto at = from; at != to; ++at)
        if (std::equal(answers.begin(), answers.end(),
                       pool_.begin() + static_cast<std::ptrdiff_t>(at->second * stride_)))
            return at->second;
    const auto id = static_cast<std::uint32_t>(by_hash_.size());
    pool_.insert(pool_.end(), answers.begin(), answers.end());
    by_hash_.emplace(hash, id);
    return id;
}

std::size_t AnswerPool::bytes() const
{
    return pool_.capacity() * sizeof(std::uint64_t) + by_hash_.size() * 32;
}

namespace {

bool may_serve(const Program& program, const ProgramPlan& plan, Area county)
{
    const bool by_residence = program.served_of != ServedOf::hukou && program.served_of != ServedOf::school;
    if (plan.served.empty() || !by_residence) return true;
    return std::ranges::any_of(plan.served,
                               [&](Area area) { return covers(area, county) || covers(county, area); });
}

// Everybody who lives in the county lives in the area served: nothing to ask.
bool serves_all(const Program& program, const ProgramPlan& plan, Area county)
{
    const bool by_residence = program.served_of != ServedOf::hukou && program.served_of != ServedOf::school;
    return by_residence && std::ranges::any_of(plan.served, [&](Area area) { return covers(area, county); });
}

Even even_of(const Asking& asking, std::size_t unit)
{
    constexpr std::int64_t kSmall = std::int64_t{1} << 40;
    if (asking.plain.size() != 1 || asking.plain[0].when || !asking.points.empty()) return {};
    const auto& plain = asking.plain[0].by_unit[unit];
    switch (plain.kind) {
    case Plain::Kind::refused: return {0, 0, Even::Kind::refused};
    case Plain::Kind::covering:
        if (plain.covered >= kSmall) return {};
        return {plain.covered, plain.from, Even::Kind::covering};
    case Plain::Kind::incomparable: return {0, plain.from, Even::Kind::incomparable};
    case Plain::Kind::share:
    case Plain::Kind::no: break;
    }
    return {};
}

class Builder {
public:
    Builder(const Snapshot& snapshot, const Asked& asked, Region& region)
        : snapshot_(snapshot), asked_(asked), region_(region)
    {
    }

    void build(const std::vector<std::size_t>& order)
    {
        std::map<std::string, std::vector<std::uint32_t>> by_need;
        const auto& compiled = snapshot_.compiled();
        for (const auto i : order) {
            const auto& program = compiled.programs[i];
            if (!asked_.programs[i].offerable || !may_serve(program, compiled.plans[i], region_.county))
                continue;
            for (const auto& purpose : program.purposes) {
                auto& programs = by_need[purpose.need];
                if (programs.empty() || programs.back() != i)
                    programs.push_back(static_cast<std::uint32_t>(i));
            }
        }
        region_.bit.assign(asked_.conditions.size(), kNotAsked);
        for (auto& [need, programs] : by_need) {
            Block block;
            block.need_type = need;
            block.programs = std::move(programs);
            fill(block);
            region_.blocks.push_back(std::move(block));
        }
    }

private:
    static constexpr std::uint32_t kNotAsked = 0xffffffff;

    std::uint32_t bit_of(ConditionId id)
    {
        auto& bit = region_.bit[id];
        auto& questions = region_.questions[static_cast<std::size_t>(asked_.conditions[id].whose)];
        if (bit == kNotAsked) {
            bit = static_cast<std::uint32_t>(questions.size());
            questions.push_back(id);
        }
        return bit;
    }

    void fill(Block& block)
    {
        block.words = (block.programs.size() + 63) / 64;
        block.row_by_row.assign(block.words, 0);
        for (std::size_t i = 0; i < block.programs.size(); ++i) {
            const auto& asking = asked_.programs[block.programs[i]];
            if (asking.row_by_row) block.row_by_row[i / 64] |= std::uint64_t{1} << (i % 64);
            const auto fit = fit_of(block, i);
            for (const bool hurry : {false, true})
                block.base[hurry].push_back(
                    static_cast<std::int32_t>(asking.constant + asking.timeliness[hurry] + fit));
            for (std::size_t unit = 0; unit < block.even.size(); ++unit)
                block.even[unit].push_back(even_of(asking, unit));
            for (const auto& one : asking.cases) note(one);
            for (const auto& point : asking.points) bit_of(point.rule);
        }
        add_masks(block, block.of_person, true);
        add_masks(block, block.of_nobody, false);
    }

    void note(const CaseAsked& one)
    {
        if (one.when) bit_of(*one.when);
        for (const auto& [band, amount] : one.bands) bit_of(band);
    }

    // By points it depends on the family.
    std::int64_t fit_of(const Block& block, std::size_t i) const
    {
        if (!asked_.programs[block.programs[i]].points.empty()) return 0;
        const auto& policy = *snapshot_.ground().policy;
        return policy.weights[static_cast<std::size_t>(Factor::fit)] *
               fit_of_purpose(snapshot_.programs()[block.programs[i]], block.need_type, policy);
    }

    using Masks = std::array<std::vector<Mask>, kWhoses>;

    void add_masks(Block& block, Masks& masks, bool named)
    {
        const auto& plans = snapshot_.compiled().plans;
        for (std::size_t i = 0; i < block.programs.size(); ++i) {
            const auto index = block.programs[i];
            const auto& asking = asked_.programs[index];
            for (const auto id : named ? asking.lines : asking.lines_of_nobody)
                mark(block, masks, id, i, false);
            for (const auto id : asking.free)
                if (asked_.conditions[id].what != Condition::What::served_area ||
                    !serves_all(snapshot_.programs()[index], plans[index], region_.county))
                    mark(block, masks, id, i, true);
        }
    }

    void mark(Block& block, Masks& masks, ConditionId id, std::size_t program, bool frees)
    {
        auto& list = masks[static_cast<std::size_t>(asked_.conditions[id].whose)];
        const auto question = bit_of(id);
        auto at = std::ranges::find_if(
            list, [&](const Mask& mask) { return mask.question == question && mask.frees == frees; });
        if (at == list.end()) {
            list.push_back({question, frees, block.masks.size()});
            block.masks.resize(block.masks.size() + block.words);
            at = list.end() - 1;
        }
        block.masks[at->programs + program / 64] |= std::uint64_t{1} << (program % 64);
    }

    const Snapshot& snapshot_;
    const Asked& asked_;
    Region& region_;
};

} // namespace

std::size_t Region::bytes() const
{
    auto sum =
        rows.capacity() * sizeof(Row) + homes.size() * sizeof(Area) + bit.size() * sizeof(std::uint32_t);
    for (const auto& pool : answers) sum += pool.bytes();
    for (const auto& block : blocks)
        sum += block.proximity.size() * sizeof(std::int32_t) + block.masks.size() * sizeof(std::uint64_t) +
               block.programs.size() * (3 * sizeof(std::int32_t) + 4 * sizeof(Even));
    return sum;
}

Region region_of(const Snapshot& snapshot, const Asked& asked, Area county,
                 const std::vector<std::size_t>& order)
{
    Region region;
    region.county = county;
    Builder(snapshot, asked, region).build(order);
    for (std::size_t whose = 0; whose < kWhoses; ++whose)
        region.answers[whose] =
            AnswerPool(region.questions[whose].size(),
                       whose == static_cast<std::size_t>(Whose::household) ? asked.counted.size() : 0);
    return region;
}

} // namespace matching
