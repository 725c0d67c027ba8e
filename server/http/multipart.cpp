#include "server/http/multipart.hpp"
#include "models/identity.hpp"
#include "server/http/decode.hpp"
#include <algorithm>
#include <optional>

namespace server {

namespace {

constexpr std::size_t kMostParts = 200, kMostFiles = 10, kMostHead = 4096, kMostName = 100,
                      kMostText = 65'536, kMostBoundary = 70;
constexpr std::string_view kEnd = "\r\n";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view one, std::string_view other)
{
    return std::ranges::equal(one, other, [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'); }

bool is_field_letter(char c) { return is_letter_or_digit(c) || c == '-'; }

// RFC 2046 §5.1.1, without the space.
bool is_boundary(std::string_view text)
{
    constexpr std::string_view kOthers = "'()+_,-./:=?";
    return !text.empty() && text.size() <= kMostBoundary &&
           std::ranges::all_of(text, [&](char c) { return is_letter_or_digit(c) || kOthers.contains(c); });
}

bool take(std::string_view& rest, std::string_view wanted)
{
    if (!rest.starts_with(wanted)) return false;
    rest.remove_prefix(wanted.size());
    return true;
}

// Some programs write a quote in a file's name as \", browsers as %22: what follows tells which it is.
std::size_t end_of_quoted(std::string_view text)
{
    for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 1)) {
        const auto rest = trimmed(text.substr(at + 1));
        if (rest.empty() || rest.starts_with(';')) return at;
        if (at == 0 || text[at - 1] != '\\') return std::string_view::npos;
    }
    return std::string_view::npos;
}

// One parameter: ; name=value or ; name="value".
struct Parameter {
    std::string_view name, value;
};
std::optional<Parameter> take_parameter(std::string_view& rest)
{
    rest = trimmed(rest);
    if (!take(rest, ";")) return {};
    rest = trimmed(rest);
    const auto is = rest.find('=');
    if (is == std::string_view::npos) return {};
    Parameter found{rest.substr(0, is), {}};
    rest.remove_prefix(is + 1);
    const bool quoted = take(rest, "\"");
    const auto end = quoted ? end_of_quoted(rest) : std::min(rest.find_first_of("; \t"), rest.size());
    if (end == std::string_view::npos) return {};
    found.value = rest.substr(0, end);
    rest.remove_prefix(quoted ? end + 1 : end);
    return found;
}

std::optional<std::string_view> boundary_in(std::string_view content_type)
{
    auto rest = content_type.substr(std::min(content_type.find(';'), content_type.size()));
    std::optional<std::string_view> boundary;
    while (!trimmed(rest).empty()) {
        const auto parameter = take_parameter(rest);
        if (!parameter) return {};
        if (!same_word(parameter->name, "boundary")) continue;
        if (boundary || !is_boundary(parameter->value)) return {};
        boundary = parameter->value;
    }
    return boundary;
}

struct PartHead {
    std::string name;
    bool is_file = false;
};

bool is_utf8_name(std::string_view charset)
{
    return same_word(charset, "utf-8") || same_word(charset, "utf8") || same_word(charset, "us-ascii");
}

// A text of another character set would be read as other words.
bool read_type(std::string_view value)
{
    auto rest = value.substr(std::min(value.find(';'), value.size()));
    while (!trimmed(rest).empty()) {
        const auto parameter = take_parameter(rest);
        if (!parameter) return false;
        if (same_word(parameter->name, "charset") && !is_utf8_name(parameter->value)) return false;
    }
    return true;
}

// Bytes as they are; base64 would be kept as the file.
bool is_plain_coding(std::string_view value)
{
    const auto coding = trimmed(value);
    return same_word(coding, "binary") || same_word(coding, "8bit") || same_word(coding, "7bit");
}

bool read_disposition(std::string_view value, PartHead& head)
{
    const auto kind = std::min(value.find(';'), value.size());
    if (!same_word(trimmed(value.substr(0, kind)), "form-data")) return false;
    auto rest = value.substr(kind);
    bool named = false, has_file = false, has_long_file = false;
    while (!trimmed(rest).empty()) {
        const auto parameter = take_parameter(rest);
        if (!parameter) return false;
        auto* seen = parameter->name == "name"        ? &named
                     : parameter->name == "filename"  ? &has_file
                     : parameter->name == "filename*" ? &has_long_file
                                                      : nullptr;
        if (!seen || *seen) return false;
        *seen = true;
        if (seen == &named) head.name = parameter->value;
    }
    head.is_file = has_file || has_long_file;
    return named && !head.name.empty() && head.name.size() <= kMostName;
}

// Its lines without the empty one at the end.
std::optional<PartHead> read_part_head(std::string_view lines)
{
    PartHead head;
    bool disposed = false, typed = false;
    if (!models::is_utf8(lines)) return {};
    while (!lines.empty()) {
        const auto end = lines.find(kEnd);
        const auto line = lines.substr(0, end);
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + kEnd.size());
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || line.find_first_of("\r\n") != std::string_view::npos)
            return {};
        const auto field = line.substr(0, colon), value = line.substr(colon + 1);
        if (field.empty() || !std::ranges::all_of(field, is_field_letter)) return {};
        if (same_word(field, "Content-Disposition")) {
            if (std::exchange(disposed, true) || !read_disposition(value, head)) return {};
        } else if (same_word(field, "Content-Type")) {
            if (std::exchange(typed, true) || !read_type(value)) return {};
        } else if (same_word(field, "Content-Transfer-Encoding") && !is_plain_coding(value))
            return {};
    }
    if (!disposed) return {};
    return head;
}

