#include "server/offers/pages.hpp"
#include "models/store/programs.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/offers/receipts.hpp"
#include "server/programs/catalog.hpp"
#include <nlohmann/json.hpp>

namespace server::offers {

using namespace models;
using store::OfferBox;

Moved offer_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<OfferId>(call.capture("id"));
    return id ? find_in_scope(db, call.actor, *id) : refuse(Reason::not_found, "error.offer.unknown");
}

std::string path_of(OfferId id) { return "/offers/" + to_text(id); }

Response refused(const Call& call, const std::string& back, const Refusal& refusal)
{
    return page(call, "offers/refused", refused_view(call, back, refusal.faults),
                status_for(refusal.reason, false));
}

bool is_mended_here(const Refusal& refusal)
{
    return refusal.reason == Reason::invalid && !refusal.faults.front().pointer.empty();
}

Response act_page(const ActPage& shown)
{
    return page(shown.call, "offers/act", act_view(shown), shown.faults.empty() ? 200 : 422);
}

// A charity that has something to answer sees that first.
static OfferBox box_of(const Call& call, const std::vector<std::pair<OfferBox, std::int64_t>>& counts)
{
    if (const auto asked = from_name<OfferBox>(call.query.text("box"))) return *asked;
    const bool waits = std::ranges::any_of(
        counts, [](const auto& box) { return box.first == OfferBox::to_answer && box.second > 0; });
    return call.actor.is_charity() && waits ? OfferBox::to_answer : OfferBox::all;
}

ListRow row_of(const Call& call, store::Reader& db, OfferRow row)
{
    std::vector<OfferRow> one;
    one.push_back(std::move(row));
    return std::move(rows_of(call, db, std::move(one)).front());
}

std::vector<ListRow> rows_of(const Call& call, store::Reader& db, std::vector<OfferRow> offers)
{
    std::vector<ListRow> rows;
    auto seen = project(db, call.actor, offers, call.now);
    const auto programs = call.library->catalog->current(db);
    for (std::size_t i = 0; i < offers.size(); ++i) {
        ListRow shown{std::move(offers[i]), std::move(seen[i]), {}, {}};
        if (const auto* program = programs::find(*programs, shown.offer.program)) {
            shown.program = program->name;
            shown.organization = program->organization_name;
        }
        shown.line = store::place_in_line(db, shown.offer);
        shown.unable = store::is_unable(db, shown.offer);
        rows.push_back(std::move(shown));
    }
    return rows;
}

Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto scope = scope_of(call.actor);
    auto counts = store::count_boxes(db, scope);
    ListPage shown{box_of(call, counts), {}, {}, {}};
    auto rows = store::list_offers(db, scope, shown.box, OfferId{wish->after}, wish->limit + 1);
    if (std::ssize(rows) > wish->limit) {
        rows.pop_back();
        shown.next = rows.back().id;
    }
    shown.rows = rows_of(call, db, std::move(rows));
    shown.counts = std::move(counts);
    if (shown.box == OfferBox::ended) shown.failures = store::count_failed(db, scope);
    return page(call, "offers/list", list_view(call, shown));
}

Response show(const Call& call, store::Writer& db)
{
    auto row = offer_in_path(call, db);
    if (!row) return refusal_response(call, row.error());
    row = open_offer(desk_of(call, db), row->id);
    if (!row) return refused(call, "/offers", row.error());
    audit(desk_of(call, db), "offer.read", to_text(row->id));
    const auto current = find_in_scope(db, call.actor, row->id).value(); // with its clock
    Shown shown{row_of(call, db, current),
                store::list_offer_moves(db, row->id),
                store::list_deliveries(db, row->id),
                offered(db, call.actor, current),
                may_take_back(db, call.actor, current, call.now),
                !call.actor.is_charity() && may_pass_line(db, *call.library, current, call.now),
                passing_on_asked(db, current),
                passed_on_to(db, current)};
    shown.may_see_family = may_see_family(db, call.actor, current, call.today());
    for (const auto& delivery : shown.deliveries)
        shown.vouchers.emplace(delivery.id, store::attachments_of(db, delivery.id));
    for (auto& move : shown.moves)
        if (call.actor.is_charity()) move.note = told_to(db, current, move.note);
    return page(call, "offers/show", show_view(call, shown));
}

Response show_fields(const Call& call, store::Writer& db)
{
    const auto row = offer_in_path(call, db);
    if (!row) return refusal_response(call, row.error());
    const auto opened = open_fields(desk_of(call, db), row->id, call.form.text("reason"));
    if (!opened) return refused(call, path_of(row->id), opened.error());
    return page(call, "offers/fields", fields_view(call, *opened));
}

Response confirm_arrival(const Call& call, store::Writer& db)
{
    const auto row = offer_in_path(call, db);
    const auto delivery = parse_id<DeliveryId>(call.capture("delivery"));
    if (!row || !delivery) return not_found(call);
    const auto done = confirm_delivery(desk_of(call, db), row->referral, *delivery);
    return done ? see_other(path_of(row->id)) : refused(call, path_of(row->id), done.error());
}

