#pragma once
#include "models/facts.hpp"
#include "server/editor/slots.hpp"

// Inside of rule_form: one condition.
namespace server::editor {

bool is_plain_leaf(const nlohmann::json& rule); // that a row can show
nlohmann::json new_leaf(const models::FactRow&);
nlohmann::json leaf_in(const Form&, const std::string& id, const models::Divisions&);

const models::FactRow& fact_in(const nlohmann::json& leaf);
bool is_coded(const models::FactRow&);                        // chosen from its table; a school is typed
std::vector<std::string_view> ops_of(const models::FactRow&); // in the order of the select
std::string op_in(const nlohmann::json& leaf);                // "at_most"

// The controls of its value, and what they hold.
std::vector<html::Fields::Asked> value_fields(const html::Words&, const nlohmann::json& leaf,
                                              const std::string& id);
std::string unit_words(const html::Words&, const models::FactRow&); // 元, 周岁; nothing: it has none
std::string ends_words(const html::Words&, std::string_view marks); // of a range: "[)"
html::Typed typed_leaf(const nlohmann::json& leaf, const std::string& id, const models::Divisions&);

} // namespace server::editor
