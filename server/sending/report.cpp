#include "server/sending/report.hpp"
#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

namespace server::sending {

namespace {

using Fields = std::map<std::string, std::string>; // names in lower case; the first of each

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text)
{
    std::string all(text);
    std::ranges::transform(all, all.begin(), lower);
    return all;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r";
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string_view take_line(std::string_view& rest)
{
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

// Up to the empty line, which is taken, too; folded lines are one.
Fields take_fields(std::string_view& rest)
{
    Fields fields;
    std::string* last = nullptr;
    while (!rest.empty()) {
        const auto line = take_line(rest);
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') {
            if (last) *last += " " + std::string(trimmed(line));
            continue;
        }
        const auto colon = std::min(line.find(':'), line.size());
        const auto value = trimmed(line.substr(std::min(colon + 1, line.size())));
        last = &fields.emplace(lowered(trimmed(line.substr(0, colon))), value).first->second;
    }
    return fields;
}

std::string of(const Fields& fields, const char* name)
{
    const auto at = fields.find(name);
    return at == fields.end() ? std::string() : at->second;
}

// "multipart/report; boundary=x": the type, and what a parameter says.
std::string type_in(const std::string& value)
{
    return lowered(trimmed(std::string_view(value).substr(0, value.find(';'))));
}
std::string parameter_in(const std::string& value, std::string_view name)
{
    for (auto at = value.find(';'); at != std::string::npos; at = value.find(';', at + 1)) {
        const auto rest = trimmed(std::string_view(value).substr(at + 1));
        const auto is = rest.find('=');
        if (is == std::string_view::npos || lowered(trimmed(rest.substr(0, is))) != name) continue;
        auto text = trimmed(rest.substr(is + 1));
        if (text.starts_with('"')) return std::string(text.substr(1, text.find('"', 1) - 1));
        return std::string(text.substr(0, text.find_first_of("; \t")));
    }
    return {};
}

std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary)
{
    std::vector<std::string_view> parts;
    const auto mark = "--" + boundary;
    const char* begin = nullptr;
    while (!body.empty()) {
        const auto* at = body.data();
        const auto line = take_line(body);
        if (trimmed(line) != mark && trimmed(line) != mark + "--") continue;
        if (begin) parts.emplace_back(begin, static_cast<std::size_t>(at - begin));
        begin = body.data();
    }
    return parts;
}

// The last word of that shape in what the other server said: "smtp; 550 5.1.1 no such user".
std::string no_mailbox_in(const std::string& diagnostic)
{
    for (auto at = diagnostic.find("5.1."); at != std::string::npos; at = diagnostic.find("5.1.", at + 1)) {
        const auto code = diagnostic.substr(at, diagnostic.find_first_not_of("0123456789.", at) - at);
        if (says_no_mailbox(code)) return code;
    }
    return {};
}

// The fields of the message, an empty line, then those of each recipient.
void read_status(std::string_view part, Report& report)
{
    take_fields(part);
    while (!part.empty()) {
        const auto fields = take_fields(part);
        const auto action = lowered(of(fields, "action"));
        if (action.empty() || (!report.action.empty() && action != "failed")) continue;
        report.action = action;
        report.status = std::string(trimmed(of(fields, "status").substr(0, of(fields, "status").find(' '))));
        const auto told = no_mailbox_in(of(fields, "diagnostic-code"));
        if (!told.empty() && report.status.starts_with("5.0")) report.status = told;
        if (action == "failed") return;
    }
}

std::string id_in(const std::string& field)
{
    const auto open = field.find('<'), end = field.find('>', open);
    return open == std::string::npos || end == std::string::npos ? std::string()
                                                                 : field.substr(open + 1, end - open - 1);
}

bool is_printable(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return ' ' <= c && c <= '~'; });
}

} // namespace

bool says_no_mailbox(std::string_view code)
{
    constexpr std::string_view kAddress = "5.1.";
    if (!code.starts_with(kAddress)) return false;
    int detail = 0;
    const auto* begin = code.data() + kAddress.size();
    return std::from_chars(begin, code.data() + code.size(), detail).ec == std::errc{} && detail != 7 &&
           detail != 8;
}

std::optional<Report> read_report(std::string_view mail)
{
    const auto head = take_fields(mail);
    const auto type = of(head, "content-type");
    if (type_in(type) != "multipart/report" ||
        lowered(parameter_in(type, "report-type")) != "delivery-status")
        return {};
    Report report;
    for (auto part : parts_of(mail, parameter_in(type, "boundary"))) {
        const auto kind = type_in(of(take_fields(part), "content-type"));
        if (kind == "message/delivery-status" || kind == "message/global-delivery-status")
            read_status(part, report);
        else if (kind == "message/rfc822" || kind == "text/rfc822-headers" || kind == "message/global" ||
                 kind == "message/global-headers")
            report.message_id = id_in(of(take_fields(part), "message-id"));
    }
    if (report.message_id.empty() || report.action.empty()) return {};
    if (!is_printable(report.message_id + report.action + report.status)) return {};
    return report;
}

} // namespace server::sending
