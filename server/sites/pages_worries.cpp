#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/offers/moves.hpp"
#include "server/sites/routes.hpp"

namespace server::sites {

using namespace models;

namespace {

struct Concerned {
    SitePlace place;
    OfferRow child;
};
Result<Concerned> concerned_in_path(const Call& call, store::Reader& db)
{
    auto place = own_site_in_path(call, db);
    if (!place) return std::unexpected(place.error());
    auto child =
        find_child(db, call.actor, *place, parse_id<OfferId>(call.capture("child")).value_or(OfferId{}));
    if (!child) return std::unexpected(child.error());
    return Concerned{*std::move(place), *std::move(child)};
}

Response new_page(const Call& call, const Concerned& at, const Retry& retry)
{
    return page(call, "worries/new", new_worry_view(call, at.place, at.child, retry),
                retry.faults.empty() ? 200 : 422);
}

WorryTold worry_told(const Form& form)
{
    WorryTold told{from_name<WorryKind>(form.text("kind")), {}, form.text("text")};
    if (const auto urgency = form.text("urgency"); urgency == "urgent" || urgency == "normal")
        told.urgent = urgency == "urgent";
    return told;
}

// Where the family's consent has ended, the charity reads nothing of it any more.
bool is_closed_to(store::Reader& db, const Actor& actor, const WorryRow& row, Date today)
{
    if (!actor.is_charity()) return false;
    const auto offer = store::find_offer(db, {{}, actor.organization}, row.child);
    return !offer || !offers::is_consented(db, *offer, today);
}

Response worry_page(const Call& call, store::Reader& db, const WorryRow& row, const Retry& retry, int status)
{
    WorryPage shown{row, store::worry_moves(db, row.id)};
    if (is_closed_to(db, call.actor, row, call.today()))
        for (auto& move : shown.moves) move.text.clear();
    return page(call, "worries/show", worry_view(call, shown, retry), status);
}

Result<WorryRow> worry_in_path(const Call& call, store::Reader& db)
{
    return find_worry(db, call.actor, parse_id<WorryId>(call.capture("id")).value_or(WorryId{}));
}

} // namespace

Response ask_worry(const Call& call, store::Reader& db)
{
    const auto at = concerned_in_path(call, db);
    return at ? new_page(call, *at, {}) : refusal_response(call, at.error());
}

Response raise_one(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto at = concerned_in_path(call, db);
        if (!at) return refusal_response(call, at.error());
        const auto done = raise_worry(desk_of(call, db), at->place, at->child, worry_told(call.form));
        if (done) return see_other("/worries/" + to_text(*done) + "?done=raise");
        return new_page(call, *at, {"raise", html::typed_of(call.form), done.error().faults});
    });
}

Response list_all_worries(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    auto rows = store::list_worries(db, worry_scope(call.actor), WorryId{wish->after}, wish->limit + 1);
    const bool more = std::ssize(rows) > wish->limit;
    if (more) rows.pop_back();
    return page(call, "worries/list", worries_view(call, rows, more));
}

Response show_worry(const Call& call, store::Writer& db)
{
    const auto row = worry_in_path(call, db);
    if (!row) return refusal_response(call, row.error());
    audit(desk_of(call, db), "worry.read", to_text(row->id));
    return worry_page(call, db, *row, {}, 200);
}

Response move_one(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto row = worry_in_path(call, db);
        if (!row) return refusal_response(call, row.error());
        const auto act = from_name<WorryAct>(call.form.text("act"));
        const auto done =
            act && *act != WorryAct::raise
                ? move_worry(desk_of(call, db), row->id, call.form.integer("version").value_or(0), *act,
                             call.form.text("text"))
                : refuse({{"error.worry.act", "", {}}});
        if (done) return see_other("/worries/" + to_text(row->id) + "?done=1");
        auto again = worry_page(call, db, *row, {"answer", html::typed_of(call.form), done.error().faults},
                                status_for(done.error().reason, false));
        again.note = Note{"worry.shown_again", to_text(row->id), call.actor.account};
        return again;
    });
}

} // namespace server::sites
