#pragma once
#include "models/award.hpp"
#include "models/household.hpp"
#include "models/rule.hpp"
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace models {

enum class Applicant { household, person, school, village, institution };
template <>
inline constexpr auto kNames<Applicant> = names<Applicant>({{Applicant::household, "household"},
                                                            {Applicant::person, "person"},
                                                            {Applicant::school, "school"},
                                                            {Applicant::village, "village"},
                                                            {Applicant::institution, "institution"}});

enum class ProgramState { draft, open, paused, closed };
template <>
inline constexpr auto kNames<ProgramState> = names<ProgramState>({{ProgramState::draft, "draft"},
                                                                  {ProgramState::open, "open"},
                                                                  {ProgramState::paused, "paused"},
                                                                  {ProgramState::closed, "closed"}});

enum class ServedOf { residence, hukou, school, incident, village };
template <>
inline constexpr auto kNames<ServedOf> = names<ServedOf>({{ServedOf::residence, "residence"},
                                                          {ServedOf::hukou, "hukou"},
                                                          {ServedOf::school, "school"},
                                                          {ServedOf::incident, "incident"},
                                                          {ServedOf::village, "village"}});

struct Purpose {
    std::string need; // need type
    bool main = true;
    bool operator==(const Purpose&) const = default;
};

struct Site {
    SiteId id;
    std::string code, name, name_en;
    Area area;
    std::optional<std::int64_t> places; // nothing: not limited here
    std::string hours;
    bool operator==(const Site&) const = default;
};

// Half open [from, until), +08:00; what counts is the sending of the offer. Nothing: open end.
struct Window {
    std::optional<Time> from, until;
    std::optional<Rule> rule; // for whom
    bool operator==(const Window&) const = default;
};

struct Quota {
    Area area; // 0 with a rule: a group
    std::optional<Rule> rule;
    std::optional<std::int64_t> places;
    std::optional<Money> budget;
    bool operator==(const Quota&) const = default;
};

struct Cap {
    std::optional<std::int64_t> times;
    std::optional<Money> amount;
    std::string per;    // person, household, illness
    std::string within; // life, calendar_year, school_year, edition, or "12 months"
    bool operator==(const Cap&) const = default;
};

struct MustNotHave {
    std::vector<std::string> aid; // program codes or aid kinds
    std::string within;           // as in Cap
    bool operator==(const MustNotHave&) const = default;
};

struct PriorityGroup {
    Rule rule;
    std::int64_t points{};
    std::string label, label_en;
    bool operator==(const PriorityGroup&) const = default;
};

struct Priority {
    bool by_points = false; // otherwise groups, filled in order
    std::vector<PriorityGroup> groups;
    bool operator==(const Priority&) const = default;
};

struct TextPair { // stored text with its optional English
    std::string zh, en;
    bool operator==(const TextPair&) const = default;
};

// How the program has answered so far, for the factor track_record and timeliness.
struct TrackRecord {
    std::int64_t accepted{}, fulfilled{}, answered{}, answered_in_time{};
    std::int64_t median_days_to_first_help = 15; // working days
    bool operator==(const TrackRecord&) const = default;
};

// What the capacity ledger says now; nothing: not limited.
struct Room {
    std::optional<std::int64_t> places, places_left;
    std::optional<Money> budget, budget_left;
    bool operator==(const Room&) const = default;
};

// What an organization gives, to whom, how much. JSON form: docs/formats.md, server/formats/program_json.
struct Program {
    ProgramId id;
    OrganizationId organization;
    std::string uuid, code, edition;
    std::string organization_name, via; // who passes it on
    TextPair name, summary, source_note, manual_checks;
    ProgramState state = ProgramState::draft;
    std::vector<Purpose> purposes;
    Applicant applicant = Applicant::person;
    bool government_paid = false;
    bool by_list = false; // festival money: never matched, shown as a hint
    std::optional<Date> last_confirmed;
    Rule rule; // an empty `all` fits everybody
    std::vector<std::string> documents, steps, duties;
    ServedOf served_of = ServedOf::residence;
    std::vector<Area> areas; // empty: everywhere
    std::vector<Site> sites;
    std::vector<Window> windows; // empty: always
    std::optional<Window> delivery;
    std::vector<Quota> quotas;
    bool keeps_waitlist = false;
    Award award;
    std::vector<Cap> caps;
    std::vector<MustNotHave> must_not_have;
    std::vector<std::string> excludes; // program codes
    Priority priority;
    Room room;
    TrackRecord record;
    std::int64_t version = 1;
};

} // namespace models
