#pragma once
#include "models/store/db.hpp"
#include "server/auth/permissions.hpp"
#include "server/http/call.hpp"
#include <functional>
#include <span>
#include <string_view>
#include <variant>

namespace server {

// The handler's type picks the lane and says what it may do. A page that shows protected facts is a WritePage
// even for GET: its log entry is in the same transaction as the reading.
using ReadPage = Response (*)(const Call&, store::Reader&);
using WritePage = Response (*)(const Call&, store::Writer&);

// Several lanes, one after the other, without coroutines outside server/net: `read` and `write` run on a
// database lane, `compute` on the work or hash lane with what they returned. net/perform runs the steps in
// this order; an early Response ends it.
struct Steps; // http/steps.hpp

using Handler = std::variant<ReadPage, WritePage, const Steps*>;

// What a request's body may be: JSON or an urlencoded form of Config::json_limit; or, of a page or the API, a
// form with files (multipart/form-data) of Config::upload_limit.
enum class Takes { text, files };

struct Route {
    Verb verb{};
    std::string_view path; // "/referrals/{id}/matches"
    Can can{};
    Handler handler;
    std::string_view reveals = {}; // which protected facts it shows; such a route is a WritePage
    Takes takes = Takes::text;
};

// Tables of all features, in order; a path that two tables hold stops the start.
struct FoundRoute {
    const Route* route{}; // nothing: 404 or, if `allowed` is not empty, 405
    std::map<std::string, std::string> captures;
    std::vector<Verb> allowed;
};
class Router {
public:
    explicit Router(std::vector<std::span<const Route>> tables);
    FoundRoute find(Verb, std::string_view path) const;
    const std::vector<const Route*>& routes() const { return routes_; }

private:
    std::vector<const Route*> routes_;
};

} // namespace server
