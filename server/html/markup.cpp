#include "server/html/markup.hpp"
#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace html {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

// Attributes that a browser follows. Those of the second list ctemplate does not check at all.
constexpr std::array<std::string_view, 5> kAddresses{"href", "src", "action", "cite", "data"};
constexpr std::array<std::string_view, 4> kUnchecked{"formaction", "srcset", "poster", "xlink:href"};

[[noreturn]] void refuse_template(const std::string& what) { throw std::runtime_error(what); }

bool is_one_of(std::string_view name, const auto& names)
{
    return std::ranges::find(names, name) != names.end();
}

bool is_one_mark(std::string_view value)
{
    return value.starts_with("{{") && value.find("}}") == value.size() - 2 && value[2] != '#';
}

// The beginning of an address says where it leads: it must not come from a view in part.
bool begins_plainly(std::string_view value)
{
    if (value.starts_with('/')) return !value.starts_with("//") && !value.starts_with("/{{");
    return value.starts_with('#') || value.starts_with('?') || value.starts_with("tel:") ||
           value.starts_with("mailto:");
}

void check_query(std::string_view attribute, std::string_view value)
{
    const auto query = value.find('?');
    for (auto at = value.find("{{", query); query != value.npos && at != value.npos;
         at = value.find("{{", at + 2)) {
        const auto mark = value.substr(at + 2, value.find("}}", at) - at - 2);
        if (mark.starts_with('#') || mark.starts_with('/') || mark.ends_with(":url_query_escape")) continue;
        refuse_template(std::string(attribute) + ": {{" + std::string(mark) +
                        "}} in a query needs :url_query_escape");
    }
}

void check_attribute(std::string_view name, std::string_view value)
{
    const std::string shown = std::string(name) + "=\"" + std::string(value) + "\"";
    if (name == "style" || name == "srcdoc" || name.starts_with("on"))
        refuse_template(shown + ": not in a template");
    if (value.find("{{") == value.npos) return;
    if (is_one_of(name, kUnchecked) && !begins_plainly(value))
        refuse_template(shown + ": nobody checks this address");
    if (is_one_of(name, kAddresses) && !is_one_mark(value) && !begins_plainly(value))
        refuse_template(shown + ": an address is one mark or begins with / # ? tel: mailto:");
    if (is_one_of(name, kAddresses) || is_one_of(name, kUnchecked)) check_query(name, value);
}

class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    bool find_tag()
    {
        while (rest_.find('<') != rest_.npos) {
            rest_.remove_prefix(rest_.find('<') + 1);
            if (rest_.starts_with("!--")) {
                skip_past("-->");
                continue;
            }
            return true;
        }
        return false;
    }

    std::string_view word() { return take(std::min(rest_.find_first_of(" \t\r\n=/>{\"'"), rest_.size())); }

    // Up to the end of the tag; true: another attribute begins here.
    bool find_attribute()
    {
        for (;;) {
            take(std::min(rest_.find_first_not_of(" \t\r\n/"), rest_.size()));
            if (rest_.empty()) refuse_template("a tag does not end");
            if (rest_.starts_with('>')) return false;
            if (!rest_.starts_with("{{")) return true;
            if (rest_[2] != '#' && rest_[2] != '/')
                refuse_template("a value outside of an attribute in a tag");
            skip_past("}}");
        }
    }

    std::string_view value(std::string_view name)
    {
        if (!rest_.starts_with('=')) return {};
        rest_.remove_prefix(1);
        if (!rest_.starts_with('"')) refuse_template(std::string(name) + "=: not in double quotes");
        rest_.remove_prefix(1);
        const auto whole = take(std::min(rest_.find('"'), rest_.size()));
        if (rest_.empty()) refuse_template(std::string(name) + "=: the quotes do not close");
        rest_.remove_prefix(1);
        return whole;
    }

    // What stands between this tag and the one that closes it.
    std::string_view content(std::string_view tag) const
    {
        const auto begin = std::min(rest_.find('>') + 1, rest_.size());
        return rest_.substr(begin, rest_.find("</" + std::string(tag), begin) - begin);
    }

    void expect_progress(std::string_view name)
    {
        if (name.empty())
            refuse_template("a tag that cannot be read near " + std::string(rest_.substr(0, 20)));
    }

private:
    std::string_view take(std::size_t size)
    {
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    void skip_past(std::string_view mark)
    {
        const auto at = rest_.find(mark);
        if (at == rest_.npos) refuse_template(std::string(mark) + " is missing");
        rest_.remove_prefix(at + mark.size());
    }

    std::string_view rest_;
};

void check_content(std::string_view tag, std::string_view content, bool has_source)
{
    const bool blank = content.find_first_not_of(kSpace) == content.npos;
    if (tag == "style" || (tag == "script" && (!has_source || !blank)))
        refuse_template("<" + std::string(tag) + "> inline");
    if (tag != "textarea") return;
    for (auto at = content.find("{{"); at != content.npos; at = content.find("{{", at + 2)) {
        const auto mark = content.substr(at + 2, content.find("}}", at) - at - 2);
        if (mark.starts_with('#') || mark.starts_with('/') || mark.ends_with(":pre_escape")) continue;
        refuse_template("<textarea>: {{" + std::string(mark) +
                        "}} needs :pre_escape, or its lines are joined");
    }
}

} // namespace

void check_markup(std::string_view text)
{
    Cursor cursor(text);
    while (cursor.find_tag()) {
        const auto tag = cursor.word();
        bool has_source = false;
        while (cursor.find_attribute()) {
            const auto name = cursor.word();
            cursor.expect_progress(name);
            const auto value = cursor.value(name);
            check_attribute(name, value);
            has_source = has_source || name == "src";
        }
        check_content(tag, cursor.content(tag), has_source);
    }
}

} // namespace html
