#include "server/html/refill.hpp"
#include "server/html/escape.hpp"
#include <algorithm>
#include <map>
#include <vector>

namespace html {

namespace {

// One tag of a page that our own templates made: attributes have double quotes or no value.
struct Tag {
    std::string_view name; // "input", "/form"
    std::size_t begin{}, end{};
    std::map<std::string_view, std::string_view> attributes; // values as they are written
};

std::string_view word_at(std::string_view text, std::size_t& at)
{
    const auto begin = at;
    at = std::min(text.find_first_of(" \t\n=>", at), text.size());
    return text.substr(begin, at - begin);
}

// The next tag from `at` on; what is no tag is passed over.
std::optional<Tag> next_tag(std::string_view page, std::size_t at)
{
    at = page.find('<', at);
    if (at == page.npos) return {};
    Tag tag{.begin = at++};
    tag.name = word_at(page, at);
    while (at < page.size() && page[at] != '>') {
        at = std::min(page.find_first_not_of(" \t\n/", at), page.size());
        const auto name = word_at(page, at);
        std::string_view value;
        if (page.substr(at).starts_with("=\"")) {
            const auto close = std::min(page.find('"', at + 2), page.size());
            value = page.substr(at + 2, close - at - 2);
            at = std::min(close + 1, page.size());
        } else if (name.empty() && at < page.size() && page[at] != '>') {
            ++at;
        }
        if (!name.empty()) tag.attributes.emplace(name, value);
    }
    tag.end = std::min(at + 1, page.size());
    return tag;
}

bool is_token(std::string_view name) { return name == "csrf" || name == "once"; }

using Sent = std::map<std::string, std::vector<std::string>, std::less<>>; // written as in a page

Sent written(const server::Form& sent)
{
    Sent values;
    for (const auto& [name, value] : sent.fields()) values[escaped(name)].push_back(escaped(value));
    return values;
}

struct Span {
    std::size_t begin{}, end{};
};

// How many of a form's hidden fields were sent with another value, or not at all.
int strangers(std::string_view page, Span form, const Sent& sent)
{
    int count = 0;
    for (auto tag = next_tag(page, form.begin); tag && tag->begin < form.end;
         tag = next_tag(page, tag->end)) {
        if (tag->name != "input" || tag->attributes["type"] != "hidden") continue;
        const auto name = tag->attributes["name"];
        const auto known = sent.find(name);
        const bool same = known != sent.end() && known->second.front() == tag->attributes["value"];
        if (!is_token(name) && name != "version" && !same) ++count;
    }
    return count;
}

std::optional<Span> form_sent_to(std::string_view page, std::string_view action, const Sent& sent)
{
    std::optional<Span> best;
    int fewest = 0;
    for (auto tag = next_tag(page, 0); tag; tag = next_tag(page, tag->end)) {
        const bool found =
            tag->name == "form" && tag->attributes["method"] == "post" && tag->attributes["action"] == action;
        if (!found) continue;
        const Span form{tag->end, std::min(page.find("</form>", tag->end), page.size())};
        const int count = strangers(page, form, sent);
        if (!best || count < fewest) {
            best = form;
            fewest = count;
        }
    }
    return best;
}

// Writes a form anew, tag by tag.
class Filler {
public:
    explicit Filler(Sent sent) : sent_(std::move(sent)) {}

    std::string fill(std::string_view page, Span form)
    {
        std::string text(page.substr(0, form.begin));
        auto done = form.begin;
        for (auto tag = next_tag(page, done); tag && tag->begin < form.end; tag = next_tag(page, done)) {
            text += page.substr(done, tag->begin - done);
            done = tag->end;
            text += rewritten(*tag, page.substr(tag->begin, tag->end - tag->begin));
            if (tag->name != "textarea") continue;
            const auto close = std::min(page.find("</textarea>", done), page.size());
            const auto value = next_value(tag->attributes["name"]);
            text += value ? "\n" + *value : std::string(page.substr(done, close - done));
            done = close;
        }
        return text += page.substr(done);
    }

private:
    bool was_sent(std::string_view name, std::string_view value) const
    {
        const auto known = sent_.find(name);
        return known != sent_.end() && std::ranges::find(known->second, value) != known->second.end();
    }

    // Fields of one name get their values in the order they were sent in.
    std::optional<std::string> next_value(std::string_view name)
    {
        const auto known = sent_.find(name);
        if (known == sent_.end() || known->second.empty()) return {};
        auto value = known->second.front();
        if (known->second.size() > 1) known->second.erase(known->second.begin());
        return value;
    }

    static std::string with(const Tag& tag, std::string_view attribute, std::optional<std::string> value,
                            bool there)
    {
        std::string text = "<" + std::string(tag.name);
        for (const auto& [name, written] : tag.attributes)
            if (name != attribute) text += " " + std::string(name) + "=\"" + std::string(written) + "\"";
        if (there) text += " " + std::string(attribute) + (value ? "=\"" + *value + "\"" : "");
        return text + ">";
    }

    std::string rewritten(const Tag& tag, std::string_view as_it_is)
    {
        const auto attribute = [&](std::string_view name) {
            const auto found = tag.attributes.find(name);
            return found == tag.attributes.end() ? std::string_view{} : found->second;
        };
        if (tag.name == "details") return with(tag, "open", {}, true);
        if (tag.name == "select") select_ = attribute("name");
        if (tag.name == "option" && sent_.contains(select_))
            return with(tag, "selected", {}, was_sent(select_, attribute("value")));
        if (tag.name != "input") return std::string(as_it_is);
        const auto name = attribute("name"), type = attribute("type");
        if (is_token(name) || type == "password" || type == "file") return std::string(as_it_is);
        if (type == "checkbox" || type == "radio")
            return with(tag, "checked", {}, was_sent(name, attribute("value")));
        const auto value = next_value(name);
        return value ? with(tag, "value", value, true) : std::string(as_it_is);
    }

    Sent sent_;
    std::string_view select_;
};

} // namespace

std::optional<std::string> refilled(std::string_view page, std::string_view action, const server::Form& sent)
{
    auto values = written(sent);
    const auto form = form_sent_to(page, escaped(action), values);
    if (!form) return {};
    return Filler(std::move(values)).fill(page, *form);
}

} // namespace html
