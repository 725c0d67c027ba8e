#include "models/rule.hpp"
#include <algorithm>
#include <set>

namespace models {

namespace {

enum class Frame { household, member, person };

class Checker {
public:
    RuleCheck check(const Rule& rule)
    {
        const bool everybody = rule.kind == RuleKind::all && rule.parts.empty();
        if (!everybody) visit(rule, "", Frame::household, 1);
        if (nodes_ > kMostRuleNodes) fault("error.rule.too_large", "");
        return std::move(result_);
    }

private:
    void fault(std::string key, std::string pointer, std::map<std::string, std::string> values = {})
    {
        result_.faults.push_back({std::move(key), std::move(pointer), std::move(values)});
    }

    void visit(const Rule& rule, const std::string& at, Frame frame, int depth)
    {
        if (++nodes_ > kMostRuleNodes) return;
        if (depth > kMostRuleDepth) return fault("error.rule.too_deep", at);
        switch (rule.kind) {
        case RuleKind::all:
        case RuleKind::any: return visit_parts(rule, at, frame, depth);
        case RuleKind::negation: return visit(rule.parts.at(0), at + "/not", frame, depth + 1);
        case RuleKind::named: return visit(rule.parts.at(0), at + "/named", frame, depth + 1);
        case RuleKind::member:
            if (frame != Frame::household) fault("error.rule.nested_member", at);
            if (rule.at_least < 1 || rule.at_least > 100) fault("error.rule.at_least", at + "/at_least");
            return visit(rule.parts.at(0), at + "/member", Frame::member, depth + 1);
        case RuleKind::person:
            if (frame != Frame::household) fault("error.rule.nested_member", at);
            return visit(rule.parts.at(0), at + "/person", Frame::person, depth + 1);
        case RuleKind::leaf: return visit_leaf(rule.leaf, at, frame);
        }
    }

    void visit_parts(const Rule& rule, const std::string& at, Frame frame, int depth)
    {
        const std::string word = rule.kind == RuleKind::all ? "/all" : "/any";
        if (rule.parts.empty()) fault("error.rule.empty", at + word);
        for (std::size_t i = 0; i < rule.parts.size(); ++i)
            visit(rule.parts[i], at + word + "/" + std::to_string(i), frame, depth + 1);
        check_together(rule, at + word);
    }

    void visit_leaf(const Leaf& leaf, const std::string& at, Frame frame)
    {
        const auto& fact = row_of(leaf.fact);
        if (fact.level == FactLevel::member && frame == Frame::household)
            fault("error.rule.member_fact", at + "/fact");
        if (leaf.on && !fact.can_change) fault("error.rule.on_fixed", at + "/on");
        if (leaf.known_then && !leaf.on) fault("error.rule.known_without_on", at + "/known");
        check_operand(leaf, fact, leaf.value, at);
        if (leaf.high) check_operand(leaf, fact, *leaf.high, at);
        if (leaf.op == Op::between) check_interval(leaf, at);
    }

    void check_operand(const Leaf& leaf, const FactRow& fact, const Operand& operand, const std::string& at)
    {
        const auto pointer = at + "/" + std::string(name_of(leaf.op));
        if (!suits(leaf.op, fact.type))
            return fault("error.rule.operator", pointer, {{"fact", std::string(fact.name)}});
        if (const auto* codes = std::get_if<CodeSet>(&operand)) return check_codes(fact, *codes, pointer);
        if (const auto* areas = std::get_if<AreaSet>(&operand)) {
            if (fact.type != FactType::area) return fault("error.rule.value_type", pointer);
            if (areas->empty()) fault("error.rule.empty", pointer);
            return;
        }
        if (const auto* standard = std::get_if<StandardOperand>(&operand))
            return check_times(fact.type == FactType::fen, standard->times, pointer);
        if (const auto* other = std::get_if<FactOperand>(&operand)) {
            const auto& second = row_of(other->fact);
            return check_times(second.level == fact.level && second.type == fact.type &&
                                   (fact.type == FactType::fen || fact.type == FactType::number),
                               other->times, pointer);
        }
        if (std::holds_alternative<DateOperand>(operand)) {
            if (fact.type != FactType::date) fault("error.rule.value_type", pointer);
            return;
        }
        check_number(fact, std::get<std::int64_t>(operand), pointer);
    }

    static bool suits(Op op, FactType type)
    {
        switch (op) {
        case Op::is: return type != FactType::list;
        case Op::in: return type == FactType::code || type == FactType::area;
        case Op::has: return type == FactType::list;
        case Op::at_least:
        case Op::more_than:
        case Op::at_most:
        case Op::less_than:
        case Op::between: return type == FactType::number || type == FactType::fen || type == FactType::date;
        }
        return false;
    }

    void check_codes(const FactRow& fact, const CodeSet& codes, const std::string& pointer)
    {
        if (fact.type != FactType::code && fact.type != FactType::list)
            return fault("error.rule.value_type", pointer);
        if (codes.empty()) fault("error.rule.empty", pointer);
        for (const auto& code : codes)
            if (!fact.codes.empty() && std::ranges::find(fact.codes, code) == fact.codes.end())
                fault("error.rule.code", pointer, {{"code", code}});
    }

