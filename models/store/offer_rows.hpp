#pragma once
#include "models/store/offers.hpp"

// How offers are read, for the sources of the store alone.
namespace store {

#define PARASOL_OFFER                                                                                        \
    "SELECT o.id, o.reference, o.referral_id, o.need_id, o.need_type, o.member, o.unit, o.program_id, "      \
    "o.organization_id, o.plan_id, o.passed_from, o.state, o.decline_reason, o.site, o.person, "             \
    "o.person_next, "                                                                                        \
    "o.program_version, "                                                                                    \
    "o.places, o.units, o.amount_fen, o.offered_at, o.accepted_at, o.fields_opened_at, o.version, "          \
    "r.village, NULLIF(o.due_at, 9007199254740991) "                                                         \
    "FROM offer o JOIN referral r ON r.id = o.referral_id "

inline bool next_offer(Query& query, OfferRow& row)
{
    return query.next(row.id, row.reference, row.referral, row.need, row.need_type, row.member, row.unit,
                      row.program, row.organization, row.plan, row.passed_from, row.state, row.decline_reason,
                      row.site, row.person, row.person_next, row.program_version, row.places, row.units,
                      row.amount, row.offered_at, row.accepted_at, row.fields_opened_at, row.version,
                      row.village, row.due_at);
}

inline std::vector<OfferRow> offers_by(Reader& db, const Sql& sql, const Params& params)
{
    std::vector<OfferRow> rows;
    auto query = db.query(sql, params);
    for (OfferRow row; next_offer(query, row);) rows.push_back(row);
    return rows;
}

} // namespace store
