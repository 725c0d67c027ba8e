#include "server/jobs/sweep.hpp"
#include "models/clock.hpp"
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/channels.hpp"
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
#include "server/keys/look_up.hpp"
#include "server/keys/service.hpp"
#include "server/log/log.hpp"
#include "server/needs/publishing.hpp"
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
    store::forget_mail_codes(db, now - channels::kCodesKept);
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

// One thing that a sweep does. What goes wrong in it undoes it alone; the others go on, and it is tried again
// in a minute.
struct Part {
    store::Writer& db;
    const Library& library;
    models::Time now;

    template <class Work> void operator()(const char* name, const Work& work) const
    {
        const models::Actor nobody;
        try {
            store::Writer own(db);
            work(Desk{own, nobody, library, now});
            own.keep();
        } catch (const std::exception&) {
            log(Level::error, "sweep.failed", {{"part", name}, {"error", name_of_exception()}});
        }
    }
};

} // namespace

std::function<void(store::Writer&, models::Time)> minute_sweep(std::shared_ptr<const Library> library)
{
    return [library = std::move(library)](store::Writer& db, models::Time now) {
        db.vault().refresh(); // the key may have been changed by another process
        if (!store::take_lease(db, "sweep", std::to_string(db.process()), now, now + kTurn)) return;
        const auto& config = *library->config;
        const Part part{db, *library, now};
        part("forgetting", [&](const Desk& desk) { forget_what_ran_out(desk.db, config, now); });
        part("drafts", [&](const Desk& desk) { discard_old_drafts(desk.db, config, now); });
        part("referrals", referrals::run_clocks);
        part("offers", offers::run_clocks);
        part("worries", sites::climb_worries);
        part("approvals", approvals::lapse);
        part("retention", [](const Desk& desk) { retention::run(desk); });
        part("keys", keys::seal_anew);
        part("look-up", [](const Desk& desk) { keys::fill_look_up(desk); });
        part("needs", needs::publish_due);
        part("programs", [&](const Desk& desk) { programs::reopen_due(desk.db, *library, now); });
        part("notices", [&](const Desk& desk) { store::tell_notices(desk.db, now); });
        part("daily mail", [&](const Desk& desk) { channels::queue_daily_mail(desk.db, *library, now); });
        part("dispatches",
             [&](const Desk& desk) { store::forget_dispatches(desk.db, now - kDispatchesKept); });
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
