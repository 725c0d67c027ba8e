#include "server/referrals/form_check.hpp"
#include "models/store/clocks.hpp"
#include "server/config.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/referrals/form.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

// What could not be read is told by its field's name.
std::string missing_words(const Call& call, const Case& known, const Fault& fault, const Place& place)
{
    if (fault.pointer.starts_with("/typed/"))
        return say(call, "referral.form.unread", {{"label", label_of(call, known.document.body, place)}});
    return html::sentence(*call.library->messages, call.language, fault);
}

// What stands in the way, each a link to where it is mended. One sentence for each place.
json missing_view(const Call& call, const Case& known)
{
    json links = json::array();
    for (const auto& fault : missing_for_report(known.document, call.today())) {
        const auto place = place_of(known.household(), fault.pointer);
        links.push_back({{"href", form_path(known.referral.id, place.part) + "?back=check#" + place.field},
                         {"text", missing_words(call, known, fault, place)}});
    }
    return links.empty() ? json() : json{{"links", std::move(links)}};
}

json twin_view(const Call& call, const SameHousehold& twin)
{
    const auto& referral = twin.referral;
    std::string needs;
    for (const auto& type : referral.need_types)
        needs += (needs.empty() ? "" : say(call, "referral.form.and")) + say(call, "need." + type);
    const auto area = part_of(referral.village, twin.in_scope ? AreaLevel::village : AreaLevel::county);
    const auto reported = referral.reported_at ? html::minute(call.language, *referral.reported_at) : "";
    return {{"reference", referral.reference},
            {"twin_link", twin.in_scope ? json{{"href", "/referrals/" + to_text(referral.id)}} : json()},
            {"twin_plain", !twin.in_scope},
            {"twin_place", call.library->divisions->path(area)},
            {"twin_state", say(call, "referral.state." + std::string(name_of(referral.state)))},
            {"twin_needs", twin.in_scope ? needs : ""},
            {"twin_reported", twin.in_scope ? reported : ""}};
}

// Beside each other: this family here, and what is already open for it. Never a reason to refuse.
json twins_view(const Call& call, store::Reader& db, const Case& known)
{
    json rows = json::array();
    for (const auto& twin : same_household(db, call.actor, known.household(), known.referral.id))
        if (twin.referral.state != ReferralState::draft) rows.push_back(twin_view(call, twin));
    if (rows.empty()) return nullptr;
    std::string needs;
    for (const auto& need : known.household().needs)
        needs += (needs.empty() ? "" : say(call, "referral.form.and")) + say(call, "need." + need.type);
    const auto village = known.household().village;
    return {{"twins", std::move(rows)},
            {"own_place", village ? call.library->divisions->path(village) : std::string()},
            {"own_needs", needs},
            {"own_state", say(call, "referral.state." + std::string(name_of(known.referral.state)))}};
}

std::string recheck_words(const Call& call, const Case& known)
{
    const auto town = part_of(known.household().village, AreaLevel::township);
    const auto* division = town ? call.library->divisions->find(town) : nullptr;
    return say(call, "referral.form.after_report",
               {{"who", division ? division->name : say(call, "referral.form.the_township")},
                {"days", std::to_string(call.library->config->recheck_days)}});
}

Result<Case> case_to_check(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.referral.unknown");
    return find_case(db, call.actor, *id);
}

bool is_in_form(ReferralState state)
{
    return state == ReferralState::draft || state == ReferralState::reported ||
           state == ReferralState::returned;
}

Response check_page(const Call& call, store::Reader& db, const Case& known, const std::vector<Fault>& refused,
                    int status)
{
    return page(call, "referrals/form_check", check_view(call, db, known, refused), status);
}

std::string why_returned(const Call& call, store::Reader& db, const Referral& referral)
{
    std::string text;
    for (const auto& move : store::list_moves(db, referral.id))
        if (move.act == ReferralAct::return_) text = entries_of(move.note)["text"];
    return text.empty() ? say(call, "referral.form.returned_no_text") : text;
}

} // namespace

