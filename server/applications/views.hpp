#pragma once
#include "models/application.hpp"
#include "models/result.hpp"
#include "server/html/fields.hpp"
#include "server/http/call.hpp"
#include <nlohmann/json_fwd.hpp>
#include <vector>

// What the templates of applications/ print.
namespace server::applications {

// The public form, or after it was sent the sentence that it has arrived.
nlohmann::json form_view(const Call&, const html::Typed&, const std::vector<models::Fault>&, bool sent);

struct ListPage {
    models::ApplicationState state{};
    std::vector<models::Application> rows;
    std::vector<std::pair<models::ApplicationState, std::int64_t>> counts;
    std::string next; // address; empty: the last page
};
nlohmann::json list_view(const Call&, const ListPage&);

// With the form that checks it while it is open; "/<field>" faults of either form.
nlohmann::json show_view(const Call&, const models::Application&, const html::Typed&,
                         const std::vector<models::Fault>&);
html::Typed presets(const models::Application&);

} // namespace server::applications
