#include "server/editor/section_lists.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;
using Options = std::vector<html::Fields::Option>;

namespace {

json new_step() { return {{"from", nullptr}, {"to", nullptr}, {"ends", "[)"}, {"amount_fen", nullptr}}; }

json new_amount(const std::string& kind)
{
    if (kind == "ratio") return {{"basis_points", nullptr}, {"cap_fen", nullptr}};
    if (kind == "range_fen") return json::array({nullptr, nullptr});
    if (kind == "each") return {{"amount_fen", nullptr}, {"rule", {{"all", json::array()}}}};
    if (kind == "item") return {{"item", "winter_kit"}, {"value_fen", nullptr}, {"count", 1}};
    if (kind == "service") return {{"kind", "tutoring"}, {"amount", nullptr}, {"per", "once"}};
    if (kind == "bands") return {{"fact", "self_paid"}, {"steps", json::array({new_step()})}};
    return nullptr;
}

json new_item(const std::string& list, const std::string& kind)
{
    if (list == "award/cases")
        return {{"when", nullptr}, {kind.empty() ? "fixed_fen" : kind, new_amount(kind)}};
    if (list.ends_with("/bands/steps")) return new_step();
    if (list == "caps")
        return {{"times", 1}, {"amount_fen", nullptr}, {"per", "person"}, {"within", "calendar_year"}};
    if (list == "must_not_have") return {{"aid", json::array()}, {"within", "calendar_year"}};
    if (list == "capacity/quotas")
        return {{"area", nullptr}, {"rule", nullptr}, {"places", nullptr}, {"budget_fen", nullptr}};
    if (list == "windows") return {{"from", nullptr}, {"until", nullptr}, {"rule", nullptr}};
    if (list == "priority/groups")
        return {{"rule", {{"all", json::array()}}}, {"points", 0}, {"label", nullptr}, {"label_en", nullptr}};
    return {{"code", nullptr}, {"name", nullptr},   {"name_en", nullptr},
            {"area", nullptr}, {"places", nullptr}, {"hours", nullptr}};
}

} // namespace

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

bool is_optional_rule(const std::string& id)
{
    const bool narrows = id.starts_with("windows/") || id.starts_with("capacity/quotas/");
    return id.ends_with("/when") || narrows;
}

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
