#include "server/http/idempotency.hpp"
#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include "server/http/problem.hpp"

namespace server {

using namespace models;

namespace {

constexpr std::size_t kMostKey = 200;

// The API's keys and the pages' never meet.
std::string key_of(const Call& call)
{
    return call.api ? "api:" + call.idempotency_key : "form:" + call.form.text("once");
}

bool is_key(std::string_view key)
{
    for (const char c : key)
        if (c <= ' ' || c > '~') return false;
    return !key.empty() && key.size() <= kMostKey;
}

Response repeated(const Call& call, const store::FirstAnswer& first)
{
    if (!first.location.empty() && !call.api) return see_other(first.location);
    Response response{.status = first.status, .body = first.body};
    if (call.api) response.content_type = "application/json";
    if (!first.location.empty()) response.fields.emplace_back("Location", first.location);
    response.fields.emplace_back("Idempotent-Replayed", "true");
    return response;
}

std::string location_of(const Response& response)
{
    for (const auto& [name, value] : response.fields)
        if (name == "Location") return value;
    return {};
}

// What was asked for. A form is the same in another session, whose token is another.
std::string asked_in(const Call& call)
{
    if (call.api || !call.form.has("csrf")) return call.body;
    std::string text;
    for (const auto& [name, value] : call.form.fields())
        if (name != "csrf")
            text += std::to_string(name.size()) + ":" + name + "=" + std::to_string(value.size()) + ":" +
                    value + "&";
    return text;
}

// Says nothing about the body to who cannot name it: the keyed hash of path and body.
std::string hash_of(const Call& call, const store::Reader& db)
{
    auto sent = call.path + "\n" + asked_in(call);
    for (const auto& [field, content] : call.uploads)
        sent += "\n" + field + "=" + db.vault().secret_hash(content);
    return db.vault().secret_hash(sent);
}

} // namespace

std::string new_form_token() { return store::random_token(16); }

Response run_once(const Call& call, store::Writer& db, const std::function<Response()>& act)
{
    const std::string typed = call.api ? call.idempotency_key : call.form.text("once");
    if (!is_key(typed)) {
        const auto* why = call.api ? "error.idempotency.missing" : "error.form.once";
        return refusal_response(call, {Reason::unreadable, {{why, "", {}}}});
    }
    const auto key = key_of(call);
    const auto hash = hash_of(call, db);
    if (const auto first = store::find_answer(db, call.actor.account, key)) {
        if (first->body_hash == hash) return repeated(call, *first);
        const auto reason = call.api ? Reason::invalid : Reason::wrong_state;
        return refusal_response(call, {reason, {{"error.idempotency.other_body", "", {}}}});
    }
    auto response = act();
    if (response.status >= 400) return response;
    const store::FirstAnswer answer{hash, response.status, response.body, location_of(response)};
    if (!store::keep_answer(db, call.actor.account, key, answer, call.now))
        return refusal_response(call, {Reason::wrong_state, {{"error.idempotency.in_flight", "", {}}}});
    return response;
}

} // namespace server
