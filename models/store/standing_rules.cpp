#include "models/store/standing_rules.hpp"

namespace store {

namespace {

constexpr Sql kInsert{"standing_rule.insert", R"sql(
    INSERT INTO standing_rule (id, area, need_type, most_fen, tries, approved_by, approved_at)
    VALUES (:id, :area, :need, :most, :tries, :by, :now)
)sql"};
constexpr Sql kEnd{"standing_rule.end", R"sql(
    UPDATE standing_rule SET ended_by = :by, ended_at = :now WHERE id = :id AND area = :area AND ended_at IS NULL
)sql"};

#define PARASOL_STANDING_RULE                                                                                \
    "SELECT id, area, need_type, most_fen, tries, approved_by, approved_at, ended_at FROM standing_rule "    \
    "WHERE area = :area "
constexpr Sql kList{"standing_rule.list", PARASOL_STANDING_RULE "ORDER BY id DESC LIMIT 200"};
constexpr Sql kFor{"standing_rule.for", PARASOL_STANDING_RULE
                   "AND need_type = :need AND ended_at IS NULL ORDER BY id DESC LIMIT 1"};
#undef PARASOL_STANDING_RULE

std::vector<StandingRuleRow> all_of(Query&& query)
{
    std::vector<StandingRuleRow> rows;
    for (StandingRuleRow row; query.next(row.id, row.county, row.need_type, row.most, row.tries,
                                         row.approved_by, row.approved_at, row.ended_at);)
        rows.push_back(row);
    return rows;
}

} // namespace

models::StandingRuleId insert_standing_rule(Writer& db, const StandingRuleRow& row)
{
    const auto id = db.new_id<models::StandingRuleId>();
    db.change(kInsert, {{"id", id},
                        {"area", row.county},
                        {"need", row.need_type},
                        {"most", row.most},
                        {"tries", row.tries},
                        {"by", row.approved_by},
                        {"now", row.approved_at}});
    return id;
}

bool end_standing_rule(Writer& db, models::Area county, models::StandingRuleId id, models::AccountId by,
                       models::Time now)
{
    return db.change(kEnd, {{"by", by}, {"now", now}, {"id", id}, {"area", county}}) == 1;
}

std::vector<StandingRuleRow> list_standing_rules(Reader& db, models::Area county)
{
    return all_of(db.query(kList, {{"area", county}}));
}

std::optional<StandingRuleRow> standing_rule_for(Reader& db, models::Area county,
                                                 const std::string& need_type)
{
    auto rows = all_of(db.query(kFor, {{"area", county}, {"need", need_type}}));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

} // namespace store
