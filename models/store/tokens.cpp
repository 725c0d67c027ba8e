#include "models/identity.hpp"
#include "models/store/pinyin.hpp"
#include "models/store/seal.hpp"
#include <charconv>
#include <set>
#include <unordered_map>

namespace store {

namespace {

char32_t code_point(std::string_view character)
{
    const auto lead = static_cast<unsigned char>(character[0]);
    char32_t value = character.size() == 1 ? lead : lead & (0xFFU >> (character.size() + 1));
    for (std::size_t i = 1; i < character.size(); ++i)
        value = (value << 6) | (static_cast<unsigned char>(character[i]) & 0x3FU);
    return value;
}

std::string lower(std::string_view text)
{
    std::string result;
    for (const char c : text) result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

std::vector<std::string> characters_of(std::string_view text)
{
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 1;
        while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80)
            ++size;
        const auto character = lower(text.substr(at, size));
        if (character != " " && character != "·") characters.push_back(character);
        at += size;
    }
    return characters;
}

const std::unordered_map<char32_t, char>& readings()
{
    static const auto kReadings = [] {
        std::unordered_map<char32_t, char> table;
        const auto text = pinyin_table();
        for (std::size_t at = 0; at < text.size();) {
            const auto end = text.find('\n', at);
            const auto space = text.find(' ', at);
            std::uint32_t value{};
            std::from_chars(text.data() + at, text.data() + space, value, 16);
            table[value] = text[space + 1];
            at = end + 1;
        }
        return table;
    }();
    return kReadings;
}

// The four characters at the end of a typed ID or phone number; nothing for other texts.
std::string last_four(std::string_view typed)
{
    if (typed.size() < 4) return {};
    const auto digits = typed.find_first_not_of("0123456789");
    const bool ends_in_x = digits == typed.size() - 1 && (typed.back() == 'X' || typed.back() == 'x');
    if (digits != std::string_view::npos && !ends_in_x) return {};
    return lower(typed.substr(typed.size() - 4));
}

// Surnames that read otherwise than the character does; both where both are names.
std::string surname_initials(std::string_view surname)
{
    static const std::unordered_map<std::string_view, std::string> kSurnames{
        {"单", "sd"}, {"曾", "zc"}, {"仇", "qc"}, {"覃", "qt"},
        {"解", "xj"}, {"查", "zc"}, {"区", "oq"}, {"朴", "p"}};
    const auto found = kSurnames.find(surname);
    return found == kSurnames.end() ? "" : found->second;
}

char initial_of(const std::string& character)
{
    const char c = character[0];
    if (character.size() == 1) return c;
    const auto found = readings().find(code_point(character));
    return found == readings().end() ? '?' : found->second;
}

std::set<std::string> initials_of(const std::vector<std::string>& characters)
{
    std::string rest;
    for (std::size_t i = 1; i < characters.size(); ++i) rest += initial_of(characters[i]);
    auto firsts = surname_initials(characters[0]);
    if (firsts.empty()) firsts = std::string(1, initial_of(characters[0]));
    std::set<std::string> all;
    for (const char first : firsts) all.insert(first + rest);
    return all;
}

bool is_ascii_letters(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
                                std::string_view::npos;
}

} // namespace

std::vector<SearchText> texts_of_name(std::string_view name)
{
    const auto characters = characters_of(name);
    if (characters.empty()) return {};
    std::vector<SearchText> texts;
    std::string whole;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        whole += characters[i];
        if (i > 0) texts.push_back({"bigram", characters[i - 1] + characters[i]});
    }
    texts.push_back({"name", whole});
    for (const auto& initials : initials_of(characters)) texts.push_back({"initials", initials});
    return texts;
}

SearchGroups groups_of_query(std::string_view typed)
{
    const auto text = models::folded(typed);
    const auto characters = characters_of(text);
    if (characters.empty()) return {};
    if (const auto end = last_four(text); !end.empty()) return {{{"last4", end}}};
    if (lower(text).starts_with("zj-")) return {{{"reference", lower(text)}}};
    std::string whole;
    for (const auto& character : characters) whole += character;
    if (is_ascii_letters(text)) return {{{"initials", whole}, {"name", whole}}};
    SearchGroups groups;
    for (std::size_t i = 1; i < characters.size(); ++i)
        groups.push_back({{"bigram", characters[i - 1] + characters[i]}});
    if (groups.empty()) groups.push_back({{"name", whole}});
    return groups;
}

} // namespace store
