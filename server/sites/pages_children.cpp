#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/offers/service.hpp"
#include "server/sites/guardians.hpp"
#include "server/sites/routes.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;

namespace {

struct AtChild {
    SitePlace place;
    OfferRow child;
};
Result<AtChild> child_in_path(const Call& call, store::Reader& db)
{
    auto place = own_site_in_path(call, db);
    if (!place) return std::unexpected(place.error());
    auto child =
        find_child(db, call.actor, *place, parse_id<OfferId>(call.capture("child")).value_or(OfferId{}));
    if (!child) return std::unexpected(child.error());
    return AtChild{*std::move(place), *std::move(child)};
}

// Whose consent has ended is closed, and so is who spoke for the child and what was agreed.
RollChild told_child(store::Reader& db, const OfferRow& row, const std::map<OfferId, std::string>& names,
                     Date today)
{
    RollChild child{row, {}, {}, {}};
    if (const auto name = names.find(row.id); name != names.end()) child.name = name->second;
    if (offers::is_consented(db, row, today)) child.consents = store::guardian_consents_of(db, row.id);
    return child;
}

std::vector<RollChild> roll_children(store::Reader& db, const SitePlace& place,
                                     const std::vector<OfferRow>& rows,
                                     const std::map<OfferId, std::string>& names, Date today)
{
    std::vector<RollChild> children;
    const auto held = store::guardian_consents_held(db, place.program, place.site.code, today);
    for (const auto& row : rows) {
        RollChild child{row, {}, {}, {}};
        if (const auto name = names.find(row.id); name != names.end()) {
            child.name = name->second;
            for (const auto& [of, kind] : held)
                if (of == row.id) child.held.push_back(kind);
        }
        children.push_back(std::move(child));
    }
    return children;
}

Response child_page(const Call& call, store::Writer& db, const AtChild& at, const Retry& retry)
{
    const auto names = open_names(desk_of(call, db), {at.child}, "guardian");
    auto response = page(call, "sites/child",
                         child_view(call, at.place, told_child(db, at.child, names, call.today()), retry),
                         retry.faults.empty() ? 200 : 422);
    if (!retry.faults.empty())
        response.note = Note{"guardian_consent.shown_again", to_text(at.child.id), call.actor.account};
    return response;
}

GuardianTold guardian_told(const Form& form)
{
    GuardianTold told{
        {}, from_name<ConsentWay>(form.text("way")), form.text("who"), parse_date(form.text("until"))};
    for (const auto& name : form.all("kinds")) {
        const auto kind = from_name<GuardianConsentKind>(name);
        if (!kind) return {{}, told.way, told.who, told.until}; // half of what was meant is not recorded
        told.kinds.push_back(*kind);
    }
    return told;
}

std::string path_of_child(const AtChild& at)
{
    return path_of(at.place.site.id) + "/children/" + to_text(at.child.id);
}

} // namespace

Response open_roll(const Call& call, store::Writer& db)
{
    const auto place = own_site_in_path(call, db);
    if (!place) return refusal_response(call, place.error());
    const auto reason = call.form.text("reason");
    if (std::ranges::find(offers::kOpenReasons, reason) == offers::kOpenReasons.end())
        return refusal_response(call, {Reason::invalid, {{"error.offer.fields.reason", "/reason", {}}}});
    const auto rows = roll_now(db, *place);
    const auto names = open_names(desk_of(call, db), rows, reason);
    return page(call, "sites/children",
                roll_view(call, *place, roll_children(db, *place, rows, names, call.today())));
}

Response show_child(const Call& call, store::Writer& db)
{
    const auto at = child_in_path(call, db);
    return at ? child_page(call, db, *at, {}) : refusal_response(call, at.error());
}

Response give_consent(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto at = child_in_path(call, db);
        if (!at) return refusal_response(call, at.error());
        const auto done = record_guardian_consent(desk_of(call, db), at->child, guardian_told(call.form));
        if (done) return see_other(path_of_child(*at) + "?done=consent");
        return child_page(call, db, *at, {"give", html::typed_of(call.form), done.error().faults});
    });
}

Response withdraw_consent(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto at = child_in_path(call, db);
        if (!at) return refusal_response(call, at.error());
        const auto id = parse_id<GuardianConsentId>(call.capture("consent"));
        const auto done =
            withdraw_guardian_consent(desk_of(call, db), at->child, id.value_or(GuardianConsentId{}));
        return done ? see_other(path_of_child(*at) + "?done=consent") : refusal_response(call, done.error());
    });
}

} // namespace server::sites
