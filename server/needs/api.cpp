#include "models/site.hpp"
#include "models/store/need_figures.hpp"
#include "models/store/seal.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/needs/publishing.hpp"
#include "server/needs/routes.hpp"
#include <nlohmann/json.hpp>

namespace server::needs {

using namespace models;
using nlohmann::json;

namespace {

json figure_json(const NeedFigure& row)
{
    return {{"county", row.county ? json(to_text(row.county)) : json()},
            {"category", row.category.empty() ? json() : json(row.category)},
            {"needs", row.needs},
            {"amount_fen", row.amount.fen}};
}

json month_json(const store::NeedMonth& told)
{
    json figures = json::array();
    for (const auto& row : told.figures) figures.push_back(figure_json(row));
    return {{"month", month_text(told.month)},
            {"published_on", to_text(told.published_on)},
            {"figures", std::move(figures)}};
}

} // namespace

// Whoever keeps a copy asks with its ETag; it changes once a month.
Response read_api(const Call& call, store::Reader& db)
{
    if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    json months = json::array();
    for (const auto& told : store::list_need_months(db, kMonths)) months.push_back(month_json(told));
    auto body = json{{"months", std::move(months)}}.dump();
    const auto etag = "\"" + store::sha256(body).substr(0, 16) + "\"";
    const bool known = call.if_none_match.find(etag) != std::string::npos;
    auto response = json_response(known ? 304 : 200, known ? std::string() : std::move(body));
    response.fields = {{"ETag", etag}, {"Cache-Control", "public, max-age=3600"}};
    return response;
}

} // namespace server::needs
