#pragma once
#include "models/referral.hpp"
#include "models/store/offers.hpp"
#include <string>
#include <vector>

// The key of what families are looked up by: blind indexes and search tokens. While it is changed, what is
// written is written under both keys, and everything is found by the one that the database names: by the old
// one until each row is there under the new one, too.
namespace store {

std::size_t look_up_key(Reader&);  // its number in the key file
std::string look_up_name(Reader&); // its id; empty: of another key file
void change_look_up_key(Writer&);  // from now on by the newest

std::string person_digest(Reader&, std::string_view normalized_id);      // by the key that counts now
std::string next_person_digest(Reader&, std::string_view normalized_id); // by the next one; empty: none

std::string person_of_offer(Reader&, const OfferRow&); // of the two that stand in it the one that counts now

// What has such rows: referrals past `after`, in the order of their ids, unscoped; one's offers with a
// person.
std::vector<models::Referral> list_indexed(Reader&, models::ReferralId after, int limit);
struct OfferPerson {
    models::OfferId offer;
    std::int64_t member{};
    std::string person, next;
};
std::vector<OfferPerson> persons_of_offers(Reader&, models::ReferralId);
void save_person(Writer&, const OfferPerson&);

} // namespace store
