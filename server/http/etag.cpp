#include "server/http/etag.hpp"
#include "models/id.hpp"

namespace server {

using namespace models;

std::string etag_of(std::int64_t version) { return "\"v" + std::to_string(version) + "\""; }

Response with_etag(Response response, std::int64_t version)
{
    response.fields.emplace_back("ETag", etag_of(version));
    return response;
}

Result<std::int64_t> version_from_if_match(const Call& call)
{
    const std::string_view text = call.if_match;
    if (text.empty()) return refuse(Reason::condition_missing, "error.if_match.missing");
    const bool ours = text.starts_with("\"v") && text.ends_with('"') && text.size() > 3;
    const auto version = ours ? parse_id<Id<struct Version>>(text.substr(2, text.size() - 3)) : std::nullopt;
    if (!version) return refuse(Reason::stale, "error.if_match.stale");
    return version->value;
}

Result<std::int64_t> require_version(const Call& call, std::int64_t current)
{
    auto version = version_from_if_match(call);
    if (version && *version != current) return refuse(Reason::stale, "error.if_match.stale");
    return version;
}

} // namespace server
