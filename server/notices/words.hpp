#pragma once
#include "models/notice.hpp"
#include "models/store/db.hpp"
#include "server/html/rule_words.hpp"
#include <map>

namespace server::notices {

// Offices in words: by side and place, an organization by its name. Each organization is asked for once.
class OfficeWords {
public:
    OfficeWords(store::Reader& db, const html::Words& words) : db_(db), words_(words) {}
    std::string operator()(const models::Office&);

private:
    store::Reader& db_;
    const html::Words& words_;
    std::map<models::OrganizationId, std::string> organizations_;
};

} // namespace server::notices
