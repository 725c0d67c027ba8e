#include "server/approvals/pages.hpp"
#include "models/store/accounts.hpp"
#include "server/approvals/views.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"

namespace server::approvals {

using namespace models;

namespace {

std::vector<Named> named(store::Reader& db, std::vector<ApprovalRow> rows)
{
    std::vector<AccountId> people;
    for (const auto& row : rows) people.insert(people.end(), {row.asked_by, row.decided_by});
    auto names = store::names_of(db, people);
    std::vector<Named> all;
    for (auto& row : rows) {
        const auto &asked_by = names[row.asked_by], &decided_by = names[row.decided_by];
        all.push_back({std::move(row), asked_by, decided_by});
    }
    return all;
}

Result<ApprovalRow> approval_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ApprovalId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.approval.unknown");
    return find_in_scope(db, call.actor, *id);
}

Response show_page(const Call& call, store::Reader& db, ApprovalRow row, std::vector<Fault> faults,
                   int status)
{
    auto typed = html::typed_of(call.form);
    auto why_not = barred(call.actor, row, call.now);
    return page(call, "approvals/show",
                show_view(call, {named(db, {std::move(row)}).front(), std::move(why_not), std::move(typed),
                                 std::move(faults)}),
                status);
}

} // namespace

Response list(const Call& call, store::Reader& db)
{
    return page(call, "approvals/list", list_view(call, named(db, list_in_scope(db, call.actor))));
}

Response show(const Call& call, store::Writer& db)
{
    auto row = approval_in_path(call, db);
    if (!row) return refusal_response(call, row.error());
    audit(desk_of(call, db), "approval.read", to_text(row->id));
    return show_page(call, db, *std::move(row), {}, 200);
}

Response take_decision(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        auto row = approval_in_path(call, db);
        if (!row) return refusal_response(call, row.error());
        const auto act = call.form.text("act");
        if (act != "approve" && act != "refuse")
            return show_page(call, db, *std::move(row), {{"error.approval.act", "/act", {}}}, 422);
        const Decision told{row->id, call.form.integer("version").value_or(0), act == "approve",
                            call.form.text("text")};
        const auto done = decide(desk_of(call, db), told);
        if (done) return see_other("/approvals/" + to_text(row->id));
        return show_page(call, db, *std::move(row), done.error().faults,
                         status_for(done.error().reason, false));
    });
}

Response take_back_one(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        auto row = approval_in_path(call, db);
        if (!row) return refusal_response(call, row.error());
        const auto done = take_back(desk_of(call, db), row->id, call.form.integer("version").value_or(0));
        return done ? see_other("/approvals/" + to_text(row->id)) : refusal_response(call, done.error());
    });
}

} // namespace server::approvals
