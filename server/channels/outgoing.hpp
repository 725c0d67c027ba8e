#pragma once
#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "models/store/seal.hpp"
#include "server/http/library.hpp"
#include "server/sending/sender.hpp"
#include <optional>
#include <variant>

// What goes out: ids and states, a number and a link, nothing of a person.
namespace server::channels {

using Outgoing = std::variant<sending::Post, sending::Mail>;

// Nothing: there is nothing (left) to say, or no way to say it.
std::optional<Outgoing> outgoing(store::Reader&, const Library&, const store::DispatchRow&,
                                 const store::ChannelRow&, models::Time now);

std::string message_id(models::DispatchId); // the same whenever it is sent: webhook-id

// What stands before the @ of a Message-ID: the number and a keyed part that nobody guesses, so that a bounce
// is believed. And back; nothing: not ours.
std::string mail_id(const store::Vault&, models::DispatchId);
std::optional<models::DispatchId> dispatch_of_mail(const store::Vault&, std::string_view message_id);

// CloudEvents 1.0, structured, with the timestamp that Standard Webhooks asks for.
std::string cloud_event(const store::NoticeRow&, const std::string& id, const std::string& source,
                        models::Time at);

bool is_json_body(std::string_view body); // begins as an object or a list does

// An SMS gateway's body: %phone%, %text%, %id% and %time% in place, written as JSON strings are when
// the body is JSON, percent-encoded otherwise.
std::string filled_body(const std::string& body, const std::map<std::string, std::string>& values);

} // namespace server::channels
