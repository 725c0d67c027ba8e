#pragma once
#include "server/editor/slots.hpp"
#include "server/formats/rule_json.hpp"
#include "server/http/library.hpp"
#include <optional>
#include <string>
#include <vector>

// The parts of a program's form: 基本信息, 对象条件, 标准金额, 名额预算, 区域, 材料, 披露. Each is a page of
// its own.
namespace server::editor {

enum class Section { basic, rule, award, capacity, areas, papers, disclosure };

// Where a value stands in the document decides in which section it is asked for.
Section section_of(std::string_view pointer);

// A row of a list, or what stands before the lists.
struct Block {
    std::string id;     // "" or the JSON pointer of its row, without the first slash
    std::string legend; // of a row
    std::vector<Slot> slots;
    std::vector<std::string> rules = {}; // JSON pointers of rules that are asked for in rows
};

// What "add <list>" puts at a list's end, chosen by the value of the field "<list>/add" where there are
// several.
struct Adding {
    std::string list, label;
    std::vector<html::Fields::Option> kinds = {};
};

struct SectionForm {
    std::vector<Block> blocks;
    std::vector<Adding> adding;
};

struct Asking {
    const html::Words& words;
    const Library& library;
    bool is_new; // a program that is not there yet: its code may be chosen
};
SectionForm form_of(const Asking&, Section, const nlohmann::json& document);

// Puts what was typed into the document, then does the act, which is one of "add …" and "remove …" or empty.
// true: a row was added or taken out.
bool put_section(const Asking&, Section, const Form&, nlohmann::json& document);

nlohmann::json new_document(); // of a program of which nothing is known yet

} // namespace server::editor

template <>
inline constexpr auto models::kNames<server::editor::Section> =
    models::names<server::editor::Section>({{server::editor::Section::basic, "basic"},
                                            {server::editor::Section::rule, "rule"},
                                            {server::editor::Section::award, "award"},
                                            {server::editor::Section::capacity, "capacity"},
                                            {server::editor::Section::areas, "areas"},
                                            {server::editor::Section::papers, "papers"},
                                            {server::editor::Section::disclosure, "disclosure"}});
