#include "tests/store/about_families.hpp"
#include "models/store/migrate.hpp"
#include <map>
#include <regex>

namespace about_families {

namespace {

// One entry a column, read from the text: lines inside CREATE TABLE (…), joined until the next comma at depth
// 0.
std::vector<Column> columns_of(std::string text)
{
    std::vector<Column> columns;
    text = std::regex_replace(text, std::regex("--[^\n]*"), "");
    const std::regex table(R"(CREATE TABLE (\w+) \(([^;]*)\);)");
    for (std::sregex_iterator at(text.begin(), text.end(), table), end; at != end; ++at) {
        std::string part;
        int depth = 0;
        const auto body = (*at)[2].str() + ",";
        for (const char c : body) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c != ',' || depth != 0) {
                part += c;
                continue;
            }
            std::smatch found;
            if (std::regex_search(part, found, std::regex(R"(^\s*([a-z0-9_]+)\s+(BIGINT|TEXT)\b)")))
                columns.push_back({(*at)[1], found[1], part});
            part.clear();
        }
    }
    return columns;
}

std::vector<Column> added_columns_of(const std::string& text)
{
    std::vector<Column> columns;
    const std::regex added(R"(ALTER TABLE (\w+) ADD COLUMN ((\w+) (?:BIGINT|TEXT)[^;]*);)");
    for (std::sregex_iterator at(text.begin(), text.end(), added), end; at != end; ++at)
        columns.push_back({(*at)[1], (*at)[3], (*at)[2]});
    return columns;
}

} // namespace

std::vector<Column> all_columns()
{
    std::map<std::string, Column> last;
    for (const auto& migration : store::migrations()) {
        const std::string text(migration.text);
        for (const auto& made : {columns_of(text), added_columns_of(text)})
            for (const auto& column : made) last[column.full()] = column;
    }
    std::vector<Column> columns;
    for (auto& [name, column] : last) columns.push_back(std::move(column));
    return columns;
}

} // namespace about_families
