#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/offers/hours.hpp"
#include "server/offers/pages.hpp"
#include "server/programs/words.hpp"
#include "server/sheets/sheet.hpp"

namespace server::offers {

using namespace models;

namespace {

// Of an offer in hours; reading who gave help is told in the log.
Result<HoursPage> log_in_path(const Call& call, store::Writer& db)
{
    const auto row = offer_in_path(call, db);
    if (!row) return std::unexpected(row.error());
    if (row->unit != NeedUnit::hours) return refuse(Reason::wrong_state, "error.offer.hours.no_log");
    audit(desk_of(call, db), "offer.hours_read", to_text(row->id));
    return HoursPage{row_of(call, db, *row), store::list_deliveries(db, row->id),
                     may_see_family(db, call.actor, *row, call.today())};
}

Response reverse_page(const Call& call, const OfferRow& row, const store::DeliveryRow& delivery,
                      const std::vector<Fault>& faults)
{
    return page(call, "offers/reverse", reverse_view(call, row, delivery, html::typed_of(call.form), faults),
                faults.empty() ? 200 : 422);
}

struct AtDelivery {
    OfferRow offer;
    store::DeliveryRow delivery;
};
Result<AtDelivery> delivery_in_path(const Call& call, store::Reader& db)
{
    const auto row = offer_in_path(call, db);
    if (!row) return std::unexpected(row.error());
    const auto id = parse_id<DeliveryId>(call.capture("delivery"));
    auto delivery = id ? store::find_delivery(db, *id) : std::nullopt;
    if (!delivery || delivery->offer != row->id) return refuse(Reason::not_found, "error.delivery.unknown");
    if (!may(side_of(call.actor), row->state, OfferAct::deliver))
        return refuse(Reason::wrong_state, "error.offer.now." + std::string(name_of(row->state)));
    return AtDelivery{*row, *std::move(delivery)};
}

} // namespace

// GET /offers/{id}/hours
Response show_hours(const Call& call, store::Writer& db)
{
    const auto log = log_in_path(call, db);
    return log ? page(call, "offers/hours", hours_view(call, *log)) : refusal_response(call, log.error());
}

// GET /offers/{id}/hours/print
Response print_hours(const Call& call, store::Writer& db)
{
    const auto log = log_in_path(call, db);
    if (!log) return refusal_response(call, log.error());
    return bare_page(call, "offers/hours_print", hours_print_view(call, *log));
}

// GET /offers/{id}/hours/csv
Response csv_hours(const Call& call, store::Writer& db)
{
    const auto log = log_in_path(call, db);
    if (!log) return refusal_response(call, log.error());
    return sheets::csv_file(hours_sheet(call, *log), "hours-" + log->row.offer.reference);
}

// GET /offers/{id}/deliveries/{delivery}/reverse
Response ask_reverse(const Call& call, store::Reader& db)
{
    const auto at = delivery_in_path(call, db);
    return at ? reverse_page(call, at->offer, at->delivery, {}) : refusal_response(call, at.error());
}

// POST /offers/{id}/deliveries/{delivery}/reverse
Response reverse_now(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto at = delivery_in_path(call, db);
        if (!at) return refusal_response(call, at.error());
        const SeenOffer seen{at->offer.id, call.form.integer("version").value_or(0)};
        const auto done = reverse_delivery(desk_of(call, db), seen, at->delivery.id, call.form.text("note"));
        if (done) return see_other(path_of(at->offer.id) + "?done=reverse");
        if (is_mended_here(done.error()))
            return reverse_page(call, at->offer, at->delivery, done.error().faults);
        return refused(call, path_of(at->offer.id), done.error());
    });
}

} // namespace server::offers
