#pragma once
#include "models/referral.hpp"
#include "models/store/db.hpp"
#include <algorithm>
#include <utility>
#include <vector>

// Inside the store: how a referral's row is read and who may see it.

// The columns that next_referral takes, of a table called r.
#define PARASOL_REFERRAL_COLUMNS                                                                             \
    "SELECT r.id, r.household_id, COALESCE(r.reference, ''), r.state, r.left_state, r.kind, r.urgency, "     \
    "r.village, r.author_id, r.reporter_id, r.rechecker_id, r.confirmer_id, r.members, r.close_reason, "     \
    "r.started_at, r.changed_at, r.reported_at, r.confirmed_at, r.facts_version, r.version, r.erased_at, "   \
    "r.erased_for "

// So many ids at once in one statement, for what a page of rows needs beside them.
#define PARASOL_SOME_IDS                                                                                     \
    "(:i0, :i1, :i2, :i3, :i4, :i5, :i6, :i7, :i8, :i9, :i10, :i11, :i12, "                                  \
    ":i13, :i14, :i15, :i16, :i17, :i18, :i19, :i20, :i21, :i22, :i23, :i24) "
inline constexpr std::size_t kSomeIds = 25;

// A draft is its author's alone; one that the system began stands in the list of the office it lies with.
// VILLAGE is the column as the database's planner shall see it.
#define PARASOL_REFERRAL_VISIBLE_BY(VILLAGE)                                                                 \
    "((r.state <> 'draft' AND " VILLAGE " BETWEEN :low AND :high) OR (r.state = 'draft' AND "                \
    "r.author_id = :account) OR (r.state = 'draft' AND r.author_id IS NULL AND "                             \
    "COALESCE(r.village, r.author_area) BETWEEN :low AND :high)) "
#define PARASOL_REFERRAL_VISIBLE PARASOL_REFERRAL_VISIBLE_BY("r.village")

namespace store {

// And into `more` what stands behind these columns.
template <class... More> bool next_referral(Query& query, models::Referral& row, More&... more)
{
    return query.next(row.id, row.household, row.reference, row.state, row.returned_from, row.kind,
                      row.urgency, row.village, row.author, row.reporter, row.rechecker, row.confirmer,
                      row.members, row.close_reason, row.started_at, row.changed_at, row.reported_at,
                      row.confirmed_at, row.facts_version, row.version, row.erased_at, row.erased_for,
                      more...);
}
void read_need_types(Reader& db, models::Referral& row);

// Calls `ask` with the parameters of PARASOL_SOME_IDS until all ids were asked for; each once.
template <class AnyId, class Ask> void for_some(std::vector<AnyId> ids, Ask ask)
{
    static constexpr const char* kNames[kSomeIds] = {
        "i0",  "i1",  "i2",  "i3",  "i4",  "i5",  "i6",  "i7",  "i8",  "i9",  "i10", "i11", "i12",
        "i13", "i14", "i15", "i16", "i17", "i18", "i19", "i20", "i21", "i22", "i23", "i24"};
    std::ranges::sort(ids);
    const auto again = std::ranges::unique(ids);
    ids.erase(again.begin(), again.end());
    for (std::size_t from = 0; from < ids.size(); from += kSomeIds) {
        Params params;
        for (std::size_t i = 0; i < kSomeIds; ++i)
            params.push_back({kNames[i], from + i < ids.size() ? ids[from + i].value : std::int64_t{}});
        ask(params);
    }
}

// Where a document stands: a ciphertext moved to another row does not open.
std::string place_of_document(models::ReferralId referral, std::int64_t facts_version);

// The 12-digit codes that lie in an area: 520324000000 … 520324999999. None: an empty range.
std::pair<std::int64_t, std::int64_t> codes_in(models::Area area);

} // namespace store
