#pragma once
#include "models/account.hpp"
#include "models/objection.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// What a family objects to or complains of, and what the county answered. The two texts are sealed.
struct ObjectionRow {
    models::ObjectionId id;
    std::string reference; // ZJ-520324-2026-000417-T1: the first of that referral
    models::ReferralId referral;
    models::ObjectionState state{};
    models::ObjectionAbout about{};
    std::int64_t about_number{}; // of the step in the referral's log, id of the offer, or 0
    std::string text, answer;
    models::AccountId written_by; // none: the family itself
    models::Time raised_at{};
    models::AccountId decided_by;
    std::optional<models::Time> decided_at;
    std::int64_t version{};
    models::Area village;               // of its referral; read only
    std::optional<models::Time> due_at; // of its clock; read only
};

// Id and reference are given here. Nothing: somebody else has raised the same one, and it is not decided.
std::optional<models::ObjectionId> insert_objection(Writer&, const ObjectionRow&);
// State, answer, who and when; guarded by version, which grows by one.
bool decide_objection(Writer&, const ObjectionRow&);

std::optional<ObjectionRow> find_objection(Reader&, models::Area within, models::ObjectionId);
std::vector<ObjectionRow> objections_of(Reader&, models::ReferralId); // oldest first
bool has_open_objection(Reader&, models::ReferralId);

struct ObjectionFilter {
    models::Area within;
    std::optional<models::ObjectionState> state;
};
// Newest first; cursor: ids below it.
std::vector<ObjectionRow> list_objections(Reader&, const ObjectionFilter&, models::ObjectionId before,
                                          int limit);
std::int64_t count_objections(Reader&, const ObjectionFilter&); // at most 10,000 are counted

} // namespace store
