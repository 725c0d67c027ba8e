#include "server/editor/section_lists.hpp"
#include "server/formats/rule_json.hpp"
#include "server/html/rule_sentence.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;
using Options = std::vector<html::Fields::Option>;

namespace {

std::string row_name(const std::string& list, std::size_t i) { return list + "/" + std::to_string(i); }

const json& list_at(const json& document, const std::string& list)
{
    static const json kNone = json::array();
    const json::json_pointer at("/" + list);
    return document.contains(at) && document.at(at).is_array() ? document.at(at) : kNone;
}

std::string numbered(const Asking& asking, const std::string& what, std::size_t i)
{
    return asking.words.say("editor.row." + what, {{"n", std::to_string(i + 1)}});
}

// "12 months" and other periods that the list of choices does not have stay choosable.
Options within_options(const Asking& asking, const json& now)
{
    Options options;
    for (const auto code : kWithin)
        options.push_back(
            {std::string(code), html::within_text(asking.words.messages, asking.words.language, code)});
    for (const auto* months : {"6 months", "12 months", "24 months", "36 months"})
        options.push_back({months, html::within_text(asking.words.messages, asking.words.language, months)});
    if (!now.is_string()) return options;
    const auto within = now.get<std::string>();
    if (std::ranges::find(options, within, &html::Fields::Option::value) == options.end())
        options.push_back({within, html::within_text(asking.words.messages, asking.words.language, within)});
    return options;
}

Options or_none(const Asking& asking, Options options)
{
    options.insert(options.begin(), {"", asking.words.say("editor.none")});
    return options;
}

void ask_band(Maker& make, const json& band, std::size_t i)
{
    const auto at = "bands/steps/" + std::to_string(i) + "/";
    const bool money = band.value("unit", "") == "fen";
    for (const auto* end : {"from", "to"}) make.add(at + end, money ? SlotType::yuan : SlotType::number);
    make.choice(at + "ends", {{"[]", "[ ]"}, {"(]", "( ]"}, {"[)", "[ )"}, {"()", "( )"}});
    make.yuan(at + "amount_fen");
}

Options measured_facts(const Asking& asking)
{
    Options options;
    for (const auto& fact : all_facts())
        if (fact.type == FactType::number || fact.type == FactType::fen)
            options.push_back({std::string(fact.name),
                               html::fact_label(asking.words.messages, asking.words.language, fact.fact)});
    return options;
}

void ask_bands(const Asking& asking, Maker& make, const json& bands)
{
    make.choice("bands/fact", measured_facts(asking));
    const auto* fact = bands.contains("fact") && bands["fact"].is_string()
                           ? find_fact(bands["fact"].get<std::string>())
                           : nullptr;
    const auto& steps = bands.value("steps", json::array());
    for (std::size_t i = 0; i < steps.size(); ++i)
        ask_band(make, {{"unit", fact && fact->type == FactType::fen ? "fen" : ""}}, i);
}

// The one amount a case has.
const char* kind_of_case(const json& one)
{
    for (const auto* kind : {"fixed_fen", "ratio", "bands", "range_fen", "each", "item", "service"})
        if (one.contains(kind) && (!one[kind].is_null() || std::string_view(kind) == "fixed_fen"))
            return kind;
    return "fixed_fen";
}

std::vector<Slot> slots_of_case(const Asking& asking, const json& one, const std::string& below)
{
    Maker make(asking, below);
    const std::string kind = kind_of_case(one);
    if (kind == "fixed_fen") make.yuan("fixed_fen");
    if (kind == "ratio") make.add("ratio/basis_points", SlotType::percent, {}, "%").yuan("ratio/cap_fen");
    if (kind == "range_fen") make.yuan("range_fen/0").yuan("range_fen/1");
    if (kind == "each") make.yuan("each/amount_fen");
    if (kind == "bands") ask_bands(asking, make, one["bands"]);
    if (kind == "item") {
        make.choice("item/item", code_options(asking.words, "item.", kItems));
        make.yuan("item/value_fen").number("item/count");
    }
    if (kind == "service") {
        make.choice("service/kind", code_options(asking.words, "service.", kServices));
        make.number("service/amount")
            .choice("service/per", code_options(asking.words, "editor.per.", kServicePer));
    }
    return make.take();
}

Block case_block(const Asking& asking, const json& one, std::size_t i)
{
    const auto row = row_name("award/cases", i);
    const std::string kind = kind_of_case(one);
    Block block{.id = row,
                .legend =
                    asking.words.say("editor.row.case", {{"n", std::to_string(i + 1)},
                                                         {"kind", asking.words.say("editor.award." + kind)}}),
                .slots = slots_of_case(asking, one, row + "/"),
                .rules = {row + "/when"}};
    if (kind == "each") block.rules.push_back(row + "/each/rule");
    return block;
}

void add_limits(const Asking& asking, const json& document, SectionForm& form)
{
    const auto& caps = list_at(document, "caps");
    for (std::size_t i = 0; i < caps.size(); ++i) {
        Maker make(asking, row_name("caps", i) + "/");
        make.number("times").yuan("amount_fen").choice("per", code_options(asking.words, "per.", kPer));
        make.choice("within", within_options(asking, caps[i].value("within", json())));
        form.blocks.push_back(
            {.id = row_name("caps", i), .legend = numbered(asking, "cap", i), .slots = make.take()});
    }
    const auto& others = list_at(document, "must_not_have");
    for (std::size_t i = 0; i < others.size(); ++i) {
        Maker make(asking, row_name("must_not_have", i) + "/");
        make.list("aid", code_options(asking.words, "aid.", kAidKinds));
        make.choice("within", within_options(asking, others[i].value("within", json())));
        form.blocks.push_back({.id = row_name("must_not_have", i),
                               .legend = numbered(asking, "must_not_have", i),
                               .slots = make.take()});
    }
}

json new_amount(const std::string& kind)
{
    if (kind == "ratio") return {{"basis_points", nullptr}, {"cap_fen", nullptr}};
    if (kind == "range_fen") return json::array({nullptr, nullptr});
    if (kind == "each") return {{"amount_fen", nullptr}, {"rule", {{"all", json::array()}}}};
    if (kind == "item") return {{"item", "winter_kit"}, {"value_fen", nullptr}, {"count", 1}};
    if (kind == "service") return {{"kind", "tutoring"}, {"amount", nullptr}, {"per", "once"}};
    if (kind == "bands") {
        auto steps = json::array();
        for (int i = 0; i < 3; ++i)
            steps.push_back({{"from", nullptr}, {"to", nullptr}, {"ends", "[)"}, {"amount_fen", nullptr}});
        return {{"fact", "self_paid"}, {"steps", steps}};
    }
    return nullptr;
}

json new_item(const std::string& list, const std::string& kind)
{
    if (list == "award/cases")
        return {{"when", nullptr}, {kind.empty() ? "fixed_fen" : kind, new_amount(kind)}};
    if (list == "caps")
        return {{"times", 1}, {"amount_fen", nullptr}, {"per", "person"}, {"within", "calendar_year"}};
    if (list == "must_not_have") return {{"aid", json::array()}, {"within", "calendar_year"}};
    if (list == "capacity/quotas")
        return {{"area", nullptr}, {"rule", nullptr}, {"places", nullptr}, {"budget_fen", nullptr}};
    if (list == "windows") return {{"from", nullptr}, {"until", nullptr}, {"rule", nullptr}};
    return {{"code", nullptr}, {"name", nullptr},   {"name_en", nullptr},
            {"area", nullptr}, {"places", nullptr}, {"hours", nullptr}};
}

} // namespace

