#pragma once
#include "matching/baselines.hpp"
#include "matching/certificate.hpp"
#include "matching/progress.hpp"
#include "matching/why_not.hpp"
#include "server/rounds/material.hpp"
#include <array>
#include <map>

namespace server::rounds {

// This round, then what it is shown beside.
enum class Way { round, first_come, by_score, by_value };
inline constexpr std::size_t kWays = 4;

// A group of families: what they asked for, and what each way would give them.
struct Figures {
    std::int64_t families{};
    std::int64_t lacking_fen{}; // of their needs in fen that the programs serve
    std::array<matching::Outcome::Sum, kWays> ways;
};

// What one more place or 1,000 yuan would be worth.
struct MoreWorth {
    models::ProgramId program;
    bool of_quota = false; // of one of the program's quota rows
    bool place = false;    // otherwise 1,000 yuan
    std::int64_t by_price{}, found{};
};

// A floor of the policy: what it asks and what is held of it, in fen or families. Held less: also what no way
// of sharing exceeds. `cost` in value, by its price.
struct FloorTold {
    std::int64_t asks{}, holds{};
    std::optional<std::int64_t> most;
    std::int64_t cost{};
    bool operator==(const FloorTold&) const = default;
};

// Sums without persons: round.result in the database, and `result` in the API.
struct RoundResult {
    Figures all;
    std::array<Figures, 4> tiers;
    std::map<std::uint32_t, Figures> counties; // by 6 digits; 0: not known
    matching::RoundPolicy policy;              // by which it was worked out
    std::vector<FloorTold> floors;             // of the policy
    std::optional<std::int64_t> blocking;      // stable mode: how many options block
    std::int64_t value{}, bound{}, gap_millionths{};
    std::int64_t with_option{}; // families that something could be given to
    std::string list_hash;      // of the ids of these, in order
    std::vector<MoreWorth> more;
};

// Why one program did not give to one need.
struct WhyTold {
    models::NeedId need;
    std::string need_type;
    models::ProgramId program;
    matching::Blocked why{};
    models::Money cost;
    std::int64_t value{}, price{}, short_by{}; // stable mode knows no prices: 0
};

// Why there is nothing to give at all. What is nearest to an award comes first: a program that is full is not
// one that does not fit.
enum class Shut { none, no_consent, no_room, no_amount, to_be_asked, no_program };
struct Asking {
    std::int64_t lacking_fen{};
    Shut shut{};
    std::vector<WhyTold> whys;
};

struct Proposal {
    std::vector<store::RoundAwardRow> awards;
    std::vector<store::RoundFamilyRow> families; // text: written(Asking)
    std::vector<store::RoundProgram> programs;
    store::RoundTexts texts;
    models::Time as_of{};
};

// Who gets what, checked a second time by other code. Nothing: stopped. A figure that is not confirmed is a
// refusal with the checker's sentence.
std::optional<models::Result<Proposal>> propose(const Material&, const matching::Progress&);

// As the database keeps it and the API hands it out; what cannot be read is a broken world.
std::string written(const RoundResult&);
RoundResult read_result(const std::string&);
std::string written(const Asking&);
Asking read_asking(const std::string&);

} // namespace server::rounds

template <>
inline constexpr auto models::kNames<server::rounds::Way> =
    models::names<server::rounds::Way>({{server::rounds::Way::round, "round"},
                                        {server::rounds::Way::first_come, "first_come"},
                                        {server::rounds::Way::by_score, "by_score"},
                                        {server::rounds::Way::by_value, "by_value"}});
template <>
inline constexpr auto models::kNames<server::rounds::Shut> =
    models::names<server::rounds::Shut>({{server::rounds::Shut::none, "none"},
                                         {server::rounds::Shut::no_consent, "no_consent"},
                                         {server::rounds::Shut::no_room, "no_room"},
                                         {server::rounds::Shut::no_amount, "no_amount"},
                                         {server::rounds::Shut::to_be_asked, "to_be_asked"},
                                         {server::rounds::Shut::no_program, "no_program"}});
