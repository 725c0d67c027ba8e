#include "models/rule.hpp"
#include "models/rule_sense.hpp"
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
        result_.faults.push_back({std::move(key), placed(std::move(pointer)), std::move(values)});
    }

    void warn(std::string key, std::string pointer, std::map<std::string, std::string> values)
    {
        result_.warnings.push_back({std::move(key), placed(std::move(pointer)), std::move(values)});
    }

    // What a shared rule says stands elsewhere: its faults are shown where it is named.
    std::string placed(std::string pointer) const { return named_at_.empty() ? pointer : named_at_; }

    void visit(const Rule& rule, const std::string& at, Frame frame, int depth)
    {
        if (++nodes_ > kMostRuleNodes) return;
        if (depth > kMostRuleDepth) return fault("error.rule.too_deep", at);
        switch (rule.kind) {
        case RuleKind::all:
        case RuleKind::any: return visit_parts(rule, at, frame, depth);
        case RuleKind::negation: return visit(rule.parts.at(0), at + "/not", frame, depth + 1);
        case RuleKind::named: return visit_named(rule, at, frame, depth);
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

    void visit_named(const Rule& rule, const std::string& at, Frame frame, int depth)
    {
        const bool outermost = named_at_.empty();
        if (outermost) named_at_ = at + "/named";
        visit(rule.parts.at(0), at + "/named", frame, depth + 1);
        if (outermost) named_at_.clear();
    }

    void visit_parts(const Rule& rule, const std::string& at, Frame frame, int depth)
    {
        const auto found = result_.faults.size() + result_.warnings.size();
        if (rule.parts.empty()) fault("error.rule.empty", at + word_of(rule));
        for (std::size_t i = 0; i < rule.parts.size(); ++i)
            visit(rule.parts[i], at + word_of(rule) + "/" + std::to_string(i), frame, depth + 1);
        if (found == result_.faults.size() + result_.warnings.size()) check_together(rule, at);
    }

    void visit_leaf(const Leaf& leaf, const std::string& at, Frame frame)
    {
        const auto& fact = row_of(leaf.fact);
        const auto found = result_.faults.size();
        const std::map<std::string, std::string> named{{"fact", std::string(fact.name)}};
        if (fact.level == FactLevel::member && frame == Frame::household)
            fault("error.rule.member_fact", at + "/fact", named);
        if (leaf.on && !fact.can_change) warn("warning.rule.on_fixed", at + "/on", named);
        if (leaf.known_then && !leaf.on) warn("warning.rule.known_without_on", at + "/known", named);
        if ((leaf.op == Op::between) != leaf.high.has_value()) fault("error.rule.between", at + "/between");
        check_operand(leaf, fact, leaf.value, at);
        if (leaf.high) check_operand(leaf, fact, *leaf.high, at);
        if (found == result_.faults.size()) check_sense(leaf, at, named);
    }

    void check_sense(const Leaf& leaf, const std::string& at, const std::map<std::string, std::string>& named)
    {
        const Condition alone[]{{&leaf}};
        const auto pointer = at + "/" + std::string(name_of(leaf.op));
        if (is_contradictory(alone))
            fault(leaf.op == Op::between ? "error.rule.between" : "error.rule.range", pointer, named);
        if (is_always_true(alone)) warn("warning.rule.always", at, named);
    }

    void check_operand(const Leaf& leaf, const FactRow& fact, const Operand& operand, const std::string& at)
    {
        const auto pointer = at + "/" + std::string(name_of(leaf.op));
        if (!suits(leaf.op, fact.type))
            return fault("error.rule.operator", pointer, {{"fact", std::string(fact.name)}});
        if (const auto* codes = std::get_if<CodeSet>(&operand))
            return check_codes(leaf.op, fact, *codes, pointer);
        if (const auto* areas = std::get_if<AreaSet>(&operand)) {
            if (fact.type != FactType::area) return fault("error.rule.value_type", pointer);
            if (areas->empty()) fault("error.rule.empty", pointer);
            if (leaf.op == Op::is && areas->size() > 1) fault("error.rule.value_type", pointer);
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

    void check_codes(Op op, const FactRow& fact, const CodeSet& codes, const std::string& pointer)
    {
        if (fact.type != FactType::code && fact.type != FactType::list)
            return fault("error.rule.value_type", pointer);
        if (codes.empty()) fault("error.rule.empty", pointer);
        if (op == Op::is && codes.size() > 1) fault("error.rule.value_type", pointer);
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

    static std::string word_of(const Rule& rule) { return rule.kind == RuleKind::all ? "/all" : "/any"; }

    struct Placed {
        std::vector<Condition> conditions;
        std::vector<std::string> pointers; // of each condition
    };

    // The leaves that stand side by side in this list, also through lists of the same kind inside it.
    static void flatten(const Rule& rule, RuleKind kind, const std::string& at, Placed& placed)
    {
        const auto known = std::ssize(placed.pointers);
        const bool opposite = rule.kind == RuleKind::negation;
        const auto& inner = opposite ? rule.parts[0] : rule;
        if (inner.kind == RuleKind::leaf) {
            placed.conditions.push_back({&inner.leaf, opposite});
            placed.pointers.push_back(at);
        } else if (rule.kind == RuleKind::named) {
            flatten(rule.parts[0], kind, at, placed);
            std::fill(placed.pointers.begin() + known, placed.pointers.end(), at + "/named");
        } else if (rule.kind == kind) {
            for (std::size_t i = 0; i < rule.parts.size(); ++i)
                flatten(rule.parts[i], kind, at + word_of(rule) + "/" + std::to_string(i), placed);
        }
    }

    void check_together(const Rule& rule, const std::string& at)
    {
        Placed placed;
        flatten(rule, rule.kind, at, placed);
        const bool all = rule.kind == RuleKind::all;
        const std::span<const Condition> every(placed.conditions);
        const auto senseless = [&](std::size_t count) {
            return all ? is_contradictory(every.first(count)) : is_always_true(every.first(count));
        };
        if (!senseless(every.size())) return;
        std::size_t count = 1;
        while (!senseless(count)) ++count;
        const auto& fact = row_of(every[count - 1].leaf->fact);
        const auto& pointer = placed.pointers[count - 1];
        if (all)
            fault("error.rule.contradiction", pointer, {{"fact", std::string(fact.name)}});
        else
            warn("warning.rule.always", pointer, {{"fact", std::string(fact.name)}});
    }

    RuleCheck result_;
    std::string named_at_; // where the outermost shared rule around us is named
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
