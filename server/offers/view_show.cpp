#include "models/identity.hpp"
#include "server/attachments/parts.hpp"
#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/offers/views.hpp"
#include "server/offers/words.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"

namespace server::offers {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

std::string path_of(const OfferRow& row) { return "/offers/" + to_text(row.id); }

json fact(const Words& words, const std::string& name, std::string value)
{
    return {{"label", words.say("offer.fact." + name)}, {"value", std::move(value)}};
}

json facts_of(const Words& words, const ListRow& row)
{
    const auto& offer = row.offer;
    const auto& seen = row.seen;
    json facts = json::array(
        {fact(words, "need", whom_words(words, seen)), fact(words, "place", place_words(words, seen))});
    if (!seen.amount_band.empty())
        facts.push_back(fact(words, "band", words.say("offer.band." + seen.amount_band)));
    facts.push_back(fact(words, "award", units_words(words, offer.unit, offer.units)));
    if (offer.unit != NeedUnit::fen && offer.amount.fen > 0)
        facts.push_back(fact(words, "cost", units_words(words, NeedUnit::fen, offer.amount.fen)));
    facts.push_back(fact(words, "organization", row.organization));
    return facts;
}

// Accepting, completing and the like ask for nothing: one button does them.
bool is_at_once(OfferAct act)
{
    return act == OfferAct::accept || act == OfferAct::complete || act == OfferAct::reconfirm ||
           act == OfferAct::waitlist;
}

// A charity has words of its own for some.
std::string by_charity(const Words& words, const std::string& key, bool charity)
{
    const auto own = key + ".charity";
    return charity && words.messages.has(own) ? own : key;
}

std::string button_words(const Call& call, const Words& words, OfferAct act)
{
    return words.say(by_charity(words, "offer.act." + std::string(name_of(act)), call.actor.is_charity()));
}

// One that waits to be sent is sent on the page that says what stands against it.
json send_button(const Call& call, const Words& words, const OfferRow& row)
{
    if (row.state != OfferState::draft || !allowed(call.actor.role, Can::make_offers)) return nullptr;
    return {{"target", "/referrals/" + to_text(row.referral) + "/offer?need=" + to_text(row.need) +
                           "&program=" + to_text(row.program)},
            {"label", words.say("offer.act.offer")},
            {"style", "btn-primary"},
            {"button", nullptr},
            {"link", true}};
}

json buttons_of(const Call& call, const Words& words, const Shown& shown)
{
    const auto& row = shown.row.offer;
    json all = json::array();
    if (auto send = send_button(call, words, row); !send.is_null()) all.push_back(std::move(send));
    for (const auto& [act, path] : shown.acts) {
        const bool first = all.empty();
        all.push_back({{"target", path_of(row) + "/" + std::string(path)},
                       {"label", button_words(call, words, act)},
                       {"style", first ? "btn-primary" : "btn-outline-primary"},
                       {"button", is_at_once(act) ? json{{"once", new_form_token()},
                                                         {"version", std::to_string(row.version)}}
                                                  : json()},
                       {"link", !is_at_once(act)}});
    }
    return all;
}

// Why it was declined, or could not be given.
std::string reason_words(const Words& words, const store::OfferMoveRow& move)
{
    if (move.act == OfferAct::decline) return words.say("offer.decline." + move.reason);
    if (move.act == OfferAct::fail && move.side == Side::charity && !move.reason.empty())
        return words.say("offer.unable." + move.reason);
    return {};
}

json log_of(const Words& words, const Shown& shown)
{
    json rows = json::array();
    for (const auto& move : shown.moves) {
        const bool back = move.reason == "taken_back", reversed = move.reason == "reversed";
        const auto name = "offer.done." + std::string(name_of(move.act));
        auto what =
            words.say(reversed ? "offer.done.reverse" : by_charity(words, name, move.side == Side::charity));
        if (back) what = words.say("offer.taken_back", {{"what", what}});
        rows.push_back({{"at", html::minute(words.language, move.at)},
                        {"what", std::move(what)},
                        {"by", words.say("offer.side." + std::string(name_of(move.side)))},
                        {"reason", text_part(back ? "" : reason_words(words, move))},
                        {"note", text_part(move.note)}});
    }
    return rows;
}

json vouchers_of(const Words& words, const Shown& shown, const store::DeliveryRow& row)
{
    const auto of = shown.vouchers.find(row.id);
    return of == shown.vouchers.end() ? json()
                                      : attachments::list_view(words, of->second, shown.may_see_family);
}

// Of a delivery in goods: what went out of the stock with it (server/stock).
json goods_of(const Call& call, const Shown& shown, const store::DeliveryRow& row)
{
    if (!call.actor.is_charity() || told_of(row).way != "goods") return nullptr;
    return {{"href", path_of(shown.row.offer) + "/deliveries/" + to_text(row.id) + "/goods"}};
}

json add_voucher_of(const Words& words, const OfferRow& offer, DeliveryId id)
{
    return attachments::add_view(words, path_of(offer) + "/deliveries/" + to_text(id) + "/vouchers",
                                 "vouchers-" + to_text(id), "vouchers");
}

// A name: masked as the family's, and to an organization only in its file, opened with a reason. The line of
// a payment list is none.
std::string signer_words(const Call& call, const Words& words, const std::string& signer)
{
    if (signer.find_first_of("0123456789") != std::string::npos) return signer;
    return call.actor.is_charity() ? words.say("offer.delivery.signed") : masked_name(signer);
}

// Who gave it is the organization's own.
std::string with_giver(const Call& call, std::string text, const ToldDelivery& told)
{
    return call.actor.is_charity() && !told.giver.empty() ? text + " · " + told.giver : text;
}

// Recorded by mistake: help under way that is no money.
json reverse_of(const Call& call, const Shown& shown, const store::DeliveryRow& row)
{
    const auto& offer = shown.row.offer;
    const bool may = call.actor.is_charity() && offer.state == OfferState::delivering &&
                     offer.unit != NeedUnit::fen && row.state != DeliveryState::reversed;
    return may ? json{{"href", path_of(offer) + "/deliveries/" + to_text(row.id) + "/reverse"}} : json();
}

json deliveries_of(const Call& call, const Words& words, const Shown& shown)
{
    json rows = json::array();
    for (const auto& row : shown.deliveries) {
        const auto told = told_of(row);
        const bool may = row.state == DeliveryState::recorded && allowed(call.actor.role, Can::tend_offers);
        rows.push_back({{"delivery_state", words.say("offer.delivery." + std::string(name_of(row.state)))},
                        {"confirm", may ? json{{"action", path_of(shown.row.offer) + "/deliveries/" +
                                                              to_text(row.id) + "/confirm"}}
                                        : json()},
                        {"on", html::day(words.language, row.on)},
                        {"arrived", units_words(words, shown.row.offer.unit, row.units)},
                        {"way", with_giver(call, way_words(words, told), told)},
                        {"reverse", reverse_of(call, shown, row)},
                        {"signer", signer_words(call, words, told.signer)},
                        {"goods", goods_of(call, shown, row)},
                        {"vouchers", vouchers_of(words, shown, row)},
                        {"add_voucher", shown.may_see_family && call.actor.is_charity() &&
                                                row.state != DeliveryState::reversed
                                            ? add_voucher_of(words, shown.row.offer, row.id)
                                            : json()}});
    }
    return rows_part(std::move(rows));
}

json consented_of(const Call& call, const Words& words, const Shown& shown)
{
    if (shown.row.seen.consented.empty() || !call.actor.is_charity()) return nullptr;
    std::vector<std::string> fields;
    for (const auto& field : shown.row.seen.consented)
        fields.push_back(words.say("referral.consent.field." + field));
    json reasons = json::array();
    for (const auto code : kOpenReasons)
        reasons.push_back(
            {{"code", std::string(code)}, {"label", words.say("offer.open_for." + std::string(code))}});
    return {{"consented_fields", words.join(fields, "join.comma", "join.comma")},
            {"reasons", std::move(reasons)},
            {"action", path_of(shown.row.offer) + "/fields"}};
}

json passing_on_words(const Call& call, const Words& words, const Shown& shown)
{
    if (!shown.passing_on) return nullptr;
    const auto reason = words.say("offer.pass_on.reason." + shown.passing_on->reason);
    return text_part(words.say(call.actor.is_charity() ? "offer.pass_on.waits" : "offer.pass_on.wanted",
                               {{"reason", reason}}));
}

// Where it came from and where it went, to civil affairs alone.
json passed_view(const Call& call, const Words& words, const Shown& shown)
{
    if (call.actor.is_charity()) return nullptr;
    json rows = json::array();
    const auto add = [&](const char* label, OfferId id) {
        rows.push_back({{"label", words.say(label)}, {"href", "/offers/" + to_text(id)}});
    };
    if (shown.row.offer.passed_from) add("offer.passed_from", shown.row.offer.passed_from);
    if (shown.next) add("offer.passed_to", shown.next->id);
    return rows_part(std::move(rows));
}

// What is to be done next, to whoever is to do it.
std::string next_words(const Call& call, const Words& words, const ListRow& row)
{
    const auto state = row.unable ? "unable" : std::string(name_of(row.offer.state));
    const auto own = "offer.next.charity." + state;
    if (call.actor.is_charity() && words.messages.has(own)) return words.say(own);
    return words.say("offer.next." + state);
}

std::string done_words(const Call& call, const Words& words)
{
    const auto key = by_charity(words, "offer.done." + call.query.text("done"), call.actor.is_charity());
    return words.messages.has(key) ? words.say(key) : std::string();
}

} // namespace

