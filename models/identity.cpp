#include "models/identity.hpp"
#include <algorithm>
#include <array>

namespace models {

namespace {

// Decodes one character; 0xFFFFFFFF for a broken one. Advances `at`.
char32_t next_character(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto lead = byte(at);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || at + length > text.size()) return ++at, char32_t{0xFFFFFFFF};
    char32_t value = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return ++at, char32_t{0xFFFFFFFF};
        value = (value << 6) | (byte(at + i) & 0x3FU);
    }
    at += length;
    const bool too_long = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return too_long || surrogate || value > 0x10FFFF ? char32_t{0xFFFFFFFF} : value;
}

void append(std::string& text, char32_t value)
{
    if (value < 0x80) {
        text += static_cast<char>(value);
    } else if (value < 0x800) {
        text += static_cast<char>(0xC0 | (value >> 6));
        text += static_cast<char>(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        text += static_cast<char>(0xE0 | (value >> 12));
        text += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (value & 0x3F));
    } else {
        text += static_cast<char>(0xF0 | (value >> 18));
        text += static_cast<char>(0x80 | ((value >> 12) & 0x3F));
        text += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (value & 0x3F));
    }
}

// Only letters, digits and the punctuation of numbers: Chinese text keeps its full-width commas and brackets.
bool is_full_width_number_part(char32_t value)
{
    return (value >= 0xFF10 && value <= 0xFF19) || (value >= 0xFF21 && value <= 0xFF3A) ||
           (value >= 0xFF41 && value <= 0xFF5A) || value == 0xFF0E || value == 0xFF0D || value == 0xFF0B ||
           value == 0xFF20;
}

