#include "models/site.hpp"
#include "server/html/page.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/needs/publishing.hpp"
#include "server/needs/routes.hpp"
#include "server/needs/views.hpp"
#include "server/programs/filter.hpp"
#include "server/programs/words.hpp"
#include "server/sheets/sheet.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::needs {

using namespace models;

namespace {

constexpr int kMostPrograms = 100;

// Open ones that are for it, whoever asks.
Programs programs_for(const Call& call, store::Reader& db, Area county, const std::string& category)
{
    const programs::Filter filter{
        .need = category, .area = county, .organization = {}, .state = ProgramState::open, .words = {}};
    const auto all = call.library->catalog->current(db);
    Programs found;
    for (const auto& program : *all)
        if (fits(filter, program) && found.size() < kMostPrograms) found.push_back(&program);
    return found;
}

} // namespace

Response show_overview(const Call& call, store::Reader& db)
{
    return page(call, "needs/overview", overview_view(call, store::list_need_months(db, kMonths)));
}

Response show_county(const Call& call, store::Reader& db)
{
    const auto county = parse_area(call.capture("code"));
    if (!county || level_of(*county) != AreaLevel::county || !call.library->divisions->find(*county))
        return not_found(call);
    const auto months = store::list_need_months(db, kMonths);
    return page(call, "needs/part", county_view(call, months, *county, programs_for(call, db, *county, "")));
}

Response show_category(const Call& call, store::Reader& db)
{
    const std::string category(call.capture("code"));
    const auto& types = call.library->need_types;
    if (std::ranges::find(types, category, &NeedType::code) == types.end()) return not_found(call);
    const auto months = store::list_need_months(db, kMonths);
    return page(call, "needs/part",
                category_view(call, months, category, programs_for(call, db, {}, category)));
}

Response csv_overview(const Call& call, store::Reader& db)
{
    const auto words = programs::words_of(*call.library, call.language);
    sheets::Sheet table;
    table.rows.push_back({{words.say("needs.column.month"), {}},
                          {words.say("needs.column.code"), {}},
                          {words.say("needs.column.county"), {}},
                          {words.say("needs.column.category"), {}},
                          {words.say("needs.column.needs"), {}},
                          {words.say("needs.column.amount"), {}}});
    for (const auto& told : store::list_need_months(db, kMonths))
        for (const auto& row : told.figures)
            table.rows.push_back(
                {{month_text(told.month), {}},
                 {row.county ? to_text(row.county) : "", {}},
                 {row.county ? html::area_name(words, row.county) : words.say("needs.other_counties"), {}},
                 {words.say(row.category.empty() ? "needs.other_categories" : "need." + row.category), {}},
                 {std::to_string(row.needs), {}},
                 row.amount.fen == 0 ? sheets::Cell{} : sheets::Cell{"", row.amount.fen}});
    return sheets::csv_file(table, "needs");
}

} // namespace server::needs
