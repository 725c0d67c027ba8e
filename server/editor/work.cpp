#include "server/editor/work.hpp"
#include "server/editor/rule_form.hpp"
#include "server/editor/section_lists.hpp"
#include "server/formats/program_json.hpp"
#include "server/programs/service.hpp"
#include <algorithm>

namespace server::editor {

using nlohmann::json;
using namespace models;

namespace {

bool lies_below(std::string_view pointer, std::string_view outer)
{
    return pointer.starts_with(outer) && (pointer.size() == outer.size() || pointer[outer.size()] == '/');
}

// What the reader of JSON says, as a form says it.
std::string key_for(const Fault& fault, const Slot* slot, const html::Messages& messages)
{
    if (slot && (fault.key == "error.json.number" || fault.key == "error.json.range" ||
                 fault.key == "error.json.text")) {
        if (slot->type == SlotType::yuan) return "error.editor.yuan";
        if (slot->type == SlotType::percent) return "error.editor.percent";
        if (slot->type == SlotType::number && fault.key == "error.json.number") return "error.editor.number";
    }
    if (slot && (slot->type == SlotType::from_day || slot->type == SlotType::until_day) &&
        fault.key == "error.json.time")
        return "error.json.date";
    if (slot && fault.key == "error.json.required") return "error.editor.required";
    if (slot && fault.key.starts_with("error.area.")) return "error.editor.place";
    const auto own = "editor." + fault.key;
    return messages.has(own) ? own : fault.key;
}

// The field at or below the pointer, or above it.
const Slot* slot_for(const SectionForm& form, std::string_view pointer)
{
    const Slot* best = nullptr;
    for (const auto& block : form.blocks)
        for (const auto& slot : block.slots) {
            if (slot.name == pointer) return &slot;
            if (!best && lies_below(slot.name, pointer)) best = &slot;
            if (!best && (slot.type == SlotType::places || slot.type == SlotType::list) &&
                lies_below(pointer, slot.name))
                best = &slot;
        }
    return best;
}

std::string place_for(const SectionForm& form, std::string_view pointer)
{
    for (const auto& adding : form.adding)
        if (adding.list == pointer) return adding.list;
    for (const auto& block : form.blocks)
        if (block.id == pointer) return block.id;
    if (const auto* slot = slot_for(form, pointer)) return slot->name;
    for (const auto& block : form.blocks)
        if (!block.id.empty() && lies_below(pointer, block.id)) return block.id;
    return {};
}

std::optional<std::string> rule_for(const SectionForm& form, std::string_view pointer)
{
    for (const auto& block : form.blocks)
        for (const auto& rule : block.rules)
            if (lies_below(pointer, rule)) return rule;
    return {};
}

} // namespace

Result<Program> program_in(const Library& library, const json& document)
{
    auto program = read_program(document, library.named_rules, library.need_types);
    if (!program) return program;
    auto faults = programs::bring_up_to_date(*program, *library.divisions);
    for (auto& fault : programs::faults_of_quotas(*program)) faults.push_back(std::move(fault));
    if (!faults.empty()) return refuse(std::move(faults));
    return program;
}

std::vector<Fault> faults_of(const Library& library, const json& document)
{
    const auto program = program_in(library, document);
    return program ? std::vector<Fault>{} : program.error().faults;
}

bool is_seen(const store::Sketch& sketch, Section section)
{
    return sketch.seen.find(std::string(name_of(section)) + " ") != std::string::npos;
}

void set_seen(store::Sketch& sketch, Section section)
{
    if (!is_seen(sketch, section)) sketch.seen += std::string(name_of(section)) + " ";
}

std::vector<SectionStanding> standings_of(const Library& library, const store::Sketch& sketch,
                                          const json& document)
{
    std::vector<SectionStanding> standings;
    for (const auto& [section, name] : kNames<Section>) standings.push_back({section, {}, {}});
    for (auto& fault : faults_of(library, document))
        standings.at(static_cast<std::size_t>(section_of(fault.pointer))).faults.push_back(std::move(fault));
    for (auto& one : standings) {
        const bool seen = is_seen(sketch, one.section), whole = one.faults.empty();
        one.standing = seen ? (whole ? Standing::done : Standing::missing)
                            : (whole ? Standing::optional : Standing::untouched);
    }
    return standings;
}

std::vector<Fault> settled(const Asking& asking, const SectionForm& form, const json& document,
                           const std::vector<Fault>& faults)
{
    std::vector<Fault> placed;
    for (auto fault : faults) {
        const auto pointer = std::string_view(fault.pointer).substr(fault.pointer.empty() ? 0 : 1);
        if (const auto rule = rule_for(form, pointer)) {
            const auto whole = node_of(document.at(json::json_pointer("/" + *rule)), "/" + *rule);
            auto at_row = at_rows({fault}, whole, *rule).front();
            at_row.key = key_for(at_row, nullptr, asking.words.messages);
            if (std::ranges::find(placed, at_row) == placed.end()) placed.push_back(std::move(at_row));
            continue;
        }
        const auto* slot = slot_for(form, pointer);
        fault.key = key_for(fault, slot, asking.words.messages);
        if (slot) fault.values["what"] = slot->label;
        const auto place = place_for(form, pointer);
        fault.pointer = place.empty() ? "" : "/" + place;
        placed.push_back(std::move(fault));
    }
    return placed;
}

Merged merged(const json& base, const json& typed, const json& now)
{
    Merged result{now, {}};
    const auto take = [&](const json::json_pointer& at) {
        const auto value = [&](const json& of) { return of.contains(at) ? of.at(at) : json(); };
        if (value(typed) == value(base)) return;
        if (value(now) != value(base) && value(now) != value(typed))
            result.clashing.push_back(at.to_string());
        result.document[at] = value(typed);
    };
    for (const auto& [name, value] : typed.items()) {
        if (name == "state") continue; // not of this form
        if (name != "capacity") take(json::json_pointer("/" + name));
    }
    for (const auto& [name, value] : typed.value("capacity", json::object()).items())
        take(json::json_pointer("/capacity/" + name));
    return result;
}

} // namespace server::editor
