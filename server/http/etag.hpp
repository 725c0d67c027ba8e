#pragma once
#include "models/result.hpp"
#include "server/http/call.hpp"

namespace server {

// The strong validator of a thing with a version: "v7", with its quotes.
std::string etag_of(std::int64_t version);
Response with_etag(Response response, std::int64_t version);

// The version that If-Match names. Missing: condition_missing (428); not one of our validators, a weak one,
// or "*": stale (412). The store's guarded update then has the last word.
models::Result<std::int64_t> version_from_if_match(const Call& call);

// 412 at once when the one version If-Match names is not today's.
models::Result<std::int64_t> require_version(const Call& call, std::int64_t current);

} // namespace server
