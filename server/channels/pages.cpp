#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "server/channels/handlers.hpp"
#include "server/channels/inside.hpp"
#include "server/channels/outgoing.hpp"
#include "server/channels/service.hpp"
#include "server/channels/targets.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/notices/words.hpp"
#include "server/programs/words.hpp"
#include <map>
#include <ranges>

namespace server::channels {

using namespace models;
using html::Fields;
using html::Typed;
using html::Words;
using nlohmann::json;

namespace {

constexpr int kMostOrganizations = 500;

struct Names {
    notices::OfficeWords offices;
    std::map<AccountId, std::string> integrators = {};

    Names(store::Reader& db, const Words& words) : offices(db, words)
    {
        for (const auto& row : store::list_integrators(db)) integrators[row.actor.account] = row.actor.name;
    }
};

std::string whose(Names& names, const Words& words, const store::ChannelRow& row)
{
    const auto& office = row.office;
    const auto integrator = names.integrators.find(row.account);
    if (office.side == Side::system && integrator != names.integrators.end()) return integrator->second;
    if (office.side == Side::system) return words.say("channel.whose.all");
    return names.offices(office);
}

std::string state_words(const Words& words, const store::ChannelRow& row)
{
    if (row.off_reason) return words.say("channel.off." + std::string(name_of(*row.off_reason)));
    return words.say("channel.state." + std::string(name_of(row.state)));
}

std::string topic_words(const Words& words, const store::ChannelRow& row)
{
    std::vector<std::string> topics;
    for (const auto& topic : row.topics) topics.push_back(words.say("channel.topic." + topic));
    return words.join(topics, "channel.join", "channel.join_last");
}

json channel_view(Names& names, const Words& words, const store::ChannelRow& row)
{
    return {{"href", "/channels/" + to_text(row.id)},
            {"kind", words.say("channel.kind." + std::string(name_of(row.kind)))},
            {"host", host_of(row.keys.target)},
            {"whose", whose(names, words, row)},
            {"topics", topic_words(words, row)},
            {"state", state_words(words, row)},
            {"off", row.state != ChannelState::on}};
}

json fields_view(const Call& call, store::Reader& db, const Words& words, const Typed& typed,
                 const std::vector<Fault>& faults)
{
    Fields fields({words, "channel", "add", typed, faults});
    fields.choose(Fields::Kind::choice, "kind", std::vector<std::string>{"webhook", "sms"}, "channel.kind.");
    fields.add(Fields::Kind::line, "url");
    if (call.actor.role == Role::admin) {
        Fields::Asked asked{"whose", words.say("channel.ask.whose"), Fields::Kind::select};
        asked.options = {{"all", words.say("channel.whose.all")},
                         {"office", words.say("channel.whose.office")}};
        for (const auto& row : store::list_integrators(db) | std::views::filter(&store::AccountRow::active))
            asked.options.push_back({"account-" + to_text(row.actor.account), row.actor.name});
        for (const auto& row : store::list_organizations(db, {}, kMostOrganizations))
            asked.options.push_back({to_text(row.id), row.name});
        fields.add(asked);
        fields.add(Fields::Kind::line, "area");
    }
    fields.choose(Fields::Kind::checks, "topics", kTopics, "channel.topic.");
    fields.add(Fields::Kind::line, "phone");
    fields.add(Fields::Kind::line, "authorization");
    fields.add(Fields::Kind::lines, "body");
    return fields.take();
}

Response list_page(const Call& call, store::Reader& db, Typed typed, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    if (typed.empty()) typed = {{"kind", {"webhook"}}, {"topics", {"offer", "referral", "clock"}}};
    json rows = json::array();
    Names names(db, words);
    const bool admin = call.actor.role == Role::admin;
    for (const auto& row : store::list_channels(db, admin ? OrganizationId{} : call.actor.organization))
        rows.push_back(channel_view(names, words, row));
    return page(call, "channels/list",
                {{"summary", html::problems_part(words, faults, "add")},
                 {"none", rows.empty()},
                 {"found", html::rows_part(std::move(rows))},
                 {"once", new_form_token()},
                 {"fields", fields_view(call, db, words, typed, faults)}},
                faults.empty() ? 200 : 422);
}

json dispatch_view(const Words& words, const store::DispatchRow& row)
{
    const bool ended = row.state != DispatchState::waiting;
    const auto outcome = row.outcome.empty() ? "" : words.say("channel.outcome." + row.outcome);
    const json again{
        {"action", "/channels/" + to_text(row.channel) + "/dispatches/" + to_text(row.id) + "/again"},
        {"once", new_form_token()}};
    return {{"message", message_id(row.id)},
            {"about", row.subject},
            {"state", words.say("channel.dispatch." + std::string(name_of(row.state)))},
            {"bad", row.state == DispatchState::dead},
            {"outcome", html::text_part(outcome)},
            {"tries", words.one_or_many("channel.tries", row.tries)},
            {"when", html::minute(words.language, row.made_at)},
            {"next", ended ? json() : json{{"text", html::minute(words.language, row.next_at)}}},
            {"again", ended ? again : json()}};
}

Response show_page(const Call& call, store::Reader& db, const store::ChannelRow& row,
                   const std::string& secret)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& dispatch : store::list_dispatches(db, row.id, kShownDispatches))
        rows.push_back(dispatch_view(words, dispatch));
    const bool on = row.state == ChannelState::on,
               rotating = row.rotated_until && *row.rotated_until > call.now;
    Names names(db, words);
    auto view = channel_view(names, words, row);
    view.erase("href");
    view["switch_action"] = "/channels/" + to_text(row.id) + "/switch";
    view["once"] = new_form_token();
    view["turn_off"] = on;
    view["turn_on"] = !on;
    view["made"] = secret.empty() ? json() : json{{"secret", secret}};
    view["webhook"] =
        row.kind != ChannelKind::webhook
            ? json()
            : json{{"rotating", rotating}, {"secret_action", "/channels/" + to_text(row.id) + "/secret"}};
    view["none"] = rows.empty();
    view["found"] = html::rows_part(std::move(rows));
    return page(call, "channels/show", view);
}

