// Values on pages: wherever they stand, no value opens or ends a tag, an attribute or an address.
#include "server/html/templates.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <nlohmann/json.hpp>

using html::Templates;

static const Templates& templates()
{
    static const html::Messages kTexts({{"zh/a.json", R"({"a":"甲"})"}, {"en/a.json", R"({"a":"A"})"}});
    static const Templates kTemplates(
        {{"x/page", R"html(<!doctype html><p>{{v}}</p><p title="{{v}}"></p>)html"
                    R"html(<input value="{{v}}"><a href="/x?q={{v:url_query_escape}}">x</a>)html"}},
        kTexts);
    return kTemplates;
}

static std::size_t count(std::string_view text, char wanted)
{
    std::size_t found = 0;
    for (const char c : text) found += c == wanted;
    return found;
}

void try_text(std::string_view text)
{
    const auto with = [](std::string value) {
        return templates().expand(server::Language::zh, "x/page", {{"v", std::move(value)}});
    };
    static const auto kPlain = with("a");
    const auto page = with(std::string(text));
    for (const char mark : {'<', '>', '"', '\''})
        must(count(page, mark) == count(kPlain, mark), "no value brings a mark of its own");
}
