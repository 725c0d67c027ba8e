#include "server/editor/rule_leaf.hpp"
#include "server/editor/section_lists.hpp"
#include "server/formats/rule_json.hpp"
#include "server/html/rule_sentence.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;
using Options = std::vector<html::Fields::Option>;

namespace {

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

Options measured_facts(const Asking& asking)
{
    Options options;
    for (const auto& fact : all_facts())
        if (fact.type == FactType::number || fact.type == FactType::fen)
            options.push_back({std::string(fact.name),
                               html::fact_label(asking.words.messages, asking.words.language, fact.fact)});
    return options;
}

// What was not chosen, or is no text: nothing.
std::string text_at(const json& object, const char* name)
{
    const auto value = object.value(name, json());
    return value.is_string() ? value.get<std::string>() : std::string();
}

// The steps of a case, each a row of its own.
void add_steps(const Asking& asking, const json& bands, const std::string& row, SectionForm& form)
{
    const auto list = row + "/bands/steps";
    const auto* measure = find_fact(text_at(bands, "fact"));
    const auto type = measure && measure->type == FactType::fen ? SlotType::yuan : SlotType::number;
    const auto unit = measure ? unit_words(asking.words, *measure) : std::string();
    Options ends;
    for (const auto* marks : {"[]", "(]", "[)", "()"})
        ends.push_back({marks, ends_words(asking.words, marks)});
    const auto& steps = bands.value("steps", json::array());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        Maker make(asking, row + "/");
        const auto at = "bands/steps/" + std::to_string(i) + "/";
        make.add(at + "from", type, {}, unit).add(at + "to", type, {}, unit);
        make.choice(at + "ends", ends);
        make.yuan(at + "amount_fen");
        form.blocks.push_back(
            {.id = row_name(list, i), .legend = numbered(asking, "step", i), .slots = make.take()});
    }
    form.adding.push_back({list, asking.words.say("editor.add.step")});
}

// Own words that were written elsewhere stay choosable.
Options items_of(const Asking& asking, const json& item)
{
    auto options = code_options(asking.words, "item.", kItems);
    const auto now = text_at(item, "item");
    if (!now.empty() && std::ranges::find(options, now, &html::Fields::Option::value) == options.end())
        options.push_back({now, now});
    return options;
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
    if (kind == "bands") make.choice("bands/fact", measured_facts(asking));
    if (kind == "item") {
        make.choice("item/item", items_of(asking, one["item"]));
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

} // namespace

SectionForm award_form(const Asking& asking, const json& document)
{
    SectionForm form;
    const auto& cases = list_at(document, "award/cases");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        form.blocks.push_back(case_block(asking, cases[i], i));
        if (std::string_view(kind_of_case(cases[i])) == "bands")
            add_steps(asking, cases[i]["bands"], row_name("award/cases", i), form);
    }
    add_limits(asking, document, form);
    Maker make(asking);
    make.number("award/payments")
        .choice("award/every", or_none(asking, code_options(asking.words, "every.", kEvery)));
    make.yuan("award/minimum_fen").yuan("award/step_fen").add("award/less_earlier", SlotType::yes);
    form.blocks.push_back({.legend = asking.words.say("editor.legend.award"), .slots = make.take()});
    Options kinds;
    for (const auto* kind : {"fixed_fen", "ratio", "range_fen", "bands", "each", "item", "service"})
        kinds.push_back({kind, asking.words.say(std::string("editor.award.") + kind)});
    form.adding.push_back({"award/cases", asking.words.say("editor.add.case"), std::move(kinds)});
    form.adding.push_back({"caps", asking.words.say("editor.add.cap")});
    form.adding.push_back({"must_not_have", asking.words.say("editor.add.must_not_have")});
    return form;
}

} // namespace server::editor
