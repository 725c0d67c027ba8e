#pragma once
#include "models/account.hpp"
#include "models/household.hpp"
#include "models/referral.hpp"
#include "models/store/db.hpp"
#include "models/store/seal.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// Scope is a parameter of every query: an officer finds what lies in `scope` (area); rows out of scope do not
// exist. Drafts are seen by their author only, and by the township for drafts of the system.
struct Scope {
    models::Area area;
    models::AccountId account;
};

models::HouseholdId insert_household(Writer&, models::Area village, models::Time now);
models::ReferralId insert_referral(Writer&, const models::Referral&, models::Area author_area,
                                   models::Time now);
// Those of them that it may see, in no order; need_types are not read.
std::vector<models::Referral> find_referrals(Reader&, const Scope&, const std::vector<models::ReferralId>&);
std::optional<models::Referral> find_referral(Reader&, const Scope&, models::ReferralId);
models::Area village_of(Reader&, models::ReferralId); // none: no such referral; unscoped, for clocks
// Guarded by version, which grows by one. What is no draft any more goes to the change ledger.
bool save_referral(Writer&, const models::Referral&, models::Time now);
// Takes the referral for this transaction: what is read of it, its offers and consents afterwards stays so
// until the commit. Where several connections write (PostgreSQL), every move of a referral, a consent or an
// offer begins with it; a program's row (hold_capacity) comes after it.
void hold_referral(Writer&, models::ReferralId);
void delete_draft(Writer&, models::ReferralId);
std::vector<models::ReferralId> old_drafts(Reader&, models::Time untouched_since); // at most 100

// ZJ-520324-2026-000417: county, year, number; counts up per county and year without gaps.
std::string next_reference(Writer&, models::Area county, int year);

// The sealed household document (server/formats/referral_json), one row per version, never overwritten. A
// draft's document is overwritten in place.
void insert_document(Writer&, models::ReferralId, std::int64_t facts_version, std::string_view plain,
                     models::AccountId by, models::Time now);
void replace_draft_document(Writer&, models::ReferralId, std::string_view plain, models::Time now);
std::string find_document(Reader&, models::ReferralId, std::int64_t facts_version); // unsealed
// The newest that was there at this instant; nothing: there was none yet.
std::optional<std::string> find_document_at(Reader&, models::ReferralId, models::Time);

// Of several at once, as they are now; unscoped, for offers of which the reader's scope was asked. What is
// gone is left out.
struct Told {
    models::ReferralId referral;
    models::Urgency urgency{};
    std::string document; // unsealed
};
std::vector<Told> documents_of(Reader&, const std::vector<models::ReferralId>&);

// Needs as plain codes and bands beside the document, for lists and counts; exact sums stay sealed.
struct NeedRow {
    models::NeedId id;
    std::string type;
    std::int64_t member{};
    std::string amount_band; // "", "under_1000", "1000_5000", "5000_20000", "20000_50000", "over_50000"
    models::NeedState state{};
};
void replace_needs(Writer&, models::ReferralId, const std::vector<NeedRow>&);

// Tokens of the current document; kind + text as seal.hpp says, keyed by the village's county.
using TokenText = SearchText;
void replace_search_tokens(Writer&, models::ReferralId, models::Area county, const std::vector<TokenText>&);
void replace_blind_indexes(Writer&, models::ReferralId, const std::vector<std::string>& normalized_ids);

inline constexpr int kMostRows = 101;           // a page of 100, and one more that tells of a next
inline constexpr std::size_t kMostHits = 1'000; // a search looks at the newest so many

struct ReferralFilter {
    std::optional<models::ReferralState> state;
    std::optional<models::ReferralKind> kind;
    std::string need_type;
    models::Area within; // narrows the scope
    SearchGroups search; // groups_of_query(typed), looked for in every county of the area
    bool only_open = false;
};
struct PageOf {
    models::ReferralId before; // cursor: ids below it; none: the newest
    int limit = 20;            // at most 100
};
std::vector<models::Referral> list_referrals(Reader&, const Scope&, const ReferralFilter&, const PageOf&);
std::int64_t count_referrals(Reader&, const Scope&, const ReferralFilter&); // at most 10,000 are counted

// Open referrals whose household shares an ID number with these; shown beside, never refused. Scoped to the
// county: outside the reader's area only county and reference are told.
std::vector<models::Referral> same_household_open(Reader&, const std::vector<std::string>& normalized_ids,
                                                  models::ReferralId not_this);

// What the live population reads, of every area: referrals that are open and past their draft, in the order
// of their ids. need_types are not read; one whose document was erased is none of them.
struct OpenReferral {
    models::Referral referral;
    std::optional<std::string> document; // unsealed; nothing: it does not open
};
std::vector<OpenReferral> list_open(Reader&, models::ReferralId after, int limit);
std::optional<OpenReferral> find_open(Reader&, models::ReferralId); // nothing: not one of them now
std::vector<OpenReferral> list_confirmed(Reader&, models::Time from, models::Time until); // in this time
std::int64_t count_open(Reader&);

// Those that are closed, reported after that instant (of one instant: with a higher id), in this order; none
// that was erased.
std::vector<OpenReferral> list_closed(Reader&, models::Time reported_after, models::ReferralId after,
                                      int limit);

// One row per move, in the same savepoint.
struct MoveRow {
    models::ReferralId referral;
    models::ReferralAct act{};
    std::optional<models::ReferralState> from, to;
    models::AccountId by;
    models::Side side{};
    std::string reason, note; // reason is a code; the note is free text, sealed in the database
    models::Time at{};
};
void insert_move(Writer&, const MoveRow&, std::string_view note);
std::vector<MoveRow> list_moves(Reader&,
                                models::ReferralId); // oldest first, notes unsealed

} // namespace store
