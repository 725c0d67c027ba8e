#pragma once
#include <optional>
#include <string>
#include <string_view>

// What another mail server writes back later: a delivery status notification (RFC 3464).
namespace server::sending {

// RFC 3463: X.1.Z tells of an address, but for Z = 7 and 8 the sender's: "5.1.1". Only these mean that there
// is no such mailbox; all else may pass, or is a matter of the relay's.
bool says_no_mailbox(std::string_view enhanced_code);

struct Report {
    std::string message_id; // of the mail it is about, without angle brackets
    std::string action;     // "failed", "delayed", …
    std::string status;     // "5.1.1"; where that is vague (5.0.0), what the other server said
};

// Of the first recipient that failed, else of the first. Nothing: it is no such notification, or names no
// mail, or says something that is not printable ASCII. Only what stands in the parts that the standard gives
// a meaning is read: a person's answer that quotes a mail reports nothing.
std::optional<Report> read_report(std::string_view mail);

} // namespace server::sending
