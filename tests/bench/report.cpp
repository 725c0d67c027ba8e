#include "tests/bench/report.hpp"
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

namespace bench {

namespace {

// Signs, not bytes; the cells hold none that takes two places.
std::size_t width_of(const std::string& text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::size_t> widths_of(const std::vector<Row>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i == widths.size()) widths.push_back(0);
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    return widths;
}

void print(const Row& row, const std::vector<std::size_t>& widths)
{
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string filling(widths[i] - width_of(row[i]), ' ');
        line += i == 0 ? "  " + row[i] + filling : "   " + filling + row[i];
    }
    std::cout << line << '\n';
}

} // namespace

Section section(std::string name, std::string title)
{
    return {std::move(name), std::move(title), {}, {}, std::make_shared<nlohmann::json>(), {}};
}

void print(const Section& section)
{
    std::cout << '\n' << section.title << '\n';
    for (const auto& note : section.notes) std::cout << "  " << note << '\n';
    if (!section.notes.empty()) std::cout << '\n';
    const auto widths = widths_of(section.rows);
    for (const auto& row : section.rows) print(row, widths);
    for (const auto& fault : section.faults) std::cout << "  NOT AS EXPECTED: " << fault << '\n';
    std::cout << std::flush;
}

nlohmann::json json_of(const Spread& spread)
{
    return {{"median", spread.median}, {"min", spread.least}, {"max", spread.most}};
}

nlohmann::json json_of(const Measured& measured)
{
    return {{"per_second", json_of(measured.spread(&Sample::per_second))},
            {"p50_us", json_of(measured.spread(&Sample::p50))},
            {"p99_us", json_of(measured.spread(&Sample::p99))}};
}

void show_beside(Section& section, const std::string& what, const std::vector<Measured>& measured)
{
    section.rows.push_back({"", what, "p50", "p99", "Parasol ÷ this"});
    for (const auto& row : measured) {
        const auto times = ratio(measured[0], row, &Sample::per_second);
        section.rows.push_back(
            {row.name, shown(row.spread(&Sample::per_second)), shown_time(row.spread(&Sample::p50).median),
             shown_time(row.spread(&Sample::p99).median), &row == &measured[0] ? "1" : shown_times(times)});
        auto figures = json_of(row);
        figures["what"] = row.name;
        figures["parasol_over_this"] = json_of(times);
        (*section.figures)["rows"].push_back(figures);
    }
}

} // namespace bench
