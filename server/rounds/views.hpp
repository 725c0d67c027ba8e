#pragma once
#include "server/http/call.hpp"
#include "server/programs/catalog.hpp"
#include "server/rounds/service.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>

// What of a round leaves, and how.
namespace html {
struct Words; // html/rule_words.hpp
}

namespace server::rounds {

// One round as its page shows it: to whom, with which families.
struct ShownRound {
    const models::AllocationRound& round;
    const RoundResult& result;
    const std::vector<store::RoundAwardRow>& awards;  // the first of them
    const std::vector<store::RoundFamilyRow>& others; // the first of those without one
    const std::vector<store::RoundProgram>& programs;
    const std::vector<store::ProgramShare>& shares;
    const programs::Programs& all;                      // the catalog
    const Differences& differences;                     // since it was worked out
    bool refused = false;                               // an approval just was, because of them
    const std::vector<std::string>& changed_references; // of differences.referrals
};
nlohmann::json show_view(const Call&, const ShownRound&);

// Where its pay list is; null: it is not approved, or this actor may not approve it.
nlohmann::json pay_view(const Call&, const models::AllocationRound&);

struct RoundPage {
    const std::vector<models::AllocationRound>& rounds;
    std::int64_t next{}; // the next page's cursor; 0: this is the last
};
nlohmann::json list_view(const Call&, const RoundPage&);
nlohmann::json new_view(const Call&, const programs::Programs&, const RoundWish&,
                        const std::vector<models::Fault>&);
nlohmann::json under_way_view(const Call&,
                              const models::AllocationRound&); // queued, running, or came to nothing
nlohmann::json counts_view(const Call&, const models::AllocationRound&,
                           const std::vector<store::ProgramShare>&, const programs::Programs&);

// Parts of these.
nlohmann::json awards_view(const html::Words&, const Call&, const std::vector<store::RoundAwardRow>&,
                           const programs::Programs&);
nlohmann::json others_view(const html::Words&, const Call&, const std::vector<store::RoundFamilyRow>&,
                           const programs::Programs&);
void add_comparison(nlohmann::json& view, const html::Words&, const RoundResult&);
void add_policy(nlohmann::json& view, const html::Words&, const ShownRound&);
void add_proof(nlohmann::json& view, const html::Words&, const ShownRound&);

std::string tier_name(const html::Words&, std::int64_t tier);
std::string share_text(std::int64_t part, std::int64_t whole); // "83.7 %"; of nothing: "–"
std::string tenths(std::int64_t);                              // 1107: "110.7"
std::string program_name(const html::Words&, const programs::Programs&, models::ProgramId);
std::string award_text(const html::Words&, const Library&, const store::RoundAwardRow&); // 3,000 元, 20 小时
std::string place_name(const Library&, models::Area village);                            // 峨岭街道 …
nlohmann::json head_view(const Call&, const models::AllocationRound&); // id, name, area, state, when

} // namespace server::rounds