// ID numbers and telephone numbers: folded, without spaces and hyphens, upper case.
std::string compact(std::string_view text)
{
    std::string kept;
    for (const char c : folded(text)) {
        if (c == ' ' || c == '-') continue;
        kept += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return kept;
}

bool is_digits(std::string_view text)
{
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

std::string folded(std::string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto value = next_character(text, at);
        if (value == 0x3000 || value == 0xA0)
            result += ' ';
        else if (is_full_width_number_part(value))
            append(result, value - 0xFEE0);
        else
            result += text.substr(begin, at - begin);
    }
    const auto first = result.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return result.substr(first, result.find_last_not_of(" \t\r\n") - first + 1);
}

// Digits and a last X, without what stands between their groups; `unbroken`: how many stood on end at most.
struct Digits {
    std::string all;
    std::size_t unbroken{};
};

static bool is_a_persons_number(const Digits& run)
{
    const auto& all = run.all;
    const bool mobile = all.size() == 11 && all[0] == '1' && all[1] >= '3';
    const bool resident = all.size() == 18 && resident_check_character(all.substr(0, 17)) == all[17];
    return run.unbroken >= 11 || mobile || resident;
}

bool holds_a_persons_number(std::string_view text)
{
    Digits run;
    std::size_t on_end = 0;
    char before = 0;
    for (const char c : folded(text) + ".") {
        const bool digit = c >= '0' && c <= '9';
        const bool last = (c == 'x' || c == 'X') && run.all.size() == 17;
        const bool between = (c == ' ' || c == '-') && before >= '0' && before <= '9';
        if (digit || last) {
            run.all += last ? 'X' : c;
            run.unbroken = std::max(run.unbroken, ++on_end);
        } else {
            on_end = 0;
            if (!between && is_a_persons_number(run)) return true;
            if (!between) run = {};
        }
        before = c;
    }
    return false;
}

static bool is_plain(std::string_view text) // nearly all text of a file: looked at many bytes at a time
{
    bool plain = true;
    for (const char c : text) plain &= c >= 0x20 && c < 0x7F;
    return plain;
}

bool is_utf8(std::string_view text)
{
    if (is_plain(text)) return true;
    for (std::size_t at = 0; at < text.size();) {
        const auto value = next_character(text, at);
        if (value == 0xFFFFFFFF) return false;
        if ((value < 0x20 && value != '\n' && value != '\t' && value != '\r') || value == 0x7F) return false;
    }
    return true;
}

std::size_t count_characters(std::string_view text)
{
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

char resident_check_character(std::string_view first17)
{
    constexpr std::array kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (first17[i] - '0') * kWeights[i];
    return "10X98765432"[sum % 11];
}

Result<ResidentId> parse_resident_id(std::string_view typed, Date today)
{
    auto text = compact(typed);
    if (text.size() == 15 && is_digits(text)) {
        text = text.substr(0, 6) + "19" + text.substr(6);
        text += resident_check_character(text);
    }
    if (text.size() != 18)
        return refuse(Reason::invalid, "error.id.length", "",
                      {{"length", std::to_string(count_characters(text))}});
    if (!is_digits(text.substr(0, 17)) || (text[17] != 'X' && !is_digits(text.substr(17))))
        return refuse(Reason::invalid, "error.id.characters");
    const auto birth = parse_date(text.substr(6, 4) + "-" + text.substr(10, 2) + "-" + text.substr(12, 2));
    if (!birth || *birth > today) return refuse(Reason::invalid, "error.id.birth");
    if (resident_check_character(text) != text[17]) return refuse(Reason::invalid, "error.id.check_digit");
    return ResidentId{text, *birth, (text[16] - '0') % 2 == 1 ? Sex::male : Sex::female};
}

Result<std::string> parse_id_number(IdType type, std::string_view typed, Date today)
{
    if (type == IdType::resident) {
        auto parsed = parse_resident_id(typed, today);
        if (!parsed) return std::unexpected(parsed.error());
        return parsed->number;
    }
    const auto text = compact(typed);
    const bool plain = text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (!plain || text.size() < 3 || text.size() > 30) return refuse(Reason::invalid, "error.id.other_paper");
    return text;
}

// GB 11714, the inner code's check character: "X" for ten, "0" for eleven.
static char organization_check_character(std::string_view first8)
{
    constexpr std::array kWeights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i)
        sum += (first8[i] <= '9' ? first8[i] - '0' : first8[i] - 'A' + 10) * kWeights[i];
    const int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

Result<std::string> parse_unified_code(std::string_view typed)
{
    constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    constexpr std::array kWeights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    const auto text = compact(typed);
    if (text.size() != 18)
        return refuse(Reason::invalid, "error.code.length", "",
                      {{"length", std::to_string(count_characters(text))}});
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto value = kAlphabet.find(text[i]);
        if (value == std::string_view::npos) return refuse(Reason::invalid, "error.code.characters");
        if (i < kWeights.size()) sum += static_cast<int>(value) * kWeights[i];
    }
    const auto check = kAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
    if (check != text[17] || organization_check_character(text.substr(8, 8)) != text[16])
        return refuse(Reason::invalid, "error.code.check_character");
    return text;
}

Result<std::string> parse_phone(std::string_view typed)
{
    auto text = compact(typed);
    if (text.starts_with("+86")) text.erase(0, 3);
    if (!is_digits(text) || text.size() < 7 || text.size() > 15)
        return refuse(Reason::invalid, "error.phone");
    return text;
}

std::string masked_name(std::string_view name)
{
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < name.size();) {
        const auto begin = at;
        if (next_character(name, at) == 0xB7) break; // ·: the first part of a minority name
        characters.emplace_back(name.substr(begin, at - begin));
    }
    if (characters.size() <= 1) return characters.empty() ? "" : "*";
    if (characters.size() == 2) return characters[0] + "*";
    std::string stars(characters.size() - 2, '*');
    return characters.front() + stars + characters.back();
}

// The first characters and a star for each further one; of too few, stars only.
static std::string masked_after(std::size_t shown, std::size_t least, std::string_view text)
{
    const auto count = count_characters(text);
    if (count < least) return std::string(count, '*');
    std::size_t at = 0;
    for (std::size_t i = 0; i < shown; ++i) next_character(text, at);
    return std::string(text.substr(0, at)) + std::string(count - shown, '*');
}

std::string masked_id_number(std::string_view number) { return masked_after(4, 8, number); }

std::string masked_phone(std::string_view phone) { return masked_after(3, 7, phone); }

} // namespace models
