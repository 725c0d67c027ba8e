#include "server/sites/words.hpp"
#include "server/html/format.hpp"

namespace server::sites {

using namespace models;
using html::Words;

std::string path_of(SiteId id) { return "/sites/" + to_text(id); }

std::string path_of(const SiteSessionRow& row) { return path_of(row.site) + "/sessions/" + to_text(row.id); }

std::string site_name(const Words& words, const store::SiteRow& site)
{
    return words.language == Language::en && !site.name_en.empty() ? site.name_en : site.name;
}

std::string kind_words(const Words& words, SessionKind kind)
{
    return words.say("session.kind." + std::string(name_of(kind)));
}

std::string weekday_words(const Words& words, int weekday)
{
    return words.say("site.weekday." + std::to_string(weekday));
}

std::string day_words(const Words& words, Date day)
{
    return html::short_day(words.language, day) + " " + weekday_words(words, weekday_of(day));
}

std::string hours_words(const Hours& hours)
{
    return minute_text(hours.from) + "–" + minute_text(hours.until);
}

std::string month_words(const Words& words, Date month)
{
    return words.say("site.month", {{"year", std::to_string(static_cast<int>(month.year()))},
                                    {"month", words.say("site.month_name." + month_text(month).substr(5))}});
}

std::string time_words(const Words& words, std::int64_t minutes)
{
    auto hours = html::whole_number(minutes / 60);
    if (const auto tenth = minutes % 60 / 6; tenth != 0) hours += "." + std::to_string(tenth);
    return words.say("site.hours_of_time", {{"hours", hours}});
}

std::string seats_words(const Words& words, const SitePlace& place)
{
    const auto taken = html::whole_number(place.committed);
    if (!place.site.places_left) return words.say("site.seats_unlimited", {{"taken", taken}});
    return words.say("site.seats", {{"taken", taken}, {"free", html::whole_number(*place.site.places_left)}});
}

std::string count_or_few(const Words& words, std::int64_t count)
{
    if (count >= kLeastMinors) return html::whole_number(count);
    return words.say("site.few", {{"least", std::to_string(kLeastMinors)}});
}

} // namespace server::sites
