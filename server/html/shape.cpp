#include "server/html/shape.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

namespace html {

using nlohmann::json;

namespace {

[[noreturn]] void refuse_mark(std::string_view mark)
{
    throw std::runtime_error("{{" + std::string(mark) + "}} cannot be used");
}

bool is_name(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    });
}

std::string_view checked_name(std::string_view name, std::string_view mark)
{
    if (!is_name(name)) refuse_mark(mark);
    return name;
}

// The sections that are open while the text is read.
class Open {
public:
    explicit Open(Shape& whole) : path_{{"", &whole}} {}

    void take(std::string_view mark)
    {
        if (mark.starts_with('#')) return begin(checked_name(mark.substr(1), mark));
        if (mark.starts_with('/')) return end(checked_name(mark.substr(1), mark));
        const auto colon = std::min(mark.find(':'), mark.size());
        const auto modifier = mark.substr(colon);
        if (!modifier.empty() && modifier != ":pre_escape" && modifier != ":url_query_escape")
            refuse_mark(mark);
        path_.back().second->values.emplace(checked_name(mark.substr(0, colon), mark));
    }

    void finish() const
    {
        if (path_.size() > 1) throw std::runtime_error("{{#" + path_.back().first + "}} is not closed");
    }

private:
    void begin(std::string_view name)
    {
        auto& inner = path_.back().second->sections[std::string(name)];
        path_.emplace_back(std::string(name), &inner);
    }
    void end(std::string_view name)
    {
        if (path_.size() < 2 || path_.back().first != name) refuse_mark("/" + std::string(name));
        path_.pop_back();
    }

    std::vector<std::pair<std::string, Shape*>> path_;
};

} // namespace

bool Shape::uses(std::string_view name) const
{
    return values.contains(name) || sections.contains(name) ||
           std::ranges::any_of(sections, [&](const auto& section) { return section.second.uses(name); });
}

Shape shape_of(std::string_view text)
{
    Shape whole;
    Open open(whole);
    for (auto begin = text.find("{{"); begin != text.npos; begin = text.find("{{", begin)) {
        const auto end = text.find("}}", begin);
        if (end == text.npos) throw std::runtime_error("{{ without its }}");
        open.take(text.substr(begin + 2, end - begin - 2));
        begin = end + 2;
    }
    open.finish();
    return whole;
}

namespace {

using Scopes = std::vector<const json*>; // from the page inwards

bool is_value(const json& value) { return value.is_string() || value.is_number_integer(); }
bool is_open(const json& value)
{
    return value.is_boolean() ? value.get<bool>()
                              : value.is_structured() && (value.is_object() || !value.empty());
}

std::string where(const std::string& path, std::string_view name)
{
    return path.empty() ? std::string(name) : path + "/" + std::string(name);
}

// The nearest scope's entry, as ctemplate looks it up: texts and sections apart.
const json* find_value(const Scopes& scopes, std::string_view name)
{
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope)
        if (const auto at = (*scope)->find(name); at != (*scope)->end() && is_value(*at)) return &*at;
    return nullptr;
}

const json* find_section(const Scopes& scopes, const std::string& path, std::string_view name)
{
    const json* nearest = nullptr;
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
        const auto at = (*scope)->find(name);
        if (at == (*scope)->end() || is_value(*at)) continue;
        if (nearest && !is_open(*nearest) && is_open(*at))
            throw std::logic_error("the view closes " + where(path, name) + ", but an outer one is open");
        if (!nearest) nearest = &*at;
    }
    return nearest;
}

void compare_in(const Shape& shape, const Scopes& scopes, const std::string& path);

void compare_section(const Shape& shape, const Scopes& scopes, const std::string& path, const json& section)
{
    if (section.is_boolean() && section.get<bool>()) return compare_in(shape, scopes, path);
    auto inner = scopes;
    inner.push_back(&section);
    if (section.is_object()) return compare_in(shape, inner, path);
    if (!section.is_array()) return;
    for (const auto& row : section) {
        if (!row.is_object()) throw std::logic_error("a row of " + path + " is not an object");
        inner.back() = &row;
        compare_in(shape, inner, path);
    }
}

void compare_in(const Shape& shape, const Scopes& scopes, const std::string& path)
{
    for (const auto& name : shape.values)
        if (!find_value(scopes, name))
            throw std::logic_error("the view lacks the value " + where(path, name));
    for (const auto& [name, inner] : shape.sections) {
        const auto* section = find_section(scopes, path, name);
        if (!section) throw std::logic_error("the view lacks the section " + where(path, name));
        compare_section(inner, scopes, where(path, name), *section);
    }
}

void expect_used(const Shape& shape, const json& view, const std::string& path)
{
    for (const auto& [name, value] : view.items()) {
        if (!shape.uses(name)) throw std::logic_error("the template does not print " + where(path, name));
        const auto section = shape.sections.find(name);
        if (section == shape.sections.end()) continue;
        if (value.is_object()) expect_used(section->second, value, where(path, name));
        if (value.is_array())
            for (const auto& row : value) expect_used(section->second, row, where(path, name));
    }
}

} // namespace

void compare(const Shape& shape, const json& view)
{
    compare_in(shape, {&view}, "");
    expect_used(shape, view, "");
}

} // namespace html
