#pragma once
#include "models/program.hpp"
#include "server/html/rule_words.hpp"
#include <nlohmann/json.hpp>

// Two versions of a program in words, part by part.
namespace server::editor {

// [{"part", "before": {"lines"} or nothing, "after": …}]: the parts that differ; without a version before,
// every part that says something.
nlohmann::json changes_view(const html::Words&, const models::Program* before, const models::Program& after);

} // namespace server::editor
