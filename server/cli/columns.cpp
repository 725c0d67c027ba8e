#include "server/cli/columns.hpp"
#include <algorithm>
#include <array>
#include <utility>

namespace server::cli {

namespace {

struct Range {
    char32_t first, last;
};
// East Asian Wide and Fullwidth, as far as it occurs in text of this program.
constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},  {0x3041, 0x33FF}, {0x3400, 0x4DBF},
                           {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},  {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
                           {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF},
                           {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD}};

std::size_t length_of(unsigned char lead)
{
    if (lead < 0x80) return 1;
    if (lead < 0xE0) return 2;
    return lead < 0xF0 ? 3 : 4;
}

// The character at `at`, and behind it `at` of the next one. Broken UTF-8 counts byte by byte.
char32_t next_character(std::string_view text, std::size_t& at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto length = std::min(length_of(lead), text.size() - at);
    char32_t character = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        character = character << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    at += length;
    return character;
}

std::size_t cells_of(char32_t character)
{
    return std::ranges::any_of(
               kWide, [&](const Range& wide) { return character >= wide.first && character <= wide.last; })
               ? 2
               : 1;
}

std::string cut(std::string text, std::size_t width)
{
    constexpr std::string_view kMore = "..";
    if (display_width(text) <= width || width < kMore.size()) return text;
    std::size_t at = 0, kept = 0, used = 0;
    while (at < text.size()) {
        used += cells_of(next_character(text, at));
        if (used + kMore.size() > width) break;
        kept = at;
    }
    text.resize(kept);
    return text.append(kMore);
}

std::string spaces_to(std::size_t width, std::string_view text)
{
    const auto used = display_width(text);
    return std::string(used < width ? width - used : 0, ' ');
}

} // namespace

std::size_t display_width(std::string_view utf8)
{
    std::size_t width = 0;
    for (std::size_t at = 0; at < utf8.size();) width += cells_of(next_character(utf8, at));
    return width;
}

std::string left(std::string text, std::size_t width)
{
    text = cut(std::move(text), width);
    return text + spaces_to(width, text);
}

std::string right(std::string text, std::size_t width)
{
    text = cut(std::move(text), width);
    return spaces_to(width, text) + text;
}

std::string narrow(std::string text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSigns{
        {{"≤", "<="}, {"≥", ">="}, {"·", " "}}};
    for (const auto& [wide, plain] : kSigns)
        for (auto at = text.find(wide); at != std::string::npos; at = text.find(wide, at + plain.size()))
            text.replace(at, wide.size(), plain);
    return text;
}

std::string Painter::operator()(Paint paint, std::string text) const
{
    constexpr const char* kCodes[] = {"",         "\033[1m",  "\033[2m", "\033[32m",
                                      "\033[33m", "\033[31m", "\033[34m"};
    if (!color_ || paint == Paint::none) return text;
    return kCodes[static_cast<std::size_t>(paint)] + std::move(text) + "\033[0m";
}

} // namespace server::cli
