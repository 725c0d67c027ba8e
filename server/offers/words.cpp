#include "server/offers/words.hpp"
#include "server/html/format.hpp"

namespace server::offers {

using namespace models;
using html::Words;

std::string state_words(const Words& words, OfferState state, bool unable)
{
    return words.say("offer.state." + (unable ? "unable" : std::string(name_of(state))));
}

std::string line_words(const Words& words, const std::optional<store::InLine>& line)
{
    if (!line) return {};
    return words.say("offer.line",
                     {{"place", std::to_string(line->place)}, {"all", std::to_string(line->all)}});
}

std::string units_words(const Words& words, NeedUnit unit, std::int64_t units)
{
    if (unit == NeedUnit::fen) return words.say("offer.yuan", {{"amount", html::yuan(Money{units})}});
    return words.one_or_many("referral.unit." + std::string(name_of(unit)), units);
}

std::string whom_words(const Words& words, const Projection& seen)
{
    auto need = words.say("need." + seen.need_type);
    if (seen.age_band.empty()) return need;
    return words.say("offer.whom",
                     {{"need", std::move(need)}, {"age", words.say("offer.age." + seen.age_band)}});
}

std::string place_words(const Words& words, const Projection& seen)
{
    return html::area_name(words, seen.village.value_or(seen.county));
}

std::string due_words(const Words& words, const OfferRow& row, Time now)
{
    if (!row.due_at) return {};
    const auto due = *row.due_at;
    // A clock of working days ends with a day: that day is told.
    const bool ends_a_day = due == start_of(day_of(due));
    const auto when = ends_a_day ? html::day(words.language, plus_days(day_of(due), -1))
                                 : html::minute(words.language, due);
    return words.say(due <= now ? "offer.overdue" : "offer.due", {{"when", when}});
}

std::string between_words(const ToldDelivery& told)
{
    return told.from.empty() ? std::string() : told.from + "–" + told.until;
}

std::string way_words(const Words& words, const ToldDelivery& told)
{
    auto text = words.say("offer.way." + told.way);
    if (!told.service.empty()) text += " · " + words.say("offer.service." + told.service);
    if (const auto between = between_words(told); !between.empty()) text += " · " + between;
    return text;
}

} // namespace server::offers
