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

// Sums without persons: round.result in the database.
struct RoundResult {
    Figures all;
    std::array<Figures, 4> tiers;
    std::map<std::uint32_t, Figures> counties; // by 6 digits
    std::array<std::int64_t, 4> tier_weights{};
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
    std::int64_t value{}, price{}, short_by{};
    std::optional<std::int64_t> last_won;
};

enum class Shut { none, no_consent, no_program }; // why there is nothing to give at all
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
                                         {server::rounds::Shut::no_program, "no_program"}});
