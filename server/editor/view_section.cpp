#include "server/editor/found.hpp"
#include "server/editor/rule_form.hpp"
#include "server/editor/section_lists.hpp"
#include "server/html/messages.hpp"
#include "server/http/idempotency.hpp"
#include "server/programs/words.hpp"

namespace server::editor {

using nlohmann::json;
using namespace models;

namespace {

struct Showing {
    const Asking& asking;
    const json& document; // as the form has it
    const std::vector<Fault>& faults;
};

json problems_at(const Showing& showing, const std::string& id)
{
    json texts = json::array();
    for (const auto& fault : showing.faults)
        if (fault.pointer == "/" + id)
            texts.push_back({{"block_problem", html::sentence(showing.asking.words.messages,
                                                              showing.asking.words.language, fault)}});
    return texts;
}

json fields_view(const Showing& showing, const std::vector<Slot>& slots)
{
    const auto typed = typed_of(showing.document, slots, *showing.asking.library.divisions);
    html::Fields fields({showing.asking.words, "editor", "", typed, showing.faults});
    ask(fields, slots);
    return fields.take();
}

std::string legend_of_rule(const html::Words& words, const std::string& id)
{
    if (id.ends_with("/when")) return words.say("editor.legend.when");
    if (is_member_rule(id)) return words.say("editor.legend.each");
    if (is_optional_rule(id)) return words.say("editor.legend.only_for");
    return words.say("editor.legend.rule");
}

json rules_view(const Showing& showing, const Block& block)
{
    json rules = json::array();
    for (const auto& id : block.rules) {
        const json::json_pointer at("/" + id);
        const auto& rule = showing.document.contains(at) ? showing.document.at(at) : json();
        const RowsAsked asked{showing.asking.words, showing.asking.library.named_rules, showing.faults};
        rules.push_back({{"rule_legend", legend_of_rule(showing.asking.words, id)},
                         {"items", rows_view(asked, node_of(rule, "/" + id), id)}});
    }
    return rules;
}

json blocks_view(const Showing& showing, const SectionForm& form)
{
    json blocks = json::array();
    for (const auto& block : form.blocks) {
        json legend;
        if (!block.legend.empty()) legend = {{"legend", block.legend}};
        blocks.push_back(
            {{"block_id", block.id.empty() ? "block-" + std::to_string(blocks.size() + 1) : block.id},
             {"heading_part", std::move(legend)},
             {"plain_part", block.legend.empty()},
             {"block_problems", problems_at(showing, block.id)},
             {"fields", fields_view(showing, block.slots)},
             {"rules", rules_view(showing, block)},
             {"removal_part", block.id.empty() ? json() : json{{"remove_block", "remove " + block.id}}}});
    }
    return blocks;
}

json adding_view(const Showing& showing, const SectionForm& form)
{
    json lists = json::array();
    for (const auto& [list, label, kinds] : form.adding) {
        json options = json::array();
        for (const auto& kind : kinds)
            options.push_back({{"value", kind.value}, {"option_label", kind.label}});
        lists.push_back({{"list_id", list},
                         {"list_label", label},
                         {"list_problems", problems_at(showing, list)},
                         {"list_act", "add " + list},
                         {"kinds_part",
                          kinds.empty() ? json() : json{{"kinds_name", list + "/add"}, {"kinds", options}}}});
    }
    return lists;
}

} // namespace

json section_view(const Call& call, const Found& found, Section section, bool check,
                  const std::vector<Fault>& more)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto asking = asking_of(call, words, found.sketch);
    const auto form = form_of(asking, section, found.document);
    auto faults = more;
    if (check) {
        std::vector<Fault> own;
        for (auto& fault : faults_of(*call.library, found.document))
            if (section_of(fault.pointer) == section) own.push_back(std::move(fault));
        for (auto& fault : settled(asking, form, found.document, own)) faults.push_back(std::move(fault));
    }
    const auto shown = shown_document(section, found.document);
    const Showing showing{asking, shown, faults};
    const auto name = name_of_program(words, found.document);
    const auto heading = words.say("editor.section." + std::string(name_of(section)));
    return {{"page_title", heading + " · " + name},
            {"heading", heading},
            {"about", words.say("editor.about." + std::string(name_of(section)))},
            {"name", name},
            {"sketch_href", path_of(found.sketch)},
            {"action", path_of(found.sketch, section)},
            {"summary", html::problems_part(words, faults, "section")},
            {"reading", reading_view(*call.library, section, found.document)},
            {"blocks", blocks_view(showing, form)},
            {"lists", adding_view(showing, form)},
            {"version", std::to_string(found.sketch.version)},
            {"once", new_form_token()}};
}

} // namespace server::editor
