#include "server/html/templates.hpp"
#include "server/html/escape.hpp"
#include "server/html/markup.hpp"
#include "server/html/shape.hpp"
#include "server/library/assets.hpp"
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace html {

using nlohmann::json;
using server::Language;

namespace {

constexpr auto kMode = ctemplate::DO_NOT_STRIP;
constexpr std::string_view kPragma = R"({{%AUTOESCAPE context="HTML"}})"; // escaping, by where a value stands
constexpr std::string_view kDocument = "<!doctype html>";
constexpr std::string_view kShared = "shared/";
constexpr std::string_view kContent = "{{> content}}";
constexpr int kDeepest = 8;

std::string key_of(Language language, std::string_view name)
{
    return (language == Language::zh ? "zh:" : "en:") + std::string(name);
}

// Every {{<sign>…}} replaced by what `with` makes of its inside.
std::string replaced(std::string_view text, std::string_view sign,
                     const std::function<std::string(std::string_view)>& with)
{
    const std::string mark = "{{" + std::string(sign);
    std::string whole;
    for (auto begin = text.find(mark); begin != text.npos; begin = text.find(mark)) {
        const auto end = text.find("}}", begin);
        if (end == text.npos) throw std::runtime_error(mark + " without its }}");
        const auto inside = begin + mark.size();
        whole += text.substr(0, begin);
        whole += with(text.substr(inside, end - inside));
        text.remove_prefix(end + 2);
    }
    return whole += text;
}

std::string inlined(const Files& files, std::string_view text, int depth = 0)
{
    if (depth > kDeepest) throw std::runtime_error("files that stand in each other");
    return replaced(text, "> ", [&](std::string_view name) {
        const auto found = files.find(name);
        if (found == files.end())
            throw std::runtime_error("{{> " + std::string(name) + "}}: there is no such file");
        return inlined(files, found->second, depth + 1);
    });
}

std::string text_of(const Messages& messages, Language language, std::string_view key)
{
    const auto& texts = messages.catalog(language);
    const auto found = texts.find(key);
    if (found == texts.end()) throw std::runtime_error("{{t:" + std::string(key) + "}}: no such text");
    return escaped(found->second); // its {{places}} stay for the view's values
}

std::string icon(std::string_view name)
{
    const auto symbol = "id=\"" + std::string(name) + "\"";
    if (server::asset("static/icons.svg").find(symbol) == std::string_view::npos)
        throw std::runtime_error("{{i:" + std::string(name) + "}}: templates/static/icons.txt lacks it");
    return R"(<svg class="icon" aria-hidden="true" focusable="false"><use href=")" +
           server::static_address("icons.svg") + "#" + std::string(name) + R"("></use></svg>)";
}

// In its layout, or as it is when it is a whole document.
std::string in_place(const Files& files, std::string_view name, std::string_view text)
{
    if (text.starts_with(kDocument)) return inlined(files, text);
    const auto layout = files.find("shared/layout");
    const auto at = layout == files.end() ? std::string::npos : layout->second.find(kContent);
    if (at == std::string::npos)
        throw std::runtime_error("shared/layout needs {{> content}} for " + std::string(name));
    auto whole = layout->second;
    return inlined(files, whole.replace(at, kContent.size(), text));
}

std::string translated(const Messages& messages, Language language, std::string_view text)
{
    const auto with_texts = replaced(text, "t:", [&](auto key) { return text_of(messages, language, key); });
    const auto with_files =
        replaced(with_texts, "s:", [](auto name) { return server::static_address(name); });
    return replaced(with_files, "i:", icon);
}

void fill(ctemplate::TemplateDictionary& page, const json& view)
{
    for (const auto& [name, value] : view.items()) {
        if (value.is_string())
            page.SetValue(name, value.get_ref<const std::string&>());
        else if (value.is_number_integer())
            page.SetValue(name, std::to_string(value.get<std::int64_t>()));
        else if (value.is_boolean() && value.get<bool>())
            page.ShowSection(name);
        else if (value.is_object())
            fill(*page.AddSectionDictionary(name), value);
        else if (value.is_array())
            for (const auto& row : value) fill(*page.AddSectionDictionary(name), row);
    }
}

} // namespace

struct Templates::Inside {
    ctemplate::TemplateCache cache;
    std::map<std::string, Shape, std::less<>> shapes; // names are the same in both languages
    std::set<std::string, std::less<>> documents;
    Checking checking{};

    void add(const Files& files, const Messages& messages, const std::string& name, std::string_view source)
    {
        const auto whole = in_place(files, name, source);
        if (source.starts_with(kDocument)) documents.insert(name);
        for (const auto language : {Language::zh, Language::en}) {
            const auto text = translated(messages, language, whole);
            shapes[name] = shape_of(text);
            check_markup(text);
            if (!cache.StringToTemplateCache(key_of(language, name), std::string(kPragma) + text, kMode))
                throw std::runtime_error("ctemplate refuses it");
        }
    }
};

Templates::Templates(const Files& files, const Messages& messages, Checking checking)
    : inside_(std::make_unique<Inside>())
{
    inside_->checking = checking;
    for (const auto& [name, text] : files) {
        if (name.starts_with(kShared)) continue;
        try {
            inside_->add(files, messages, name, text);
        } catch (const std::exception& wrong) {
            throw std::runtime_error("templates/" + name + ".html: " + wrong.what());
        }
    }
    inside_->cache.Freeze();
}

Templates::~Templates() = default;

std::shared_ptr<const Templates> Templates::built_in(const Messages& messages, Checking checking)
{
    constexpr std::string_view kFolder = "templates/", kEnding = ".html";
    Files files;
    for (const auto& [path, text] : server::all_assets())
        if (path.starts_with(kFolder))
            files.emplace(path.substr(kFolder.size(), path.size() - kFolder.size() - kEnding.size()), text);
    return std::make_shared<const Templates>(files, messages, checking);
}

bool Templates::has(std::string_view name) const { return inside_->shapes.contains(name); }
bool Templates::is_whole_document(std::string_view name) const { return inside_->documents.contains(name); }

std::string Templates::expand(Language language, std::string_view name, const json& view) const
{
    const auto shape = inside_->shapes.find(name);
    if (shape == inside_->shapes.end()) throw std::logic_error("no template " + std::string(name));
    if (inside_->checking == Checking::strict) {
        try {
            compare(shape->second, view);
        } catch (const std::logic_error& difference) {
            throw std::logic_error(std::string(name) + ": " + difference.what());
        }
    }
    const auto key = key_of(language, name);
    ctemplate::TemplateDictionary page(key);
    fill(page, view);
    std::string text;
    if (!inside_->cache.ExpandNoLoad(key, kMode, &page, nullptr, &text))
        throw std::logic_error("template " + key + " was not printed");
    return text;
}

} // namespace html
