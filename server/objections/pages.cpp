#include "server/objections/pages.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/objections/views.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"

namespace server::objections {

using namespace models;

Result<ObjectionRow> objection_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ObjectionId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.objection.unknown");
    return find_in_scope(db, call.actor, *id);
}

namespace {

Result<Referral> referral_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.referral.unknown");
    return referrals::find_in_scope(db, call.actor, *id);
}

Response show_page(const Call& call, store::Reader& db, const ObjectionRow& row, std::vector<Fault> faults,
                   int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto referral = referrals::find_in_scope(db, call.actor, row.referral);
    Shown shown{row,
                subject_words(db, words, subject_of(db, row)),
                referral ? referral->reference : std::string(),
                barred(db, call.actor, row),
                html::typed_of(call.form),
                std::move(faults)};
    return page(call, "objections/show", show_view(call, shown), status);
}

Response raise_page(const Call& call, store::Reader& db, const Referral& referral, std::vector<Fault> faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const int status = faults.empty() ? 200 : 422;
    auto fields = raise_fields(db, words, subjects_of(db, referral.id), html::typed_of(call.form), faults);
    return page(call, "objections/raise",
                raise_view(call, {referral.id, referral.reference, std::move(fields), std::move(faults)}),
                status);
}

} // namespace

Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto words = programs::words_of(*call.library, call.language);
    ListPage shown;
    const auto asked = call.query.text("state");
    if (asked != "all") shown.state = from_name<ObjectionState>(asked).value_or(ObjectionState::open);
    const store::ObjectionFilter filter{call.actor.area, shown.state};
    auto rows = store::list_objections(db, filter, ObjectionId{wish->after}, wish->limit + 1);
    if (std::ssize(rows) > wish->limit) {
        rows.pop_back();
        shown.next = rows.back().id;
    }
    for (auto& row : rows) {
        auto about = subject_words(db, words, subject_of(db, row));
        shown.rows.emplace_back(std::move(row), std::move(about));
    }
    for (const auto& [state, name] : kNames<ObjectionState>)
        shown.counts.emplace_back(name, store::count_objections(db, {call.actor.area, state}));
    shown.counts.emplace_back("all", store::count_objections(db, {call.actor.area, {}}));
    return page(call, "objections/list", list_view(call, shown));
}

Response show(const Call& call, store::Writer& db)
{
    const auto row = objection_in_path(call, db);
    if (!row) return refusal_response(call, row.error());
    audit(desk_of(call, db), "objection.read", to_text(row->referral));
    return show_page(call, db, *row, {}, 200);
}

Response take_answer(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto row = objection_in_path(call, db);
        if (!row) return refusal_response(call, row.error());
        const SeenObjection seen{row->id, call.form.integer("version").value_or(0)};
        const auto act = from_name<ObjectionAct>(call.form.text("act"));
        const auto done = answer(desk_of(call, db), seen, act, call.form.text("text"));
        if (done) return see_other("/objections/" + to_text(row->id));
        // Somebody was faster: shown as it is now, with the sentence above it.
        return show_page(call, db, *row, done.error().faults, status_for(done.error().reason, false));
    });
}

Response ask_raise(const Call& call, store::Reader& db)
{
    const auto referral = referral_in_path(call, db);
    if (!referral) return refusal_response(call, referral.error());
    return raise_page(call, db, *referral, {});
}

Response take_raise(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto referral = referral_in_path(call, db);
        if (!referral) return refusal_response(call, referral.error());
        const auto done = raise(desk_of(call, db), referral->id, told_in(call.form));
        if (done) return see_other("/referrals/" + to_text(referral->id) + "?done=objection#objections");
        if (done.error().faults.front().pointer.empty()) return refusal_response(call, done.error());
        return raise_page(call, db, *referral, done.error().faults);
    });
}

} // namespace server::objections
