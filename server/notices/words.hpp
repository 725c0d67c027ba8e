#pragma once
#include "models/notice.hpp"
#include "models/store/db.hpp"
#include "server/html/rule_words.hpp"

namespace server::notices {

// An office by its side and place, an organization by its name.
std::string office_words(store::Reader&, const html::Words&, const models::Office&);

} // namespace server::notices