std::string label_of(const Asking& asking, const std::string& field)
{
    return asking.words.say("editor.ask." + field);
}

Maker& Maker::add(const std::string& field, SlotType type, Options options, const std::string& unit)
{
    std::string label = field; // "bands/steps/0/from" is asked for as "bands/steps/from"
    std::erase_if(label, [](char c) { return c >= '0' && c <= '9'; });
    for (auto at = label.find("//"); at != label.npos; at = label.find("//")) label.erase(at, 1);
    if (field.starts_with("range_fen")) label = field; // its two ends
    slots_.push_back({below_ + field, type, label_of(asking_, label), std::move(options), unit});
    return *this;
}

Maker& Maker::yuan(const std::string& field)
{
    return add(field, SlotType::yuan, {}, asking_.words.say("editor.unit.yuan"));
}

Options code_options(const html::Words& words, const std::string& labels, CodeTable codes)
{
    Options options;
    for (const auto code : codes)
        options.push_back({std::string(code), words.say(labels + std::string(code))});
    return options;
}

std::string rule_in_words(const Asking& asking, const json& rule)
{
    const auto& words = asking.words;
    if (const auto read = read_rule(rule, asking.library.named_rules))
        return html::rule_sentence(words.messages, words.language, words.divisions, *read);
    if (const auto read = read_member_rule(rule, asking.library.named_rules))
        return html::member_phrase(words.messages, words.language, words.divisions, *read);
    return words.say("editor.row.kept");
}

