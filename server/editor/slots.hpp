#pragma once
#include "models/area.hpp"
#include "server/html/fields.hpp"
#include "server/http/call.hpp"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// Fields of a form that stand for single values of a program's document. A field's name is the JSON pointer
// of its value, without the first slash, so that what is wrong with the document stands at its field.
namespace server::editor {

// How a value is typed. What cannot be read stays in the document as the text that was typed.
enum class SlotType {
    text,
    lines,
    number,
    yuan,
    percent,
    yes,
    choice,
    checks,
    list,
    date,
    from_day,
    until_day,
    place,
    places
};

struct Slot {
    std::string name;
    SlotType type{};
    std::string label;                              // what it is called on the page
    std::vector<html::Fields::Option> options = {}; // choice, checks; list: those with a check box
    std::string unit = {};
};

html::Typed typed_of(const nlohmann::json& document, const std::vector<Slot>&, const models::Divisions&);

// A field that is not in the form or is as it was shown changes nothing.
void put(const Form&, const std::vector<Slot>&, const models::Divisions&, nlohmann::json& document);

void ask(html::Fields&, const std::vector<Slot>&);

// Amounts as they are typed: 150050 fen is "1500.5"; what is no number is the text itself.
std::string yuan_typed(const nlohmann::json&);
nlohmann::json yuan_json(const std::string& typed); // "": null
std::string number_typed(const nlohmann::json&);
nlohmann::json number_json(const std::string& typed);

// The codes of `typed` in the order of `before`, then the new ones.
std::vector<std::string> in_order(const std::vector<std::string>& before,
                                  const std::vector<std::string>& typed);

} // namespace server::editor
