#include "server/editor/rule_form.hpp"
#include "server/editor/rule_leaf.hpp"
#include "server/formats/rule_json.hpp"
#include "server/http/json_reader.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;
using Kind = RuleNode::Kind;

namespace {

constexpr std::pair<Kind, const char*> kFrames[]{
    {Kind::all, "all"}, {Kind::any, "any"}, {Kind::member, "member"}, {Kind::person, "person"}};
constexpr std::pair<Kind, const char*> kKinds[]{
    {Kind::leaf, "leaf"}, {Kind::named, "named"},   {Kind::kept, "kept"},    {Kind::all, "all"},
    {Kind::any, "any"},   {Kind::member, "member"}, {Kind::person, "person"}};

bool is_list(Kind kind) { return kind == Kind::all || kind == Kind::any; }

RuleNode kept(const json& rule, const std::string& pointer)
{
    return {.kind = Kind::kept, .rule = rule, .pointer = pointer};
}

std::vector<RuleNode> nodes_of(const json& list, const std::string& pointer);
RuleNode read_node(const json& rule, const std::string& pointer);

RuleNode read_frame(Kind kind, const json& inner, const std::string& pointer)
{
    RuleNode node{.kind = kind, .wrapped = true, .pointer = pointer};
    node.wrapped = inner.is_object() && inner.size() == 1 && inner.contains("all") && inner["all"].is_array();
    if (node.wrapped)
        node.parts = nodes_of(inner["all"], pointer + "/all");
    else
        node.parts.push_back(read_node(inner, pointer));
    return node;
}

RuleNode read_node(const json& rule, const std::string& pointer)
{
    if (is_plain_leaf(rule)) return {.kind = Kind::leaf, .rule = rule, .pointer = pointer};
    if (!rule.is_object()) return kept(rule, pointer);
    if (rule.size() == 1 && rule.contains("not")) {
        auto node = read_node(rule["not"], pointer + "/not");
        if (node.negated || node.kind == Kind::kept) return kept(rule, pointer);
        node.negated = true;
        node.pointer = pointer;
        return node;
    }
    if (rule.size() == 1 && rule.contains("named") && rule["named"].is_string())
        return {.kind = Kind::named, .rule = rule, .pointer = pointer};
    for (const auto& [kind, word] : kFrames) {
        const auto known = kind == Kind::member && rule.contains("at_least") ? 2U : 1U;
        if (rule.size() != known || !rule.contains(word)) continue;
        if (!is_list(kind)) {
            auto node = read_frame(kind, rule[word], pointer + "/" + word);
            node.pointer = pointer;
            if (known == 2) node.at_least = number_typed(rule["at_least"]);
            return node;
        }
        if (!rule[word].is_array()) break;
        return {.kind = kind, .parts = nodes_of(rule[word], pointer + "/" + word), .pointer = pointer};
    }
    return kept(rule, pointer);
}

std::vector<RuleNode> nodes_of(const json& list, const std::string& pointer)
{
    std::vector<RuleNode> nodes;
    for (std::size_t i = 0; i < list.size(); ++i)
        nodes.push_back(read_node(list[i], pointer + "/" + std::to_string(i)));
    return nodes;
}

json written(const RuleNode& node);

json list_of(const RuleNode& node)
{
    auto list = json::array();
    for (const auto& part : node.parts) list.push_back(written(part));
    return list;
}

json inside_of(const RuleNode& node)
{
    if (!node.wrapped && node.parts.size() == 1) return written(node.parts.front());
    return {{"all", list_of(node)}};
}

json written(const RuleNode& node)
{
    json rule;
    switch (node.kind) {
    case Kind::leaf:
    case Kind::named:
    case Kind::kept: rule = node.rule; break;
    case Kind::all: rule = {{"all", list_of(node)}}; break;
    case Kind::any: rule = {{"any", list_of(node)}}; break;
    case Kind::person: rule = {{"person", inside_of(node)}}; break;
    case Kind::member:
        rule = {{"member", inside_of(node)}};
        if (node.at_least != "1") rule["at_least"] = number_json(node.at_least.empty() ? "0" : node.at_least);
    }
    return node.negated ? json{{"not", std::move(rule)}} : rule;
}

Kind kind_named(const std::string& name)
{
    for (const auto& [kind, word] : kKinds)
        if (name == word) return kind;
    return Kind::kept;
}

RuleNode row_in(const Form& form, const std::string& id, const Divisions& divisions, int depth)
{
    RuleNode node{.kind = kind_named(form.text(id + "/kind"))};
    node.negated = form.has(id + "/not");
    node.wrapped = form.text(id + "/wrapped") != "no";
    node.at_least = form.text(id + "/at_least");
    if (node.kind == Kind::leaf) node.rule = leaf_in(form, id, divisions);
    if (node.kind == Kind::named) node.rule = {{"named", form.text(id + "/named")}};
    if (node.kind == Kind::kept) node.rule = read_json(form.text(id + "/kept")).value_or(json::object());
    for (int i = 0; i < kMostRuleNodes && depth < 2 * kMostRuleDepth; ++i) {
        const auto part = id + "." + std::to_string(i);
        if (!form.has(part + "/kind")) break;
        node.parts.push_back(row_in(form, part, divisions, depth + 1));
    }
    return node;
}

// The row that such an id names: "rule.0.2".
RuleNode* find_row(RuleNode& whole, std::string_view id, std::string_view root, RuleNode*& above)
{
    if (!id.starts_with(root)) return nullptr;
    auto* node = &whole;
    for (id.remove_prefix(root.size()); !id.empty();) {
        if (!id.starts_with('.')) return nullptr;
        id.remove_prefix(1);
        const auto end = std::min(id.find('.'), id.size());
        const auto number = number_json(std::string(id.substr(0, end)));
        if (!number.is_number_unsigned() && !number.is_number_integer()) return nullptr;
        const auto at = number.get<std::int64_t>();
        if (at < 0 || at >= std::ssize(node->parts)) return nullptr;
        above = node;
        node = &node->parts[static_cast<std::size_t>(at)];
        id.remove_prefix(end);
    }
    return node;
}

bool is_about_member(const RuleNode& whole, std::string_view id, std::string_view root)
{
    if (is_member_rule(root)) return true;
    auto* node = &whole;
    for (std::size_t at = root.size(); node;) {
        if (node->kind == Kind::member || node->kind == Kind::person) return true;
        if (at >= id.size()) return false;
        const auto end = std::min(id.find('.', at + 1), id.size());
        node = &node->parts.at(
            static_cast<std::size_t>(std::stoul(std::string(id.substr(at + 1, end - at - 1)))));
        at = end;
    }
    return false;
}

// "fact:age", "named:poor", "frame:any"; a member's fact among a household's gets its frame at once.
std::optional<RuleNode> new_row(std::string_view chosen, bool about_member)
{
    const auto colon = std::min(chosen.find(':'), chosen.size());
    const std::string what(chosen.substr(0, colon)), name(chosen.substr(std::min(colon + 1, chosen.size())));
    if (what == "named") return RuleNode{.kind = Kind::named, .rule = {{"named", name}}};
    if (what == "frame" && kind_named(name) != Kind::kept)
        return RuleNode{.kind = kind_named(name), .wrapped = false};
    const auto* fact = what == "fact" ? find_fact(name) : nullptr;
    if (!fact) return {};
    RuleNode row{.kind = Kind::leaf, .rule = new_leaf(*fact)};
    if (about_member || fact->level != FactLevel::member) return row;
    RuleNode frame{.kind = Kind::member, .wrapped = false};
    frame.parts.push_back(std::move(row));
    return frame;
}

void collect_rows(const RuleNode& node, const std::string& id,
                  std::vector<std::pair<std::string, std::string>>& rows)
{
    rows.emplace_back(node.pointer, id);
    for (std::size_t i = 0; i < node.parts.size(); ++i)
        collect_rows(node.parts[i], id + "." + std::to_string(i), rows);
}

bool is_below(std::string_view pointer, std::string_view outer)
{
    return pointer.starts_with(outer) && (pointer.size() == outer.size() || pointer[outer.size()] == '/');
}

std::optional<json> complete(const json& rule, const NamedRules& named)
{
    for (const auto* list : {"all", "any"})
        if (rule.is_object() && rule.contains(list) && rule[list].is_array()) {
            auto parts = json::array();
            for (const auto& part : rule[list])
                if (auto whole = complete(part, named)) parts.push_back(*std::move(whole));
            if (parts.empty()) return {};
            return json{{list, std::move(parts)}};
        }
    for (const auto* frame : {"member", "person", "not"})
        if (rule.is_object() && rule.contains(frame)) {
            auto inner = complete(rule[frame], named);
            if (!inner) return {};
            auto whole = rule;
            whole[frame] = *std::move(inner);
            return whole;
        }
    if (read_rule(rule, named) || read_member_rule(rule, named)) return rule;
    return {};
}

} // namespace

