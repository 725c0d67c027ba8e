#include "matching/factors.hpp"
#include "matching/region.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

// Everybody who lives in the county lives in the area served: nothing to ask.
bool serves_all(const Asking& asking, Area county)
{
    return asking.is_by_residence() &&
           std::ranges::any_of(asking.plan().served, [&](Area area) { return covers(area, county); });
}

// Programs that stand together before and after.
struct Run {
    std::size_t from{}, to{}, count{};
};

// Bits of one row of words to another, into zeros.
void copy_bits(const std::uint64_t* from, std::uint64_t* to, Run run)
{
    while (run.count > 0) {
        const auto many = std::min({run.count, 64 - run.from % 64, 64 - run.to % 64});
        const auto bits = from[run.from / 64] >> (run.from % 64) &
                          (many == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << many) - 1);
        to[run.to / 64] |= bits << (run.to % 64);
        run = {run.from + many, run.to + many, run.count - many};
    }
}

// One block of a region, from what it was before: columns of programs that did not change are copied.
class BlockWriter {
public:
    BlockWriter(const Ground& ground, const Asked& asked, Region& region, const std::string& need_type,
                const BlockChange& change)
        : ground_(ground),
          asked_(asked),
          region_(region),
          need_type_(need_type),
          before_(change.before),
          at_(change.at),
          shut_(change.shut)
    {
        for (std::size_t i = 0; i < change.was.size(); ++i) {
            const std::size_t was = change.was[i];
            if (was == kNotBefore)
                fresh_.push_back(i);
            else if (!runs_.empty() && runs_.back().from + runs_.back().count == was &&
                     runs_.back().to + runs_.back().count == i)
                ++runs_.back().count;
            else
                runs_.push_back({was, i, 1});
        }
    }

    std::shared_ptr<const Block> write(std::vector<std::uint32_t> programs)
    {
        block_.programs = std::move(programs);
        block_.words = (block_.programs.size() + 63) / 64;
        if (!shut_) add_scores();
        copy_masks();
        for (const auto i : fresh_) mark_all(i);
        block_.masks.shrink_to_fit();
        return std::make_shared<const Block>(std::move(block_));
    }

private:
    const Asking& asking(std::size_t i) const { return *asked_.programs[block_.programs[i]]; }

    template <class T, class Make> void fill(std::vector<T>& to, const std::vector<T>& from, Make make)
    {
        to.resize(block_.programs.size());
        for (const auto& run : runs_) std::copy_n(&from[run.from], run.count, &to[run.to]);
        for (const auto i : fresh_) to[i] = make(asking(i));
    }

    void add_scores()
    {
        block_.row_by_row.assign(block_.words, 0);
        for (const auto& run : runs_) copy_bits(before_.row_by_row.data(), block_.row_by_row.data(), run);
        for (const auto i : fresh_)
            if (asking(i).row_by_row) block_.row_by_row[i / 64] |= std::uint64_t{1} << (i % 64);
        for (const bool hurry : {false, true})
            fill(block_.base[hurry], before_.base[hurry], [&](const Asking& it) {
                return static_cast<std::int32_t>(it.constant[hurry] + fit_of(it));
            });
        find_nearness();
    }

    // By points it depends on the family.
    std::int64_t fit_of(const Asking& it) const
    {
        if (!it.points.empty()) return 0;
        return ground_.policy->weights[static_cast<std::size_t>(Factor::fit)] *
               fit_of_purpose(it.program(), need_type_, *ground_.policy);
    }

    // Homes are sorted: those of one town mostly have the same row, and stand together.
    void find_nearness()
    {
        const auto count = block_.programs.size(), old = before_.programs.size();
        std::vector<std::uint8_t> fresh, last;
        std::uint32_t last_old = kNotBefore;
        for (std::size_t home = 0; home < region_.homes.size(); ++home) {
            const auto old_row = old > 0 ? before_.nearness_row[home] : kNotBefore;
            fresh.clear();
            for (const auto i : fresh_)
                fresh.push_back(
                    static_cast<std::uint8_t>(nearest_shared(asking(i).plan().places, region_.homes[home])));
            if (home == 0 || old_row != last_old || fresh != last) {
                block_.nearness.resize(block_.nearness.size() + count);
                auto* levels = block_.nearness.data() + block_.nearness.size() - count;
                for (const auto& run : runs_)
                    std::copy_n(&before_.nearness[old_row * old + run.from], run.count, levels + run.to);
                for (std::size_t i = 0; i < fresh_.size(); ++i) levels[fresh_[i]] = fresh[i];
                last_old = old_row;
                last = fresh;
                ++rows_;
            }
            block_.nearness_row.push_back(rows_ - 1);
        }
        block_.nearness.shrink_to_fit();
    }

    // Old masks about the programs that stay; those that nobody asks for any more are left out.
    void copy_masks()
    {
        block_.masks.reserve(before_.masks.size() / std::max<std::size_t>(1, before_.words) * block_.words);
        for (std::size_t whose = 0; whose < kWhoses; ++whose) {
            copy(before_.of_person[whose], block_.of_person[whose]);
            copy(before_.of_nobody[whose], block_.of_nobody[whose]);
        }
    }

    void copy(const std::vector<Mask>& from, std::vector<Mask>& to)
    {
        for (const auto& mask : from) {
            const auto at = block_.masks.size();
            block_.masks.resize(at + block_.words);
            auto* words = block_.masks.data() + at;
            for (const auto& run : runs_) copy_bits(before_.masks.data() + mask.programs, words, run);
            if (std::all_of(words, words + block_.words, [](std::uint64_t word) { return word == 0; }))
                block_.masks.resize(at);
            else
                to.push_back({mask.question, mask.kind, at});
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
        if (bit.bit != Region::kNotAsked) {
            region_.asked_by[bit.whose][bit.bit] |= Region::bit_for(at_);
            return bit;
        }
        bit.whose = static_cast<std::uint32_t>(asked_.conditions[id].whose);
        auto& questions = region_.questions[bit.whose];
        bit.bit = static_cast<std::uint32_t>(questions.size()) & Region::kNotAsked;
        questions.push_back(id);
        region_.asked_by[bit.whose].push_back(Region::bit_for(at_));
        region_.words[bit.whose] = (questions.size() + 63) / 64;
        return bit;
    }

    const Ground& ground_;
    const Asked& asked_;
    Region& region_;
    const std::string& need_type_;
    const Block& before_;
    std::size_t at_;
    bool shut_;
    std::vector<Run> runs_;
    std::vector<std::size_t> fresh_; // the others' places
    std::uint32_t rows_ = 0;         // of nearness
    Block block_;
};

} // namespace

std::shared_ptr<const Block> block_of(const Ground& ground, const Asked& asked, Region& region,
                                      const std::string& need_type, BlockChange change)
{
    return BlockWriter(ground, asked, region, need_type, change).write(std::move(change.programs));
}

} // namespace matching
