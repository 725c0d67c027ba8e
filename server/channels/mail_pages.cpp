#include "server/channels/handlers.hpp"
#include "server/channels/service.hpp"
#include "server/config.hpp"
#include "server/html/fields.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"

// GET and POST /account/mail …: one's own address, and what comes there.
namespace server::channels {

using namespace models;
using html::Fields;
using html::Typed;
using nlohmann::json;

namespace {

constexpr auto kPage = "/account/mail";

Typed typed_of(const Call& call, const store::ChannelRow* row)
{
    auto typed = html::typed_of(call.form);
    if (!typed.contains("address") && row) typed["address"] = {row->keys.target};
    return typed;
}

json form_with(const json& fields) { return {{"once", new_form_token()}, {"fields", fields}}; }

json off_part(const html::Words& words, const store::ChannelRow& row)
{
    if (!row.off_reason) return nullptr;
    return html::text_part(words.say("channel.off." + std::string(name_of(*row.off_reason))));
}

json wishes_view(const html::Words& words, const store::ChannelRow& row)
{
    Typed typed;
    if (row.state == ChannelState::on) typed["on"] = {"yes"};
    if (row.daily) typed["daily"] = {"yes"};
    const std::vector<Fault> none; // Fields keeps what it is given by reference
    Fields fields({words, "mail", "wishes", typed, none});
    fields.add(Fields::Kind::tick, "on");
    fields.add(Fields::Kind::tick, "daily");
    auto view = form_with(fields.take());
    view["address"] = row.keys.target;
    view["off"] = off_part(words, row);
    return view;
}

Response mail_page(const Call& call, store::Reader& db, const std::vector<Fault>& faults, int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto row = store::find_mail_channel(db, call.actor.account);
    const auto typed = typed_of(call, row ? &*row : nullptr);
    const bool possible = !call.library->config->mail_server.empty();
    const bool waits = row && row->state == ChannelState::unconfirmed;
    Fields address({words, "mail", "address", typed, faults}), code({words, "mail", "code", typed, faults});
    address.add(Fields::Kind::line, "address");
    code.add(Fields::Kind::line, "code");
    auto code_form = form_with(code.take());
    if (waits) {
        code_form["address"] = row->keys.target;
        code_form["off"] = off_part(words, *row);
    }
    return page(call, "channels/mail",
                {{"summary", html::problems_part(words, faults, "address")},
                 {"impossible", !possible},
                 {"confirming", waits ? code_form : json()},
                 {"wishes", row && !waits ? wishes_view(words, *row) : json()},
                 {"choosing", possible ? form_with(address.take()) : json()},
                 {"forgetting", row ? json{{"once", new_form_token()}} : json()}},
                status);
}

std::optional<Response> try_code(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto answer = confirm_address(desk_of(call, *db), call.form.text("code"));
    if (answer == CodeAnswer::right) return see_other(kPage);
    carried = answer;
    return {};
}

std::optional<Response> show_wrong_code(const Call& call, store::Reader* db, store::Writer*,
                                        std::any& carried)
{
    const bool over = std::any_cast<CodeAnswer>(carried) == CodeAnswer::over;
    return mail_page(call, *db, {{over ? "error.mail.code_over" : "error.mail.code", "/code", {}}}, 422);
}

} // namespace

Response show_mail(const Call& call, store::Reader& db) { return mail_page(call, db, {}, 200); }

Response set_address_page(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto done = set_address(desk_of(call, db), call.form.text("address"),
                                      call.language == Language::en ? "en" : "zh");
        if (done) return see_other(kPage);
        if (done.error().reason != Reason::invalid) return refusal_response(call, done.error());
        return mail_page(call, db, done.error().faults, 422);
    });
}

const Steps kConfirmAddress{{{LaneName::write, try_code}, {LaneName::read, show_wrong_code}}};

Response set_wishes_page(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto done = set_mail_wishes(desk_of(call, db), call.form.has("on"), call.form.has("daily"));
        return done ? see_other(kPage) : refusal_response(call, done.error());
    });
}

Response forget_address_page(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        forget_address(desk_of(call, db));
        return see_other(kPage);
    });
}

} // namespace server::channels
