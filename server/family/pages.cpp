#include "server/family/pages.hpp"
#include "server/family/views.hpp"
#include "server/html/page.hpp"
#include "server/http/problem.hpp"
#include "server/looks/looks.hpp"
#include "server/objections/words.hpp"
#include "server/offers/receipts.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/consent.hpp"

namespace server::family {

using namespace models;
using nlohmann::json;

namespace {

constexpr auto kCase = "/family/case";

Response done(const std::string& what) { return see_other(std::string(kCase) + "?done=" + what); }

Response objection_page(const Call& call, store::Reader& db, const html::Typed& typed,
                        const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto subjects = objections::subjects_of(db, call.actor.family);
    return page(call, "family/objection",
                {{"summary", html::problems_part(words, faults, "about")},
                 {"fields", objections::raise_fields(db, words, subjects, typed, faults)}},
                faults.empty() ? 200 : 422);
}

Response withdraw_page(const Call& call, const Referral& referral, const std::vector<Fault>& faults,
                       int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const html::Typed none;
    html::Fields fields({words, "family", "withdraw", none, faults});
    fields.add(html::Fields::Kind::lines, "why");
    return page(call, "family/withdraw",
                {{"summary", html::problems_part(words, faults, "why")},
                 {"version", std::to_string(referral.version)},
                 {"fields", fields.take()}},
                status);
}

} // namespace

Response show_case(const Call& call, store::Writer& db)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto told = read_told(db, words, call.actor, call.today());
    if (!told) return refusal_response(call, told.error());
    audit(desk_of(call, db), "family.read", to_text(call.actor.family));
    return page(call, "family/case", case_view({call, words, *told}));
}

Response show_looks(const Call& call, store::Reader& db)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto rows = looks::looks_at(db, words, call.actor.family);
    return page(call, "family/looks", {{"none", rows.empty()}, {"looks", html::rows_part(std::move(rows))}});
}

Response end_consent(const Call& call, store::Writer& db)
{
    const auto consent = parse_id<ConsentId>(call.capture("consent"));
    if (!consent) return not_found(call);
    const auto desk = desk_of(call, db);
    const auto version = call.form.integer("version").value_or(0);
    const auto organization = parse_id<OrganizationId>(call.form.text("organization"));
    const auto ended = organization
                           ? referrals::leave_out(desk, call.actor.family, *consent, version, *organization)
                           : referrals::withdraw_consent(desk, call.actor.family, *consent, version);
    return ended ? done("consent") : refusal_response(call, ended.error());
}

Response confirm_arrival(const Call& call, store::Writer& db)
{
    const auto id = parse_id<DeliveryId>(call.capture("delivery"));
    if (!id) return not_found(call);
    const auto confirmed = offers::confirm_delivery(desk_of(call, db), call.actor.family, *id);
    return confirmed ? done("arrived") : refusal_response(call, confirmed.error());
}

Response ask_objection(const Call& call, store::Reader& db)
{
    return objection_page(call, db, html::typed_of(call.query), {});
}

Response ask_objection_again(const Call& call, store::Reader& db)
{
    return objection_page(call, db, html::typed_of(call.form), {});
}

Response take_objection(const Call& call, store::Writer& db)
{
    const auto raised =
        objections::raise(desk_of(call, db), call.actor.family, objections::told_in(call.form));
    if (raised) return done("objection");
    if (raised.error().faults.front().pointer.empty()) return refusal_response(call, raised.error());
    return objection_page(call, db, html::typed_of(call.form), raised.error().faults);
}

Response ask_withdraw(const Call& call, store::Reader& db)
{
    const auto referral = referrals::find_in_scope(db, call.actor, call.actor.family);
    if (!referral) return refusal_response(call, referral.error());
    return withdraw_page(call, *referral, {}, 200);
}

Response take_withdraw(const Call& call, store::Writer& db)
{
    const auto desk = desk_of(call, db);
    const referrals::Seen seen{call.actor.family, call.form.integer("version").value_or(0)};
    const auto withdrawn = referrals::withdraw(desk, seen, {{}, call.form.text("why")});
    if (withdrawn) return done("withdrawn");
    const auto referral = referrals::find_in_scope(db, call.actor, call.actor.family);
    if (withdrawn.error().reason != Reason::stale || !referral)
        return refusal_response(call, withdrawn.error());
    return withdraw_page(call, *referral, withdrawn.error().faults, 409);
}

} // namespace server::family
