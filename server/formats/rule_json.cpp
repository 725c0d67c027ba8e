#include "server/formats/rule_json.hpp"
#include "server/formats/reader.hpp"
#include <algorithm>

namespace server {

using nlohmann::json;
using namespace models;

namespace {

bool has(const json& value, const char* name)
{
    const auto at = value.find(name);
    return at != value.end() && !at->is_null();
}

class RuleReader {
public:
    RuleReader(const NamedRules& named, std::vector<Fault>& faults) : named_(named), faults_(faults) {}

    Rule read(const json& value, const std::string& at, int depth)
    {
        if (depth > kMostRuleDepth) return fault("error.rule.too_deep", at), Rule{};
        if (!value.is_object()) return fault("error.rule.shape", at), Rule{};
        if (has(value, "fact")) return leaf(value, at);
        if (has(value, "all")) return parts(RuleKind::all, "all", value, at, depth);
        if (has(value, "any")) return parts(RuleKind::any, "any", value, at, depth);
        if (has(value, "not")) return one(RuleKind::negation, "not", value, at, depth);
        if (has(value, "member")) return one(RuleKind::member, "member", value, at, depth);
        if (has(value, "person")) return one(RuleKind::person, "person", value, at, depth);
        if (has(value, "named")) return named(value, at);
        return fault("error.rule.shape", at), Rule{};
    }

private:
    void fault(std::string key, std::string at, std::map<std::string, std::string> values = {})
    {
        faults_.push_back({std::move(key), std::move(at), std::move(values)});
    }

    void only(const json& value, const std::string& at, std::initializer_list<std::string_view> known)
    {
        for (const auto& [name, unused] : value.items())
            if (std::find(known.begin(), known.end(), name) == known.end())
                fault("error.json.unknown_member", pointer_below(at, name), {{"name", name}});
    }

    Rule parts(RuleKind kind, const char* word, const json& value, const std::string& at, int depth)
    {
        only(value, at, {word});
        Rule rule;
        rule.kind = kind;
        if (!value[word].is_array()) return fault("error.json.array", at + "/" + word), rule;
        if (value[word].size() > static_cast<std::size_t>(kMostRuleNodes))
            return fault("error.rule.too_large", at), rule;
        for (std::size_t i = 0; i < value[word].size(); ++i)
            rule.parts.push_back(read(value[word][i], at + "/" + word + "/" + std::to_string(i), depth + 1));
        return rule;
    }

    Rule one(RuleKind kind, const char* word, const json& value, const std::string& at, int depth)
    {
        Rule rule;
        rule.kind = kind;
        if (kind == RuleKind::member)
            only(value, at, {word, "at_least"});
        else
            only(value, at, {word});
        if (has(value, "at_least") && kind == RuleKind::member) {
            const auto number = whole_number_in(value["at_least"]);
            if (!number) fault("error.json.number", at + "/at_least");
            rule.at_least = number.value_or(1);
        }
        rule.parts.push_back(read(value[word], at + "/" + word, depth + 1));
        return rule;
    }

    Rule named(const json& value, const std::string& at)
    {
        only(value, at, {"named"});
        Rule rule;
        rule.kind = RuleKind::named;
        rule.name = value["named"].is_string() ? value["named"].get<std::string>() : "";
        const auto found = named_.find(rule.name);
        if (found == named_.end()) return fault("error.rule.named", at + "/named"), Rule{};
        rule.parts.push_back(found->second);
        return rule;
    }

    Rule leaf(const json& value, const std::string& at)
    {
        Rule rule;
        rule.kind = RuleKind::leaf;
        const auto* row = value["fact"].is_string() ? find_fact(value["fact"].get<std::string>()) : nullptr;
        if (!row) return fault("error.rule.fact", at + "/fact"), rule;
        rule.leaf.fact = row->fact;
        if (has(value, "on")) rule.leaf.on = date(value["on"], at + "/on");
        if (has(value, "known")) {
            rule.leaf.known_then = value["known"] == "then";
            if (!rule.leaf.known_then) fault("error.rule.known", at + "/known");
        }
        int operators = 0;
        for (const auto& [name, operand] : value.items()) {
            if (name == "fact" || name == "on" || name == "known" || operand.is_null()) continue;
            const auto op = from_name<Op>(name);
            if (!op) {
                fault("error.json.unknown_member", pointer_below(at, name), {{"name", name}});
                continue;
            }
            ++operators;
            rule.leaf.op = *op;
            read_operand(rule.leaf, *row, operand, at + "/" + name);
        }
        if (operators != 1) fault("error.rule.one_operator", at);
        return rule;
    }

    void read_operand(Leaf& leaf, const FactRow& row, const json& value, const std::string& at)
    {
        const bool several = leaf.op == Op::in || leaf.op == Op::has;
        if (value.is_array() && !several && leaf.op != Op::between) return fault("error.rule.value_type", at);
        if (leaf.op != Op::between) {
            leaf.value = operand(row, value, at);
            return;
        }
        if (!value.is_array() || value.size() < 2 || value.size() > 3) return fault("error.rule.between", at);
        leaf.value = operand(row, value[0], at + "/0");
        leaf.high = operand(row, value[1], at + "/1");
        if (value.size() == 2) return;
        const auto ends = value[2].is_string() ? value[2].get<std::string>() : "";
        if (ends != "[]" && ends != "(]" && ends != "[)" && ends != "()")
            return fault("error.rule.ends", at + "/2");
        leaf.low_open = ends[0] == '(';
        leaf.high_open = ends[1] == ')';
    }

