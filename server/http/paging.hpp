#pragma once
#include "models/result.hpp"
#include "server/http/call.hpp"
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>

namespace server {

// ?after=CURSOR&limit=N of a list: limit 1 … 100, 20 when not given; the cursor is the last id of the page
// before, 0 for the first page. Faults: error.page.limit at /limit, error.page.cursor at /after (invalid).
struct PageWish {
    std::int64_t after{};
    int limit = 20;
};
models::Result<PageWish> page_wish(const Call& call);

// An API list's query may name these, limit, after and lang. Any other name is refused as unreadable, so that
// nobody filters or sorts by what is not shown: error.filter.unknown.
std::optional<models::Refusal> refuse_other_filters(const Call& call,
                                                    std::initializer_list<std::string_view> offered);

// The same list's address with another cursor and the call's other parameters kept.
std::string next_page_of(const Call& call, std::int64_t after);
std::string next_page_of(const Call& call, std::string_view after);

// One page of an API list: value["next"] and the field Link (RFC 8288) are the address of the next page;
// after 0, or no text: this is the last, null and no field.
Response list_response(const Call& call, nlohmann::json value, std::int64_t after);
Response list_response(const Call& call, nlohmann::json value, std::string_view after);

} // namespace server
