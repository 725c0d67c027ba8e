#include "server/net/head.hpp"
#include "server/net/words.hpp"
#include <algorithm>

namespace server::net {

namespace {

constexpr std::size_t kMostMethod = 32;

std::unexpected<Trouble> trouble(int status, const char* why)
{
    return std::unexpected(Trouble{status, why});
}

// Request line and fields, each without its CR LF; the block ends with an empty line.
std::vector<std::string_view> lines_of(std::string_view block)
{
    std::vector<std::string_view> lines;
    while (block.size() >= 2) {
        const auto end = block.find("\r\n");
        lines.push_back(block.substr(0, end));
        block.remove_prefix(end + 2);
    }
    lines.pop_back();
    return lines;
}

// Visible ASCII; no fragment, and nothing a browser would not send.
bool is_target_character(char c)
{
    return c > ' ' && c < 0x7F && c != '#' && c != '"' && c != '<' && c != '>';
}

std::expected<int, Trouble> version_in(std::string_view text)
{
    if (text == "HTTP/1.1") return 11;
    if (text == "HTTP/1.0") return 10;
    const bool shaped = text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) &&
                        text[6] == '.' && is_digit(text[7]);
    return shaped ? trouble(505, "version") : trouble(400, "request_line");
}

std::expected<void, Trouble> read_request_line(std::string_view line, Head& head, std::size_t most_target)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first) return trouble(400, "request_line");
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, last - first - 1);
    if (!is_token(head.method) || head.method.size() > kMostMethod) return trouble(400, "method");
    if (head.target.size() > most_target) return trouble(414, "target_size");
    if (head.target.empty() || !std::ranges::all_of(head.target, is_target_character))
        return trouble(400, "target");
    const auto version = version_in(line.substr(last + 1));
    if (!version) return std::unexpected(version.error());
    head.version = *version;
    return {};
}

std::expected<void, Trouble> read_field(std::string_view line, Head& head)
{
    if (line.starts_with(' ') || line.starts_with('\t')) return trouble(400, "folded_field");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return trouble(400, "field");
    const auto name = line.substr(0, colon);
    if (!is_token(name)) return trouble(400, "field_name");
    const auto value = trimmed(line.substr(colon + 1));
    if (!std::ranges::all_of(value, is_field_character)) return trouble(400, "field_value");
    head.fields.emplace_back(name, value);
    return {};
}

} // namespace

std::string_view Head::field(std::string_view name) const
{
    for (const auto& [known, value] : fields)
        if (same_word(known, name)) return value;
    return {};
}

std::size_t Head::count(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(fields, [&](const auto& field) { return same_word(field.first, name); }));
}

std::optional<std::size_t> end_of_head(std::string_view received)
{
    const auto end = received.find("\r\n\r\n");
    if (end == std::string_view::npos) return {};
    return end + 4;
}

std::optional<Trouble> early_trouble(std::string_view received, const HeadLimits& limits)
{
    const auto complete = end_of_head(received);
    const auto head = received.substr(0, complete.value_or(received.size()));
    for (std::size_t at = 0; at < head.size(); ++at) {
        if (head[at] == '\0') return Trouble{400, "nul"};
        if (head[at] == '\n' && (at == 0 || head[at - 1] != '\r')) return Trouble{400, "bare_lf"};
        if (head[at] == '\r' && at + 1 < head.size() && head[at + 1] != '\n') return Trouble{400, "bare_cr"};
    }
    constexpr std::size_t kRestOfLine = kMostMethod + 12;
    if (std::min(head.find("\r\n"), head.size()) > limits.target + kRestOfLine)
        return Trouble{414, "target_size"};
    if (head.size() > limits.block) return Trouble{431, "head_size"};
    return {};
}

std::expected<Head, Trouble> read_head(std::string_view block, const HeadLimits& limits)
{
    const auto lines = lines_of(block);
    if (lines.empty() || lines.front().empty()) return trouble(400, "request_line");
    Head head;
    if (auto read = read_request_line(lines.front(), head, limits.target); !read)
        return std::unexpected(read.error());
    if (block.size() > limits.block) return trouble(431, "head_size");
    if (lines.size() - 1 > limits.fields) return trouble(431, "field_count");
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (auto read = read_field(lines[i], head); !read) return std::unexpected(read.error());
    return head;
}

} // namespace server::net
