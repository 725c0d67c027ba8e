#include "server/approvals/pages.hpp"
#include "server/approvals/views.hpp"
#include "server/erasure/service.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"

// The forms by which the first of the two asks.
namespace server::approvals {

using namespace models;
using html::Fields;
using nlohmann::json;

namespace {

Result<Referral> referral_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.referral.unknown");
    return referrals::find_in_scope(db, call.actor, *id);
}

Response erase_page(const Call& call, const Referral& referral, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto typed = html::typed_of(call.form);
    Fields fields({words, "approval", "erase", typed, faults});
    fields.choose(Fields::Kind::choice, "ask", kAskers, "approval.asker.");
    fields.add(Fields::Kind::lines, "reason");
    const auto path = "/referrals/" + to_text(referral.id);
    return page(call, "approvals/erase",
                {{"summary", html::problems_part(words, faults, "request")},
                 {"reference", referral.reference},
                 {"back", path},
                 {"action", path + "/erase"},
                 {"once", new_form_token()},
                 {"gone", erased_view(words)},
                 {"kept", kept_view(words)},
                 {"fields", fields.take()}},
                faults.empty() ? 200 : 422);
}

Response export_page(const Call& call, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto typed = html::typed_of(call.form);
    Fields fields({words, "approval", "export", typed, faults});
    fields.choose(Fields::Kind::choice, "ask", kExports, "approval.export.");
    fields.add(Fields::Kind::lines, "reason");
    return page(call, "approvals/export",
                {{"summary", html::problems_part(words, faults, "request")},
                 {"lead", words.say("approval.export.lead", {{"most", html::whole_number(kMostExported)}})},
                 {"once", new_form_token()},
                 {"fields", fields.take()}},
                faults.empty() ? 200 : 422);
}

} // namespace

Response ask_export(const Call& call, store::Reader&) { return export_page(call, {}); }

Response take_export(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const Wish wish{ApprovalKind::export_referrals, {}, call.form.text("ask"), call.form.text("reason")};
        const auto asked = ask(desk_of(call, db), wish);
        return asked ? see_other("/approvals/" + to_text(*asked)) : export_page(call, asked.error().faults);
    });
}

Response ask_erasure(const Call& call, store::Reader& db)
{
    const auto referral = referral_in_path(call, db);
    if (!referral) return refusal_response(call, referral.error());
    if (const auto why = erasure::barred(db, *referral); !why.empty())
        return refusal_response(call, refuse(Reason::wrong_state, why).error());
    return erase_page(call, *referral, {});
}

Response take_erasure(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto referral = referral_in_path(call, db);
        if (!referral) return refusal_response(call, referral.error());
        const Wish wish{ApprovalKind::erase_family, referral->id, call.form.text("ask"),
                        call.form.text("reason")};
        const auto asked = ask(desk_of(call, db), wish);
        if (asked) return see_other("/approvals/" + to_text(*asked));
        if (asked.error().reason != Reason::invalid) return refusal_response(call, asked.error());
        return erase_page(call, *referral, asked.error().faults);
    });
}

} // namespace server::approvals
