#pragma once
#include "models/program.hpp"
#include "models/referral.hpp"
#include "models/round.hpp"
#include "models/store/db.hpp"
#include <climits>
#include <optional>
#include <string>
#include <vector>

namespace store {

// Whose rounds a reader sees: those about this area or what it lies in or holds (0: all), or those with a
// program of this organization. Rows out of scope do not exist.
struct RoundScope {
    models::Area area;
    models::OrganizationId organization;
    bool approved_only = false;
};
models::RoundId insert_round(Writer&, const models::AllocationRound&, const std::vector<models::ProgramId>&);
std::optional<models::AllocationRound> find_round(Reader&, const RoundScope&, models::RoundId);
std::vector<models::AllocationRound> list_rounds(Reader&, const RoundScope&, models::RoundId before,
                                                 int limit); // newest first

// Those that wait to be approved and lie wholly in this area, newest first.
std::vector<models::AllocationRound> list_proposed(Reader&, models::Area, int limit);
std::int64_t count_proposed(Reader&, models::Area);

// What is proposed, as one text without persons: sums (server/rounds/result_json), and the certificate.
struct RoundTexts {
    std::string result, certificate;
};
RoundTexts find_round_texts(Reader&, models::RoundId);

// The queue. Each change is guarded by the state it comes from; false: it was another meanwhile.
bool is_round_waiting(Reader&); // queued, or running
std::optional<models::RoundId> oldest_queued(Reader&);
std::vector<models::RoundId> running_rounds(Reader&);
bool begin_round(Writer&, models::RoundId);
bool tell_permille(Writer&, models::RoundId, std::int64_t permille); // false: it runs no more
bool fail_round(Writer&, models::RoundId, models::RoundFailure, models::Time now);
bool propose_round(Writer&, models::RoundId, std::int64_t awards, const RoundTexts&, models::Time as_of);
// By a person: cancelled, approved or discarded. Guarded by version.
bool end_round(Writer&, const models::AllocationRound&, models::RoundState, models::AccountId by,
               models::Time now);

// Version and room of each program, as the round saw them when it was worked out.
struct RoundProgram {
    models::ProgramId program;
    std::int64_t version{};
    std::optional<std::int64_t> places_left;
    std::optional<models::Money> budget_left;
    bool operator==(const RoundProgram&) const = default;
};
std::vector<RoundProgram> list_round_programs(Reader&, models::RoundId);
void save_round_program(Writer&, models::RoundId, const RoundProgram&);

// Live referrals of an area, in the order of their ids; need_types are not read.
std::vector<models::Referral> list_live(Reader&, models::Area);

struct RoundFamilyRow {
    models::ReferralId referral;
    std::string reference;
    std::int64_t referral_version{};
    models::Area village;
    std::int64_t tier{}, awards{};
    std::int64_t reason{}; // why there is none: lower ones are listed first
    std::string text;      // sealed in the database (server/rounds/result_json)
};
void insert_round_family(Writer&, models::RoundId, const RoundFamilyRow&);

struct RoundAwardRow {
    std::int64_t number{}; // from 1
    models::ReferralId referral;
    std::string reference;
    models::NeedId need;
    std::string need_type;
    std::int64_t member{}; // whom the need is for; 0: the household
    models::ProgramId program;
    models::Area village;
    std::int64_t tier{};
    std::int64_t award{}; // in the unit of its need
    models::Money cost;
    std::int64_t score{}, value{};
    models::PlanLineId line; // since it was approved
};
void insert_round_award(Writer&, models::RoundId, const RoundAwardRow&);
void save_award_line(Writer&, models::RoundId, std::int64_t number, models::PlanLineId);

// Approved rounds that considered this family, and what each gave it; the oldest first.
struct RoundOfFamily {
    models::RoundId round;
    std::string name;
    models::Time approved_at{};
    std::int64_t tier{};
    std::string text;                  // as RoundFamilyRow's; "": erased, or it was not kept
    std::vector<RoundAwardRow> awards; // number, need, program, award and cost
};
std::vector<RoundOfFamily> rounds_of(Reader&, models::ReferralId);

inline constexpr int kAllRows = INT_MAX; // as a limit: what is paid or approved is never cut off

// What lies in an area (0: all of the round), by number after `after`; and the families without an award, by
// reason, tier and reference, after so many.
std::vector<RoundAwardRow> list_round_awards(Reader&, models::RoundId, models::Area, std::int64_t after,
                                             int limit);
std::vector<RoundFamilyRow> list_families_without(Reader&, models::RoundId, models::Area, std::int64_t after,
                                                  int limit);
std::vector<std::pair<models::ReferralId, std::int64_t>> awarded_versions(Reader&, models::RoundId);

// Awards of one program: how many families, and what they cost.
struct ProgramShare {
    models::ProgramId program;
    std::int64_t families{};
    models::Money cost;
};
std::vector<ProgramShare> shares_of_round(Reader&, models::RoundId);

} // namespace store
