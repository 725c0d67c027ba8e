#include "server/net/perform.hpp"
#include "models/store/seal.hpp"
#include "server/auth/guard.hpp"
#include "server/auth/late_form.hpp"
#include "server/auth/session.hpp"
#include "server/http/problem.hpp"
#include "server/http/steps.hpp"
#include "server/log/log.hpp"
#include "server/net/run_on.hpp"
#include <algorithm>

namespace server::net {

namespace {

// What a job on a lane leaves behind.
struct Outcome {
    std::optional<Response> response;
    std::any carried;
    bool seen_long_ago = false;
    std::optional<models::AccountId> late = {};
};

Outcome refused(auth::Admission admission)
{
    return {std::move(admission.refused), {}, admission.seen_long_ago, admission.late};
}

std::string_view name_of(Verb verb)
{
    switch (verb) {
    case Verb::get: return "GET, HEAD";
    case Verb::post: return "POST";
    case Verb::put: return "PUT";
    case Verb::patch: return "PATCH";
    case Verb::delete_: return "DELETE";
    }
    return "";
}

Response wrong_verb(const Call& call, const std::vector<Verb>& allowed)
{
    auto response = problem_response(call, 405);
    std::string list;
    for (const auto verb : allowed) list += (list.empty() ? "" : ", ") + std::string(name_of(verb));
    response.fields.emplace_back("Allow", list);
    return response;
}

bool is_json_type(std::string_view type) { return type == "application/json" || type.ends_with("+json"); }

// A page's form of another type reads as empty, and so has no CSRF token.
bool has_foreign_type(const Call& call)
{
    return call.api && call.verb != Verb::get && !call.body.empty() && call.multipart.empty() &&
           !is_json_type(call.content_type);
}

Outcome read_page(Call& call, const Route& route, ReadPage page, store::Connection* connection)
{
    store::Reader db(*connection);
    auto admission = auth::admit(call, route, db);
    if (admission.refused) return refused(std::move(admission));
    return {page(call, db), {}, admission.seen_long_ago};
}

Outcome write_page(Call& call, const Route& route, WritePage page, store::Connection* connection)
{
    store::Writer db(*connection); // SAVEPOINT
    auto admission = auth::admit(call, route, db);
    if (admission.refused) return refused(std::move(admission));
    Response response = page(call, db);
    if (response.status < 400) db.keep(); // a refusal leaves no trace
    return {std::move(response), {}, admission.seen_long_ago};
}

Outcome run_step(const Step& step, const Call& call, std::any carried, store::Connection* connection)
{
    if (step.lane == LaneName::read) {
        store::Reader db(*connection);
        auto response = step.run(call, &db, nullptr, carried);
        return {std::move(response), std::move(carried)};
    }
    if (step.lane == LaneName::write) {
        store::Writer db(*connection);
        auto response = step.run(call, &db, &db, carried);
        if (!response || response->status < 400) db.keep();
        return {std::move(response), std::move(carried)};
    }
    auto response = step.run(call, nullptr, nullptr, carried);
    return {std::move(response), std::move(carried)};
}

Lane& lane_of(Site& site, LaneName name)
{
    switch (name) {
    case LaneName::read: return site.read;
    case LaneName::write: return site.write;
    case LaneName::work:
    case LaneName::io: return site.work;
    case LaneName::hash: return site.hash;
    }
    return site.work;
}

Task<Outcome> perform_step(Site& site, const Call& call, const Step& step, const std::any& carried)
{
    if (step.lane == LaneName::io) co_return run_step(step, call, carried, nullptr);
    auto job = [&](store::Connection* db) { return run_step(step, call, carried, db); };
    co_return co_await run_on(lane_of(site, step.lane), call.share, std::move(job));
}

// The first step of an open route may need no database at all.
bool needs_no_guard(const Route& route, const Steps& steps)
{
    return route.can == Can::anyone && route.verb == Verb::get && steps.steps.front().lane == LaneName::io;
}

Task<Outcome> perform_steps(Site& site, Call& call, const Route& route, const Steps& steps)
{
    Outcome outcome;
    auth::Admission admission;
    if (!needs_no_guard(route, steps)) {
        auto guard = [&](store::Connection* connection) {
            store::Reader db(*connection);
            return refused(auth::admit(call, route, db));
        };
        outcome = co_await run_on(site.read, call.share, std::move(guard));
        admission = {{}, outcome.seen_long_ago, outcome.late};
    }
    for (const auto& step : steps.steps) {
        if (outcome.response) break;
        outcome = co_await perform_step(site, call, step, outcome.carried);
    }
    if (!outcome.response) throw std::logic_error("the last step must answer");
    outcome.seen_long_ago = admission.seen_long_ago;
    outcome.late = admission.late;
    co_return outcome;
}

Task<Outcome> perform_route(Site& site, Call& call, const Route& route)
{
    if (const auto* page = std::get_if<ReadPage>(&route.handler)) {
        auto job = [&, page = *page](store::Connection* db) { return read_page(call, route, page, db); };
        co_return co_await run_on(site.read, call.share, std::move(job));
    }
    if (const auto* page = std::get_if<WritePage>(&route.handler)) {
        auto job = [&, page = *page](store::Connection* db) { return write_page(call, route, page, db); };
        co_return co_await run_on(site.write, call.share, std::move(job));
    }
    co_return co_await perform_steps(site, call, route, *std::get<const Steps*>(route.handler));
}

// The page that a form stands on: where it was sent from, or else the nearest one above where it was sent to.
std::string page_of_form(const Router& router, const Call& call)
{
    const auto is_page = [&](std::string_view path) { return router.find(Verb::get, path).route != nullptr; };
    const auto origin = (call.secure ? "https://" : "http://") + call.host;
    const auto from = call.referer.starts_with(origin + "/") ? call.referer.substr(origin.size()) : "";
    if (!from.empty() && is_page(from.substr(0, from.find('?')))) return from;
    auto path = call.path;
    while (path.size() > 1 && !is_page(path)) path.resize(std::max<std::size_t>(1, path.rfind('/')));
    return path;
}

// What stays although the handler's savepoint is undone. Its failure does not change the answer.
Task<> keep_traces(Site& site, const Call& call, const Outcome& outcome)
{
    const auto& note = outcome.response->note;
    if (!outcome.response->follows.empty()) co_return; // it opens itself anew: nobody need be there
    if (!note && !outcome.seen_long_ago && !outcome.late) co_return;
    auto job = [&](store::Connection* connection) {
        store::Writer db(*connection);
        if (note) auth::keep_note(call, *note, db);
        if (outcome.seen_long_ago) auth::keep_seen(call, db);
        if (outcome.late) auth::keep_late_form(call, db, *outcome.late, page_of_form(*site.router, call));
        db.keep();
        return true;
    };
    try {
        co_await run_on(site.write, call.share, std::move(job));
    } catch (const std::exception&) {
        log(Level::error, "note.lost", {{"request", call.request_id}, {"error", name_of_exception()}});
    }
}

// 503: nothing was done and trying again is safe; 507: the disk is full; 500: our fault.
int status_of_exception(const Call& call)
{
    using Kind = store::DatabaseError::Kind;
    try {
        throw;
    } catch (const NotDone& not_done) {
        if (not_done.fate() == Fate::refused) return 503; // shed on purpose: one access line is enough
    } catch (const store::DatabaseError& error) {
        log(Level::error, "request.database", {{"request", call.request_id}, {"error", name_of_exception()}});
        const auto kind = error.kind();
        if (kind == Kind::full_disk) return 507;
        const bool passing = kind == Kind::busy || kind == Kind::lost_connection ||
                             kind == Kind::serialization || kind == Kind::too_slow;
        return passing ? 503 : 500;
    } catch (...) {
        log(Level::error, "request.failed", {{"request", call.request_id}, {"error", name_of_exception()}});
        return 500;
    }
    log(Level::error, "request.batch_lost", {{"request", call.request_id}});
    return 503;
}

Response broken(const Call& call, int status)
{
    try {
        return problem_response(call, status);
    } catch (const std::exception&) { // the page itself is broken
        log(Level::error, "request.error_page", {{"error", name_of_exception()}});
        return text_response(status, std::string(phrase_of(status)) + "\n");
    }
}

// A page's form needs the cookie that its token belongs to; a sign-in brings a cookie of its own.
void add_form_cookie(const Call& call, Response& response)
{
    const bool page = response.content_type.starts_with("text/html") && !response.cacheable;
    const auto name = auth::session_cookie_name(call.secure) + "=";
    const bool has_one =
        std::ranges::any_of(response.cookies, [&](const auto& cookie) { return cookie.starts_with(name); });
    if (call.has_new_cookie && page && !has_one)
        response.cookies.push_back(auth::session_cookie(call.secure, call.cookie_session));
}

Task<Response> answer_on(Site& site, Call& call, const Route& route)
{
    if (has_foreign_type(call)) co_return problem_response(call, 415);
    if (call.cookie_session.empty() && !call.api) {
        call.cookie_session = store::random_token();
        call.has_new_cookie = true;
    }
    auto outcome = co_await perform_route(site, call, route);
    outcome.response->account = call.actor ? std::optional(call.actor.account) : outcome.response->account;
    outcome.response->note = auth::denial(call, route, *outcome.response);
    co_await keep_traces(site, call, outcome);
    add_form_cookie(call, *outcome.response);
    co_return *std::move(outcome.response);
}

} // namespace

Task<Answered> perform(Site& site, Call& call, std::optional<models::Refusal> unreadable)
{
    Answered answered;
    int broken_status = 0;
    try {
        if (unreadable) {
            answered.response = refusal_response(call, *unreadable);
            co_return answered;
        }
        auto found = site.router->find(call.verb, call.path);
        if (!found.route) {
            answered.response = found.allowed.empty() ? not_found(call) : wrong_verb(call, found.allowed);
            co_return answered;
        }
        call.captures = std::move(found.captures);
        answered.route = found.route->path;
        answered.response = co_await answer_on(site, call, *found.route);
        co_return answered;
    } catch (...) {
        broken_status = status_of_exception(call);
    }
    answered.response = broken(call, broken_status);
    co_return answered;
}

} // namespace server::net
