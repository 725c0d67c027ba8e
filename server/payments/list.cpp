#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/offers/words.hpp"
#include "server/payments/views.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::payments {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;

std::string number_words(const store::PaymentRunRow& run) { return "FF-" + std::to_string(run.number); }

json list_view(const Call& call, const std::vector<store::PaymentRunRow>& runs,
               const std::vector<ListedProgram>& programs)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array(), links = json::array();
    for (const auto& run : runs)
        rows.push_back({{"href", "/payments/" + to_text(run.id)},
                        {"number", number_words(run)},
                        {"state_label", words.say("payment.state." + std::string(name_of(run.state)))},
                        {"prepared", html::minute(words.language, run.prepared_at)}});
    for (const auto& program : programs)
        links.push_back({{"href", "/payments/new?program=" + to_text(program.id)}, {"name", program.name}});
    const bool none = rows.empty();
    return {{"none", none}, {"runs", rows_part(std::move(rows))}, {"programs", rows_part(std::move(links))}};
}

json form_view(const Form& form)
{
    const auto words = programs::words_of(*form.call.library, form.call.language);
    json rows = json::array();
    for (const auto& [offer, undelivered, named] : form.payable) {
        const auto id = "amount-" + to_text(offer.id);
        const auto fault = std::ranges::find(form.faults, "/" + id, &Fault::pointer);
        const auto typed = form.typed.find(id);
        const auto problem = fault == form.faults.end()
                                 ? std::string()
                                 : html::sentence(words.messages, words.language, *fault);
        rows.push_back({{"id", id},
                        {"offer_href", "/offers/" + to_text(offer.id)},
                        {"number", offer.reference},
                        {"need", words.say("need." + offer.need_type)},
                        {"left", offers::units_words(words, NeedUnit::fen, undelivered.fen)},
                        {"value", typed == form.typed.end() ? std::string() : typed->second.front()},
                        {"unnamed", !named},
                        {"problem", text_part(problem)},
                        {"bad", !problem.empty()}});
    }
    const bool none = rows.empty();
    return {{"page_title", form.title},
            {"title", form.title},
            {"summary", html::problems_part(words, form.faults, "lines")},
            {"back", form.back},
            {"none", none},
            {"lines", none ? json()
                           : json{{"rows", std::move(rows)},
                                  {"action", form.action},
                                  {"once", new_form_token()},
                                  {"program_id", to_text(form.program)},
                                  {"version", std::to_string(form.version)}}}};
}

} // namespace server::payments