json show_view(const Call& call, const Shown& shown)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto& offer = shown.row.offer;
    const auto& seen = shown.row.seen;
    const auto& program = shown.row.program;
    const auto name = programs::name_in(words.language, program);
    const bool english = words.language == Language::en && !program.en.empty();
    return {{"page_title", name},
            {"program", name},
            {"program_lang", english ? "en" : "zh-CN"},
            {"program_href", "/programs/" + to_text(offer.program)},
            {"reference", offer.reference},
            {"state", std::string(name_of(offer.state))},
            {"state_label", state_words(words, offer.state, shown.row.unable)},
            {"line", text_part(line_words(words, shown.row.line))},
            {"urgent", seen.urgent},
            {"due", text_part(due_words(words, offer, call.now))},
            {"overdue", offer.due_at && *offer.due_at <= call.now},
            {"next_step", next_words(call, words, shown.row)},
            {"done_note", text_part(done_words(call, words))},
            {"family", seen.referral
                           ? json{{"href", "/referrals/" + to_text(*seen.referral)},
                                  {"name", words.messages.text(words.language, "referral.family",
                                                               {{"name", seen.family.value_or("")}})}}
                           : json()},
            {"nameless", !seen.referral && seen.consented.empty()},
            {"facts", facts_of(words, shown.row)},
            {"acts", buttons_of(call, words, shown)},
            {"passing_on", passing_on_words(call, words, shown)},
            {"caution", text_part(shown.may_pass_line ? words.say("matches.caution.line") : "")},
            {"passed", passed_view(call, words, shown)},
            {"take_back", shown.may_take_back ? json{{"action", path_of(offer) + "/take-back"},
                                                     {"once", new_form_token()},
                                                     {"version", std::to_string(offer.version)}}
                                              : json()},
            {"file", call.actor.is_charity() && offer.accepted_at && follows_acceptance(offer.state)
                         ? json{{"href", path_of(offer) + "/file"}}
                         : json()},
            {"consented", consented_of(call, words, shown)},
            {"deliveries", deliveries_of(call, words, shown)},
            {"hours", call.actor.is_charity() && offer.unit == NeedUnit::hours && !shown.deliveries.empty()
                          ? json{{"href", path_of(offer) + "/hours"}}
                          : json()},
            {"log", log_of(words, shown)}};
}

} // namespace server::offers
