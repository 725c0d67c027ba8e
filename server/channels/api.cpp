#include "server/channels/bounces.hpp"
#include "server/channels/handlers.hpp"
#include "server/channels/inside.hpp"
#include "server/channels/outgoing.hpp"
#include "server/channels/targets.hpp"
#include "server/formats/reader.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/paging.hpp"
#include <nlohmann/json.hpp>

// Receivers for other systems: what the pages do. Never a target's path, which may be a key of the
// receiver's.
namespace server::channels {

using namespace models;
using nlohmann::json;

namespace {

json id_or_null(auto id) { return id ? json(to_text(id)) : json(); }

json channel_json(const store::ChannelRow& row, Time now)
{
    const bool rotating = row.rotated_until && *row.rotated_until > now;
    return {{"id", to_text(row.id)},
            {"kind", name_of(row.kind)},
            {"host", host_of(row.keys.target)},
            {"side", name_of(row.office.side)},
            {"area", row.office.area ? json(to_text(row.office.area)) : json()},
            {"organization", id_or_null(row.office.organization)},
            {"account", to_text(row.account)},
            {"topics", row.topics},
            {"state", name_of(row.state)},
            {"off_reason", row.off_reason ? json(name_of(*row.off_reason)) : json()},
            {"rotated_until", rotating ? json(to_text(*row.rotated_until)) : json()}};
}

json dispatch_json(const store::DispatchRow& row)
{
    return {{"id", to_text(row.id)},
            {"message", message_id(row.id)},
            {"subject", row.subject},
            {"state", name_of(row.state)},
            {"outcome", row.outcome},
            {"tries", row.tries},
            {"made_at", to_text(row.made_at)},
            {"next_at", row.state == DispatchState::waiting ? json(to_text(row.next_at)) : json()},
            {"ended_at", row.ended_at ? json(to_text(*row.ended_at)) : json()}};
}

// With what went out last; `secret`: shown this once.
Response channel_response(const Call& call, store::Reader& db, int status, ChannelId id,
                          const std::string& secret = {})
{
    const auto row = find_own(db, call.actor, id);
    if (!row) return not_found(call);
    auto value = channel_json(*row, call.now);
    value["secret"] = secret.empty() ? json() : json(secret);
    value["dispatches"] = json::array();
    for (const auto& dispatch : store::list_dispatches(db, id, kShownDispatches))
        value["dispatches"].push_back(dispatch_json(dispatch));
    return json_response(status, value.dump());
}

Result<Wish> wish_in(const Call& call)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    std::vector<Fault> faults;
    Wish wish;
    {
        ObjectReader whole(*body, "", faults);
        wish.kind = whole.required_text("kind");
        wish.url = whole.required_text("url", 1000);
        wish.topics = whole.texts("topics");
        const auto organization = whole.text("organization"), integrator = whole.text("integrator");
        const auto area = whole.text("area");
        wish.area = area;
        wish.whose = !integrator.empty()     ? "account-" + integrator
                     : !organization.empty() ? organization
                     : !area.empty()         ? "office"
                                             : "all";
        wish.phone = whole.text("phone");
        wish.body = whole.text("body", 2000);
        wish.authorization = whole.text("authorization");
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return wish;
}

// The page calls its field by another name.
Refusal by_members(Refusal refusal, const Wish& wish)
{
    for (auto& fault : refusal.faults)
        if (fault.pointer == "/whose")
            fault.pointer = wish.whose.starts_with("account-") ? "/integrator" : "/organization";
    return refusal;
}

Response after(const Call& call, store::Writer& db, const Result<bool>& done, ChannelId id)
{
    return done ? channel_response(call, db, 200, id) : refusal_response(call, done.error());
}

} // namespace

// GET /api/v1/channels
Response list_channels_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    const bool admin = call.actor.role == Role::admin;
    json items = json::array();
    for (const auto& row : store::list_channels(db, admin ? OrganizationId{} : call.actor.organization))
        items.push_back(channel_json(row, call.now));
    return json_response(200, json{{"items", std::move(items)}}.dump());
}

// POST /api/v1/channels
Response add_channel_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto wish = wish_in(call);
        if (!wish) return refusal_response(call, wish.error());
        const auto made = add_channel(desk_of(call, db), *wish);
        if (!made) return refusal_response(call, by_members(made.error(), *wish));
        return channel_response(call, db, 201, made->id, made->secret);
    });
}

// GET /api/v1/channels/{id}
Response show_channel_api(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ChannelId>(call.capture("id"));
    return id ? channel_response(call, db, 200, *id) : not_found(call);
}

// POST /api/v1/channels/{id}/secret
Response change_secret_api(const Call& call, store::Writer& db)
{
    return act_on(call, db, [&](ChannelId id) -> Response {
        const auto secret = change_secret(desk_of(call, db), id);
        return secret ? channel_response(call, db, 200, id, *secret) : refusal_response(call, secret.error());
    });
}

// POST /api/v1/channels/{id}/on, off
Response switch_api(const Call& call, store::Writer& db, bool on)
{
    return act_on(call, db, [&](ChannelId id) {
        return after(call, db, switch_channel(desk_of(call, db), id, on), id);
    });
}

// POST /api/v1/channels/{id}/dispatches/{dispatch}/again
Response again_api(const Call& call, store::Writer& db)
{
    return act_on(call, db, [&](ChannelId id) {
        const auto dispatch = parse_id<DispatchId>(call.capture("dispatch"));
        return dispatch ? after(call, db, send_again(desk_of(call, db), id, *dispatch), id) : not_found(call);
    });
}

// POST /api/v1/mail-bounces
Response take_bounce_api(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto body = read_json(call.body);
        if (!body) return refusal_response(call, body.error());
        std::vector<Fault> faults;
        sending::Report report;
        {
            ObjectReader whole(*body, "", faults);
            report.message_id = whole.required_text("message_id");
            report.action = whole.required_text("action", 20);
            report.status = whole.required_text("status", 20);
        }
        if (!faults.empty()) return refusal_response(call, {Reason::invalid, std::move(faults)});
        const auto done = take_bounce(desk_of(call, db), report);
        if (!done) return refusal_response(call, done.error());
        return json_response(200, json{{"turned_off", *done}}.dump());
    });
}

} // namespace server::channels
