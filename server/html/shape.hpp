#pragma once
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>

// Inside of templates: the names of a template, as a tree of its sections.
namespace html {

struct Shape {
    std::set<std::string, std::less<>> values;
    std::map<std::string, Shape, std::less<>> sections;
    bool uses(std::string_view name) const; // here or in a section
};

// Refuses (std::runtime_error) every mark but {{name}}, {{#name}} … {{/name}}, {{name:pre_escape}} and
// {{name:url_query_escape}}: inverted sections, raw output, includes, sections that do not close.
Shape shape_of(std::string_view text);

// Throws std::logic_error for a name that only the template or only the view has.
void compare(const Shape&, const nlohmann::json& view);

} // namespace html
