#include "server/payments/reading.hpp"
#include "models/identity.hpp"
#include "server/library/csv.hpp"
#include "server/sheets/sheet.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <iconv.h>
#include <stdexcept>

namespace server::payments {

using namespace models;

namespace {

// What Chinese banks and spreadsheets write when it is not UTF-8.
std::optional<std::string> from_gb18030(std::string_view bytes)
{
    const auto converter = ::iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1))
        return {}; // NOLINT(performance-no-int-to-ptr): iconv's own
    std::string in(bytes), out(2 * bytes.size() + 16, '\0');
    char *from = in.data(), *to = out.data();
    std::size_t left = in.size(), room = out.size();
    const auto converted = ::iconv(converter, &from, &left, &to, &room);
    ::iconv_close(converter);
    if (converted == static_cast<std::size_t>(-1) || left != 0) return {};
    out.resize(out.size() - room);
    return out;
}

std::optional<std::string> as_text(std::string_view bytes)
{
    if (is_utf8(bytes)) return std::string(bytes);
    auto text = from_gb18030(bytes);
    if (!text || !is_utf8(*text)) return {};
    return text;
}

// A column by its title in either language; nothing: not in the head.
std::optional<std::size_t> column_of(const html::Messages& messages, const std::vector<std::string>& head,
                                     const std::string& key)
{
    for (const auto language : {Language::zh, Language::en}) {
        const auto title = messages.text(language, "payment.column." + key);
        const auto at = std::ranges::find_if(
            head, [&](const auto& cell) { return models::folded(cell) == models::folded(title); });
        if (at != head.end()) return static_cast<std::size_t>(at - head.begin());
    }
    return {};
}

enum class Said { nothing, paid, failed, unclear };
Said said_in(const html::Messages& messages, const std::string& cell)
{
    if (cell.empty()) return Said::nothing;
    for (const auto language : {Language::zh, Language::en}) {
        if (cell == folded(messages.text(language, "payment.result.paid"))) return Said::paid;
        if (cell == folded(messages.text(language, "payment.result.failed"))) return Said::failed;
    }
    return Said::unclear;
}

std::optional<std::int64_t> number_in(const std::string& cell)
{
    std::int64_t number{};
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (cell.empty() || error != std::errc{} || end != cell.data() + cell.size()) return {};
    return number;
}

std::unexpected<Refusal> faulty(const char* key, std::map<std::string, std::string> values = {})
{
    return refuse(Reason::invalid, key, "/results", std::move(values));
}

struct Columns {
    std::size_t run{}, number{}, result{};
    std::optional<std::size_t> why, on;
};

std::string cell_at(const std::vector<std::string>& row, std::optional<std::size_t> column)
{
    return column ? folded(sheets::as_typed(row[*column])) : std::string();
}

Result<std::vector<BankResult>> read_rows(const html::Messages& messages, const Table& table,
                                          const Columns& columns, const std::string& run)
{
    std::vector<BankResult> results;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        const std::map<std::string, std::string> where{{"row", std::to_string(i + 2)}};
        const auto said = said_in(messages, cell_at(row, columns.result));
        if (said == Said::nothing) continue;
        if (said == Said::unclear) return faulty("error.payment.file.result", where);
        if (cell_at(row, columns.run) != run) return faulty("error.payment.file.run", where);
        const auto number = number_in(cell_at(row, columns.number));
        if (!number) return faulty("error.payment.file.number", where);
        const auto day = cell_at(row, columns.on);
        const auto on = parse_date(day);
        if (!day.empty() && !on) return faulty("error.payment.file.on", where);
        results.push_back({*number, said == Said::paid, on, cell_at(row, columns.why), "/results"});
    }
    if (results.empty()) return faulty("error.payment.file.empty");
    return results;
}

} // namespace

Result<std::vector<BankResult>> read_results(const html::Messages& messages, std::string_view file,
                                             const store::PaymentRunRow& run)
{
    const auto text = as_text(file);
    if (!text) return faulty("error.payment.file.text");
    Table table;
    try {
        table = read_table(*text);
    } catch (const std::runtime_error&) {
        return faulty("error.payment.file.table");
    }
    const auto run_column = column_of(messages, table.head, "run");
    const auto number = column_of(messages, table.head, "number");
    const auto result = column_of(messages, table.head, "result");
    if (!run_column || !number || !result) return faulty("error.payment.file.head");
    if (table.rows.size() > 2 * kMostLines) return faulty("error.payment.file.table");
    return read_rows(messages, table,
                     {*run_column, *number, *result, column_of(messages, table.head, "why"),
                      column_of(messages, table.head, "on")},
                     "FF-" + std::to_string(run.number));
}

} // namespace server::payments