SectionForm award_form(const Asking& asking, const json& document)
{
    SectionForm form;
    const auto& cases = list_at(document, "award/cases");
    for (std::size_t i = 0; i < cases.size(); ++i) form.blocks.push_back(case_block(asking, cases[i], i));
    add_limits(asking, document, form);
    Maker make(asking);
    make.number("award/payments")
        .choice("award/every", or_none(asking, code_options(asking.words, "every.", kEvery)));
    make.yuan("award/minimum_fen").yuan("award/step_fen").add("award/less_earlier", SlotType::yes);
    form.blocks.push_back({.legend = asking.words.say("editor.legend.award"), .slots = make.take()});
    Options kinds;
    for (const auto* kind : {"fixed_fen", "ratio", "range_fen", "bands", "each", "item", "service"})
        kinds.push_back({kind, asking.words.say(std::string("editor.award.") + kind)});
    form.adding = {{"award/cases", asking.words.say("editor.add.case"), std::move(kinds)},
                   {"caps", asking.words.say("editor.add.cap")},
                   {"must_not_have", asking.words.say("editor.add.must_not_have")}};
    return form;
}

SectionForm capacity_form(const Asking& asking, const json& document)
{
    SectionForm form;
    Maker whole(asking, "capacity/");
    whole.number("places").yuan("budget_fen").add("keeps_waitlist", SlotType::yes);
    form.blocks.push_back({.slots = whole.take()});
    const auto& quotas = list_at(document, "capacity/quotas");
    for (std::size_t i = 0; i < quotas.size(); ++i) {
        Maker make(asking, row_name("capacity/quotas", i) + "/");
        make.add("area", SlotType::place).number("places").yuan("budget_fen");
        Block block{.id = row_name("capacity/quotas", i),
                    .legend = numbered(asking, "quota", i),
                    .slots = make.take()};
        if (const auto rule = quotas[i].value("rule", json()); !rule.is_null())
            block.notes.push_back(
                asking.words.say("editor.note.only_for", {{"who", rule_in_words(asking, rule)}}));
        form.blocks.push_back(std::move(block));
    }
    const auto& windows = list_at(document, "windows");
    for (std::size_t i = 0; i < windows.size(); ++i) {
        Maker make(asking, row_name("windows", i) + "/");
        make.add("from", SlotType::from_day).add("until", SlotType::until_day);
        Block block{
            .id = row_name("windows", i), .legend = numbered(asking, "window", i), .slots = make.take()};
        if (const auto rule = windows[i].value("rule", json()); !rule.is_null())
            block.notes.push_back(
                asking.words.say("editor.note.only_for", {{"who", rule_in_words(asking, rule)}}));
        form.blocks.push_back(std::move(block));
    }
    form.adding = {{"capacity/quotas", asking.words.say("editor.add.quota")},
                   {"windows", asking.words.say("editor.add.window")}};
    return form;
}

SectionForm areas_form(const Asking& asking, const json& document)
{
    SectionForm form;
    Maker whole(asking, "served/");
    whole.choice("of", enum_options<ServedOf>(asking.words, "served.")).add("areas", SlotType::places);
    form.blocks.push_back({.slots = whole.take()});
    const auto& sites = list_at(document, "sites");
    for (std::size_t i = 0; i < sites.size(); ++i) {
        Maker make(asking, row_name("sites", i) + "/");
        make.text("code")
            .text("name")
            .text("name_en")
            .add("area", SlotType::place)
            .number("places")
            .text("hours");
        form.blocks.push_back(
            {.id = row_name("sites", i), .legend = numbered(asking, "site", i), .slots = make.take()});
    }
    form.adding = {{"sites", asking.words.say("editor.add.site")}};
    return form;
}

bool is_optional_rule(const std::string& id) { return id.ends_with("/when"); }

bool change_list(const Form& form, const SectionForm& asked, json& document)
{
    const auto act = form.text("act");
    const auto blank = act.find(' ');
    if (blank == act.npos) return false;
    const auto verb = act.substr(0, blank), what = act.substr(blank + 1);
    for (const auto& adding : asked.adding)
        if (verb == "add" && adding.list == what) {
            const auto kind = form.text(what + "/add");
            const bool known =
                std::ranges::find(adding.kinds, kind, &html::Fields::Option::value) != adding.kinds.end();
            document[json::json_pointer("/" + what)].push_back(new_item(what, known ? kind : ""));
            return true;
        }
    for (const auto& block : asked.blocks)
        if (verb == "remove" && !block.id.empty() && block.id == what) {
            const json::json_pointer at("/" + what);
            document[at.parent_pointer()].erase(static_cast<std::size_t>(std::stoul(at.back())));
            return true;
        }
    return false;
}

} // namespace server::editor
