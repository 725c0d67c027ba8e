#include "server/stock/pages.hpp"
#include "models/store/programs.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/offers/projection.hpp"
#include "server/programs/words.hpp"
#include "server/stock/service.hpp"
#include <algorithm>
#include <cstdlib>

namespace server::stock {

using namespace models;
using html::rows_part;
using html::Words;
using nlohmann::json;

namespace {

std::string amount_words(const Words& words, std::int64_t quantity, const std::string& unit)
{
    return words.say("stock.amount", {{"count", html::whole_number(quantity)}, {"unit", unit}});
}

json item_rows(const Call& call, const Words& words, const std::vector<store::StockItemRow>& items,
               const std::vector<Fault>& faults)
{
    json rows = json::array();
    for (const auto& item : items) {
        const auto id = to_text(item.id);
        const auto fault = std::ranges::find(faults, "/quantity-" + id, &Fault::pointer);
        const bool wrong = fault != faults.end();
        rows.push_back(
            {{"name", item.name},
             {"there", amount_words(words, item.quantity, item.unit)},
             {"action", "/stock/" + id + "/moves"},
             {"quantity_id", "quantity-" + id},
             {"typed", wrong ? call.form.text("quantity") : std::string()},
             {"bad", wrong},
             {"problem", html::text_part(wrong ? html::sentence(words.messages, words.language, *fault)
                                               : std::string())},
             {"once", new_form_token()}});
    }
    return rows_part(std::move(rows));
}

Response list_page(const Call& call, store::Reader& db, const std::vector<Fault>& faults, int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto typed = html::typed_of(call.form);
    html::Fields fields({words, "stock", "add", typed, faults});
    fields.add(html::Fields::Kind::line, "name");
    fields.add(html::Fields::Kind::line, "unit");
    return page(call, "stock/list",
                {{"summary", html::problems_part(words, faults, "add")},
                 {"items", item_rows(call, words, store::list_stock(db, call.actor.organization), faults)},
                 {"fields", fields.take()},
                 {"once", new_form_token()}},
                status);
}

// What was counted beside what the book says, before it is stored.
Response count_page(const Call& call, store::Reader& db, StockItemId id, const std::vector<Fault>& faults,
                    int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto item = store::find_stock_item(db, call.actor.organization, id).value();
    const auto counted = call.form.integer("quantity").value();
    const auto typed = html::typed_of(call.form);
    html::Fields fields({words, "stock", "count", typed, faults});
    std::vector<std::string> reasons;
    for (const auto& [reason, name] : kNames<CountReason>) reasons.emplace_back(name);
    fields.choose(html::Fields::Kind::choice, "reason", reasons, "stock.reason.");
    const auto amount = [&](std::int64_t quantity) { return amount_words(words, quantity, item.unit); };
    const auto more = counted > item.quantity;
    return page(call, "stock/count",
                {{"summary", html::problems_part(words, faults, "count")},
                 {"name", item.name},
                 {"book", amount(item.quantity)},
                 {"counted", amount(counted)},
                 {"difference", words.say(more ? "stock.more" : "stock.fewer",
                                          {{"amount", amount(std::abs(counted - item.quantity))}})},
                 {"action", "/stock/" + to_text(id) + "/moves"},
                 {"once", new_form_token()},
                 {"quantity", std::to_string(counted)},
                 {"seen", std::to_string(item.quantity)},
                 {"fields", fields.take()}},
                status);
}

struct InPath {
    store::OfferRow offer;
    store::DeliveryRow delivery;
};
Result<InPath> delivery_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<OfferId>(call.capture("id"));
    const auto delivery = parse_id<DeliveryId>(call.capture("delivery"));
    if (!id || !delivery) return refuse(Reason::not_found, "error.delivery.unknown");
    const auto offer = offers::find_in_scope(db, call.actor, *id);
    auto row = store::find_delivery(db, *delivery);
    if (!offer || !row || row->offer != *id) return refuse(Reason::not_found, "error.delivery.unknown");
    return InPath{*offer, *std::move(row)};
}

json goods_rows(const Words& words, const std::vector<store::HandedOut>& goods)
{
    json rows = json::array();
    for (const auto& [item, name, unit, quantity] : goods)
        rows.push_back({{"name", name}, {"amount", amount_words(words, quantity, unit)}});
    return rows;
}

Response goods_page(const Call& call, store::Reader& db, const InPath& in, const std::vector<Fault>& faults,
                    int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto path = "/offers/" + to_text(in.offer.id);
    const auto own = path + "/deliveries/" + to_text(in.delivery.id);
    const auto typed = html::typed_of(call.form);
    html::Fields fields({words, "stock", "hand_out", typed, faults});
    html::Fields::Asked item{"item", words.say("stock.ask.item"), html::Fields::Kind::select};
    for (const auto& row : store::list_stock(db, call.actor.organization))
        item.options.push_back(
            {to_text(row.id), row.name + " · " + amount_words(words, row.quantity, row.unit)});
    const bool none = item.options.empty();
    if (!none) fields.add(item);
    fields.add(html::Fields::Kind::line, "quantity");
    const auto goods = store::handed_out_with(db, in.delivery.id);
    return page(
        call, "stock/goods",
        {{"summary", html::problems_part(words, faults, "hand-out")},
         {"back", path},
         {"reference", in.offer.reference},
         {"on", html::day(words.language, in.delivery.on)},
         {"goods", rows_part(goods_rows(words, goods))},
         {"slip", goods.empty() ? json() : json{{"action", own + "/slip"}}},
         {"none", none},
         {"form",
          none ? json()
               : json{{"action", own + "/goods"}, {"once", new_form_token()}, {"fields", fields.take()}}}},
        status);
}

} // namespace

