#pragma once
#include "server/html/rule_words.hpp"
#include "server/tasks/due.hpp"

namespace server::tasks {

// What a line of the list is about, need and place: "医疗费用 · 正安县"; empty: neither is known. A charity
// reads the county alone.
std::string about_words(const html::Words&, const models::Actor&, const Due&);

} // namespace server::tasks
