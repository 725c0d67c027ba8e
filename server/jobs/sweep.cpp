#include "server/jobs/sweep.hpp"
#include "models/clock.hpp"
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/dispatches.hpp"
#include "models/store/erasure.hpp"
#include "models/store/factors.hpp"
#include "models/store/late_forms.hpp"
#include "models/store/lease.hpp"
#include "models/store/notices.hpp"
#include "models/store/query_codes.hpp"
#include "models/store/referrals.hpp"
#include "models/store/seal.hpp"
#include "server/approvals/service.hpp"
#include "server/auth/session.hpp"
#include "server/auth/throttle.hpp"
#include "server/channels/daily.hpp"
#include "server/keys/service.hpp"
#include "server/offers/service.hpp"
#include "server/programs/reopening.hpp"
#include "server/referrals/service.hpp"
#include "server/retention/service.hpp"
#include "server/sites/worries.hpp"

namespace server::jobs {

namespace {

constexpr std::chrono::hours kAnswersKept{24};
constexpr std::chrono::days kDispatchesKept{90};
constexpr std::chrono::seconds kTurn{50}; // of several server processes one sweeps

void forget_what_ran_out(store::Writer& db, const Config& config, models::Time now)
{
    // An ended session still says whose a late form is.
    const auto ended = now - store::kLateFormKept;
    store::forget_sessions(db, ended - config.session_idle, ended - config.session_absolute);
    store::forget_late_forms(db, ended);
    store::forget_failures(db, now - auth::kFailuresKept);
    store::forget_family_sessions(db, now - auth::kFamilyIdle);
    store::forget_tickets(db, now);
    store::forget_answers(db, now - kAnswersKept);
}

void discard_old_drafts(store::Writer& db, const Config& config, models::Time now)
{
    for (const auto id : store::old_drafts(db, now - std::chrono::days(config.draft_kept_days))) {
        store::delete_draft(db, id);
        store::append_audit(db, {now, {}, "referral.discarded", models::to_text(id), ""});
    }
}

} // namespace

std::function<void(store::Writer&, models::Time)> minute_sweep(std::shared_ptr<const Library> library)
{
    return [library = std::move(library)](store::Writer& db, models::Time now) {
        db.vault().refresh(); // the key may have been changed by another process
        if (!store::take_lease(db, "sweep", std::to_string(db.process()), now, now + kTurn)) return;
        forget_what_ran_out(db, *library->config, now);
        discard_old_drafts(db, *library->config, now);
        const models::Actor nobody;
        const Desk desk{db, nobody, *library, now};
        referrals::run_clocks(desk);
        offers::run_clocks(desk);
        sites::climb_worries(desk);
        approvals::lapse(desk);
        retention::run(desk);
        keys::seal_anew(desk);
        programs::reopen_due(db, *library, now);
        store::tell_notices(db, now);
        channels::queue_daily_mail(db, *library, now);
        store::forget_dispatches(db, now - kDispatchesKept);
    };
}

std::function<void(store::Reader&)> minute_watch(const Config& config)
{
    return [anchor = audit_anchor(config), erased = erasure_list(config)](store::Reader& db) {
        store::keep_heads(anchor, store::audit_heads(db));
        store::keep_erasures(erased, store::list_erasures(db));
    };
}

} // namespace server::jobs
