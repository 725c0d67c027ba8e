#include "server/referrals/form.hpp"
#include "server/html/page.hpp"
#include "server/http/etag.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/referrals/form_parts.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

Result<Case> open_form_case(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.referral.unknown");
    auto known = find_case(db, call.actor, *id);
    if (!known) return known;
    const auto state = known->referral.state;
    if (state != ReferralState::draft && state != ReferralState::reported && state != ReferralState::returned)
        return refuse(Reason::wrong_state, "error.referral.now." + std::string(name_of(state)));
    return known;
}

// "who", "needs", "family" from the path's last part; "member.2" for …/members/2. Empty: there is none.
std::string part_of(const Call& call, const Household& household)
{
    const auto number = call.capture("member");
    if (number.empty()) return call.path.substr(call.path.rfind('/') + 1);
    auto part = "member." + std::string(number);
    const auto member = member_of_part(part);
    constexpr std::int64_t kMostMembers = 30;
    if (!member || *member < 2 || *member > std::min(next_member_number(household), kMostMembers + 1))
        return {};
    return part;
}

Response step_page(const FormPage& shown, int status)
{
    return page(shown.call, step_template(shown.part), step_view(shown), status);
}

// What a report would lack on this very page.
std::vector<Fault> missing_on(const Document& document, const std::string& part, Date today)
{
    std::vector<Fault> missing;
    for (auto fault : missing_for_report(document, today)) {
        if (fault.pointer.starts_with("/typed/")) continue;
        const auto place = place_of(document.body.household, fault.pointer);
        if (place.part != part) continue;
        fault.pointer = "/" + place.field;
        missing.push_back(std::move(fault));
    }
    return missing;
}

Moved keep(const Desk& desk, const Seen& seen, const Document& before, const std::string& part,
           const Taken& taken, ReferralState state)
{
    if (state != ReferralState::draft) return change_facts(desk, seen, taken.body);
    Document document{taken.body, before.kept};
    document.kept.erase(part);
    if (!taken.kept.empty()) document.kept[part] = taken.kept;
    return save_draft(desk, seen, std::move(document));
}

// An answer to what the write step could not settle; `carried` of the page that follows.
struct Unsettled {
    Case known;
    std::string part;
    Typed typed;
    std::vector<Fault> faults;
};

Response settled(const Call& call, const Referral& referral, const std::string& part)
{
    const auto act = call.form.text("act");
    if (act == "later") return see_other("/referrals/new");
    if (act == "villages") {
        const auto township = parse_area(call.form.text("township"));
        return see_other(form_path(referral.id, part) +
                         (township ? "?township=" + to_text(*township) : std::string()) + "#village");
    }
    return see_other(next_path(call, referral.id, part));
}

bool goes_on(const Call& call)
{
    const auto act = call.form.text("act");
    return act != "later" && act != "villages";
}

std::optional<Response> refused(const FormPage& shown, const Refusal& why)
{
    if (why.reason == Reason::not_found || why.reason == Reason::forbidden)
        return refusal_response(shown.call, why);
    auto again = shown;
    again.stale = why.reason == Reason::stale;
    again.faults = why.faults;
    for (auto& fault : again.faults)
        if (!fault.pointer.empty())
            fault.pointer = "/" + place_of(shown.known.household(), fault.pointer).field;
    return step_page(again, status_for(why.reason, false));
}

// Keeps what can be kept; leaves the page to the next step when something is to be mended.
std::optional<Response> keep_step(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    auto known = open_form_case(call, *db);
    if (!known) return refusal_response(call, known.error());
    const auto part = part_of(call, known->household());
    if (part.empty()) return not_found(call);
    const auto typed = typed_in(call.form);
    const bool draft = known->referral.state == ReferralState::draft;
    const bool autosave = call.form.has("autosave");
    if (autosave && !draft) return Response{.status = 204};

    const Reading reading{*call.library, call.now, std::string(name_of(call.actor.role))};
    const auto result = taken(known->document.body, part, typed, reading);
    FormPage shown{call, *known, part, typed, result.faults};
    if (!draft && !result.faults.empty()) return step_page(shown, 422);
    const Desk desk{*db, call.actor, *call.library, call.now};
    const Seen seen{known->referral.id, call.form.integer("version").value_or(0)};
    if (!draft && result.body == known->document.body) return settled(call, known->referral, part);
    const auto moved = keep(desk, seen, known->document, part, result, known->referral.state);
    if (!moved) {
        if (autosave) return Response{.status = status_for(moved.error().reason, false)};
        return refused(shown, moved.error());
    }
    if (autosave) return with_etag(Response{.status = 204}, moved->version);
    const Document document{result.body, {}};
    auto faults = result.faults;
    if (draft && goes_on(call))
        std::ranges::copy(missing_on(document, part, day_of(call.now)), std::back_inserter(faults));
    if (!goes_on(call) || faults.empty()) return settled(call, *moved, part);
    carried = Unsettled{{*moved, document}, part, typed, std::move(faults)};
    return {};
}

std::optional<Response> show_again(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    const auto& left = std::any_cast<const Unsettled&>(carried);
    return step_page({call, left.known, left.part, left.typed, left.faults}, 422);
}

} // namespace

const Steps kKeepStep{{{LaneName::write, keep_step}, {LaneName::work, show_again}}};

Response show_step(const Call& call, store::Reader& db)
{
    const auto known = open_form_case(call, db);
    if (!known) return refusal_response(call, known.error());
    const auto part = part_of(call, known->household());
    if (part.empty()) return not_found(call);
    const auto typed = call.kept ? typed_in(call.kept->fields) : typed_of(call, known->document, part);
    return step_page({call, *known, part, typed}, 200);
}

Response start_form(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto draft = start_draft({db, call.actor, *call.library, call.now});
        return see_other(form_path(draft.id, "who"));
    });
}

Response remove_member(const Call& call, store::Writer& db)
{
    const auto known = open_form_case(call, db);
    if (!known) return refusal_response(call, known.error());
    const auto part = part_of(call, known->household());
    if (part.empty()) return not_found(call);
    const Desk desk{db, call.actor, *call.library, call.now};
    const Seen seen{known->referral.id, call.form.integer("version").value_or(0)};
    const Taken rest{without_member(known->document.body, *member_of_part(part)), {}, {}};
    const auto moved = keep(desk, seen, known->document, part, rest, known->referral.state);
    if (!moved) return refusal_response(call, moved.error());
    return see_other(next_path(call, moved->id, part) + "#people");
}

} // namespace server::referrals
