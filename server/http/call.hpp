#pragma once
#include "models/account.hpp"
#include "models/result.hpp"
#include "models/time.hpp"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

class Library; // http/library.hpp

enum class Verb { get, post, put, patch, delete_ };
template <class T> using Pairs = std::vector<std::pair<std::string, T>>;

// A form or query: decoded, folded to half-width, valid UTF-8 without control characters (net answers 400
// otherwise).
class Form {
public:
    Form() = default;
    explicit Form(Pairs<std::string> fields) : fields_(std::move(fields)) {}
    std::string text(std::string_view name) const; // trimmed; empty: absent
    std::optional<std::int64_t> integer(std::string_view name) const;
    std::vector<std::string> all(std::string_view name) const; // chips, check boxes
    bool has(std::string_view name) const;
    const Pairs<std::string>& fields() const { return fields_; }

private:
    Pairs<std::string> fields_;
};

enum class Language { zh, en };

// A file of a form, as it was sent: nothing is known of it but its bytes.
struct Upload {
    std::string field, content;
};

// What was sent too late and is filled in again: auth/late_form.hpp.
struct KeptForm {
    std::string action;
    Form fields;
};

// One request, read, checked and decoded. Handlers read nothing else.
struct Call {
    Verb verb{};
    std::string path;                            // as matched, without the query
    std::string target;                          // path and query, for "switch language" and "back"
    std::map<std::string, std::string> captures; // {id} of the route
    Form query, form;
    std::vector<Upload> uploads; // with the form, where the route takes files
    std::string body, content_type;
    std::string multipart; // the whole Content-Type of a form with files, where the route takes them
    std::string idempotency_key, if_match, authorization, cookie_session, origin, referer, user_agent;
    std::string host, sec_fetch_site, csrf_header, if_none_match, accept_encoding;
    std::string peer;            // address, for throttling only
    bool local = false;          // from this machine itself, not through a proxy
    bool has_new_cookie = false; // cookie_session was made for this answer; net sets it
    bool secure = false;         // TLS, or told so by a trusted proxy
    bool api = false;            // under /api: problem+json instead of pages
    bool large = false;          // 大字版
    Language language{};
    std::string request_id;
    models::Time now{};
    models::Actor actor; // filled by auth::guarded; nobody when not signed in
    std::string csrf;    // token for this page's forms
    std::string share;   // whose fair share of the lanes: account or address
    std::shared_ptr<const Library> library;
    std::shared_ptr<const KeptForm> kept; // for this very page; nearly always none

    std::string_view capture(std::string_view name) const; // empty: the route has no such part
    models::Date today() const { return models::day_of(now); }
};

// What stays although the handler's savepoint is undone: a denial, a failed sign-in.
struct Note {
    std::string event;   // audit event name
    std::string subject; // an id, never a person's fact
    models::AccountId account;
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body;
    Pairs<std::string> fields;        // further header fields; values are checked for CR, LF, NUL
    std::vector<std::string> cookies; // Set-Cookie values
    std::optional<Note> note;
    std::string follows;                      // an event stream of this topic (http/feed.hpp); empty: none
    bool cacheable = false;                   // static files only; all else is no-store
    std::optional<models::AccountId> account; // for the access log
};

Response see_other(std::string location); // 303; a location of this site only
Response text_response(int status, std::string body);
Response json_response(int status, std::string body); // application/json

} // namespace server
