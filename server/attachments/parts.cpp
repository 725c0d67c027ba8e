#include "server/attachments/parts.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include <algorithm>

namespace server::attachments {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

std::string size_words(const Words& words, std::int64_t bytes)
{
    constexpr std::int64_t kKilobyte = 1024;
    return words.say("attachment.kilobytes",
                     {{"count", html::whole_number(std::max<std::int64_t>(1, bytes / kKilobyte))}});
}

} // namespace

json list_view(const Words& words, const std::vector<store::AttachmentRow>& all, bool may_open)
{
    constexpr std::size_t kShownOfHash = 12;
    json rows = json::array();
    for (const auto& row : all) {
        const auto label = words.say("attachment.kind." + std::string(name_of(row.kind)));
        rows.push_back({{"open", may_open ? json{{"href", "/attachments/" + to_text(row.id)}} : json()},
                        {"closed", !may_open},
                        {"label", label},
                        {"size", size_words(words, row.bytes)},
                        {"sha256", row.sha256.substr(0, kShownOfHash)}});
    }
    return html::rows_part(std::move(rows));
}

json add_view(const Words& words, const std::string& action, const std::string& id, const std::string& field)
{
    return {{"attach_action", action},
            {"attach_id", id},
            {"attach_name", field},
            {"attach_label", words.say("attachment.choose." + field)},
            {"once", new_form_token()}};
}

json attachment_json(const store::AttachmentRow& row)
{
    return {{"id", to_text(row.id)},
            {"kind", name_of(row.kind)},
            {"bytes", row.bytes},
            {"sha256", row.sha256},
            {"added_at", to_text(row.added_at)}};
}

} // namespace server::attachments