    Operand operand(const FactRow& row, const json& value, const std::string& at)
    {
        if (value.is_object()) return reference(value, at);
        if (row.type == FactType::code || row.type == FactType::list) return codes(value, at);
        if (row.type == FactType::area) return areas(value, at);
        if (row.type == FactType::date) return DateOperand{date(value, at), 0, 0};
        if (row.type == FactType::yes_no && value.is_boolean()) return std::int64_t{value.get<bool>()};
        const auto number = row.type == FactType::yes_no ? std::nullopt : whole_number_in(value);
        if (!number) fault("error.rule.value_type", at);
        return number.value_or(0);
    }

    Operand reference(const json& value, const std::string& at)
    {
        if (has(value, "standard")) {
            only(value, at, {"standard", "times"});
            const auto name = value["standard"].is_string()
                                  ? from_name<StandardName>(value["standard"].get<std::string>())
                                  : std::nullopt;
            if (!name) fault("error.rule.standard", at + "/standard");
            return StandardOperand{name.value_or(StandardName::dibao_line), times(value, at)};
        }
        if (has(value, "fact")) {
            only(value, at, {"fact", "times"});
            const auto* row =
                value["fact"].is_string() ? find_fact(value["fact"].get<std::string>()) : nullptr;
            if (!row) return fault("error.rule.fact", at + "/fact"), std::int64_t{};
            return FactOperand{row->fact, times(value, at)};
        }
        if (has(value, "date")) {
            only(value, at, {"date", "years", "months"});
            return DateOperand{date(value["date"], at + "/date"), step(value, "years", 150, at),
                               step(value, "months", 1800, at)};
        }
        fault("error.rule.value_type", at);
        return std::int64_t{};
    }

    int step(const json& value, const char* name, int most, const std::string& at)
    {
        if (!has(value, name)) return 0;
        const auto number = whole_number_in(value[name]);
        if (number && *number >= -most && *number <= most) return static_cast<int>(*number);
        fault("error.json.range", at + "/" + name,
              {{"low", std::to_string(-most)}, {"high", std::to_string(most)}});
        return 0;
    }

    Times times(const json& value, const std::string& at)
    {
        if (!has(value, "times")) return {};
        const auto text = value["times"].is_string() ? value["times"].get<std::string>() : "";
        const auto point = std::min(text.find('.'), text.size());
        const auto rest = point < text.size() ? text.substr(point + 1) : "";
        const auto whole = text.substr(0, point);
        const auto digits = [](const std::string& part) {
            return part.find_first_not_of("0123456789") == std::string::npos;
        };
        if (whole.empty() || whole.size() > 6 || rest.size() > 4 || !digits(whole) || !digits(rest))
            return fault("error.rule.times", at + "/times"), Times{};
        return {std::stoll(whole) * 10'000 + std::stoll((rest + "0000").substr(0, 4))};
    }

    RuleDate date(const json& value, const std::string& at)
    {
        const auto text = value.is_string() ? value.get<std::string>() : "";
        if (text == "as_of") return AsOf{};
        if (text == "first_entry") return FirstEntry{};
        const auto date = parse_date(text);
        if (!date) return fault("error.json.date", at), RuleDate{AsOf{}};
        return *date;
    }

    Operand codes(const json& value, const std::string& at)
    {
        CodeSet set;
        if (value.is_string())
            set.push_back(value);
        else if (value.is_array())
            for (const auto& code : value) {
                if (!code.is_string()) return fault("error.rule.value_type", at), set;
                set.push_back(code);
            }
        else
            fault("error.rule.value_type", at);
        return set;
    }

    Operand areas(const json& value, const std::string& at)
    {
        AreaSet set;
        for (const auto& code : value.is_array() ? value : json::array({value})) {
            const auto area = code.is_string() ? parse_area(code.get<std::string>()) : std::nullopt;
            if (!area) return fault("error.rule.value_type", at), set;
            set.push_back(*area);
        }
        return set;
    }

    const NamedRules& named_;
    std::vector<Fault>& faults_;
};

} // namespace

static Result<Rule> checked(Rule rule, std::vector<Fault> faults, const std::string& at,
                            std::string_view outer)
{
    if (faults.empty())
        for (auto& fault : check_rule(rule).faults) {
            const auto inner =
                fault.pointer.starts_with(outer) ? fault.pointer.substr(outer.size()) : fault.pointer;
            faults.push_back({std::move(fault.key), at + inner, std::move(fault.values)});
        }
    if (!faults.empty()) return refuse(std::move(faults));
    return rule;
}

Result<Rule> read_rule(const json& value, const NamedRules& named, const std::string& at)
{
    std::vector<Fault> faults;
    auto rule = RuleReader(named, faults).read(value, at, 1);
    return checked(std::move(rule), std::move(faults), at, "");
}

Result<Rule> read_member_rule(const json& value, const NamedRules& named, const std::string& at)
{
    std::vector<Fault> faults;
    Rule member;
    member.kind = RuleKind::member;
    member.parts.push_back(RuleReader(named, faults).read(value, at, 2));
    const auto& inner = member.parts[0];
    if (faults.empty() && inner.kind == RuleKind::all && inner.parts.empty()) return Rule{}; // every member
    auto read = checked(std::move(member), std::move(faults), at, "/member");
    if (!read) return read;
    return std::move(read->parts[0]);
}

} // namespace server
