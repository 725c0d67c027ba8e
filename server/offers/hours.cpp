#include "server/offers/hours.hpp"
#include "models/identity.hpp"
#include "models/site.hpp"
#include <algorithm>
#include <array>

namespace server::offers {

using namespace models;

namespace {

constexpr std::size_t kMostGiver = 50; // characters
constexpr std::int64_t kMostOfADay = 24;

constexpr std::array<std::string_view, 5> kCare{"home_care", "respite", "hospital_company", "daily_help",
                                                "other"};
constexpr std::array<std::string_view, 4> kPsychology{"counselling", "family_talk", "group_work", "other"};
constexpr std::array<std::string_view, 4> kLegal{"legal_advice", "paperwork", "representation", "other"};
constexpr std::array<std::string_view, 1> kOther{"other"};

struct Between {
    std::optional<Hours> hours;
    std::vector<Fault> faults;
};

// Both or neither.
Between read_between(const std::string& from, const std::string& until)
{
    if (from.empty() && until.empty()) return {};
    const auto begin = parse_minute(from), end = parse_minute(until);
    if (!begin) return {{}, {{"error.session.from", "/from", {}}}};
    const Hours hours{*begin, end.value_or(0)};
    if (!end || !is_valid(hours)) return {{}, {{"error.session.until", "/until", {}}}};
    if ((hours.until - hours.from) % 60 != 0) return {{}, {{"error.offer.hours.whole", "/until", {}}}};
    return {hours, {}};
}

bool overlaps(const store::DeliveryRow& row, Date on, const Hours& hours)
{
    if (row.state == DeliveryState::reversed || row.on != on) return false;
    const auto told = told_of(row);
    const auto from = parse_minute(told.from), until = parse_minute(told.until);
    return from && until && *from < hours.until && hours.from < *until;
}

std::int64_t recorded_on(const std::vector<store::DeliveryRow>& rows, Date on)
{
    std::int64_t hours = 0;
    for (const auto& row : rows)
        if (row.state != DeliveryState::reversed && row.on == on) hours += row.units;
    return hours;
}

std::int64_t recorded(const std::vector<store::DeliveryRow>& rows)
{
    std::int64_t hours = 0;
    for (const auto& row : rows) hours += row.state == DeliveryState::reversed ? 0 : row.units;
    return hours;
}

} // namespace

std::span<const std::string_view> service_kinds(std::string_view need_type)
{
    if (need_type == "care") return kCare;
    if (need_type == "psychology") return kPsychology;
    if (need_type == "legal") return kLegal;
    return kOther;
}

HoursRead read_hours(const OfferRow& row, const std::vector<store::DeliveryRow>& before,
                     const DeliveryTold& told)
{
    auto [between, faults] = read_between(told.service.from, told.service.until);
    const bool bad_times = !faults.empty();
    const std::int64_t length = between ? (between->until - between->from) / 60 : 0;
    const auto hours = told.units.value_or(length);
    const auto left = row.units - recorded(before);
    if (!bad_times && (told.unreadable_units || hours < 1 || hours > left))
        faults.push_back({"error.offer.hours.units", "/units", {{"left", std::to_string(left)}}});
    else if (!bad_times && between && hours != length)
        faults.push_back({"error.offer.hours.differ", "/units", {{"hours", std::to_string(length)}}});
    else if (!bad_times && told.on && recorded_on(before, *told.on) + hours > kMostOfADay)
        faults.push_back({"error.offer.hours.day", "/units", {}});
    const auto same = [&](const store::DeliveryRow& one) { return overlaps(one, *told.on, *between); };
    if (between && told.on && std::ranges::any_of(before, same))
        faults.push_back({"error.offer.hours.twice", "/from", {}});
    const auto kinds = service_kinds(row.need_type);
    if (std::ranges::find(kinds, told.service.kind) == kinds.end())
        faults.push_back({"error.offer.hours.service", "/service", {}});
    if (told.service.giver.empty() || count_characters(told.service.giver) > kMostGiver)
        faults.push_back({"error.offer.hours.giver", "/giver", {}});
    return {hours, std::move(faults)};
}

std::map<std::string, std::int64_t> hours_by_month(const std::vector<store::DeliveryRow>& rows)
{
    std::map<std::string, std::int64_t> months;
    for (const auto& row : rows)
        if (row.state != DeliveryState::reversed) months[month_text(row.on)] += row.units;
    return months;
}

} // namespace server::offers
