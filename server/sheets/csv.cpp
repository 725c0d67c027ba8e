#include "server/sheets/sheet.hpp"
#include <algorithm>

namespace server::sheets {

// What a spreadsheet may take for a formula, after any apostrophes; full-width signs, too, in Chinese ones.
static bool begins_formula(std::string_view cell)
{
    constexpr std::string_view kBegins[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
    return std::ranges::any_of(kBegins, [&](const auto begin) { return cell.starts_with(begin); });
}

std::string harmless(std::string cell) { return begins_formula(cell) ? "'" + cell : cell; }

std::string as_typed(std::string cell)
{
    return cell.starts_with('\'') && begins_formula(cell) ? cell.substr(1) : cell;
}

static std::string quoted(const std::string& cell)
{
    if (cell.find_first_of("\",\r\n") == cell.npos) return cell;
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

std::string csv_of(const Sheet& sheet)
{
    std::string text = "\xEF\xBB\xBF";
    for (const auto& row : sheet.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto& cell = row[i];
            const auto shown = cell.fen ? models::to_yuan({*cell.fen}) : harmless(cell.text);
            text += (i > 0 ? "," : "") + quoted(shown);
        }
        text += "\r\n";
    }
    return text;
}

Response download(std::string type, std::string body, const std::string& name)
{
    Response response{.content_type = std::move(type), .body = std::move(body)};
    response.fields.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

Response csv_file(const Sheet& sheet, const std::string& name)
{
    return download("text/csv; charset=utf-8", csv_of(sheet), name + ".csv");
}

Response xlsx_file(const Sheet& sheet, const std::string& name)
{
    return download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_of(sheet),
                    name + ".xlsx");
}

} // namespace server::sheets
