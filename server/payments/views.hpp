#pragma once
#include "server/html/fields.hpp"
#include "server/payments/service.hpp"
#include "server/sheets/sheet.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server::payments {

std::string number_words(const store::PaymentRunRow&); // "FF-3"

struct ListedProgram {
    models::ProgramId id;
    std::string name;
};
nlohmann::json list_view(const Call&, const std::vector<store::PaymentRunRow>&,
                         const std::vector<ListedProgram>&); // templates/payments/list.html

// templates/payments/new.html: a new run, or one that is changed.
struct Form {
    const Call& call;
    std::string title, action, back;
    models::ProgramId program;
    std::int64_t version{}; // of the run that is changed
    const std::vector<Payable>& payable;
    html::Typed typed; // "amount-<offer>"
    std::vector<models::Fault> faults;
};
nlohmann::json form_view(const Form&);

struct ShownLine {
    store::PaymentLineRow line;
    store::OfferRow offer;
};
struct Shown {
    const Call& call;
    store::PaymentRunRow run;
    std::vector<ShownLine> lines;
    std::string prepared_by, checked_by;
    html::Typed typed = {}; // of one line's result
    std::vector<models::Fault> faults = {};
};
nlohmann::json show_view(const Shown&); // templates/payments/show.html

sheets::Sheet bank_sheet(const Call&, const Issued&); // of the names and what else the consents tell

} // namespace server::payments
