#pragma once
#include "models/result.hpp"
#include "models/store/approvals.hpp"
#include "models/store/referrals.hpp"
#include "server/desk/desk.hpp"
#include <array>
#include <string>

// What two people have to want (ASVS 2.3.5): one asks, with a reason; a second of the same office lets it
// happen, in the transaction of the approval, or refuses. Marking as an error is a move of its referral and
// keeps its own second person (referrals::mark_as_error).
namespace server::approvals {

using store::ApprovalRow;

// Those of a county officer's area and below, an administrator those of administrators. Else not_found,
// error.approval.unknown.
models::Result<ApprovalRow> find_in_scope(store::Reader&, const models::Actor&, models::ApprovalId);
std::vector<ApprovalRow> list_in_scope(store::Reader&, const models::Actor&);

struct Wish {
    models::ApprovalKind kind{};
    models::ReferralId referral; // erase_family
    std::string ask;             // erase_family: one of kAskers; export_referrals: one of kExports;
                                 // rotate_keys: one of keys::kChangeable
    std::string reason;
};
inline constexpr std::array<std::string_view, 3> kAskers{"family", "guardian", "close_relative"};
inline constexpr std::array<std::string_view, 3> kExports{"open", "closed", "all"};
inline constexpr std::size_t kMostReason = 500; // characters

// Lapses after models::kApprovalDays. Faults at /ask and /reason; what cannot be erased now, or is asked for
// already, is a wrong state.
models::Result<models::ApprovalId> ask(const Desk&, const Wish&);

// The key of the sentence that says why this actor cannot decide; empty: may.
std::string barred(const models::Actor&, const ApprovalRow&, models::Time now);

struct Decision {
    models::ApprovalId id;
    std::int64_t version{}; // as seen
    bool approved = false;
    std::string text; // why not; may be empty where it is approved
};
models::Result<ApprovalRow> decide(const Desk&, const Decision&);
models::Result<ApprovalRow> take_back(const Desk&, models::ApprovalId, std::int64_t version); // who asked

// The file of an approved export: for who asked, for kFileKept after the decision, once. Else the key of the
// sentence that says why not.
inline constexpr std::chrono::hours kFileKept{24};
store::ReferralFilter exported(const std::string& ask); // which referrals "open", "closed" … stands for
inline constexpr std::int64_t kMostExported = 2'000;    // referrals
std::string not_fetchable(const models::Actor&, const ApprovalRow&, models::Time now);
// Marks it as fetched; one audit line for the file with its count, and one for each referral, whose family
// can see it.
models::Result<bool> fetch(const Desk&, const ApprovalRow&,
                           const std::vector<models::ReferralId>& handed_out);

// What nobody decided in time; once a minute.
void lapse(const Desk&);

} // namespace server::approvals
