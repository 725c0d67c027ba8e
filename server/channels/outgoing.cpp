#include "server/channels/outgoing.hpp"
#include "models/store/accounts.hpp"
#include "server/channels/letters.hpp"
#include "server/config.hpp"
#include "server/http/decode.hpp"
#include "server/programs/words.hpp"
#include "server/sending/signature.hpp"
#include <fstream>
#include <nlohmann/json.hpp>

namespace server::channels {

using namespace models;
using nlohmann::json;

namespace {

std::int64_t seconds_of(Time at)
{
    return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
}

sending::Post webhook(const Library& library, const store::ChannelRow& channel,
                      const store::NoticeRow& notice, const std::string& id, Time made_at, Time now)
{
    sending::Post post{.url = channel.keys.target};
    post.body = cloud_event(notice, id, library.config->base_url, made_at);
    const bool rotating = channel.rotated_until && *channel.rotated_until > now;
    const auto seconds = seconds_of(now);
    post.fields = {"Content-Type: application/cloudevents+json; charset=utf-8", "webhook-id: " + id,
                   "webhook-timestamp: " + std::to_string(seconds),
                   "webhook-signature: " +
                       sending::signature(id, seconds, post.body, channel.keys.secret,
                                          rotating ? channel.keys.secret_before : std::string())};
    return post;
}

sending::Post text_message(const Library& library, const store::ChannelRow& channel,
                           const store::NoticeRow& notice, const std::string& id, Time now)
{
    const auto words = programs::words_of(library, channel.language == "en" ? Language::en : Language::zh);
    const auto text = words.say(
        "channel.sms", {{"what", words.say("notice." + notice.about)}, {"reference", notice.reference}});
    sending::Post post{.url = channel.keys.target};
    post.body =
        filled_body(channel.keys.body,
                    {{"phone", channel.keys.phone}, {"text", text}, {"id", id}, {"time", to_text(now)}});
    post.fields = {is_json_body(post.body) ? "Content-Type: application/json; charset=utf-8"
                                           : "Content-Type: application/x-www-form-urlencoded"};
    if (!channel.keys.authorization.empty())
        post.fields.push_back("Authorization: " + channel.keys.authorization);
    return post;
}

std::string password_of(const Config& config)
{
    std::ifstream in(config.mail_password_file);
    std::string password;
    std::getline(in, password);
    return password;
}

std::optional<Outgoing> mail(store::Reader& db, const Library& library, const store::DispatchRow& dispatch,
                             const store::ChannelRow& channel, Time now)
{
    const auto& config = *library.config;
    if (config.mail_server.empty()) return {};
    auto letter = letter_of(db, library, dispatch, channel, now);
    if (!letter) return {};
    letter->from = config.mail_from;
    letter->to = channel.keys.target;
    letter->id = mail_id(db.vault(), dispatch.id);
    letter->at = now;
    const auto password = config.mail_user.empty() ? std::string() : password_of(config);
    return sending::Mail{config.mail_server, config.mail_user, password,
                         letter->from,       letter->to,       sending::mail_text(*letter)};
}

} // namespace

std::string message_id(DispatchId id) { return "msg_" + to_text(id); }

std::string mail_id(const store::Vault& vault, DispatchId id)
{
    constexpr std::size_t kKeyed = 22; // 132 bits
    return message_id(id) + "." + vault.secret_hash("mail|" + to_text(id)).substr(0, kKeyed);
}

std::optional<DispatchId> dispatch_of_mail(const store::Vault& vault, std::string_view text)
{
    constexpr std::string_view kStart = "msg_";
    const auto own = text.substr(0, text.find('@'));
    if (!own.starts_with(kStart)) return {};
    const auto number = own.substr(kStart.size(), own.find('.') - std::min(own.size(), kStart.size()));
    const auto id = parse_id<DispatchId>(number);
    return id && mail_id(vault, *id) == own ? id : std::nullopt;
}

std::string cloud_event(const store::NoticeRow& notice, const std::string& id, const std::string& source,
                        Time at)
{
    const auto noun = std::string(name_of(notice.noun));
    const auto number = std::to_string(notice.noun_id);
    return json{
        {"specversion", "1.0"},
        {"id", id},
        {"source", source.empty() ? "/parasol" : source},
        {"type", "parasol." + notice.about},
        {"subject", noun + "/" + number},
        {"time", to_text(at)},
        {"timestamp", to_text(at)},
        {"datacontenttype", "application/json"},
        {"data", {{"kind", noun}, {"id", number}, {"reference", notice.reference}, {"event", notice.about}}}}
        .dump();
}

bool is_json_body(std::string_view body)
{
    const auto first = body.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (body[first] == '{' || body[first] == '[');
}

std::string filled_body(const std::string& body, const std::map<std::string, std::string>& values)
{
    const bool is_json = is_json_body(body);
    std::string filled;
    for (std::size_t at = 0; at < body.size();) {
        const auto value = std::ranges::find_if(
            values, [&](const auto& one) { return body.substr(at).starts_with("%" + one.first + "%"); });
        if (value == values.end()) {
            filled += body[at++];
            continue;
        }
        const auto quoted = json(value->second).dump();
        filled += is_json ? quoted.substr(1, quoted.size() - 2) : percent_encoded(value->second);
        at += value->first.size() + 2;
    }
    return filled;
}

std::optional<Outgoing> outgoing(store::Reader& db, const Library& library,
                                 const store::DispatchRow& dispatch, const store::ChannelRow& channel,
                                 Time now)
{
    if (channel.kind == ChannelKind::mail) return mail(db, library, dispatch, channel, now);
    const auto notices = store::notices_of(db, dispatch.id);
    if (notices.empty()) return {};
    const auto id = message_id(dispatch.id);
    if (channel.kind == ChannelKind::webhook)
        return webhook(library, channel, notices.front(), id, dispatch.made_at, now);
    return text_message(library, channel, notices.front(), id, now);
}

} // namespace server::channels
