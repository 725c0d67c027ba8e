#pragma once
#include "server/offers/moves.hpp"
#include <optional>
#include <string>

// What who sees of the family behind an offer: one table (projection.cpp), used by pages and API alike. A
// charity sees no name before acceptance, and then only what the consent names, opened with a reason
// (service.hpp open_fields).
namespace server::offers {

struct Projection {
    std::string need_type;
    models::NeedUnit unit{};
    std::int64_t units{}; // what would be given, in its unit
    models::Money amount;
    models::Area county;
    std::string amount_band; // of what the need was assessed at; "": not known
    std::string age_band;    // of whom it is for: "under_7", "7_13", "14_17", "18_59", "60_up"; "": not known
    bool urgent = false;
    std::optional<models::Area> village;        // referrer only
    std::optional<std::string> family;          // masked name of the contact; referrer only
    std::optional<models::ReferralId> referral; // referrer only
    std::vector<std::string> consented;         // fields that may be opened now; charity
};
// Of each row; what they need is read at once.
std::vector<Projection> project(store::Reader&, const models::Actor&, const std::vector<OfferRow>&,
                                models::Time now);

// What a consent's fields tell, opened: one list a person (whom the offer is for, and the contact person),
// then what is told of the household: address, situation. `field`: its code.
struct ToldFact {
    std::string field, value;
};
struct ToldFamily {
    std::vector<std::vector<ToldFact>> people;
    std::vector<ToldFact> household;
};
ToldFamily told_family(const models::Divisions&, const models::Household&, std::int64_t member,
                       const std::vector<std::string>& fields);

// Of whom the offer is for alone: the member, or the contact person where it is for the whole household.
std::vector<ToldFact> told_person(const models::Household&, std::int64_t member,
                                  const std::vector<std::string>& fields);

// Free text that somebody else wrote, with the family's names, numbers and phones masked.
std::string told_to(store::Reader&, const OfferRow&, const std::string& text);

} // namespace server::offers
