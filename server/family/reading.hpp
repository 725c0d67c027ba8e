#pragma once
#include "models/store/clocks.hpp"
#include "models/store/objections.hpp"
#include "server/html/rule_words.hpp"
#include "server/offers/service.hpp"
#include <map>

// What a family is shown of its referral.
namespace server::family {

// An offer that was made, with what arrived of it.
struct Help {
    store::OfferRow offer;
    std::vector<store::DeliveryRow> deliveries; // oldest first
    std::optional<store::InLine> line;
    bool unable = false; // store::is_unable
};

struct Told {
    referrals::Case known;
    std::vector<store::MoveRow> log;         // oldest first
    std::vector<store::ClockRow> clocks;     // of the referral itself
    std::vector<Help> help;                  // oldest first; drafts are not yet made
    std::vector<store::ConsentRow> consents; // live ones, newest first
    // Organizations that one of the family's consents names or named; of the others no name is told.
    std::map<std::int64_t, std::string> names, phones;
    std::vector<std::pair<store::ObjectionRow, std::string>> objections; // with what it is about
};
// Not found: the referral is not the family's.
models::Result<Told> read_told(store::Reader&, const html::Words&, const models::Actor& family, models::Date);

} // namespace server::family
