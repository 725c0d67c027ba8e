#include "server/html/messages.hpp"
#include "server/html/places.hpp"
#include "server/library/assets.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace html {

using server::Language;

namespace {

using Catalog = std::map<std::string, std::string, std::less<>>;

[[noreturn]] void refuse_catalog(const std::string& what)
{
    throw std::runtime_error("config/messages: " + what);
}

Catalog catalog_of(const Files& files, const std::string& language)
{
    Catalog texts;
    for (const auto& [path, content] : files) {
        if (!path.starts_with(language + "/")) continue;
        const auto file = nlohmann::json::parse(content, nullptr, false);
        if (!file.is_object()) refuse_catalog(path + " is not a JSON object");
        for (const auto& [key, text] : file.items()) {
            if (!text.is_string() || text.get_ref<const std::string&>().empty())
                refuse_catalog(path + ": " + key + " has no text");
            if (!texts.emplace(key, text).second) refuse_catalog(path + ": " + key + " is there twice");
        }
    }
    return texts;
}

std::set<std::string> places_of(std::string_view text)
{
    std::set<std::string> places;
    for_each_place(text, [&](std::string_view name) { places.emplace(name); });
    return places;
}

void expect_same_keys(const Catalog& ours, const Catalog& theirs, const std::string& language)
{
    for (const auto& [key, text] : ours)
        if (!theirs.contains(key)) refuse_catalog(key + " is missing in " + language);
}

// A text for one may do without its number: "one child".
void expect_same_places(const Catalog& zh, const Catalog& en)
{
    for (const auto& [key, text] : zh) {
        const auto here = places_of(text), there = places_of(en.find(key)->second);
        const bool of_one = key.ends_with("_one");
        if (of_one ? !std::ranges::includes(here, there) : here != there)
            refuse_catalog(key + " has other {{places}} in zh than in en");
    }
}

} // namespace

Messages::Messages(const Files& files) : zh_(catalog_of(files, "zh")), en_(catalog_of(files, "en"))
{
    expect_same_keys(zh_, en_, "en");
    expect_same_keys(en_, zh_, "zh");
    expect_same_places(zh_, en_);
}

Messages Messages::built_in()
{
    constexpr std::string_view kFolder = "config/messages/";
    Files files;
    for (const auto& [path, text] : server::all_assets())
        if (path.starts_with(kFolder)) files.emplace(path.substr(kFolder.size()), text);
    return Messages(files);
}

std::string Messages::text(Language language, std::string_view key,
                           const std::map<std::string, std::string>& values) const
{
    const auto& texts = catalog(language);
    auto found = texts.find(key);
    if (found == texts.end()) {
        const auto count = values.find("count");
        const bool one = language == Language::en && count != values.end() && count->second == "1";
        if (count != values.end()) found = texts.find(std::string(key) + (one ? "_one" : "_other"));
    }
    if (found == texts.end()) throw std::logic_error("no message " + std::string(key));
    return filled(found->second, values);
}

bool Messages::has(std::string_view key) const
{
    return zh_.contains(key) || zh_.contains(std::string(key) + "_other");
}

const Catalog& Messages::catalog(Language language) const { return language == Language::zh ? zh_ : en_; }

std::string sentence(const Messages& messages, Language language, const models::Fault& fault)
{
    return messages.text(language, fault.key, fault.values);
}

} // namespace html
