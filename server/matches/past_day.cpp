#include "server/matches/past_day.hpp"
#include "server/population/family.hpp"
#include "server/population/then.hpp"

namespace server::matches {

using namespace matching;
using namespace models;

Result<std::optional<Time>> past_day(const Call& call)
{
    const auto text = call.query.text("as_of");
    if (text.empty()) return std::nullopt;
    const auto day = parse_date(text);
    if (!day) return refuse(Reason::invalid, "error.as_of.day", "/as_of");
    if (*day > call.today()) return refuse(Reason::invalid, "error.as_of.future", "/as_of");
    if (*day == call.today()) return std::nullopt;
    return start_of(plus_days(*day, 1)) - std::chrono::milliseconds(1);
}

std::shared_ptr<const Snapshot> programs_on(const Call& call, store::Reader& db,
                                            const std::optional<Time>& then)
{
    const auto newest = call.library->population->current(db);
    if (!then) return newest->at(call.now);
    return std::make_shared<const Snapshot>(population::programs_then(db, *newest, *call.library, *then));
}

Result<Family> family_on(store::Reader& db, const referrals::Case& known, const std::optional<Time>& then)
{
    if (!then) return population::family_of(known);
    auto family = population::family_then(db, known.referral, *then);
    if (!family) return refuse(Reason::invalid, "error.as_of.unreported", "/as_of");
    return *std::move(family);
}

std::string past_day_facts(const std::optional<Time>& then)
{
    return then ? R"({"as_of":")" + to_text(day_of(*then)) + "\"}" : std::string();
}

} // namespace server::matches
