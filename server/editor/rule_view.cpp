#include "server/editor/rule_form.hpp"
#include "server/editor/rule_leaf.hpp"
#include "server/html/rule_sentence.hpp"

namespace server::editor {

using nlohmann::json;
using namespace models;
using Kind = RuleNode::Kind;

namespace {

json option(std::string value, std::string label)
{
    return {{"value", std::move(value)}, {"option_label", std::move(label)}};
}

json facts_of_level(const html::Words& words, FactLevel level)
{
    json options = json::array();
    for (const auto& fact : all_facts())
        if (fact.level == level)
            options.push_back(option("fact:" + std::string(fact.name),
                                     html::fact_label(words.messages, words.language, fact.fact)));
    return options;
}

// What may be added to a frame; inside a member's nothing about other members.
json choices_of(const RowsAsked& asked, bool about_member)
{
    const auto& words = asked.words;
    json groups = json::array();
    const auto add = [&](const std::string& key, json options) {
        if (!options.empty())
            groups.push_back({{"group_label", words.say(key)}, {"choices", std::move(options)}});
    };
    if (about_member) add("editor.group.member", facts_of_level(words, FactLevel::member));
    add("editor.group.household", facts_of_level(words, FactLevel::household));
    if (!about_member) add("editor.group.member", facts_of_level(words, FactLevel::member));
    add("editor.group.need", facts_of_level(words, FactLevel::need));
    json named = json::array(), frames = json::array();
    for (const auto& [name, unused] : asked.named)
        named.push_back(option("named:" + name, words.say("named." + name)));
    if (!about_member) {
        frames.push_back(option("frame:member", words.say("editor.frame.add.member")));
        frames.push_back(option("frame:person", words.say("editor.frame.add.person")));
    }
    frames.push_back(option("frame:any", words.say("editor.frame.add.any")));
    frames.push_back(option("frame:all", words.say("editor.frame.add.all")));
    add("editor.group.named", std::move(named));
    add("editor.group.frame", std::move(frames));
    return groups;
}

class View {
public:
    View(const RowsAsked& asked, const std::string& root) : asked_(asked), words_(asked.words), root_(root) {}

    void add(const RuleNode& node, const std::string& id, bool about_member)
    {
        if (node.kind == Kind::leaf || node.kind == Kind::named || node.kind == Kind::kept)
            return items_.push_back({{"open", nullptr}, {"row", row_of(node, id)}, {"close", nullptr}});
        items_.push_back({{"open", open_of(node, id)}, {"row", nullptr}, {"close", nullptr}});
        const bool inside = about_member || node.kind == Kind::member || node.kind == Kind::person;
        for (std::size_t i = 0; i < node.parts.size(); ++i)
            add(node.parts[i], id + "." + std::to_string(i), inside);
        items_.push_back({{"open", nullptr}, {"row", nullptr}, {"close", close_of(node, id, inside)}});
    }

    json take() { return std::move(items_); }

private:
    json problem_of(const std::string& id) const
    {
        json texts = json::array();
        for (const auto& fault : asked_.faults)
            if (fault.pointer == "/" + id)
                texts.push_back({{"row_problem", html::sentence(words_.messages, words_.language, fault)}});
        return texts;
    }

    json hidden(const std::string& id, const char* field, std::string value) const
    {
        return {{"hidden_name", id + "/" + field}, {"hidden_value", std::move(value)}};
    }

    json negation_of(const RuleNode& node, const std::string& id) const
    {
        return {{"not_name", id + "/not"}, {"not_ticked", node.negated}};
    }

    json fields_of(std::vector<html::Fields::Asked> asked, const html::Typed& typed) const
    {
        static const std::vector<Fault> kNone;
        html::Fields fields({words_, "editor", "rule", typed, kNone});
        for (const auto& field : asked) fields.add(field);
        return fields.take();
    }

    std::string title_of(const RuleNode& node) const
    {
        if (node.kind == Kind::named) {
            const auto name = node.rule["named"].get<std::string>();
            return words_.say(asked_.named.contains(name) ? "named." + name : "editor.row.unknown_rule");
        }
        if (node.kind == Kind::leaf) {
            const auto& fact = *find_fact(node.rule["fact"].get<std::string>());
            return html::fact_label(words_.messages, words_.language, fact.fact);
        }
        return kept_sentence(node);
    }

