#include "models/store/need_figures.hpp"

namespace store {

namespace {

constexpr Sql kIsThere{"need_month.is_there", "SELECT published_on FROM need_month WHERE month = :month"};
constexpr Sql kInsert{"need_month.insert",
                      "INSERT INTO need_month (month, published_on) VALUES (:month, :published)"};
constexpr Sql kInsertFigure{"need_figure.insert", R"sql(
    INSERT INTO need_figure (month, county, category, needs, amount_fen)
    VALUES (:month, :county, :category, :needs, :amount)
)sql"};
constexpr Sql kList{"need_month.list",
                    "SELECT month, published_on FROM need_month ORDER BY month DESC LIMIT :most"};
constexpr Sql kFigures{"need_figure.list", R"sql(
    SELECT county, category, needs, amount_fen
      FROM need_figure
     WHERE month = :month
     ORDER BY COALESCE(county, 0), category
)sql"};

} // namespace

bool is_published(Reader& db, models::Date month)
{
    models::Date published_on{};
    auto query = db.query(kIsThere, {{"month", month}});
    return query.next(published_on);
}

void publish_needs(Writer& db, const NeedMonth& told)
{
    db.change(kInsert, {{"month", told.month}, {"published", told.published_on}});
    for (const auto& figure : told.figures)
        db.change(kInsertFigure, {{"month", told.month},
                                  {"county", figure.county},
                                  {"category", figure.category},
                                  {"needs", figure.needs},
                                  {"amount", figure.amount}});
}

std::vector<NeedMonth> list_need_months(Reader& db, int most)
{
    std::vector<NeedMonth> months;
    {
        auto query = db.query(kList, {{"most", most}});
        for (NeedMonth row; query.next(row.month, row.published_on);) months.push_back(row);
    }
    for (auto& told : months) {
        auto query = db.query(kFigures, {{"month", told.month}});
        models::NeedFigure row;
        while (query.next(row.county, row.category, row.needs, row.amount)) told.figures.push_back(row);
    }
    return months;
}

} // namespace store
