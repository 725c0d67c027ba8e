#include "tests/server/family/given.hpp"
#include "models/store/query_codes.hpp"
#include "server/auth/guard.hpp"
#include "server/family/routes.hpp"
#include "server/http/decode.hpp"
#include "server/http/idempotency.hpp"
#include "server/looks/routes.hpp"
#include "server/objections/routes.hpp"
#include "server/offers/routes.hpp"
#include "server/referrals/routes.hpp"
#include <stdexcept>

namespace given {

using namespace models;
using namespace server;

FamilyWorld::FamilyWorld()
    : OfferWorld(),
      router_(
          {family::routes(), objections::routes(), looks::routes(), offers::routes(), referrals::routes()})
{
}

static void fill(Call& call, const Sent& form)
{
    for (const auto& [name, value] : form)
        call.body += (call.body.empty() ? "" : "&") + name + "=" + percent_encoded(value);
    call.form = Form(form);
}

Response FamilyWorld::browse(const std::string& with_cookie, Verb verb, const std::string& target,
                             const Sent& form)
{
    auto asked = call({}, verb, target);
    asked.host = "parasol.example:8080";
    asked.peer = address;
    asked.language = language;
    asked.cookie_session = with_cookie;
    auto sent = form;
    sent.emplace_back("csrf", db.vault()->csrf_token(db.vault()->session_hash(with_cookie)));
    if (verb == Verb::post) fill(asked, sent);
    const auto found = router_.find(verb, asked.path);
    if (!found.route) throw std::logic_error("no route " + target);
    asked.captures = found.captures;
    const auto admission =
        db.read([&](store::Reader& reader) { return auth::admit(asked, *found.route, reader); });
    return admission.refused ? *admission.refused : run(*found.route, asked);
}

Response FamilyWorld::as(const Actor& actor, Verb verb, const std::string& target, Sent form)
{
    auto asked = call(actor, verb, target);
    form.emplace_back("once", new_form_token());
    if (verb == Verb::post) fill(asked, form);
    const auto found = router_.find(verb, asked.path);
    if (!found.route) throw std::logic_error("no route " + target);
    asked.captures = found.captures;
    if (!allowed(actor.role, found.route->can)) return {.status = 403};
    return run(*found.route, asked);
}

Response FamilyWorld::send_to_api(Call asked)
{
    const auto found = router_.find(asked.verb, asked.path);
    if (!found.route) throw std::logic_error("no route " + asked.path);
    asked.captures = found.captures;
    return run(*found.route, asked);
}

std::string FamilyWorld::code(ReferralId id)
{
    return db.read([&](store::Reader& reader) { return store::find_query_code(reader, id).value(); });
}

Response FamilyWorld::try_code(const std::string& code, const std::string& digits)
{
    return browse(cookie, Verb::post, "/family", {{"code", code}, {"last_four", digits}});
}

void FamilyWorld::sign_in(ReferralId id)
{
    const auto answer = try_code(code(id), kDigits);
    if (answer.status != 303) throw std::logic_error("the given code does not open the page");
    cookie = cookie_of(answer);
}

bool has(const Response& response, const std::string& text) { return response.body.contains(text); }

std::string cookie_of(const Response& response)
{
    const auto& cookie = response.cookies.at(0);
    return cookie.substr(cookie.find('=') + 1, cookie.find(';') - cookie.find('=') - 1);
}

} // namespace given