Response back_to(const Call& call, const models::Result<bool>& done, ChannelId id)
{
    return done ? see_other("/channels/" + to_text(id)) : refusal_response(call, done.error());
}

} // namespace

Response list_channels_page(const Call& call, store::Reader& db) { return list_page(call, db, {}, {}); }

Response add_channel_page(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto& form = call.form;
        const auto made =
            add_channel(desk_of(call, db), {form.text("kind"), form.text("url"), form.all("topics"),
                                            form.text("whose"), form.text("area"), form.text("phone"),
                                            form.text("body"), form.text("authorization")});
        if (!made) return list_page(call, db, html::typed_of(form), made.error().faults);
        if (made->secret.empty()) return see_other("/channels/" + to_text(made->id));
        return show_page(call, db, store::find_channel(db, made->id).value(), made->secret);
    });
}

Response show_channel(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ChannelId>(call.capture("id"));
    const auto row = id ? find_own(db, call.actor, *id) : std::nullopt;
    return row ? show_page(call, db, *row, {}) : not_found(call);
}

Response change_secret_page(const Call& call, store::Writer& db)
{
    return act_on(call, db, [&](ChannelId id) -> Response {
        const auto secret = change_secret(desk_of(call, db), id);
        if (!secret) return refusal_response(call, secret.error());
        return show_page(call, db, store::find_channel(db, id).value(), *secret);
    });
}

Response switch_page(const Call& call, store::Writer& db)
{
    return act_on(call, db, [&](ChannelId id) {
        return back_to(call, switch_channel(desk_of(call, db), id, call.form.text("to") == "on"), id);
    });
}

Response again_page(const Call& call, store::Writer& db)
{
    return act_on(call, db, [&](ChannelId id) {
        const auto dispatch = parse_id<DispatchId>(call.capture("dispatch"));
        return dispatch ? back_to(call, send_again(desk_of(call, db), id, *dispatch), id) : not_found(call);
    });
}

} // namespace server::channels