Response take_back_now(const Call& call, store::Writer& db)
{
    const auto row = offer_in_path(call, db);
    return run_once(call, db, [&]() -> Response {
        if (!row) return refusal_response(call, row.error());
        const auto done = take_back(desk_of(call, db), {row->id, call.form.integer("version").value_or(0)});
        if (!done) return refused(call, path_of(row->id), done.error());
        return see_other(path_of(row->id) + "?done=take_back");
    });
}

static std::vector<html::Fields::Option> options_for(const Call& call, store::Reader& db, const OfferRow& row,
                                                     OfferAct act)
{
    if (act != OfferAct::reopen) return {};
    return options_of(call, row, store::list_deliveries(db, row.id));
}

Response show_act(const Call& call, store::Reader& db, OfferAct act)
{
    const auto row = offer_in_path(call, db);
    if (!row) return refusal_response(call, row.error());
    if (!may(side_of(call.actor), row->state, act))
        return refused(
            call, path_of(row->id),
            {Reason::wrong_state, {{"error.offer.now." + std::string(name_of(row->state)), "", {}}}});
    if (act == OfferAct::reopen && !complaint_to_mend(db, *row))
        return refused(call, path_of(row->id),
                       {Reason::wrong_state, {{"error.offer.reopen.no_complaint", "", {}}}});
    return act_page({call,
                     row_of(call, db, *row),
                     act,
                     presets(store::delivered_of(db, row->id), *row, act, call.today()),
                     {},
                     options_for(call, db, *row, act)});
}

Response take_act(const Call& call, store::Writer& db, OfferAct act, const attachments::Looked& vouchers)
{
    const auto row = offer_in_path(call, db);
    return run_once(call, db, [&]() -> Response {
        if (!row) return refusal_response(call, row.error());
        const SeenOffer seen{row->id, call.form.integer("version").value_or(0)};
        const auto done = perform(desk_of(call, db), seen, act, call.form, row->unit, vouchers);
        if (done) return see_other(path_of(row->id) + "?done=" + std::string(name_of(act)));
        if (is_mended_here(done.error()))
            return act_page({call, row_of(call, db, *row), act, html::typed_of(call.form),
                             done.error().faults, options_for(call, db, *row, act)});
        return refused(call, path_of(row->id), done.error());
    });
}

static Response deliver_now(const Call& call, store::Writer& db, const attachments::Looked& vouchers)
{
    return take_act(call, db, OfferAct::deliver, vouchers);
}
const Steps kDeliver = attachments::looking_at("vouchers", false, deliver_now);

std::optional<Named> named_by(const Call& call, const Form& form)
{
    const auto referral = parse_id<ReferralId>(call.capture("id"));
    const auto need = parse_id<NeedId>(form.text("need"));
    const auto program = parse_id<ProgramId>(form.text("program"));
    if (!referral || !need || !program) return {};
    return Named{*referral, *need, *program};
}

std::optional<Response> read_programs(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    carried = matches::programs_on(call, *db, {});
    return std::nullopt;
}

namespace {

Response new_page(const Call& call, const Prospect& prospect, const std::vector<Fault>& faults)
{
    return page(call, "offers/new", new_view(call, prospect, html::typed_of(call.form), faults),
                faults.empty() ? 200 : 422);
}

Result<Prospect> prospect_of(const Call& call, store::Reader& db, const Programs& programs, const Form& form)
{
    const auto named = named_by(call, form);
    if (!named) return refuse(Reason::not_found, "error.offer.need_unknown");
    return look_ahead(db, call.actor, *programs, named->referral, named->need, named->program, call.now);
}

// Reading a family is told in the log before anything of it is looked at.
std::optional<Response> log_reading(const Call& call, store::Reader*, store::Writer* db, std::any&)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    const auto referral = id ? referrals::find_in_scope(*db, call.actor, *id)
                             : refuse(Reason::not_found, "error.referral.unknown");
    if (!referral) return refusal_response(call, referral.error());
    audit(desk_of(call, *db), "referral.read", to_text(referral->id));
    return std::nullopt;
}

std::optional<Response> ask_offer(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    const auto prospect = prospect_of(call, *db, matches::programs_on(call, *db, {}), call.query);
    return prospect ? new_page(call, *prospect, {}) : refusal_response(call, prospect.error());
}

Response make_offer_now(const Call& call, store::Writer& db, const Programs& programs)
{
    const auto prospect = prospect_of(call, db, programs, call.form);
    if (!prospect) return refusal_response(call, prospect.error());
    const auto done = offer_help(desk_of(call, db), *programs,
                                 {prospect->known.referral.id, prospect->need.id, prospect->program.id,
                                  call.form.text("duplicate"), call.form.text("note")});
    if (done)
        return see_other(path_of(done->id) +
                         "?done=" + (done->state == OfferState::waitlisted ? "queue" : "offer"));
    if (is_mended_here(done.error())) return new_page(call, *prospect, done.error().faults);
    return refused(call, "/referrals/" + to_text(prospect->known.referral.id), done.error());
}

std::optional<Response> make_offer(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto programs = std::any_cast<Programs>(carried);
    return run_once(call, *db, [&] { return make_offer_now(call, *db, programs); });
}

} // namespace

const Steps kAskOffer{{{LaneName::write, log_reading}, {LaneName::read, ask_offer}}};
const Steps kMakeOffer{{{LaneName::read, read_programs}, {LaneName::write, make_offer}}};

} // namespace server::offers
