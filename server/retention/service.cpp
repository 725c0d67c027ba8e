#include "server/retention/service.hpp"
#include "models/identity.hpp"
#include "models/store/retention.hpp"
#include "server/config.hpp"
#include "server/erasure/service.hpp"
#include "server/log/log.hpp"
#include "server/referrals/document.hpp"
#include <nlohmann/json.hpp>

namespace server::retention {

using namespace models;
using nlohmann::json;

namespace {

store::Periods periods_of(const Desk& desk)
{
    const auto& config = *desk.library.config;
    const auto before = [&](int days) { return desk.now - std::chrono::days(days); };
    return {before(config.closed_kept_days), before(config.refused_kept_days),
            plus_days(day_of(desk.now), -config.consent_kept_days), before(config.notice_kept_days)};
}

void add(json& outcome, const char* what, std::int64_t rows)
{
    outcome[what] = outcome.value(what, 0) + rows;
}

// By itself: one that cannot be forgotten, for its record is damaged, keeps no other waiting. It is tried
// again the next day.
bool forget(const Desk& desk, const Referral& referral)
try {
    store::Writer own(desk.db);
    if (!erasure::erase({own, desk.actor, desk.library, desk.now}, referral, ErasedFor::period)) return false;
    own.keep();
    return true;
} catch (const std::exception&) {
    log(Level::error, "retention.failed", {{"referral", referral.id.value}, {"error", name_of_exception()}});
    return false;
}

// One turn; true: nothing is left to be done.
bool turn(const Desk& desk, json& outcome, int most)
{
    const auto periods = periods_of(desk);
    const auto over = store::referrals_over(desk.db, periods, most);
    std::int64_t forgotten = 0;
    for (const auto& referral : over) forgotten += forget(desk, referral) ? 1 : 0;
    const auto notices = store::forget_notices(desk.db, periods.notices, most);
    add(outcome, "referrals", forgotten);
    add(outcome, "givers", store::forget_givers(desk.db, periods.consents));
    add(outcome, "notices", notices);
    return (forgotten == 0 || std::ssize(over) < most) && notices < most;
}

std::vector<Fault> faults_of(const std::string& reason)
{
    if (reason.empty()) return {{"error.hold.reason", "/reason", {}}};
    if (count_characters(reason) > kMostReason)
        return {{"error.approval.long", "/reason", {{"most", std::to_string(kMostReason)}}}};
    return {};
}

} // namespace

void run(const Desk& desk, int most)
{
    const auto day = day_of(desk.now);
    auto today = store::find_retention_run(desk.db, day);
    if (today && today->ended_at) return;
    if (!today) today = store::RetentionRun{.day = day, .began_at = desk.now};
    auto outcome = today->outcome.empty() ? json::object() : json::parse(today->outcome);
    if (turn(desk, outcome, most)) today->ended_at = desk.now;
    today->outcome = outcome.dump();
    if (!store::save_retention_run(desk.db, *today))
        throw std::runtime_error("the day's retention ended meanwhile");
    if (today->ended_at) audit(desk, "retention.ran", to_text(day), today->outcome);
}

Result<LegalHoldId> hold(const Desk& desk, ReferralId id, const std::string& reason)
{
    const auto referral = referrals::find_in_scope(desk.db, desk.actor, id);
    if (!referral) return std::unexpected(referral.error());
    if (!referrals::is_past_draft(referral->state))
        return refuse(Reason::wrong_state, "error.referral.now.draft");
    if (referral->erased_at) return refuse(Reason::wrong_state, "error.referral.erased");
    if (auto faults = faults_of(reason); !faults.empty()) return refuse(std::move(faults));
    const auto held = store::set_hold(
        desk.db, {.referral = id, .reason = reason, .set_by = desk.actor.account, .set_at = desk.now});
    if (!held) return refuse(Reason::wrong_state, "error.hold.held");
    audit(desk, "hold.set", to_text(id));
    return *held;
}

Result<bool> lift(const Desk& desk, ReferralId id, const std::string& reason)
{
    const auto referral = referrals::find_in_scope(desk.db, desk.actor, id);
    if (!referral) return std::unexpected(referral.error());
    auto held = store::find_hold(desk.db, id);
    if (!held) return refuse(Reason::wrong_state, "error.hold.not_held");
    if (auto faults = faults_of(reason); !faults.empty()) return refuse(std::move(faults));
    held->lifted_by = desk.actor.account;
    held->lifted_at = desk.now;
    held->lifting = reason;
    if (!store::lift_hold(desk.db, *held)) return refuse(Reason::stale, "error.hold.not_held");
    audit(desk, "hold.lifted", to_text(id));
    return true;
}

} // namespace server::retention
