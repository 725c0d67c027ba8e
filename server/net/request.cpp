#include "server/net/request.hpp"
#include "models/identity.hpp"
#include "server/auth/session.hpp"
#include "server/http/decode.hpp"
#include "server/http/multipart.hpp"
#include "server/net/words.hpp"

namespace server::net {

using models::Reason;

namespace {

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

bool is_loopback(std::string_view address)
{
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

// The proxy on this machine adds who asked it at the end.
std::string last_of(std::string_view list)
{
    const auto comma = list.rfind(',');
    return std::string(trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1)));
}

void read_proxy_fields(const Site& site, const Head& head, Call& call)
{
    const bool forwarded = head.count("X-Forwarded-For") > 0 || head.count("Forwarded") > 0;
    if (site.config->trust_proxy && call.local) {
        call.secure = call.secure || same_word(head.field("X-Forwarded-Proto"), "https");
        if (forwarded) call.peer = last_of(head.field("X-Forwarded-For"));
    }
    if (forwarded) call.local = false;
}

void read_cookies(const Head& head, Call& call)
{
    const auto cookies = head.field("Cookie");
    call.cookie_session = cookie_in(cookies, auth::session_cookie_name(call.secure));
    constexpr std::size_t kMostToken = 128;
    if (call.cookie_session.size() > kMostToken || !models::is_utf8(call.cookie_session))
        call.cookie_session.clear();
    const auto chosen = cookie_in(cookies, "lang");
    call.language = language_in(head.field("Accept-Language"));
    if (chosen == "en" || chosen == "zh") call.language = chosen == "en" ? Language::en : Language::zh;
    call.large = cookie_in(cookies, "large") == "1";
}

std::string text_of(std::string_view value) { return models::is_utf8(value) ? std::string(value) : ""; }

std::string lower_type(std::string_view content_type)
{
    std::string type;
    for (const char c : trimmed(content_type.substr(0, content_type.find(';')))) type += lower(c);
    return type;
}

} // namespace

std::optional<Verb> verb_in(std::string_view method)
{
    if (method == "GET" || method == "HEAD") return Verb::get;
    if (method == "POST") return Verb::post;
    if (method == "PUT") return Verb::put;
    if (method == "PATCH") return Verb::patch;
    if (method == "DELETE") return Verb::delete_;
    return {};
}

HeadLimits limits_of(const Config& config)
{
    return {.target = config.target_limit, .block = config.header_limit};
}

std::string_view path_of(std::string_view path_and_query)
{
    return path_and_query.substr(0, path_and_query.find('?'));
}

bool takes_files(const Site& site, const Head& head, const Framing& framing)
{
    const auto verb = verb_in(head.method);
    if (!verb || lower_type(head.field("Content-Type")) != "multipart/form-data") return false;
    const auto* route = site.router->find(*verb, path_of(framing.path_and_query)).route;
    return route && route->takes == Takes::files;
}

Call call_of(const Site& site, const Head& head, const Framing& framing, const Peer& peer)
{
    Call call;
    call.verb = verb_in(head.method).value_or(Verb::get);
    call.target = framing.path_and_query;
    call.path = path_of(framing.path_and_query);
    call.api = call.path == "/api" || call.path.starts_with("/api/");
    call.content_type = lower_type(head.field("Content-Type"));
    if (takes_files(site, head, framing)) call.multipart = head.field("Content-Type");
    call.idempotency_key = text_of(head.field("Idempotency-Key"));
    call.if_match = text_of(head.field("If-Match"));
    call.if_none_match = text_of(head.field("If-None-Match"));
    call.accept_encoding = text_of(head.field("Accept-Encoding"));
    call.authorization = text_of(head.field("Authorization"));
    call.origin = text_of(head.field("Origin"));
    call.referer = text_of(head.field("Referer"));
    call.user_agent = text_of(head.field("User-Agent"));
    call.sec_fetch_site = text_of(head.field("Sec-Fetch-Site"));
    call.csrf_header = text_of(head.field("X-CSRF-Token"));
    call.host = framing.host;
    call.peer = peer.address;
    call.secure = peer.secure;
    call.local = peer.loopback && is_loopback(peer.address);
    read_proxy_fields(site, head, call);
    read_cookies(head, call);
    call.library = site.library;
    call.now = site.now();
    return call;
}

// Its body is then the one that the same fields would have without files: a browser that sends it again
// chooses another boundary.
static std::optional<models::Refusal> read_files_into(Call& call, std::string_view body)
{
    auto read = read_multipart(body, call.multipart);
    if (!read) return read.error();
    call.form = std::move(read->fields);
    call.uploads = std::move(read->uploads);
    call.body = urlencoded(call.form);
    return {};
}

std::optional<models::Refusal> read_into(Call& call, const Framing& framing, std::string body)
{
    const auto path = percent_decoded(call.path, Plus::stays);
    if (!path || !models::is_utf8(*path))
        return models::Refusal{Reason::unreadable,
                               {{path ? "error.form.characters" : "error.form.percent", "", {}}}};
    const std::string_view target = framing.path_and_query;
    const auto mark = std::min(target.find('?'), target.size());
    auto query = read_form(target.substr(std::min(mark + 1, target.size())));
    if (!query) return query.error();
    call.query = *std::move(query);
    const auto wish = call.query.text("lang");
    if (wish == "en" || wish == "zh") call.language = wish == "en" ? Language::en : Language::zh;
    const auto size = call.query.text("large");
    if (size == "1" || size == "0") call.large = size == "1";
    if (call.content_type == kFormType) {
        auto form = read_form(body);
        if (!form) return form.error();
        call.form = *std::move(form);
    }
    if (!call.multipart.empty()) return read_files_into(call, body);
    call.body = std::move(body);
    return {};
}

} // namespace server::net
