#include "server/http/call.hpp"
#include "models/identity.hpp"
#include <charconv>
#include <stdexcept>

namespace server {

std::string Form::text(std::string_view name) const
{
    for (const auto& [known, value] : fields_)
        if (known == name) return models::folded(value);
    return {};
}

std::optional<std::int64_t> Form::integer(std::string_view name) const
{
    const auto written = text(name);
    std::int64_t value{};
    const auto* const end = written.data() + written.size();
    const auto [stop, error] = std::from_chars(written.data(), end, value);
    if (written.empty() || error != std::errc{} || stop != end) return {};
    return value;
}

std::vector<std::string> Form::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const auto& [known, value] : fields_)
        if (known == name) values.push_back(models::folded(value));
    return values;
}

bool Form::has(std::string_view name) const
{
    for (const auto& [known, value] : fields_)
        if (known == name) return true;
    return false;
}

std::string_view Call::capture(std::string_view name) const
{
    const auto found = captures.find(std::string(name));
    return found == captures.end() ? std::string_view{} : std::string_view(found->second);
}

// "//elsewhere" and "/\elsewhere" lead a browser to another host.
Response see_other(std::string location)
{
    const bool ours =
        location.starts_with("/") && !location.starts_with("//") && !location.starts_with("/\\");
    if (!ours) throw std::logic_error("a redirect must stay on this site");
    Response response{.status = 303};
    response.fields.emplace_back("Location", std::move(location));
    return response;
}

Response text_response(int status, std::string body)
{
    return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(body)};
}

Response json_response(int status, std::string body)
{
    return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

} // namespace server
