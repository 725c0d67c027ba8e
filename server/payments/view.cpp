#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/offers/words.hpp"
#include "server/payments/views.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <array>

namespace server::payments {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;
using Act = PaymentRunAct;
using State = PaymentRunState;

namespace {

struct Button {
    Act act{};
    std::string_view path; // below /payments/{id}/
};
constexpr std::array kButtons{Button{Act::check, "check"}, Button{Act::send_back, "send-back"},
                              Button{Act::cancel, "cancel"}};

json buttons_of(const Words& words, const Shown& shown, const std::string& path)
{
    json all = json::array();
    for (const auto& [act, name] : kButtons) {
        const auto* move = move_of(shown.run.state, act);
        const bool own = move && move->second_person && shown.run.prepared_by == shown.call.actor.account;
        if (!move || own) continue;
        all.push_back({{"target", path + "/" + std::string(name)},
                       {"label", words.say("payment.act." + std::string(name_of(act)))},
                       {"style", act == Act::check ? "btn-primary" : "btn-outline-primary"},
                       {"once", new_form_token()},
                       {"version", std::to_string(shown.run.version)}});
    }
    return all;
}

// The form of one line's result, with what was typed there and what is wrong with it.
json answer_of(const Words& words, const Shown& shown, const std::string& action, std::int64_t number)
{
    const auto line = std::to_string(number), id = "line-" + line + "-why";
    const auto typed = [&](const char* name) {
        const auto at = shown.typed.find(name);
        return at == shown.typed.end() || at->second.empty() ? std::string() : at->second.front();
    };
    const auto fault = std::ranges::find(shown.faults, "/" + id, &Fault::pointer);
    const bool bad = fault != shown.faults.end();
    return {{"action", action},
            {"once", new_form_token()},
            {"line", line},
            {"why_id", id},
            {"value", typed("line") == line ? typed("why") : std::string()},
            {"problem", text_part(bad ? html::sentence(words.messages, words.language, *fault) : "")},
            {"wrong", bad}};
}

json line_rows(const Words& words, const Shown& shown, const std::string& path)
{
    json rows = json::array();
    for (const auto& [line, offer] : shown.lines) {
        const bool open = shown.run.state == State::issued && line.state == PaymentLineState::waiting;
        rows.push_back(
            {{"number", std::to_string(line.number)},
             {"offer_href", "/offers/" + to_text(line.offer)},
             {"reference", offer.reference},
             {"need", words.say("need." + offer.need_type)},
             {"amount", offers::units_words(words, NeedUnit::fen, line.amount.fen)},
             {"line_state", words.say("payment.line." + std::string(name_of(line.state)))},
             {"bad", line.state == PaymentLineState::failed || line.state == PaymentLineState::unbooked},
             {"told", text_part(line.told)},
             {"answer", open ? answer_of(words, shown, path + "/results", line.number) : json()}});
    }
    return rows;
}

json totals_of(const Words& words, const Shown& shown)
{
    Money all, paid;
    for (const auto& [line, offer] : shown.lines) {
        all = all + line.amount;
        if (line.state == PaymentLineState::paid) paid = paid + line.amount;
    }
    return {{"total", words.say("offer.yuan", {{"amount", html::yuan(all)}})},
            {"capital", text_part(words.language == Language::zh ? html::capital_yuan(all) : "")},
            {"count", words.one_or_many("payment.lines", std::ssize(shown.lines))},
            {"paid", words.say("offer.yuan", {{"amount", html::yuan(paid)}})}};
}

} // namespace

json show_view(const Shown& shown)
{
    const auto words = programs::words_of(*shown.call.library, shown.call.language);
    const auto& run = shown.run;
    const auto path = "/payments/" + to_text(run.id);
    const auto state = std::string(name_of(run.state));
    const auto done = "payment.done." + shown.call.query.text("done");
    const bool may_issue = move_of(run.state, Act::issue) != nullptr;
    json view{
        {"page_title", number_words(run)},
        {"number", number_words(run)},
        {"summary", html::problems_part(words, shown.faults, "results")},
        {"state_label", words.say("payment.state." + state)},
        {"next_step", words.say("payment.next." + state)},
        {"done_note", text_part(words.messages.has(done) ? words.say(done) : "")},
        {"own", run.state == State::prepared && run.prepared_by == shown.call.actor.account},
        {"prepared",
         words.say("payment.prepared",
                   {{"who", shown.prepared_by}, {"when", html::minute(words.language, run.prepared_at)}})},
        {"checked",
         text_part(run.checked_at ? words.say("payment.checked",
                                              {{"who", shown.checked_by},
                                               {"when", html::minute(words.language, *run.checked_at)}})
                                  : "")},
        {"change_href", run.state == State::prepared ? json{{"href", path + "/change"}} : json()},
        {"buttons", buttons_of(words, shown, path)},
        {"issue",
         may_issue ? json{{"action", path + "/issue"}, {"version", std::to_string(run.version)}} : json()},
        {"results", run.state == State::issued
                        ? json{{"action", path + "/results"}, {"once", new_form_token()}}
                        : json()},
        {"rows", line_rows(words, shown, path)}};
    view.update(totals_of(words, shown));
    return view;
}

} // namespace server::payments
