#include "server/http/problem.hpp"
#include "server/html/messages.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

namespace server {

using nlohmann::json;
using namespace models;

namespace {

std::string sentence_of(const Call& call, const Fault& fault)
{
    const auto* messages = call.library ? call.library->messages.get() : nullptr;
    if (!messages || !messages->has(fault.key)) return fault.key;
    return html::sentence(*messages, call.language, fault);
}

std::string page_for(int status)
{
    if (status == 403) return "errors/forbidden";
    if (status == 404 || status == 405) return "errors/not_found";
    if (status == 503 || status == 507) return "errors/busy";
    return status >= 500 ? "errors/broken" : "errors/conflict";
}

constexpr std::size_t kMostTold = 100; // more faults than anybody mends at once

// RFC 9457; "errors" as this project's extension, one entry per sentence.
Response problem_json(const Call& call, int status, const std::vector<Fault>& faults)
{
    json errors = json::array();
    for (const auto& fault : std::span(faults).first(std::min(faults.size(), kMostTold)))
        errors.push_back(
            {{"pointer", fault.pointer}, {"code", fault.key}, {"detail", sentence_of(call, fault)}});
    const json problem{{"type", "about:blank"},
                       {"title", phrase_of(status)},
                       {"status", status},
                       {"detail", faults.empty() ? "" : sentence_of(call, faults.front())},
                       {"request_id", call.request_id},
                       {"errors", errors}};
    auto response = json_response(status, problem.dump(-1, ' ', false, json::error_handler_t::replace));
    response.content_type = "application/problem+json";
    return response;
}

Response problem_page(const Call& call, int status, const std::vector<Fault>& faults)
{
    json sentences = json::array();
    for (const auto& fault : faults) sentences.push_back({{"text", sentence_of(call, fault)}});
    const auto name = page_for(status);
    json view{{"faults", sentences}, {"request_id", call.request_id}};
    if (name == "errors/conflict") view["back"] = page_before(call);
    return page(call, name, view, status);
}

Response answer_with(const Call& call, int status, const std::vector<Fault>& faults)
{
    auto response = call.api ? problem_json(call, status, faults) : problem_page(call, status, faults);
    if (status == 503) response.fields.emplace_back("Retry-After", "1");
    return response;
}

} // namespace

Response refusal_response(const Call& call, const Refusal& refusal)
{
    return answer_with(call, status_for(refusal.reason, call.api), refusal.faults);
}

Response problem_response(const Call& call, int status)
{
    return answer_with(call, status, {{"problem." + std::to_string(status), "", {}}});
}

Response not_found(const Call& call) { return problem_response(call, 404); }
Response forbidden(const Call& call) { return problem_response(call, 403); }
Response busy(const Call& call, Fault fault) { return answer_with(call, 503, {std::move(fault)}); }

} // namespace server
