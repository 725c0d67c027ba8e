// Mails that come back: read as a report, or not one.
#include "server/sending/report.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <algorithm>

using namespace server::sending;

void try_text(std::string_view text)
{
    const auto report = read_report(text);
    if (!report) return;
    must(!report->message_id.empty(), "a report names its mail");
    for (const auto& told : {report->message_id, report->action, report->status})
        must(std::ranges::all_of(told, [](char c) { return ' ' <= c && c <= '~'; }), "a report is printable");
    says_no_mailbox(report->status);
}
