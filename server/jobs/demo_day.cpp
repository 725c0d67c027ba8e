#include "models/store/accounts.hpp"
#include "models/store/settings.hpp"
#include "server/html/messages.hpp"
#include "server/http/problem.hpp"
#include "server/jobs/routes.hpp"
#include "server/jobs/sweep.hpp"
#include <charconv>

namespace server::jobs {

using namespace models;

namespace {

constexpr std::string_view kSetting = "demo_ahead";

// The same hour of the next working day; whoever is signed in stays so, and what fell due by then is done.
Response next_day(const Call& call, store::Writer& db)
{
    const auto& library = call.library;
    if (!library->demo_clock || !call.local) return not_found(call);
    const auto day = library->working_days->after(call.today(), 1);
    const std::chrono::milliseconds step = start_of(day) - start_of(call.today());
    const auto ahead = library->demo_clock->ahead() + step;
    store::save_setting(db, kSetting, std::to_string(ahead.count()));
    store::shift_sessions(db, step);
    minute_sweep(library)(db, call.now + step);
    library->demo_clock->set(ahead);
    return see_other(allowed(call.actor.role, Can::see_due) ? "/due" : "/");
}

} // namespace

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::post, "/demo/next-day", Can::signed_in, next_day},
    };
    return kRoutes;
}

void resume_demo_clock(store::Reader& db, const Library& library)
{
    const auto text = store::find_setting(db, kSetting);
    if (!text || !library.demo_clock) return;
    std::int64_t ahead{};
    std::from_chars(text->data(), text->data() + text->size(), ahead);
    library.demo_clock->set(std::chrono::milliseconds(ahead));
}

} // namespace server::jobs
