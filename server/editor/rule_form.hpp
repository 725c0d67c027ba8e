#pragma once
#include "server/formats/rule_json.hpp"
#include "server/html/fields.hpp"
#include "server/http/call.hpp"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// A rule as rows of a form: condition, comparison, value, and frames around rows. Both ways it is exact: a
// rule shown and sent back unchanged is the same rule.
namespace server::editor {

// A row or a frame. What the form cannot show (`kept`) stays as it is and can only be taken out.
struct RuleNode {
    enum class Kind { leaf, named, all, any, member, person, kept };
    Kind kind = Kind::all;
    bool negated = false;
    bool wrapped = true;         // member, person, the whole: its rows stand in a list also when it is one
    std::string at_least = "1";  // member: as typed
    nlohmann::json rule;         // leaf, named, kept: as it is written
    std::vector<RuleNode> parts; // of frames
    std::string pointer;         // of the JSON it came from
};

// A rule about one member that stands by itself, as its id says: what is given for each member.
inline bool is_member_rule(std::string_view id) { return id.ends_with("each/rule"); }

RuleNode node_of(const nlohmann::json& rule, const std::string& pointer = ""); // the whole: a frame
nlohmann::json json_of(const RuleNode& whole);

// The rows of a form, found by their names below `id`; the last frame that was told to take one more has it.
RuleNode node_in(const Form&, const std::string& id, const models::Divisions&);

// "add <id of a frame>" puts what the frame's select says at its end; "remove <id>" takes a row out. false:
// it is another act.
bool change_rows(const Form&, const std::string& act, const std::string& id, RuleNode& whole);

// What stands on the page.
struct RowsAsked {
    const html::Words& words;
    const NamedRules& named;                  // shared rules that may be chosen
    const std::vector<models::Fault>& faults; // pointers of the rule's JSON, from the document's root on
};
nlohmann::json rows_view(const RowsAsked&, const RuleNode& whole, const std::string& id);

// Every fault below `pointer` moved to the row in which it lies: "/<id of the row>".
std::vector<models::Fault> at_rows(std::vector<models::Fault>, const RuleNode& whole, const std::string& id);

// The same rule without the rows that are not complete, for its sentence.
nlohmann::json complete_part(const nlohmann::json& rule, const NamedRules& named);

} // namespace server::editor
