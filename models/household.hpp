#pragma once
#include "models/facts.hpp"
#include "models/id.hpp"
#include "models/identity.hpp"
#include "models/money.hpp"
#include "models/private.hpp"
#include "models/side.hpp"
#include <array>
#include <string>
#include <vector>

namespace models {

struct Member {
    std::int64_t number{}; // 1, 2, … within the household; 1 is the contact person (户主 or applicant)
    PrivateText name;
    IdType id_type{};
    PrivateText id_number;    // normalized; may be empty, with a reason
    std::string no_id_reason; // "not_issued", "lost", "unknown"; only when the number is empty
    PrivateText phone;
    FactRecords facts; // birth_date and sex are filled from a resident ID
    bool operator==(const Member&) const = default;
};

enum class NeedState { open, met, closed };
template <>
inline constexpr auto kNames<NeedState> =
    names<NeedState>({{NeedState::open, "open"}, {NeedState::met, "met"}, {NeedState::closed, "closed"}});

enum class NeedAct { meet, close, ask_anew };
template <>
inline constexpr auto kNames<NeedAct> =
    names<NeedAct>({{NeedAct::meet, "meet"}, {NeedAct::close, "close"}, {NeedAct::ask_anew, "ask_anew"}});

struct NeedMove {
    NeedAct act{};
    NeedState from{}, to{};
    unsigned sides{};
    bool reason_required = false;
};

// The system meets a need when nothing of it is left; a county officer closes it or asks for it anew.
inline constexpr std::array kNeedMoves{
    NeedMove{NeedAct::meet, NeedState::open, NeedState::met, static_cast<unsigned>(Side::system)},
    NeedMove{NeedAct::close, NeedState::open, NeedState::closed, static_cast<unsigned>(Side::county), true},
    NeedMove{NeedAct::ask_anew, NeedState::met, NeedState::open, static_cast<unsigned>(Side::county), true},
    NeedMove{NeedAct::ask_anew, NeedState::closed, NeedState::open, static_cast<unsigned>(Side::county),
             true}};

enum class NeedUnit { fen, hours, pieces, places };
template <>
inline constexpr auto kNames<NeedUnit> = names<NeedUnit>({{NeedUnit::fen, "fen"},
                                                          {NeedUnit::hours, "hours"},
                                                          {NeedUnit::pieces, "pieces"},
                                                          {NeedUnit::places, "places"}});

// One line of a referral: what, for whom, how much. Types: config/needs.csv (medical, education, living, …).
struct Need {
    NeedId id;
    std::string type;
    std::int64_t member{}; // member number; 0: the whole household or not said
    NeedUnit unit = NeedUnit::fen;
    std::optional<std::int64_t> assessed; // in its unit; nothing: the amount is not known yet
    std::int64_t government_aid{};        // in its unit, for this need
    std::int64_t promised{};              // in its unit (lifecycle.md "Promised")
    NeedState state = NeedState::open;
    FactRecords facts; // self_paid, special_hardship, urgent, first_entry
    bool operator==(const Need&) const = default;
};

// assessed − government aid − promised, never below 0; nothing while the amount is not known.
std::optional<std::int64_t> residual_of(const Need&);

struct GovernmentAid {
    std::string kind; // "dibao", "temporary_aid", "medical_aid", …: config/needs.csv lists kinds too
    Money amount;
    Date on{};
    std::string need_type; // which need it went to; empty: in general
    bool operator==(const GovernmentAid&) const = default;
};

// A family as civil affairs knows it: the sealed document of one referral version.
struct Household {
    HouseholdId id;
    Area village; // 12-digit code; copied into the fact residence_area
    PrivateText address;
    std::vector<Member> members;     // at least one
    bool all_members_listed = false; // "is everyone listed?"
    FactRecords facts;
    std::vector<Need> needs;
    std::vector<GovernmentAid> aid;
    PrivateText situation; // what the reporter wrote
    bool operator==(const Household&) const = default;
};

} // namespace models
