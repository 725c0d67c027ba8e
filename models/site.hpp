#pragma once
#include "models/consent.hpp"
#include "models/names.hpp"
#include "models/side.hpp"
#include "models/time.hpp"
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// A site's day (益童乐园): sessions, attendance, what guardians agreed to.
namespace models {

// 课业辅导, 文体活动, 安全教育, 非遗传承, 社区融入, 心理关爱, 集体生日.
enum class SessionKind {
    tutoring,
    culture_and_sport,
    safety,
    heritage,
    community,
    psychology,
    collective_birthday
};
template <>
inline constexpr auto kNames<SessionKind> =
    names<SessionKind>({{SessionKind::tutoring, "tutoring"},
                        {SessionKind::culture_and_sport, "culture_and_sport"},
                        {SessionKind::safety, "safety"},
                        {SessionKind::heritage, "heritage"},
                        {SessionKind::community, "community"},
                        {SessionKind::psychology, "psychology"},
                        {SessionKind::collective_birthday, "collective_birthday"}});

enum class SessionState { planned, held, cancelled };
template <>
inline constexpr auto kNames<SessionState> = names<SessionState>({{SessionState::planned, "planned"},
                                                                  {SessionState::held, "held"},
                                                                  {SessionState::cancelled, "cancelled"}});

// hold: the first attendance was taken; correct: a later one.
enum class SessionAct { plan, change, cancel, restore, hold, correct };
template <>
inline constexpr auto kNames<SessionAct> = names<SessionAct>({{SessionAct::plan, "plan"},
                                                              {SessionAct::change, "change"},
                                                              {SessionAct::cancel, "cancel"},
                                                              {SessionAct::restore, "restore"},
                                                              {SessionAct::hold, "hold"},
                                                              {SessionAct::correct, "correct"}});

struct SessionMove {
    SessionAct act{};
    std::optional<SessionState> from;
    SessionState to{};
};
inline constexpr std::array kSessionMoves{
    SessionMove{SessionAct::plan, std::nullopt, SessionState::planned},
    SessionMove{SessionAct::change, SessionState::planned, SessionState::planned},
    SessionMove{SessionAct::cancel, SessionState::planned, SessionState::cancelled},
    SessionMove{SessionAct::restore, SessionState::cancelled, SessionState::planned},
    SessionMove{SessionAct::hold, SessionState::planned, SessionState::held},
    SessionMove{SessionAct::correct, SessionState::held, SessionState::held}};

// Nothing: the table has no such move.
constexpr std::optional<SessionState> after(std::optional<SessionState> from, SessionAct act)
{
    for (const auto& move : kSessionMoves)
        if (move.act == act && move.from == from) return move.to;
    return std::nullopt;
}

enum class Mark { present, excused, absent };
template <>
inline constexpr auto kNames<Mark> =
    names<Mark>({{Mark::present, "present"}, {Mark::excused, "excused"}, {Mark::absent, "absent"}});

enum class StaffRole { leader, teacher, social_worker, volunteer };
template <>
inline constexpr auto kNames<StaffRole> = names<StaffRole>({{StaffRole::leader, "leader"},
                                                            {StaffRole::teacher, "teacher"},
                                                            {StaffRole::social_worker, "social_worker"},
                                                            {StaffRole::volunteer, "volunteer"}});

// What a guardian agrees to at a site; the consent about data (consent.hpp) is another thing.
enum class GuardianConsentKind { activities, pictures, going_home_alone };
template <>
inline constexpr auto kNames<GuardianConsentKind> =
    names<GuardianConsentKind>({{GuardianConsentKind::activities, "activities"},
                                {GuardianConsentKind::pictures, "pictures"},
                                {GuardianConsentKind::going_home_alone, "going_home_alone"}});

enum class GuardianConsentState { given, replaced, withdrawn };
template <>
inline constexpr auto kNames<GuardianConsentState> =
    names<GuardianConsentState>({{GuardianConsentState::given, "given"},
                                 {GuardianConsentState::replaced, "replaced"},
                                 {GuardianConsentState::withdrawn, "withdrawn"}});

// Minutes of a day, from until until; a valid one lies within one day and is not empty.
struct Hours {
    int from{}, until{};
    bool operator==(const Hours&) const = default;
};
constexpr bool is_valid(const Hours& hours)
{
    return 0 <= hours.from && hours.from < hours.until && hours.until <= 24 * 60;
}
constexpr bool covers(const Hours& open, const Hours& inner)
{
    return open.from <= inner.from && inner.until <= open.until;
}
std::optional<int> parse_minute(std::string_view text); // "16:30", "9:00"; nothing for any other text
std::string minute_text(int minute);                    // 16:30

int weekday_of(Date); // 1 Monday … 7 Sunday

// A calendar month, by its first day.
std::optional<Date> parse_month(std::string_view text); // "2026-11"
std::string month_text(Date);                           // 2026-11
Date first_of_month(Date);
Date months_later(Date first_of_month, int months);

// Counts of minors below this are not shown (README "Settled": minors and health 10).
inline constexpr int kLeastMinors = 10;

} // namespace models
