#pragma once
#include "models/approval.hpp"
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/store/db.hpp"
#include "models/time.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// What two people have to want. reason and answer are sealed.
struct ApprovalRow {
    models::ApprovalId id;
    models::ApprovalKind kind{};
    models::ApprovalState state{};
    models::Area area; // whose county officers decide; none: the administrators
    models::ReferralId referral;
    std::string ask; // what exactly, as a code
    std::string reason;
    models::AccountId asked_by;
    models::Time asked_at{}, until_at{};
    models::AccountId decided_by;
    std::optional<models::Time> decided_at;
    std::string answer;
    std::string outcome; // JSON of counts
    std::optional<models::Time> fetched_at;
    std::int64_t version{};
    std::string reference; // of its referral; read only
};

models::ApprovalId insert_approval(Writer&, const ApprovalRow&);
std::optional<ApprovalRow> find_approval(Reader&, models::ApprovalId); // unscoped
// State, who, when, answer, outcome; guarded by version and by being asked.
bool decide_approval(Writer&, const ApprovalRow&);
// Its file was fetched, once. False: before already.
bool fetch_approval(Writer&, models::ApprovalId, std::string_view outcome, models::Time now);

// The newest first, at most 100: of an area and below; none: those of the administrators.
std::vector<ApprovalRow> list_approvals(Reader&, models::Area);
bool is_asked_for(Reader&, models::ApprovalKind, models::ReferralId);
std::vector<ApprovalRow> approvals_over(Reader&, models::Time now); // asked, and nobody decided in time

} // namespace store
