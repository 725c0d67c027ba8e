#pragma once
#include "models/referral.hpp"
#include "models/result.hpp"
#include "models/store/consents.hpp"
#include "models/store/offers.hpp"
#include "server/desk/desk.hpp"

// The moves of lifecycle.md "Offer", as far as every move has them in common: the table, the version seen,
// what the program holds for it, clocks, log, audit, and what follows for the referral; all in the caller's
// savepoint.
namespace server::offers {

using store::OfferRow;
using Moved = models::Result<OfferRow>;

// An officer those of referrals in the area; a charity its own, past the draft.
store::OfferScope scope_of(const models::Actor&);
Moved find_in_scope(store::Reader&, const models::Actor&, models::OfferId); // error.offer.unknown
// The same, and its referral held (store::hold_referral): read after whoever held it before.
Moved find_to_change(const Desk&, models::OfferId);

// Which offer, as the actor last saw it.
struct SeenOffer {
    models::OfferId id;
    std::int64_t version{};
};
// In scope, seen as it is now, and the table allows this act from its state to this side. Refusals:
// error.offer.unknown (not found), .changed (stale), .now.<state> (wrong state), .not_yours (forbidden).
Moved opened(const Desk&, const SeenOffer&, models::OfferAct, models::Side);

struct Step {
    models::OfferAct act{};
    models::OfferState to{};
    models::Side side{};
    std::string reason = {}; // a code, plain
    std::string note = {};   // sealed
};
// `after` is the row as it shall be but for its state; `before` as it was read. Refused where the program has
// not so much room: error.offer.no_room (full); where its note holds somebody's number:
// error.offer.note_person at "/note".
Moved moved(const Desk&, const OfferRow& before, OfferRow after, const Step&);

// What an offer of this state holds of its program's places and money; of an end, what it used up.
struct Holding {
    enum class Kind { nothing, reserved, committed, used } kind{};
    std::int64_t places{};
    models::Money money;
};
Holding holding_of(const OfferRow&, const store::Delivered&);

// Help that came before anybody had offered it is a slip of the pen.
bool is_before_offer(const OfferRow&, models::Date);

// What it costs when only so many of its units are given; rounded down.
models::Money share_of(const OfferRow&, std::int64_t units);

// All that is not at its end is ended as this act of the referral says: drafts, offers and waiting ones are
// withdrawn; accepted ones and those under way end by the family's word (`withdraw`) or fail (`refuse`,
// `end`). Suspending leaves these alone.
std::optional<models::Refusal> end_offers(const Desk&, models::ReferralId, models::ReferralAct);

// Offers that no live consent of the referral names any longer end now: data closed, what was held is free.
std::optional<models::Refusal> end_unconsented(const Desk&, models::ReferralId, models::Side);

// Another for the same person, kind of need and program, in any referral, that is not at its end: even its
// draft would be offered beside this one.
bool has_twin(store::Reader&, const OfferRow&);

// A live consent that names organization and need, for this person or the whole household.
const store::ConsentRow* consent_for(const std::vector<store::ConsentRow>&, models::OrganizationId,
                                     const std::string& need_type, std::int64_t member, models::Date);

// What was told with a delivery; way "erased": the family's data was.
struct ToldDelivery {
    std::string way, signer;
    std::string from, until, service, giver; // of hours; who gave them is the organization's own
};
ToldDelivery told_of(const store::DeliveryRow&);

// The consent that the offer rests on stands, and the family is not erased.
bool is_consented(store::Reader&, const OfferRow&, models::Date today);

// An officer of the area always; an organization once it has accepted, and while a live consent names it.
bool may_see_family(store::Reader&, const models::Actor&, const OfferRow&, models::Date);

} // namespace server::offers
