#pragma once
#include "server/approvals/service.hpp"
#include "server/html/fields.hpp"
#include "server/http/call.hpp"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// What the pages of templates/approvals show.
namespace server::approvals {

struct Named {
    ApprovalRow row;
    std::string asked_by, decided_by; // names of accounts; empty: nobody
};
nlohmann::json list_view(const Call&, const std::vector<Named>&);

struct Shown {
    Named named;
    std::string why_not; // a key: why this actor cannot decide; empty: may
    html::Typed typed;
    std::vector<models::Fault> faults;
};
nlohmann::json show_view(const Call&, const Shown&);

// What is erased about a family, and what stays for which law.
nlohmann::json erased_view(const html::Words&);
nlohmann::json kept_view(const html::Words&);

} // namespace server::approvals
