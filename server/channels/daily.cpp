#include "server/channels/daily.hpp"
#include "models/store/accounts.hpp"
#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "server/config.hpp"
#include "server/tasks/due.hpp"

namespace server::channels {

using namespace models;

namespace {

constexpr int kTogether = 100;

bool has_something_due(store::Reader& db, AccountId id, Time now)
{
    const auto account = store::find_account(db, id);
    const auto until = start_of(plus_days(day_of(now), 1)) + std::chrono::milliseconds(1);
    return account && account->active && !tasks::due_list(db, account->actor, until, 1).empty();
}

} // namespace

void queue_daily_mail(store::Writer& db, const Library& library, Time now)
{
    const auto today = day_of(now);
    const bool early = now - start_of(today) < std::chrono::hours(library.config->mail_hour);
    if (early || library.config->mail_server.empty() || !library.working_days->is_working_day(today)) return;
    for (const auto id : store::daily_channels(db, today, kTogether)) {
        const auto channel = store::find_channel(db, id);
        if (store::mark_daily(db, id, today) && has_something_due(db, channel->account, now))
            store::queue_dispatch(db, id, DispatchKind::due, now);
    }
}

} // namespace server::channels
