#include "tests/oracle/book.hpp"

namespace oracle {

using namespace std::chrono;

Day day_of(models::Date date)
{
    return {12 * static_cast<int>(date.year()) + static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<unsigned>(date.day())};
}

Day day_of(models::Time time) { return day_of(models::Date{floor<days>(time + hours{8})}); }

Day later(Day day, std::int64_t years, std::int64_t months)
{
    return {day.month + 12 * years + months, day.day};
}

std::int64_t count_of(Day day)
{
    const auto month_of_year = (day.month - 1) % 12 + 1;
    const models::Date date{year{static_cast<int>((day.month - month_of_year) / 12)},
                            month{static_cast<unsigned>(month_of_year)},
                            std::chrono::day{static_cast<unsigned>(day.day)}};
    return sys_days{date}.time_since_epoch().count();
}

bool lies_under(const Place& inner, const Place& outer)
{
    return !outer.digits.empty() && inner.digits.starts_with(outer.digits);
}

Place place_of(models::Area area)
{
    if (area.code == 0) return {};
    auto digits = std::to_string(area.code);
    for (const std::size_t length : {9U, 6U, 4U, 2U}) {
        if (digits.find_first_not_of('0', length) != std::string::npos) break;
        digits.resize(length);
    }
    return {digits};
}

Place todays(const World& world, Place place)
{
    for (auto length = place.digits.size(); length > 0; --length) {
        const auto found = world.replaced.find(place.digits.substr(0, length));
        if (found != world.replaced.end()) return {found->second + place.digits.substr(length)};
    }
    return place;
}

namespace {

Value value_of(const models::FactRow& row, const models::FactValue& value)
{
    switch (row.type) {
    case models::FactType::code: return Word{std::get<models::Code>(value).text};
    case models::FactType::list: {
        const auto& list = std::get<models::CodeList>(value);
        return List{{list.codes.begin(), list.codes.end()}, list.complete};
    }
    case models::FactType::area: return place_of(std::get<models::Area>(value));
    case models::FactType::date: return day_of(std::get<models::Date>(value));
    case models::FactType::number:
    case models::FactType::fen:
    case models::FactType::yes_no: break;
    }
    return Number{std::get<std::int64_t>(value)};
}

Facts facts_of(const models::FactRecords& records)
{
    Facts facts;
    for (const auto& record : records) {
        Told told{value_of(models::row_of(record.fact), record.value),
                  day_of(record.valid_from),
                  {},
                  record.recorded_at.time_since_epoch().count(),
                  day_of(record.recorded_at)};
        if (record.valid_until) told.until = day_of(*record.valid_until);
        facts[record.fact].push_back(std::move(told));
    }
    return facts;
}

Want want_of(const models::Need& need)
{
    Want want{need.type, need.member, need.unit == models::NeedUnit::fen, need.unit, {}, {}, {}};
    want.open = need.state == models::NeedState::open;
    want.facts = facts_of(need.facts);
    if (!need.assessed) return want;
    const Number left = Number{*need.assessed} - need.government_aid - need.promised;
    want.left = left < 0 ? Number{0} : left;
    return want;
}

} // namespace

Book book_of(const matching::Family& family)
{
    const auto& household = family.household;
    Book book;
    book.facts = facts_of(household.facts);
    for (const auto& member : household.members)
        book.members.push_back({member.number, facts_of(member.facts)});
    book.everyone_listed = household.all_members_listed;
    for (const auto& need : household.needs) book.wants.push_back(want_of(need));
    for (const auto& help : family.earlier)
        book.earlier.push_back(
            {help.what, help.illness, help.member, Number{help.amount.fen}, day_of(help.on)});
    for (const auto& aid : household.aid)
        book.government.push_back({aid.kind, "", 0, Number{aid.amount.fen}, day_of(aid.on)});
    book.urgent = family.urgency == models::Urgency::urgent;
    book.first_reported = day_of(family.first_reported);
    if (family.confirmed) book.confirmed = day_of(*family.confirmed);
    book.rank = {family.first_reported.time_since_epoch().count(), family.referral.value, household.id.value};
    return book;
}

World world_of(const std::vector<models::Standard>& lines,
               const std::map<models::Area, models::Area>& replaced, const matching::Policy& policy,
               models::Time now)
{
    World world{lines, {}, policy, now};
    for (const auto& [old, current] : replaced)
        world.replaced[place_of(old).digits] = place_of(current).digits;
    return world;
}

} // namespace oracle
