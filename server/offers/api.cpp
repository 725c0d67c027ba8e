#include "server/offers/api.hpp"
#include "server/attachments/parts.hpp"
#include "server/formats/reader.hpp"
#include "server/http/etag.hpp"
#include "server/http/filters.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/offers/pages.hpp"
#include <nlohmann/json.hpp>

namespace server::offers {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::size_t kMostText = 2'000;

json time_or_null(const std::optional<Time>& time) { return time ? json(to_text(*time)) : json(); }
json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

json offer_json(const OfferRow& row, const Projection& seen)
{
    return {{"id", to_text(row.id)},
            {"reference", row.reference},
            {"state", name_of(row.state)},
            {"task_status", fhir_task_status(row.state)},
            {"decline_reason", row.decline_reason ? json(name_of(*row.decline_reason)) : json()},
            {"program", to_text(row.program)},
            {"organization", to_text(row.organization)},
            {"referral", seen.referral ? json(to_text(*seen.referral)) : json()},
            {"need_type", row.need_type},
            {"unit", name_of(row.unit)},
            {"units", row.units},
            {"amount_fen", row.amount.fen},
            {"county", to_text(seen.county)},
            {"amount_band", text_or_null(seen.amount_band)},
            {"age_band", text_or_null(seen.age_band)},
            {"urgent", seen.urgent},
            {"offered_at", time_or_null(row.offered_at)},
            {"accepted_at", time_or_null(row.accepted_at)},
            {"due_at", time_or_null(row.due_at)},
            {"version", row.version}};
}

json move_json(const Call& call, store::Reader& db, const OfferRow& row, const store::OfferMoveRow& move)
{
    const auto note = call.actor.is_charity() ? told_to(db, row, move.note) : move.note;
    return {{"act", name_of(move.act)},
            {"from", move.from ? json(name_of(*move.from)) : json()},
            {"to", name_of(move.to)},
            {"side", name_of(move.side)},
            {"reason", text_or_null(move.reason)},
            {"note", text_or_null(note)},
            {"at", to_text(move.at)}};
}

// Who signed for it is a person's name, and stays out.
json delivery_json(const Call& call, store::Reader& db, const store::DeliveryRow& row)
{
    const auto told = told_of(row);
    json vouchers = json::array();
    for (const auto& voucher : store::attachments_of(db, row.id))
        vouchers.push_back(attachments::attachment_json(voucher));
    return {{"id", to_text(row.id)},
            {"state", name_of(row.state)},
            {"units", row.units},
            {"amount_fen", row.amount.fen},
            {"on", to_text(row.on)},
            {"way", told.way},
            {"from", text_or_null(told.from)},
            {"until", text_or_null(told.until)},
            {"service", text_or_null(told.service)},
            {"giver", text_or_null(call.actor.is_charity() ? told.giver : std::string())},
            {"vouchers", std::move(vouchers)}};
}

json deliveries_json(const Call& call, store::Reader& db, OfferId id)
{
    json all = json::array();
    for (const auto& row : store::list_deliveries(db, id)) all.push_back(delivery_json(call, db, row));
    return all;
}

Response offer_response(const Call& call, store::Reader& db, int status, OfferId id)
{
    const auto row = find_in_scope(db, call.actor, id);
    if (!row) return not_found(call);
    auto value = offer_json(*row, project(db, call.actor, {*row}, call.now).front());
    const auto delivered = store::delivered_of(db, id);
    value["delivered_units"] = delivered.units;
    const auto next = call.actor.is_charity() ? std::nullopt : passed_on_to(db, *row);
    const bool caution = !call.actor.is_charity() && may_pass_line(db, *call.library, *row, call.now);
    value["cautions"] = caution ? json::array({"may_pass_line"}) : json::array();
    value["passed_on_to"] = next ? json(to_text(next->id)) : json();
    value["deliveries"] = deliveries_json(call, db, id);
    value["acts"] = json::array();
    for (const auto& [act, path] : offered(db, call.actor, *row)) value["acts"].push_back(name_of(act));
    value["moves"] = json::array();
    for (const auto& move : store::list_offer_moves(db, id))
        value["moves"].push_back(move_json(call, db, *row, move));
    return with_etag(json_response(status, value.dump()), row->version);
}

std::optional<store::OfferBox> box_named(const std::string& text) { return from_name<store::OfferBox>(text); }

struct MoveTold {
    std::optional<OfferAct> act;
    bool taken_back = false;
    std::optional<std::int64_t> units;
    DeliveryTold delivery;
    std::string reason, program, note;
    std::vector<std::string> undone;
    bool narrow = false;
};

Result<MoveTold> move_in(const Call& call)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    std::vector<Fault> faults;
    MoveTold told;
    {
        ObjectReader whole(*body, "", faults);
        const auto act = whole.required_text("act");
        told.taken_back = act == "take_back";
        told.act = from_name<OfferAct>(act);
        const bool known =
            told.taken_back || std::ranges::find(kActPaths, told.act, &ActPath::act) != kActPaths.end();
        if (!known && !act.empty()) whole.fault("error.json.choice", "act", {{"value", act}});
        told.units = whole.number("units", 0, kMostId);
        told.reason = whole.text("reason", kMostText);
        if (told.act == OfferAct::decline && !told.reason.empty() && !from_name<DeclineReason>(told.reason))
            whole.fault("error.json.choice", "reason", {{"value", told.reason}});
        told.program = whole.text("program");
        told.narrow = whole.yes_no("narrow").value_or(false);
        told.undone = whole.texts("undone");
        told.note = whole.text("note", kMostText);
        told.delivery = {told.units, whole.date("on"), whole.text("way"), whole.text("signer"), told.note};
        told.delivery.service = {whole.text("from"), whole.text("until"), whole.text("service"),
                                 whole.text("giver")};
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return told;
}

Moved make_move(const Desk& desk, const SeenOffer& seen, const MoveTold& told)
{
    if (told.taken_back) return take_back(desk, seen);
    if (auto refusal = held_by_the_bank(desk, seen, *told.act)) return std::unexpected(*std::move(refusal));
    switch (*told.act) {
    case OfferAct::accept: return accept(desk, seen, told.units);
    case OfferAct::deliver: return deliver(desk, seen, told.delivery);
    default: {
        std::vector<std::pair<std::string, std::string>> fields{
            {"note", told.note}, {"reason", told.reason}, {"program", told.program}};
        if (told.narrow) fields.emplace_back("narrow", "yes");
        for (const auto& id : told.undone) fields.emplace_back("undone", id);
        return perform(desk, seen, *told.act, Form(std::move(fields)), NeedUnit::fen);
    }
    }
}

Response move_now(const Call& call, store::Writer& db)
{
    const auto told = move_in(call);
    if (!told) return refusal_response(call, told.error());
    const auto id = parse_id<OfferId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto row = find_in_scope(db, call.actor, *id);
    if (!row) return refusal_response(call, row.error());
    const auto version = require_version(call, row->version);
    if (!version) return refusal_response(call, version.error());
    const auto done = make_move(desk_of(call, db), {*id, *version}, *told);
    return done ? offer_response(call, db, 200, *id) : refusal_response(call, done.error());
}

Result<OfferWish> wish_in(const Call& call)
{
    const auto referral = parse_id<ReferralId>(call.capture("id"));
    if (!referral) return refuse(Reason::not_found, "error.referral.unknown");
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    std::vector<Fault> faults;
    OfferWish wish{*referral, {}, {}, {}, {}};
    {
        ObjectReader whole(*body, "", faults);
        const auto need = parse_id<NeedId>(whole.required_text("need"));
        const auto program = parse_id<ProgramId>(whole.required_text("program"));
        if (!need && faults.empty()) whole.fault("error.offer.need_unknown", "need");
        if (!program && faults.empty()) whole.fault("error.offer.program_unknown", "program");
        wish.need = need.value_or(NeedId{});
        wish.program = program.value_or(ProgramId{});
        wish.duplicate = whole.text("duplicate", kMostText);
        wish.note = whole.text("note", kMostText);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return wish;
}

Response offer_now(const Call& call, store::Writer& db, const Programs& programs)
{
    const auto wish = wish_in(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto done = offer_help(desk_of(call, db), *programs, *wish);
    if (!done) return refusal_response(call, done.error());
    auto response = offer_response(call, db, 201, done->id);
    response.fields.emplace_back("Location", "/api/v1/offers/" + to_text(done->id));
    return response;
}

std::optional<Response> write_offer(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto programs = std::any_cast<Programs>(carried);
    return run_once(call, *db, [&] { return offer_now(call, *db, programs); });
}

} // namespace

// GET /api/v1/offers
Response list_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {"box"})) return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    FilterReader filters(call.query, *call.library);
    const auto box = filters.value("box", box_named);
    if (!filters.faults.empty()) return refusal_response(call, Refusal{Reason::invalid, filters.faults});
    const auto scope = scope_of(call.actor);
    const auto chosen = box.value_or(store::OfferBox::all);
    auto rows = store::list_offers(db, scope, chosen, OfferId{wish->after}, wish->limit + 1);
    const bool more = std::ssize(rows) > wish->limit;
    if (more) rows.pop_back();
    json items = json::array();
    const auto seen = project(db, call.actor, rows, call.now);
    for (std::size_t i = 0; i < rows.size(); ++i) items.push_back(offer_json(rows[i], seen[i]));
    return list_response(call,
                         {{"items", std::move(items)}, {"total", store::count_offers(db, scope, chosen)}},
                         more ? rows.back().id.value : 0);
}

// GET /api/v1/offers/{id}
Response show_api(const Call& call, store::Writer& db)
{
    const auto id = parse_id<OfferId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto row = open_offer(desk_of(call, db), *id);
    if (!row) return refusal_response(call, row.error());
    audit(desk_of(call, db), "offer.read", to_text(*id));
    return offer_response(call, db, 200, *id);
}

// POST /api/v1/offers/{id}/moves
Response move_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] { return move_now(call, db); });
}

// POST /api/v1/referrals/{id}/offers
const Steps kOfferApi{{{LaneName::read, read_programs}, {LaneName::write, write_offer}}};

} // namespace server::offers
