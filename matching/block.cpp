#include "matching/factors.hpp"
#include "matching/region.hpp"
#include <bit>

namespace matching {

using namespace models;

namespace {

// Everybody who lives in the county lives in the area served: nothing to ask.
bool serves_all(const Asking& asking, Area county)
{
    return asking.is_by_residence() &&
           std::ranges::any_of(asking.plan().served, [&](Area area) { return covers(area, county); });
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

// One block of a region, from what it was before: columns of programs that did not change are copied.
class BlockWriter {
public:
    BlockWriter(const Ground& ground, const Asked& asked, Region& region, const std::string& need_type,
                const Block& before, std::vector<std::uint32_t> was)
        : ground_(ground),
          asked_(asked),
          region_(region),
          need_type_(need_type),
          before_(before),
          was_(std::move(was))
    {
    }

    std::shared_ptr<const Block> write(std::vector<std::uint32_t> programs)
    {
        block_.programs = std::move(programs);
        block_.words = (block_.programs.size() + 63) / 64;
        block_.row_by_row.assign(block_.words, 0);
        for (std::size_t i = 0; i < block_.programs.size(); ++i)
            was_[i] == kNotBefore ? add_columns(i) : copy_columns(i, was_[i]);
        find_proximity();
        copy_masks();
        for (std::size_t i = 0; i < block_.programs.size(); ++i)
            if (was_[i] == kNotBefore) mark_all(i);
        return std::make_shared<const Block>(std::move(block_));
    }

private:
    const Asking& asking(std::size_t i) const { return *asked_.programs[block_.programs[i]]; }

    void add_columns(std::size_t i)
    {
        const auto& it = asking(i);
        if (it.row_by_row) block_.row_by_row[i / 64] |= std::uint64_t{1} << (i % 64);
        const auto fit = fit_of(it);
        for (const bool hurry : {false, true})
            block_.base[hurry].push_back(static_cast<std::int32_t>(it.constant[hurry] + fit));
        for (std::size_t unit = 0; unit < block_.even.size(); ++unit)
            block_.even[unit].push_back(even_of(it, unit));
        for (std::size_t unit = 0; unit < kUnits; ++unit) block_.enough[unit].push_back(it.enough[unit]);
    }

    void copy_columns(std::size_t i, std::size_t old)
    {
        block_.row_by_row[i / 64] |= (before_.row_by_row[old / 64] >> (old % 64) & 1) << (i % 64);
        for (const bool hurry : {false, true}) block_.base[hurry].push_back(before_.base[hurry][old]);
        for (std::size_t unit = 0; unit < block_.even.size(); ++unit)
            block_.even[unit].push_back(before_.even[unit][old]);
        for (std::size_t unit = 0; unit < kUnits; ++unit)
            block_.enough[unit].push_back(before_.enough[unit][old]);
    }

    // By points it depends on the family.
    std::int64_t fit_of(const Asking& it) const
    {
        if (!it.points.empty()) return 0;
        return ground_.policy->weights[static_cast<std::size_t>(Factor::fit)] *
               fit_of_purpose(it.program(), need_type_, *ground_.policy);
    }

    void find_proximity()
    {
        const auto weight = ground_.policy->weights[static_cast<std::size_t>(Factor::proximity)];
        const auto count = block_.programs.size(), old = before_.programs.size();
        block_.proximity.resize(region_.homes.size() * count);
        for (std::size_t home = 0; home < region_.homes.size(); ++home)
            for (std::size_t i = 0; i < count; ++i)
                block_.proximity[home * count + i] =
                    was_[i] != kNotBefore
                        ? before_.proximity[home * old + was_[i]]
                        : static_cast<std::int32_t>(
                              weight *
                              proximity_of(nearest_shared(asking(i).plan().places, region_.homes[home])));
    }

    // Old masks about the programs that stay; those that nobody asks for any more are left out.
    void copy_masks()
    {
        std::vector<std::uint32_t> now(before_.programs.size(), kNotBefore);
        for (std::uint32_t i = 0; i < was_.size(); ++i)
            if (was_[i] != kNotBefore) now[was_[i]] = i;
        for (std::size_t whose = 0; whose < kWhoses; ++whose) {
            copy(before_.of_person[whose], block_.of_person[whose], now);
            copy(before_.of_nobody[whose], block_.of_nobody[whose], now);
        }
    }

    void copy(const std::vector<Mask>& from, std::vector<Mask>& to, const std::vector<std::uint32_t>& now)
    {
        std::vector<std::uint64_t> words(block_.words);
        for (const auto& mask : from) {
            std::ranges::fill(words, 0);
            bool some = false;
            for (std::size_t word = 0; word < before_.words; ++word)
                for (auto bits = before_.masks[mask.programs + word]; bits != 0; bits &= bits - 1) {
                    const auto at = now[word * 64 + static_cast<std::size_t>(std::countr_zero(bits))];
                    if (at == kNotBefore) continue;
                    words[at / 64] |= std::uint64_t{1} << (at % 64);
                    some = true;
                }
            if (!some) continue;
            to.push_back({mask.question, mask.kind, block_.masks.size()});
            block_.masks.insert(block_.masks.end(), words.begin(), words.end());
        }
    }

    void mark_all(std::size_t i)
    {
        const auto& it = asking(i);
        for (const auto& one : it.cases) {
            if (one.when) bit_of(*one.when);
            for (const auto& [band, amount] : one.bands) bit_of(band);
        }
        for (const auto& point : it.points) bit_of(point.rule);
        mark_lines(block_.of_person, it.lines, i);
        mark_lines(block_.of_nobody, it.lines_of_nobody, i);
        for (const auto id : it.free) {
            const bool of_area = asked_.conditions[id].what == Condition::What::served_area;
            if (of_area && serves_all(it, region_.county)) continue;
            const auto kind = of_area ? Mask::Kind::area : Mask::Kind::free;
            mark(block_.of_person, id, i, kind);
            mark(block_.of_nobody, id, i, kind);
        }
    }

    void mark_lines(Block::Masks& masks, const std::vector<ConditionId>& lines, std::size_t i)
    {
        for (auto at = lines.begin(); at != lines.end(); ++at) {
            const bool again = std::find(lines.begin(), at, *at) != at;
            mark(masks, *at, i, again ? Mask::Kind::again : Mask::Kind::line);
        }
    }

    void mark(Block::Masks& masks, ConditionId id, std::size_t i, Mask::Kind kind)
    {
        const auto bit = bit_of(id);
        auto& list = masks[bit.whose];
        auto at = std::ranges::find_if(
            list, [&](const Mask& mask) { return mask.question == bit.bit && mask.kind == kind; });
        if (at == list.end()) {
            list.push_back({bit.bit, kind, block_.masks.size()});
            block_.masks.resize(block_.masks.size() + block_.words);
            at = list.end() - 1;
        }
        block_.masks[at->programs + i / 64] |= std::uint64_t{1} << (i % 64);
    }

    Region::Bit bit_of(ConditionId id)
    {
        if (id >= region_.bit.size()) region_.bit.resize(asked_.conditions.size());
        auto& bit = region_.bit[id];
        if (bit.bit != Region::kNotAsked) return bit;
        bit.whose = static_cast<std::uint32_t>(asked_.conditions[id].whose);
        auto& questions = region_.questions[bit.whose];
        bit.bit = static_cast<std::uint32_t>(questions.size()) & Region::kNotAsked;
        questions.push_back(id);
        region_.words[bit.whose] = (questions.size() + 63) / 64;
        return bit;
    }

    const Ground& ground_;
    const Asked& asked_;
    Region& region_;
    const std::string& need_type_;
    const Block& before_;
    std::vector<std::uint32_t> was_;
    Block block_;
};

} // namespace

std::shared_ptr<const Block> block_of(const Ground& ground, const Asked& asked, Region& region,
                                      const std::string& need_type, BlockChange change)
{
    return BlockWriter(ground, asked, region, need_type, change.before, std::move(change.was))
        .write(std::move(change.programs));
}

} // namespace matching