    std::string kept_sentence(const RuleNode& node) const
    {
        if (const auto rule = read_rule(node.rule, asked_.named))
            return html::rule_sentence(words_.messages, words_.language, words_.divisions, *rule);
        if (const auto rule = read_member_rule(node.rule, asked_.named))
            return html::member_phrase(words_.messages, words_.language, words_.divisions, *rule);
        return words_.say("editor.row.kept");
    }

    json row_of(const RuleNode& node, const std::string& id) const
    {
        const auto title = title_of(node);
        json row{{"row_id", id},
                 {"row_title", title},
                 {"row_note", nullptr},
                 {"row_problems", problem_of(id)},
                 {"ops", nullptr},
                 {"negation", node.kind == Kind::kept ? json() : negation_of(node, id)},
                 {"value_fields", json::array()},
                 {"remove", "remove " + id}};
        row["row_bad"] = !row["row_problems"].empty();
        json fixed = json::array();
        if (node.kind == Kind::named) {
            fixed = json::array({hidden(id, "kind", "named"), hidden(id, "named", node.rule["named"])});
            row["row_note"] = {{"text", words_.say("editor.row.named")}};
        } else if (node.kind == Kind::kept) {
            fixed = json::array({hidden(id, "kind", "kept"), hidden(id, "kept", node.rule.dump())});
            row["row_note"] = {{"text", words_.say("editor.row.kept_note")}};
        } else {
            fixed = json::array({hidden(id, "kind", "leaf"), hidden(id, "fact", node.rule["fact"])});
            auto typed = typed_leaf(node.rule, id, words_.divisions);
            if (const auto order = typed.find(id + "/value_order");
                order != typed.end() && !order->second.empty())
                fixed.push_back(hidden(id, "value_order", order->second.front()));
            row["ops"] = ops_view(node, id);
            row["value_fields"] = fields_of(value_fields(words_, node.rule, id), typed);
        }
        row["fixed"] = std::move(fixed);
        return row;
    }

    json ops_view(const RuleNode& node, const std::string& id) const
    {
        json options = json::array();
        const auto& fact = *find_fact(node.rule["fact"].get<std::string>());
        const auto now = op_in(node.rule);
        for (const auto op : ops_of(fact)) {
            options.push_back(option(std::string(op), words_.say("op.name." + std::string(op))));
            options.back()["chosen"] = op == now;
        }
        return {{"op_name", id + "/op"}, {"op_options", std::move(options)}};
    }

    json open_of(const RuleNode& node, const std::string& id) const
    {
        const bool root = id == root_;
        const auto& kind = std::ranges::find(kWords, node.kind, &std::pair<Kind, const char*>::first)->second;
        json fixed = json::array({hidden(id, "kind", kind)});
        if (!node.wrapped) fixed.push_back(hidden(id, "wrapped", "no"));
        json open{
            {"frame_id", id},
            {"frame_title", words_.say(root ? "editor.frame.whole" : std::string("editor.frame.") + kind)},
            {"frame_problems", problem_of(id)},
            {"frame_fixed", std::move(fixed)},
            {"frame_negation", root ? json() : negation_of(node, id)},
            {"frame_fields", json::array()},
            {"frame_inner", !root}};
        if (node.kind == Kind::member) {
            const html::Typed typed{{id + "/at_least", {node.at_least}}};
            open["frame_fields"] = fields_of(
                {{id + "/at_least", words_.say("editor.frame.at_least"), html::Fields::Kind::line}}, typed);
        }
        return open;
    }

    json close_of(const RuleNode& node, const std::string& id, bool about_member) const
    {
        return {{"add_name", id + "/add"},
                {"add_label", words_.say(node.parts.empty() ? "editor.add.first" : "editor.add.row")},
                {"groups", choices_of(asked_, about_member)},
                {"add_act", "add " + id},
                {"removal", id == root_ ? json() : json{{"remove_frame", "remove " + id}}}};
    }

    static constexpr std::pair<Kind, const char*> kWords[]{
        {Kind::all, "all"}, {Kind::any, "any"}, {Kind::member, "member"}, {Kind::person, "person"}};

    const RowsAsked& asked_;
    const html::Words& words_;
    const std::string& root_;
    json items_ = json::array();
};

} // namespace

json rows_view(const RowsAsked& asked, const RuleNode& whole, const std::string& id)
{
    View view(asked, id);
    view.add(whole, id, is_member_rule(id));
    return view.take();
}

} // namespace server::editor
