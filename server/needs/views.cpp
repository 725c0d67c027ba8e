#include "server/needs/views.hpp"
#include "models/site.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <map>
#include <tuple>

namespace server::needs {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

constexpr auto kPart = "needs.part_heading";

struct Sum {
    std::int64_t needs{};
    Money amount;
};
struct Line {
    std::string name, href;
    Sum sum;
};

void add(Sum& sum, const NeedFigure& figure)
{
    sum.needs += figure.needs;
    sum.amount = sum.amount + figure.amount;
}

// The sums of those figures that `fits`, by what `key` says of them.
template <class Key, class Fits> auto sums_by(const Months& months, Key key, Fits fits)
{
    std::map<decltype(key(NeedFigure{})), Sum> sums;
    for (const auto& told : months)
        for (const auto& figure : told.figures)
            if (fits(figure)) add(sums[key(figure)], figure);
    return sums;
}

std::string amount_words(const Words& words, Money amount)
{
    if (amount.fen == 0) return "–";
    return words.say("needs.yuan", {{"amount", html::yuan_short(amount)}});
}

// The most first; what is told of several together, which leads nowhere, last.
json table_of(const Words& words, const std::string& heading, const std::string& column,
              std::vector<Line> lines)
{
    if (lines.empty()) return nullptr;
    std::ranges::sort(lines, [](const Line& one, const Line& other) {
        return std::tuple(one.href.empty(), -one.sum.needs, one.name) <
               std::tuple(other.href.empty(), -other.sum.needs, other.name);
    });
    Sum all;
    std::int64_t most = 1;
    for (const auto& line : lines) {
        all.needs += line.sum.needs;
        all.amount = all.amount + line.sum.amount;
        most = std::max(most, line.sum.needs);
    }
    json rows = json::array();
    for (const auto& line : lines)
        rows.push_back({{"link", line.href.empty() ? json() : json{{"href", line.href}, {"name", line.name}}},
                        {"plain", line.href.empty() ? json{{"name", line.name}} : json()},
                        {"number", html::whole_number(line.sum.needs)},
                        {"width", std::to_string(line.sum.needs * 100 / most)},
                        {"amount", amount_words(words, line.sum.amount)}});
    return {{"heading", words.say(heading)},
            {"column", words.say("needs.column." + column)},
            {"rows", std::move(rows)},
            {"all_number", html::whole_number(all.needs)},
            {"all_amount", amount_words(words, all.amount)}};
}

Line category_line(const Words& words, const std::string& category, const Sum& sum)
{
    if (category.empty()) return {words.say("needs.other_categories"), "", sum};
    return {words.say("need." + category), "/needs/categories/" + category, sum};
}

Line county_line(const Words& words, Area county, const Sum& sum)
{
    if (!county) return {words.say("needs.other_counties"), "", sum};
    return {html::area_name(words, county), "/needs/counties/" + to_text(county), sum};
}

std::string month_words(const Words& words, Date month)
{
    return words.say("site.month", {{"year", std::to_string(static_cast<int>(month.year()))},
                                    {"month", words.say("site.month_name." + month_text(month).substr(5))}});
}

json by_month(const Words& words, const Months& months)
{
    json rows = json::array();
    for (const auto& told : months) {
        Sum sum;
        for (const auto& figure : told.figures) add(sum, figure);
        if (sum.needs == 0) continue;
        rows.push_back({{"month", month_words(words, told.month)},
                        {"number", html::whole_number(sum.needs)},
                        {"amount", amount_words(words, sum.amount)},
                        {"published", html::day(words.language, told.published_on)}});
    }
    return html::rows_part(std::move(rows));
}

template <class Fits>
json by_category(const Words& words, const std::string& heading, const Months& months, Fits fits)
{
    std::vector<Line> lines;
    for (const auto& [category, sum] : sums_by(months, [](const auto& row) { return row.category; }, fits))
        lines.push_back(category_line(words, category, sum));
    return table_of(words, heading, "category", std::move(lines));
}

template <class Fits>
json by_county(const Words& words, const std::string& heading, const Months& months, Fits fits)
{
    std::vector<Line> lines;
    for (const auto& [county, sum] : sums_by(months, [](const auto& row) { return row.county; }, fits))
        lines.push_back(county_line(words, county, sum));
    return table_of(words, heading, "county", std::move(lines));
}

json programs_part(const Words& words, const Programs& programs)
{
    json rows = json::array();
    for (const auto* program : programs) {
        const bool english = words.language == Language::en;
        rows.push_back({{"name", programs::name_in(words.language, program->name)},
                        {"name_lang", english && !program->name.en.empty() ? "en" : "zh-CN"},
                        {"organization", program->organization_name},
                        {"served", programs::served_sentence(words, *program)},
                        {"summary", programs::name_in(words.language, program->summary)},
                        {"summary_lang", english && !program->summary.en.empty() ? "en" : "zh-CN"}});
    }
    return html::rows_part(std::move(rows));
}

// Of one county or one category, with the programs for it.
json part_view(const Words& words, const std::string& texts, const std::string& name, json table,
               const Programs& programs)
{
    const auto title = words.say(texts + "title", {{"name", name}});
    return {{"page_title", title},
            {"name", title},
            {"none", table.is_null()},
            {"figures", std::move(table)},
            {"programs", programs_part(words, programs)},
            {"no_program", programs.empty()}};
}

} // namespace

json overview_view(const Call& call, const Months& months)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto every = [](const NeedFigure&) { return true; };
    auto by_months = by_month(words, months);
    return {{"none", by_months.is_null()},
            {"categories", by_category(words, "needs.by_category", months, every)},
            {"counties", by_county(words, "needs.by_county", months, every)},
            {"months", std::move(by_months)}};
}

json county_view(const Call& call, const Months& months, Area county, const Programs& programs)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto table =
        by_category(words, kPart, months, [&](const NeedFigure& row) { return row.county == county; });
    return part_view(words, "needs.county.", html::area_name(words, county), std::move(table), programs);
}

json category_view(const Call& call, const Months& months, const std::string& category,
                   const Programs& programs)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto table =
        by_county(words, kPart, months, [&](const NeedFigure& row) { return row.category == category; });
    return part_view(words, "needs.category.", words.say("need." + category), std::move(table), programs);
}

} // namespace server::needs