    void check_times(bool suits, Times times, const std::string& pointer)
    {
        if (!suits) fault("error.rule.value_type", pointer);
        if (times.ten_thousandths < 0) fault("error.rule.times", pointer + "/times");
    }

    void check_number(const FactRow& fact, std::int64_t value, const std::string& pointer)
    {
        if (fact.type == FactType::yes_no) {
            if (value != 0 && value != 1) fault("error.rule.value_type", pointer);
            return;
        }
        if (fact.type != FactType::number && fact.type != FactType::fen)
            return fault("error.rule.value_type", pointer);
        if (value < fact.low || value > fact.high) fault("error.rule.range", pointer);
    }

    void check_interval(const Leaf& leaf, const std::string& at)
    {
        const auto* low = std::get_if<std::int64_t>(&leaf.value);
        const auto* high = leaf.high ? std::get_if<std::int64_t>(&*leaf.high) : nullptr;
        if (!leaf.high) return fault("error.rule.between", at + "/between");
        if (low && high && (*low > *high || (*low == *high && (leaf.low_open || leaf.high_open))))
            fault("error.rule.between", at + "/between");
    }

    // Leaves of one list that read the same fact on the same day: none at once (all), or every value (any).
    struct Reach {
        std::int64_t low = INT64_MIN, high = INT64_MAX;
    };
    static std::optional<Reach> reach_of(const Leaf& leaf)
    {
        const auto* value = std::get_if<std::int64_t>(&leaf.value);
        const auto type = row_of(leaf.fact).type;
        if (!value || (type != FactType::number && type != FactType::fen && type != FactType::yes_no))
            return {};
        switch (leaf.op) {
        case Op::is: return Reach{*value, *value};
        case Op::at_least: return Reach{*value, INT64_MAX};
        case Op::more_than: return Reach{*value + 1, INT64_MAX};
        case Op::at_most: return Reach{INT64_MIN, *value};
        case Op::less_than: return Reach{INT64_MIN, *value - 1};
        case Op::between:
            if (const auto* high = leaf.high ? std::get_if<std::int64_t>(&*leaf.high) : nullptr)
                return Reach{*value + leaf.low_open, *high - leaf.high_open};
            return {};
        case Op::in:
        case Op::has: return {};
        }
        return {};
    }

    void check_together(const Rule& rule, const std::string& at)
    {
        for (std::size_t i = 0; i < rule.parts.size(); ++i)
            for (std::size_t j = i + 1; j < rule.parts.size(); ++j) {
                const auto& a = rule.parts[i];
                const auto& b = rule.parts[j];
                if (a.kind != RuleKind::leaf || b.kind != RuleKind::leaf) continue;
                if (a.leaf.fact != b.leaf.fact || a.leaf.on != b.leaf.on) continue;
                check_pair(rule.kind, a.leaf, b.leaf, at + "/" + std::to_string(j));
            }
    }

    void check_pair(RuleKind kind, const Leaf& a, const Leaf& b, const std::string& at)
    {
        const std::map<std::string, std::string> named{{"fact", std::string(row_of(a.fact).name)}};
        const auto first = reach_of(a), second = reach_of(b);
        if (first && second) {
            const bool apart = std::max(first->low, second->low) > std::min(first->high, second->high);
            const auto low_end = first->low == INT64_MIN ? *first : *second,
                       high_end = first->low == INT64_MIN ? *second : *first;
            const bool everything =
                low_end.low == INT64_MIN && high_end.high == INT64_MAX && low_end.high >= high_end.low - 1;
            if (kind == RuleKind::all && apart) fault("error.rule.contradiction", at, named);
            if (kind == RuleKind::any && everything)
                result_.warnings.push_back({"warning.rule.always", at, named});
            return;
        }
        const auto* left = std::get_if<CodeSet>(&a.value);
        const auto* right = std::get_if<CodeSet>(&b.value);
        if (kind != RuleKind::all || !left || !right || row_of(a.fact).type != FactType::code) return;
        const bool shared = std::ranges::any_of(
            *left, [&](const auto& code) { return std::ranges::find(*right, code) != right->end(); });
        if (!shared) fault("error.rule.contradiction", at, named);
    }

    RuleCheck result_;
    int nodes_ = 0;
};

void collect(const Rule& rule, std::set<Fact>& facts)
{
    if (rule.kind == RuleKind::leaf) {
        facts.insert(rule.leaf.fact);
        for (const auto* operand : {&rule.leaf.value, rule.leaf.high ? &*rule.leaf.high : nullptr})
            if (operand && std::holds_alternative<FactOperand>(*operand))
                facts.insert(std::get<FactOperand>(*operand).fact);
    }
    for (const auto& part : rule.parts) collect(part, facts);
}

} // namespace

RuleCheck check_rule(const Rule& rule) { return Checker().check(rule); }

std::vector<Fact> facts_of(const Rule& rule)
{
    std::set<Fact> facts;
    collect(rule, facts);
    return {facts.begin(), facts.end()};
}

} // namespace models
