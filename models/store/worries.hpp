#pragma once
#include "models/account.hpp"
#include "models/store/db.hpp"
#include "models/time.hpp"
#include "models/worry.hpp"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace store {

// An accident or a worry about a child of a site, with the clock that runs for its answer.
struct WorryRow {
    models::WorryId id;
    std::string reference; // that of its offer with -Y1: the first about this child
    models::OfferId child;
    models::SiteId site;
    models::WorryKind kind{};
    bool urgent = false;
    models::WorryState state{};
    models::Time due_at{};
    std::optional<models::Time> next_at; // when something is to be done about the clock; nothing: it is still
    std::int64_t rung{};
    std::int64_t version{};
    models::ReferralId referral;         // these four: of its offer and site; read only
    models::Area village;                // of the family
    models::OrganizationId organization; // that runs the site
    std::string site_name;
};
models::WorryId insert_worry(Writer&, const WorryRow&); // id and reference are given here
bool save_worry(Writer&, const WorryRow&); // state and clock; guarded by version, which grows by one

// One row a move; the text is sealed.
struct WorryMoveRow {
    models::WorryId worry;
    models::WorryAct act{};
    models::Side side{};
    models::AccountId by;
    std::string text;
    models::Time at{};
};
void insert_worry_move(Writer&, const WorryMoveRow&);
std::vector<WorryMoveRow> worry_moves(Reader&, models::WorryId); // oldest first

// Who looks: an office its families, an organization its sites; what lies outside does not exist.
struct WorryScope {
    models::Area area;
    models::OrganizationId organization;
};
std::optional<WorryRow> find_worry(Reader&, const WorryScope&, models::WorryId);
std::vector<WorryRow> list_worries(Reader&, const WorryScope&, models::WorryId before,
                                   int limit); // newest first
std::vector<WorryRow> worries_due(Reader&, const WorryScope&, models::Time before,
                                  int limit); // that wait for an answer
std::vector<WorryRow> worries_answered(Reader&, const WorryScope&,
                                       int limit); // that the charity has not closed
std::vector<WorryRow> worries_to_climb(Reader&, models::Time until, int limit); // next_at has come
// Raised in [from, until) at one site, or at each that has any (site none).
std::map<models::SiteId, std::int64_t> count_worries(Reader&, models::SiteId, models::Time from,
                                                     models::Time until);

} // namespace store
