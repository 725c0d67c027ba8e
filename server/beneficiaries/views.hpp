#pragma once
#include "server/beneficiaries/service.hpp"
#include "server/html/fields.hpp"
#include "server/sheets/sheet.hpp"
#include <functional>
#include <nlohmann/json_fwd.hpp>

namespace server::beneficiaries {

// `household`: opened with a reason; null: nothing of the person is shown.
struct Shown {
    const Call& call;
    const Record& record;
    const models::Household* household;
    std::string organization;
    std::function<std::string(models::ProgramId)> program; // its name in the reader's language
};
nlohmann::json show_view(const Shown&,
                         const std::vector<models::Fault>&); // templates/beneficiaries/show.html
nlohmann::json print_view(const Shown&);                     // templates/beneficiaries/print.html
sheets::Sheet sheet_of(const Shown&);                        // one row a delivery
nlohmann::json export_json(const Shown&);

} // namespace server::beneficiaries
