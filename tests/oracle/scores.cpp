#include "tests/oracle/oracle.hpp"
#include <algorithm>

namespace oracle {

using namespace models;
using matching::Factor;

std::int64_t permille(const Number& part, const Number& of)
{
    if (of <= 0) return 0;
    return std::clamp<std::int64_t>(whole(part * 1000 / of), 0, 1000);
}

matching::Severity severity(const World& world, const Book& book)
{
    matching::Severity severity;
    for (std::size_t i = 0; i < world.policy.hardships.size(); ++i) {
        const auto& hardship = world.policy.hardships[i];
        bool holds = book.wants.empty() && Judge(world, book, nullptr).verdict(hardship.rule) == Verdict::yes;
        for (const auto& want : book.wants)
            holds = holds || Judge(world, book, &want).verdict(hardship.rule) == Verdict::yes;
        if (!holds) continue;
        severity.hardships.push_back(i);
        severity.permille += hardship.permille;
    }
    severity.permille = std::clamp<std::int64_t>(severity.permille, 0, 1000);
    severity.tier = 1;
    for (const auto from : world.policy.tier_from) severity.tier += severity.permille < from;
    return severity;
}

namespace {

std::int64_t fit(const Judge& judge, const Program& program)
{
    Number all, held;
    for (const auto& group : program.priority.groups) {
        if (group.points <= 0) continue;
        all += group.points;
        if (judge.verdict(group.rule) == Verdict::yes) held += group.points;
    }
    if (program.priority.by_points && all > 0) return permille(held, all);
    for (const auto& purpose : program.purposes)
        if (purpose.main && purpose.need == judge.want()->type) return 1000;
    return judge.world().policy.side_purpose_fit;
}

// From the rounded award; what cannot be compared counts half.
std::int64_t coverage(const Judge& judge, const Program& program, const matching::AwardFound& award)
{
    const auto& want = *judge.want();
    if (!want.left) return 500;
    if (!want.in_money) return award.quantity ? permille(*award.quantity, *want.left) : 500;
    const auto& cases = program.award.cases;
    const bool service = award.award_case < cases.size() &&
                         std::holds_alternative<ServiceAward>(cases[award.award_case].amount);
    if (service && award.high.fen == 0) return 500;
    return permille(award.low.fen, *want.left);
}

// The smallest division that home and one of the places share: none, province, prefecture, county, township,
// village.
std::int64_t proximity(const Judge& judge, const Program& program)
{
    const auto found = judge.fact(Fact::residence_area, nullptr, judge.today());
    if (found.known != Known::yes) return 0;
    const auto home = todays(judge.world(), std::get<Place>(found.value)).digits;
    std::vector<Area> places;
    for (const auto& site : program.sites) places.push_back(site.area);
    if (places.empty()) places = program.areas;
    std::int64_t best = 200;
    constexpr std::pair<std::size_t, std::int64_t> kShared[]{
        {2, 400}, {4, 600}, {6, 900}, {9, 950}, {12, 1000}};
    for (const auto area : places) {
        const auto place = todays(judge.world(), place_of(area)).digits;
        for (const auto& [digits, worth] : kShared)
            if (place.size() >= digits && home.size() >= digits &&
                place.substr(0, digits) == home.substr(0, digits))
                best = std::max(best, worth);
    }
    return best;
}

std::int64_t timeliness(const Judge& judge, const Program& program)
{
    const auto urgent = judge.fact(Fact::urgent, nullptr, judge.today());
    const bool hurry =
        judge.book().urgent || (urgent.known == Known::yes && std::get<Number>(urgent.value) == 1);
    const auto days = program.record.median_days_to_first_help;
    return hurry ? permille(20 - days, 18) : permille(60 - days, 50);
}

std::int64_t room(const Room& room)
{
    std::int64_t least = 1000;
    if (room.places && room.places_left) least = std::min(least, permille(*room.places_left, *room.places));
    if (room.budget && room.budget_left)
        least = std::min(least, permille(room.budget_left->fen, room.budget->fen));
    return least;
}

// Four offers at three quarters stand in for what is not known of a program.
std::int64_t rate(std::int64_t good, std::int64_t all) { return permille(Number{good} + 3, Number{all} + 4); }

std::int64_t track_record(const TrackRecord& record)
{
    return (rate(record.fulfilled, record.accepted) + rate(record.answered_in_time, record.answered)) / 2;
}

std::int64_t waiting(const World& world, const Book& book)
{
    if (!book.confirmed) return 0;
    return permille(count_of(day_of(world.now)) - count_of(*book.confirmed), world.policy.waiting_full_days);
}

} // namespace

matching::Score score(const Judge& judge, const Program& program, const Gift& gift)
{
    const std::map<Factor, std::int64_t> factors{
        {Factor::fit, fit(judge, program)},
        {Factor::coverage, coverage(judge, program, gift.found)},
        {Factor::proximity, proximity(judge, program)},
        {Factor::timeliness, timeliness(judge, program)},
        {Factor::room, room(program.room)},
        {Factor::track_record, track_record(program.record)},
        {Factor::severity, severity(judge.world(), judge.book()).permille},
        {Factor::waiting, waiting(judge.world(), judge.book())}};
    matching::Score score;
    for (const auto& [factor, value] : factors) {
        const auto i = static_cast<std::size_t>(factor);
        score.permille[i] = value;
        score.parts[i] = value * judge.world().policy.weights[i];
        score.total += score.parts[i];
    }
    return score;
}

} // namespace oracle
