#include "tests/server/auth/gate.hpp"
#include "models/store/accounts.hpp"
#include "tests/support/pages.hpp"

namespace gate {

static Response look(const Call&, store::Reader&) { return {}; }
static Response change(const Call&, store::Writer&) { return {}; }

const Route kLook{Verb::get, "/things/{id}", Can::see_referrals, look};
const Route kChange{Verb::post, "/things", Can::report_referrals, change};
const Route kDecide{Verb::post, "/things/{id}/decide", Can::decide_referrals, change};
const Route kSignIn{Verb::post, "/sign-in", Can::anyone, change};
const Route kApiLook{Verb::get, "/api/v1/things", Can::see_referrals, look};
const Route kApiChange{Verb::post, "/api/v1/things", Can::report_referrals, change};
const Route kApiScore{Verb::post, "/api/v1/match", Can::score_households, look};

Gate::Gate() : World(support::tables_with_pages()) {}

std::string Gate::session(const models::Actor& actor)
{
    const auto made = store::random_token();
    db.write([&](store::Writer& writer) {
        store::insert_session(writer, made, actor.account, now);
        store::mark_factor(writer, made, now);
    });
    return made;
}

std::string Gate::csrf_of(const std::string& session) const
{
    return db.vault()->csrf_token(db.vault()->session_hash(session));
}

std::string Gate::token(const models::Actor& actor, bool may_write, models::Time expires_at)
{
    const auto made = store::random_token();
    store::TokenRow row{
        .account = actor.account, .label = "t", .may_write = may_write, .expires_at = expires_at};
    db.write([&](store::Writer& writer) { store::insert_token(writer, row, made, now); });
    return made;
}

Call Gate::with(const std::string& session, const Route& route, support::Fields form)
{
    auto asked = call({}, route.verb, std::string(route.path), form);
    asked.host = "parasol.example:8080";
    asked.csrf.clear();
    asked.cookie_session = session;
    return asked;
}

Call Gate::with_form(const std::string& session, const Route& route)
{
    const auto csrf = csrf_of(session);
    auto asked = with(session, route, {{"csrf", csrf}});
    if (asked.api) asked.csrf_header = csrf;
    return asked;
}

Call Gate::by_token(const std::string& token, const Route& route)
{
    auto asked = with("", route);
    asked.authorization = "Bearer " + token;
    return asked;
}

auth::Admission Gate::admit(Call& asked, const Route& route)
{
    return db.read([&](store::Reader& reader) { return auth::admit(asked, route, reader); });
}

int Gate::status(Call asked, const Route& route)
{
    const auto admission = admit(asked, route);
    return admission.refused ? admission.refused->status : 200;
}

} // namespace gate