RuleNode node_of(const json& rule, const std::string& pointer)
{
    if (rule.is_object() && rule.size() == 1 && rule.contains("all") && rule["all"].is_array())
        return read_node(rule, pointer);
    RuleNode whole{.kind = Kind::all, .wrapped = false, .pointer = pointer};
    if (rule.is_object() && !rule.empty()) whole.parts.push_back(read_node(rule, pointer));
    return whole;
}

json json_of(const RuleNode& whole) { return inside_of(whole); }

RuleNode node_in(const Form& form, const std::string& id, const Divisions& divisions)
{
    auto whole = row_in(form, id, divisions, 0);
    whole.kind = Kind::all;
    return whole;
}

bool change_rows(const Form& form, const std::string& act, const std::string& id, RuleNode& whole)
{
    const auto blank = act.find(' ');
    if (blank == act.npos) return false;
    const auto verb = act.substr(0, blank), at = act.substr(blank + 1);
    RuleNode* above = nullptr;
    auto* row = find_row(whole, at, id, above);
    if (!row) return false;
    if (verb == "remove" && above) {
        above->parts.erase(above->parts.begin() + (row - above->parts.data()));
        return true;
    }
    if (verb != "add") return false;
    if (auto added = new_row(form.text(at + "/add"), is_about_member(whole, at, id)))
        row->parts.push_back(*std::move(added));
    return true;
}

std::vector<Fault> at_rows(std::vector<Fault> faults, const RuleNode& whole, const std::string& id)
{
    std::vector<std::pair<std::string, std::string>> rows;
    collect_rows(whole, id, rows);
    for (auto& fault : faults) {
        const std::pair<std::string, std::string>* best = nullptr;
        for (const auto& row : rows)
            if (is_below(fault.pointer, row.first) && (!best || row.first.size() >= best->first.size()))
                best = &row;
        if (best) fault.pointer = "/" + best->second;
    }
    return faults;
}

json complete_part(const json& rule, const NamedRules& named)
{
    auto part = complete(rule, named);
    return part ? *std::move(part) : json{{"all", json::array()}};
}

} // namespace server::editor
