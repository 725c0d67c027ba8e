#include "tests/server/editor/form_of_page.hpp"
#include <algorithm>

namespace editor_tests {

using nlohmann::json;
using Fields = server::Pairs<std::string>;

namespace {

void add_options(const std::string& name, const json& options, Fields& fields)
{
    for (const auto& option : options)
        if (option["chosen"].get<bool>()) fields.emplace_back(name, option["value"].get<std::string>());
}

void add_field(const json& field, Fields& fields)
{
    const std::string name = field["id"];
    for (const auto* kind : {"line", "lines", "date"})
        if (!field[kind].is_null()) fields.emplace_back(name, field[kind]["value"].get<std::string>());
    for (const auto* kind : {"select", "choice", "checks"})
        if (!field[kind].is_null()) add_options(name, field[kind]["options"], fields);
    // A select of which nothing is chosen sends its first option.
    if (!field["select"].is_null()) {
        const auto& options = field["select"]["options"];
        const bool chosen =
            std::ranges::any_of(options, [](const json& one) { return one["chosen"].get<bool>(); });
        if (!chosen && !options.empty()) fields.emplace_back(name, options[0]["value"].get<std::string>());
    }
    if (!field["tick"].is_null() && field["tick"]["ticked"].get<bool>()) fields.emplace_back(name, "yes");
}

void add_fixed(const json& list, Fields& fields)
{
    for (const auto& one : list)
        fields.emplace_back(one["hidden_name"].get<std::string>(), one["hidden_value"].get<std::string>());
}

void add_negation(const json& negation, Fields& fields)
{
    if (!negation.is_null() && negation["not_ticked"].get<bool>())
        fields.emplace_back(negation["not_name"].get<std::string>(), "yes");
}

} // namespace

Fields fields_of_rows(const json& items)
{
    Fields fields;
    for (const auto& item : items) {
        if (const auto& open = item["open"]; !open.is_null()) {
            add_fixed(open["frame_fixed"], fields);
            for (const auto& field : open["frame_fields"]) add_field(field, fields);
            add_negation(open["frame_negation"], fields);
        }
        if (const auto& row = item["row"]; !row.is_null()) {
            add_fixed(row["fixed"], fields);
            if (!row["ops"].is_null()) add_options(row["ops"]["op_name"], row["ops"]["op_options"], fields);
            for (const auto& field : row["value_fields"]) add_field(field, fields);
            add_negation(row["negation"], fields);
        }
    }
    return fields;
}

Fields fields_of_section(const json& view)
{
    Fields fields;
    for (const auto& block : view["blocks"]) {
        for (const auto& field : block["fields"]) add_field(field, fields);
        for (const auto& rule : block["rules"])
            for (auto& one : fields_of_rows(rule["items"])) fields.push_back(std::move(one));
    }
    return fields;
}

} // namespace editor_tests
