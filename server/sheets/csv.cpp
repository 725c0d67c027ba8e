#include "models/money.hpp"
#include "server/sheets/sheet.hpp"

namespace server {

std::string harmless(std::string cell)
{
    constexpr std::string_view kBegins = "=+-@\t\r";
    return !cell.empty() && kBegins.find(cell.front()) != kBegins.npos ? "'" + cell : cell;
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

} // namespace server
