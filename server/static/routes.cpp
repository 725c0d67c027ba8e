#include "server/static/routes.hpp"
#include "server/http/steps.hpp"
#include "server/library/assets.hpp"

namespace server::statics {

namespace {

struct File {
    std::string name; // "app.css"
    std::string hash; // of what is compiled in
};

// "app.3f2a9c04d1e7.css" is app.css while its content has this hash: the address may be kept for ever.
std::optional<File> file_at(std::string_view address)
{
    const auto end = address.rfind('.');
    const auto begin = end == std::string_view::npos || end == 0 ? end : address.rfind('.', end - 1);
    if (begin == std::string_view::npos) return {};
    const File file{std::string(address.substr(0, begin)) + std::string(address.substr(end)),
                    std::string(address.substr(begin + 1, end - begin - 1))};
    const auto hash = find_asset("static/" + file.name + ".hash");
    if (!hash || *hash != file.hash) return {};
    return file;
}

std::string type_of(std::string_view name)
{
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    return "image/svg+xml";
}

// "gzip;q=0" says no; any other mention of gzip, yes.
bool accepts_gzip(std::string_view accepted)
{
    const auto at = accepted.find("gzip");
    if (at == std::string_view::npos) return false;
    const auto rest = accepted.substr(at + 4, accepted.find(',', at) - at - 4);
    return rest.find("q=0") == std::string_view::npos ||
           rest.find_first_of("123456789") != std::string_view::npos;
}

std::optional<Response> show(const Call& call, store::Reader*, store::Writer*, std::any&)
{
    const auto file = file_at(call.capture("name"));
    if (!file) return text_response(404, "Not Found\n");
    const bool zipped = accepts_gzip(call.accept_encoding);
    const auto etag = "\"" + file->hash + (zipped ? "-gzip\"" : "\"");
    Response response{.content_type = type_of(file->name), .cacheable = true};
    response.fields = {{"ETag", etag}, {"Vary", "Accept-Encoding"}};
    if (call.if_none_match.find(etag) != std::string::npos) {
        response.status = 304;
        return response;
    }
    if (zipped) response.fields.emplace_back("Content-Encoding", "gzip");
    response.body = asset("static/" + file->name + (zipped ? ".gz" : ""));
    return response;
}

const Steps kShow{{{LaneName::io, show}}};

} // namespace

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/static/{name}", Can::anyone, &kShow},
    };
    return kRoutes;
}

} // namespace server::statics