json check_view(const Call& call, store::Reader& db, const Case& known, const std::vector<Fault>& refused)
{
    const auto& referral = known.referral;
    const auto missing = missing_view(call, known);
    const bool draft = referral.state == ReferralState::draft;
    const bool returned = referral.state == ReferralState::returned;
    json view{
        {"summary", problems_view(call, refused)},
        {"back",
         {{"href", form_path(referral.id, "family")}, {"back_label", say(call, "referral.form.step_back")}}},
        {"missing", missing},
        {"cards", answers_view(call, known)},
        {"same", twins_view(call, db, known)},
        {"action", form_path(referral.id, "check")},
        {"version", referral.version},
        {"once", new_form_token()},
        {"to_report", nullptr},
        {"to_resubmit", nullptr},
        {"as_reported", nullptr}};
    if (draft)
        view["to_report"] = {
            {"after", missing.is_null() ? json{{"text", recheck_words(call, known)}} : json()},
            {"discard", "/referrals/" + to_text(referral.id) + "/discard"}};
    if (returned)
        view["to_resubmit"] = {{"why", why_returned(call, db, referral)},
                               {"explanation", call.form.text("text")},
                               {"reference", referral.reference}};
    if (!draft && !returned)
        view["as_reported"] = {{"href", "/referrals/" + to_text(referral.id)},
                               {"reference", referral.reference}};
    return view;
}

Response show_check(const Call& call, store::Reader& db)
{
    const auto known = case_to_check(call, db);
    if (!known) return refusal_response(call, known.error());
    if (!is_in_form(known->referral.state)) return see_other("/referrals/" + to_text(known->referral.id));
    return check_page(call, db, *known, {}, 200);
}

namespace {

Moved submitted(const Call& call, store::Writer& db, const Case& known)
{
    const Desk desk{db, call.actor, *call.library, call.now};
    const Seen seen{known.referral.id, call.form.integer("version").value_or(0)};
    if (known.referral.state == ReferralState::returned) return resubmit(desk, seen, call.form.text("text"));
    return report(desk, seen);
}

// What is missing stands on the page as links already; everything else is said above it.
std::vector<Fault> said_above(const Refusal& why)
{
    std::vector<Fault> faults;
    for (const auto& fault : why.faults)
        if (!fault.key.starts_with("error.referral.missing.")) faults.push_back(fault);
    return faults;
}

} // namespace

Response submit_form(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto known = case_to_check(call, db);
        if (!known) return refusal_response(call, known.error());
        const auto moved = submitted(call, db, *known);
        if (moved) return see_other(form_path(moved->id, "done"));
        const auto& why = moved.error();
        if (!is_in_form(known->referral.state)) return refusal_response(call, why);
        return check_page(call, db, *known, said_above(why), status_for(why.reason, false));
    });
}

Response show_done(const Call& call, store::Reader& db)
{
    const auto known = case_to_check(call, db);
    if (!known) return refusal_response(call, known.error());
    const auto& referral = known->referral;
    const auto clocks = store::list_clocks(db, referral.id);
    if (referral.state == ReferralState::draft) return see_other(form_path(referral.id, "check"));
    json until;
    for (const auto& clock : clocks) {
        const auto last = plus_days(day_of(clock.due_at), -1);
        const auto days = call.library->working_days->between(call.today(), last);
        until = {{"day", html::day(call.language, last)}, {"days", std::to_string(days)}};
    }
    const auto start = "/referrals/" + to_text(referral.id);
    const auto town = call.library->divisions->find(part_of(referral.village, AreaLevel::township));
    return page(call, "referrals/form_done",
                {{"reference", referral.reference},
                 {"town", town ? town->name : say(call, "referral.form.the_township")},
                 {"until", until},
                 {"show_href", start},
                 {"print_href", start + "/print"}});
}

} // namespace server::referrals
