#include "server/referrals/views_acts.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/offered.hpp"
#include "server/referrals/sheet.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;
using html::Words;
using Act = ReferralAct;

json act_view(const ActPage& page)
{
    const auto& call = page.call;
    const auto words = programs::words_of(*call.library, call.language);
    const auto& referral = page.known.referral;
    const Scene scene{call, words, page.known.household(), call.today()};
    const auto name = std::string(name_of(page.act));
    const auto path = "/referrals/" + to_text(referral.id);
    const auto title = words.say("referral.act." + name);
    return {
        {"page_title", title},
        {"summary", html::problems_part(words, page.faults, "act")},
        {"changed", rows_part(log_view(scene, page.changes))},
        {"title", title},
        {"lead",
         text_part(words.messages.has("referral.lead." + name) ? words.say("referral.lead." + name) : "")},
        {"family", family_name(words, contact_of(page.known.household()))},
        {"reference", text_part(referral.reference)},
        {"state_label", state_words(words, referral.state)},
        {"back", path},
        {"action", path + "/" + std::string(std::ranges::find(kActPaths, page.act, &ActPath::act)->path)},
        {"once", new_form_token()},
        {"version", std::to_string(referral.version)},
        {"fields", act_fields(page, scene)}};
}

Typed presets(const Call& call, Act act, const Case& known)
{
    Typed typed;
    if (act == Act::recheck || act == Act::recheck_late) {
        typed["on"] = {to_text(call.today())};
        typed["who"] = {call.actor.name};
    }
    if (act != Act::confirm && act != Act::confirm_urgently && act != Act::correct) return typed;
    if (known.referral.kind) typed["kind"] = {std::string(name_of(*known.referral.kind))};
    for (const auto& need : known.household().needs) {
        const auto id = to_text(need.id);
        const bool money = need.unit == NeedUnit::fen;
        const auto text = [&](std::int64_t amount) {
            return money ? to_yuan(Money{amount}) : std::to_string(amount);
        };
        if (need.assessed) typed["need_" + id] = {text(*need.assessed)};
        if (money || act == Act::correct) typed["aid_" + id] = {text(need.government_aid)};
        if (act == Act::correct) typed["fate_" + id] = {std::string(kNeedFates.front())};
    }
    return typed;
}

json ask_reveal_view(const Call& call, const Case& known, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto path = "/referrals/" + to_text(known.referral.id);
    json reasons = json::array();
    for (const auto code : kRevealReasons)
        reasons.push_back(
            {{"option_id", code == kRevealReasons.front() ? "reason" : "reason-" + std::string(code)},
             {"code", code},
             {"label", words.say("referral.reveal.reason." + std::string(code))}});
    return {{"summary", html::problems_part(words, faults, "act")},
            {"bad", !faults.empty()},
            {"problem", faults.empty()
                            ? json()
                            : text_part(html::sentence(words.messages, words.language, faults.front()))},
            {"family", family_name(words, contact_of(known.household()))},
            {"reference", text_part(known.referral.reference)},
            {"back", path},
            {"action", path + "/reveal"},
            {"reasons", std::move(reasons)}};
}

json refused_view(const Call& call, const Referral& referral, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    json sentences = json::array();
    for (const auto& fault : faults)
        sentences.push_back({{"text", html::sentence(words.messages, words.language, fault)}});
    json written = json::array();
    for (const auto* field : {"found", "aid_text", "spot_check", "text"})
        if (auto text = call.form.text(field); !text.empty()) written.push_back({{"text", std::move(text)}});
    return {{"sentences", std::move(sentences)},
            {"written", rows_part(std::move(written))},
            {"back", "/referrals/" + to_text(referral.id)}};
}

} // namespace server::referrals