// GET /stock
Response list(const Call& call, store::Reader& db) { return list_page(call, db, {}, 200); }

// POST /stock
Response add_now(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto done = add_item(desk_of(call, db), call.form.text("name"), call.form.text("unit"));
        return done ? see_other("/stock") : list_page(call, db, done.error().faults, 422);
    });
}

// POST /stock/{id}/moves
Response move_now(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto id = parse_id<StockItemId>(call.capture("id"));
        const auto& form = call.form;
        const bool counts = form.text("act") == "count";
        if (!id || !store::find_stock_item(db, call.actor.organization, *id)) return not_found(call);
        if (!counts && form.text("act") != "receive")
            return refusal_response(call, {Reason::invalid, {{"error.stock.act", "/act", {}}}});
        const auto desk = desk_of(call, db);
        const Counted counted{form.integer("quantity"), form.integer("seen"),
                              from_name<CountReason>(form.text("reason"))};
        const auto done = counts ? count_anew(desk, *id, counted) : receive(desk, *id, counted.quantity);
        if (done) return see_other("/stock");
        auto faults = done.error().faults;
        const auto status = status_for(done.error().reason, false);
        if (faults.front().pointer == "/reason") return count_page(call, db, *id, faults, status);
        faults.front().pointer = "/quantity-" + to_text(*id);
        return list_page(call, db, faults, status);
    });
}

// GET /offers/{id}/deliveries/{delivery}/goods
Response show_goods(const Call& call, store::Reader& db)
{
    const auto in = delivery_in_path(call, db);
    if (!in) return refusal_response(call, in.error());
    return goods_page(call, db, *in, {}, 200);
}

// POST /offers/{id}/deliveries/{delivery}/goods
Response hand_out_now(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto in = delivery_in_path(call, db);
        if (!in) return refusal_response(call, in.error());
        const auto item = parse_id<StockItemId>(call.form.text("item")).value_or(StockItemId{});
        const auto done =
            hand_out(desk_of(call, db), in->offer.id, in->delivery.id, item, call.form.integer("quantity"));
        if (done)
            return see_other("/offers/" + to_text(in->offer.id) + "/deliveries/" + to_text(in->delivery.id) +
                             "/goods");
        return goods_page(call, db, *in, done.error().faults, status_for(done.error().reason, false));
    });
}

// POST /offers/{id}/deliveries/{delivery}/slip
Response print_slip(const Call& call, store::Writer& db)
{
    const auto in = delivery_in_path(call, db);
    if (!in) return refusal_response(call, in.error());
    const auto slip = open_slip(desk_of(call, db), in->offer.id, in->delivery.id);
    if (!slip) return refusal_response(call, slip.error());
    const auto words = programs::words_of(*call.library, call.language);
    const auto told = offers::told_family(*call.library->divisions, slip->household, slip->offer.member,
                                          slip->consent.fields);
    json facts = json::array();
    const auto add = [&](const std::vector<offers::ToldFact>& list) {
        for (const auto& [field, value] : list)
            facts.push_back({{"label", words.say("referral.consent.field." + field)}, {"value", value}});
    };
    for (const auto& person : told.people) add(person);
    for (const auto& fact : told.household)
        if (fact.field == "address") add({fact});
    const auto organization = store::find_organization(db, slip->offer.organization);
    return bare_page(call, "stock/slip",
                     {{"organization", organization ? organization->name : std::string()},
                      {"reference", slip->offer.reference},
                      {"day", html::day(words.language, slip->delivery.on)},
                      {"back", "/offers/" + to_text(slip->offer.id) + "/deliveries/" +
                                   to_text(slip->delivery.id) + "/goods"},
                      {"facts", std::move(facts)},
                      {"goods", goods_rows(words, slip->goods)}});
}

} // namespace server::stock
