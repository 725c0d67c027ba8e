#include "server/editor/sections.hpp"
#include "server/editor/rule_form.hpp"
#include "server/editor/section_lists.hpp"
#include "server/formats/codes.hpp"
#include "server/formats/program_json.hpp"
#include "server/html/rule_sentence.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;
using Options = std::vector<html::Fields::Option>;

namespace {

constexpr std::pair<std::string_view, Section> kWhere[]{{"rule", Section::rule},
                                                        {"award", Section::award},
                                                        {"caps", Section::award},
                                                        {"must_not_have", Section::award},
                                                        {"excludes", Section::award},
                                                        {"priority", Section::capacity},
                                                        {"capacity", Section::capacity},
                                                        {"windows", Section::capacity},
                                                        {"delivery", Section::capacity},
                                                        {"served", Section::areas},
                                                        {"sites", Section::areas},
                                                        {"documents", Section::papers},
                                                        {"steps", Section::papers},
                                                        {"duties", Section::papers},
                                                        {"source_note", Section::disclosure},
                                                        {"source_note_en", Section::disclosure},
                                                        {"via", Section::disclosure},
                                                        {"last_confirmed", Section::disclosure}};

Block basic_block(const Asking& asking)
{
    Maker make(asking);
    if (asking.is_new) make.text("code");
    make.text("name").text("name_en").text("edition");
    make.lines("summary").lines("summary_en");
    make.choice("applicant", enum_options<Applicant>(asking.words, "applicant."));
    make.lines("manual_checks").lines("manual_checks_en");
    make.add("government_paid", SlotType::yes).add("by_list", SlotType::yes);
    return {.slots = make.take()};
}

Options needs_of(const Asking& asking)
{
    Options options;
    for (const auto& type : asking.library.need_types)
        options.push_back({type.code, asking.words.say("need." + type.code)});
    return options;
}

// Needs are a list of objects; in the form, two lists of codes that stand beside the document for as long as
// it is shown.
constexpr const char* kNeeds[]{"purposes", "purposes_side"};

json with_needs(const json& document)
{
    auto shown = document;
    json lists[2]{json::array(), json::array()};
    for (const auto& purpose : document.value("purposes", json::array()))
        lists[purpose.value("main", true) ? 0 : 1].push_back(purpose.value("need", ""));
    for (const int i : {0, 1}) shown[kNeeds[i]] = lists[i];
    return shown;
}

// Those that stay keep their place.
void put_needs(const json& shown, json& document)
{
    auto purposes = json::array();
    const auto is_in = [&](const char* list, const json& need) {
        return std::ranges::find(shown[list], need) != shown[list].end();
    };
    const auto add = [&](const json& need, bool main) {
        for (const auto& known : purposes)
            if (known["need"] == need) return;
        purposes.push_back({{"need", need}, {"main", main}});
    };
    for (const auto& purpose : document["purposes"])
        for (const bool main : {true, false})
            if (purpose.value("main", true) == main && is_in(kNeeds[main ? 0 : 1], purpose["need"]))
                add(purpose["need"], main);
    for (const int i : {0, 1})
        for (const auto& need : shown[kNeeds[i]]) add(need, i == 0);
    document["purposes"] = std::move(purposes);
}

Block papers_block(const Asking& asking)
{
    Maker make(asking);
    make.list("documents", code_options(asking.words, "document.", kDocuments));
    make.list("steps", code_options(asking.words, "step.", kSteps));
    make.list("duties", code_options(asking.words, "duty.", kDuties));
    return {.slots = make.take()};
}

Block disclosure_block(const Asking& asking)
{
    Maker make(asking);
    make.lines("source_note").lines("source_note_en").text("via");
    make.add("last_confirmed", SlotType::date);
    return {.slots = make.take()};
}

void put_rule(const Asking& asking, const std::string& id, const Form& form, json& document, bool& changed)
{
    if (!form.has(id + "/kind")) return; // its rows were not on the page
    const json::json_pointer at("/" + id);
    auto whole = node_in(form, id, *asking.library.divisions);
    changed = change_rows(form, form.text("act"), id, whole) || changed;
    if (is_optional_rule(id) && whole.parts.empty())
        document[at] = nullptr;
    else
        document[at] = json_of(whole);
}

// By what something is measured says how the other fields of its row are read, so it is put before them.
void put_measures(const Asking& asking, const SectionForm& asked, const Form& form, json& document)
{
    for (const auto& block : asked.blocks)
        for (const auto& slot : block.slots)
            if (slot.name.ends_with("/bands/fact") || slot.name == "priority/mode")
                put(form, {slot}, *asking.library.divisions, document);
}

// Without a day and a rule there is none.
void tidy_delivery(json& document)
{
    auto& delivery = document["delivery"];
    if (std::ranges::all_of(delivery, [](const json& part) { return part.is_null(); })) delivery = nullptr;
}

} // namespace

Section section_of(std::string_view pointer)
{
    if (pointer.starts_with('/')) pointer.remove_prefix(1);
    const auto head = pointer.substr(0, std::min(pointer.find('/'), pointer.size()));
    const auto found = std::ranges::find(kWhere, head, &std::pair<std::string_view, Section>::first);
    return found == std::end(kWhere) ? Section::basic : found->second;
}

SectionForm form_of(const Asking& asking, Section section, const json& document)
{
    switch (section) {
    case Section::basic: {
        auto block = basic_block(asking);
        for (const auto* list : kNeeds)
            block.slots.push_back({list, SlotType::checks, label_of(asking, list), needs_of(asking)});
        return {{std::move(block)}, {}};
    }
    case Section::rule: return {{{.rules = {"rule"}}}, {}};
    case Section::award: return award_form(asking, document);
    case Section::capacity: return capacity_form(asking, document);
    case Section::areas: return areas_form(asking, document);
    case Section::papers: return {{papers_block(asking)}, {}};
    case Section::disclosure: return {{disclosure_block(asking)}, {}};
    }
    return {};
}

json shown_document(Section section, const json& document)
{
    return section == Section::basic ? with_needs(document) : document;
}

bool put_section(const Asking& asking, Section section, const Form& form, json& document)
{
    auto shown = shown_document(section, document);
    put_measures(asking, form_of(asking, section, shown), form, shown);
    const auto asked = form_of(asking, section, shown);
    bool changed = false;
    for (const auto& block : asked.blocks) {
        put(form, block.slots, *asking.library.divisions, shown);
        for (const auto& rule : block.rules) put_rule(asking, rule, form, shown, changed);
    }
    if (section == Section::basic) {
        put_needs(shown, document);
        for (const auto* list : kNeeds)
            if (std::string_view(list) != "purposes") shown.erase(list);
        shown["purposes"] = document["purposes"];
    }
    if (section == Section::capacity) tidy_delivery(shown);
    document = std::move(shown);
    return change_list(form, asked, document) || changed;
}

json new_document()
{
    auto document = write_program(Program{});
    for (const auto* unknown : {"code", "name"}) document[unknown] = nullptr;
    return document;
}

} // namespace server::editor
