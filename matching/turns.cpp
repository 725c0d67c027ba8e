#include "matching/turns.hpp"
#include "matching/compile.hpp"
#include "matching/exact.hpp"
#include <algorithm>
#include <map>

namespace matching {

using namespace models;

namespace {

// A fact as it grows with the one that is asked: (base + slope × asked) ÷ divisor.
struct Growth {
    Wide base = 0;
    std::int64_t slope = 0, divisor = 1;
};

// The value of an amount fact at which a leaf turns, seen from the recorded fact that is asked.
class TurnFinder {
public:
    TurnFinder(const Pair& pair, const Topic& topic)
        : pair_(pair), subject_(subject_of(pair, topic)), fact_(topic.fact)
    {
    }

    void add(const Leaf& leaf)
    {
        const auto day = day_of_leaf(pair_.ground, subject_, leaf.on, leaf.known_then, pair_.day);
        const auto value = growth_of(leaf.fact, day);
        for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr}) {
            if (!operand) continue;
            const auto* other = std::get_if<FactOperand>(operand);
            const auto bounds = growths_of(leaf, *operand, day);
            for (const auto& bound : bounds)
                if (value) add_turn(*value, bound);
            const bool both_known = value && !bounds.empty();
            if (other && !both_known && (reads(leaf.fact) || reads(other->fact))) unknown_beside_ = true;
        }
    }

    Turns found() const
    {
        const auto& row = row_of(fact_);
        Turns turns{{}, unknown_beside_};
        for (const auto at : at_)
            for (const std::int64_t point : {at - 1, at, at + 1})
                if (point >= row.low && point <= row.high) turns.points.insert(point);
        return turns;
    }

private:
    bool reads(Fact read) const
    {
        const auto parts = facts_behind(read);
        return read == fact_ || std::ranges::find(parts, fact_) != parts.end();
    }

    std::vector<Growth> growths_of(const Leaf& leaf, const Operand& operand, const Day& day) const
    {
        if (const auto* number = std::get_if<std::int64_t>(&operand)) return {{*number}};
        if (const auto* other = std::get_if<FactOperand>(&operand)) {
            auto found = growth_of(other->fact, day);
            if (!found) return {};
            const auto factor = other->times.ten_thousandths;
            return {{times(found->base, factor), found->slope * factor, found->divisor * 10'000}};
        }
        std::vector<Growth> found;
        if (const auto* standard = std::get_if<StandardOperand>(&operand))
            for (const auto kind : residence_kinds(pair_.ground, subject_, day))
                if (const auto line = line_amount(pair_.ground, subject_, leaf.fact, *standard, kind, day))
                    found.push_back({line->numerator, 0, line->denominator});
        return found;
    }

    std::optional<Growth> growth_of(Fact read, const Day& day) const
    {
        if (read == fact_) return Growth{0, 1};
        if (read == Fact::rigid_spending_year) return rigid(day);
        const auto parts = parts_of(read);
        if (!parts.empty() && parts[0] == Fact::income_year) return per_head(read, day);
        const auto seen = look(pair_.ground, subject_, read, day);
        if (seen.known != Known::yes) return {};
        return Growth{seen.exact.numerator, 0, seen.exact.denominator};
    }

    // All kinds together, as far as they are told.
    Growth rigid(const Day& day) const
    {
        Growth sum;
        for (const auto part : parts_of(Fact::rigid_spending_year)) {
            const auto one = growth_of(part, day).value_or(Growth{});
            sum.base += one.base;
            sum.slope += one.slope;
        }
        return sum;
    }

    std::optional<Growth> per_head(Fact read, const Day& day) const
    {
        auto income = growth_of(Fact::income_year, day);
        const auto heads = growth_of(Fact::counted_members, day);
        if (!income || !heads || heads->base <= 0) return {};
        if (read == Fact::income_less_rigid_per_head_month) {
            const auto less = rigid(day);
            income->base -= less.base;
            income->slope -= less.slope;
        }
        const auto periods = read == Fact::income_per_head_year ? 1 : 12;
        income->divisor = static_cast<std::int64_t>(heads->base) * periods;
        return income;
    }

    // Where both are the same; beyond what is possible, the end of it: there, too, it must be known.
    void add_turn(const Growth& a, const Growth& b)
    {
        const auto slope = times(a.slope, b.divisor) - times(b.slope, a.divisor);
        if (slope == 0) return;
        const auto base = times(b.base, a.divisor) - times(a.base, b.divisor);
        const auto at = (slope < 0 ? -base : base) / (slope < 0 ? -slope : slope); // ±1 stands beside it
        const auto& row = row_of(fact_);
        at_.insert(static_cast<std::int64_t>(std::clamp<Wide>(at, row.low, row.high)));
    }

    const Pair& pair_;
    Subject subject_;
    Fact fact_;
    std::set<std::int64_t> at_;
    bool unknown_beside_ = false;
};

bool is_amount(const FactRow& row) { return row.type == FactType::fen || row.type == FactType::number; }

void add_amounts(Fact fact, std::set<Fact>& amounts)
{
    const auto& row = row_of(fact);
    if (is_amount(row) && !row.derived && fact != Fact::counted_members) amounts.insert(fact);
    for (const auto part : parts_of(fact)) add_amounts(part, amounts);
}

} // namespace

Turns turns_of(const Pair& pair, const Topic& topic, const std::vector<const Rule*>& rules)
{
    TurnFinder finder(pair, topic);
    for (const auto* rule : rules)
        for_each_leaf(*rule, [&](const Leaf& leaf) {
            if (is_amount(row_of(leaf.fact))) finder.add(leaf);
        });
    return finder.found();
}

std::set<Fact> interwoven(const std::vector<const Rule*>& rules)
{
    std::map<std::tuple<Fact, Fact, std::int64_t>, std::set<Fact>> conditions;
    const auto add = [&](const Leaf& leaf) {
        for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr}) {
            const auto* found = operand ? std::get_if<FactOperand>(operand) : nullptr;
            const auto other = found ? *found : FactOperand{leaf.fact, {}};
            std::set<Fact> amounts;
            for (const auto fact : {leaf.fact, other.fact}) add_amounts(fact, amounts);
            if (amounts.size() > 1)
                conditions[{leaf.fact, other.fact, other.times.ten_thousandths}] = amounts;
        }
    };
    for (const auto* rule : rules) for_each_leaf(*rule, add);
    std::set<Fact> seen, twice;
    for (const auto& [condition, amounts] : conditions)
        for (const auto fact : amounts)
            if (!seen.insert(fact).second) twice.insert(fact);
    return twice;
}

} // namespace matching