// One part after its boundary: "\r\n" head "\r\n\r\n" content, up to the next delimiter.
struct Part {
    PartHead head;
    std::string_view content;
};
std::optional<Part> take_part(std::string_view& rest, std::string_view delimiter)
{
    if (!take(rest, kEnd)) return {};
    const auto end = rest.substr(0, kMostHead).find("\r\n\r\n");
    if (end == std::string_view::npos) return {};
    auto head = read_part_head(rest.substr(0, end));
    if (!head) return {};
    rest.remove_prefix(end + 4);
    const auto size = rest.find(delimiter);
    if (size == std::string_view::npos) return {};
    const Part part{*std::move(head), rest.substr(0, size)};
    rest.remove_prefix(size + delimiter.size());
    return part;
}

// What the parts come to; false: too many, too long, or no text.
bool keep_part(const Part& part, Pairs<std::string>& fields, std::vector<Upload>& uploads)
{
    if (part.head.is_file) {
        if (!part.content.empty()) uploads.push_back({part.head.name, std::string(part.content)});
        return uploads.size() <= kMostFiles;
    }
    if (part.content.size() > kMostText || !models::is_utf8(part.content)) return false;
    fields.emplace_back(part.head.name, with_plain_line_ends(std::string(part.content)));
    return true;
}

} // namespace

models::Result<Multipart> read_multipart(std::string_view body, std::string_view content_type)
{
    const auto refused = models::refuse(models::Reason::unreadable, "error.form.multipart");
    const auto boundary = boundary_in(content_type);
    if (!boundary) return refused;
    const auto delimiter = "\r\n--" + std::string(*boundary);
    auto rest = body;
    if (!take(rest, std::string_view(delimiter).substr(kEnd.size()))) return refused;

    Pairs<std::string> fields;
    std::vector<Upload> uploads;
    for (std::size_t parts = 0; !rest.starts_with("--"); ++parts) {
        const auto part = take_part(rest, delimiter);
        if (!part || parts == kMostParts || !keep_part(*part, fields, uploads)) return refused;
    }
    if (rest != "--" && rest != "--\r\n") return refused;
    return Multipart{Form(std::move(fields)), std::move(uploads)};
}

std::string urlencoded(const Form& form)
{
    std::string text;
    for (const auto& [name, value] : form.fields())
        text += (text.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
    return text;
}

} // namespace server
