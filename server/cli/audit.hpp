#pragma once
#include "models/store/db.hpp"
#include "server/config.hpp"
#include <chrono>
#include <string>

namespace server::cli {

inline constexpr std::chrono::minutes kLongestCheck{30}; // pages and chains of a large database

// Every chain under every key it was written with, and the heads kept outside the database; in both
// languages.
struct AuditFinding {
    bool well = false;
    std::string text;
};
AuditFinding examine_audit(store::Reader&, const Config&);

} // namespace server::cli
