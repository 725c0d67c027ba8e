#pragma once
#include "models/account.hpp"
#include "models/delivery.hpp"
#include "models/household.hpp"
#include "models/offer.hpp"
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// One need before one program. `units` in the unit of the need; `places` and `amount` are what the program
// gives for it and holds in its capacity. `person`: blind index, see migration 0005; `person_next`: the same
// under the key that is being filled in (look_up.hpp). Both are written once, when the row is.
struct OfferRow {
    models::OfferId id;
    std::string reference; // ZJ-520324-2026-000417-2: the second offer of that referral
    models::ReferralId referral;
    models::NeedId need;
    std::string need_type;
    std::int64_t member{}; // 0: the whole household
    models::NeedUnit unit{};
    models::ProgramId program;
    models::OrganizationId organization;
    models::PlanId plan;
    models::OfferId passed_from; // the offer that was passed on to this one's program; none: of its own
    models::OfferState state{};
    std::optional<models::DeclineReason> decline_reason;
    std::string site, person, person_next;
    std::int64_t program_version{};
    std::int64_t places{}, units{};
    models::Money amount;
    std::optional<models::Time> offered_at, accepted_at, fields_opened_at;
    std::int64_t version{};
    models::Area village;               // of its referral; read only
    std::optional<models::Time> due_at; // the clock that ends first; read only
};

// Who looks: an officer finds offers of referrals in the area, an organization its own that are past the
// draft. What lies outside does not exist.
struct OfferScope {
    models::Area area;
    models::OrganizationId organization;
};

models::OfferId insert_offer(Writer&, const OfferRow&); // id and reference are given here
std::optional<OfferRow> find_offer(Reader&, const OfferScope&, models::OfferId);
bool save_offer(Writer&, const OfferRow&); // guarded by version, which grows by one

// The boxes of an inbox.
enum class OfferBox { all, to_answer, asked, waiting, to_deliver, ended };
std::vector<models::OfferState> states_in(OfferBox); // of `all`: none
// `all` and `ended`: the newest first; the others: what is due first. `after`: the last of the page before.
std::vector<OfferRow> list_offers(Reader&, const OfferScope&, OfferBox, models::OfferId after, int limit);
// At most 10,000 are counted; count_boxes: every box, in the order of its name.
std::int64_t count_offers(Reader&, const OfferScope&, OfferBox);
std::vector<std::pair<OfferBox, std::int64_t>> count_boxes(Reader&, const OfferScope&);
// 无法提供: the organization itself said that it could not give what it had promised. Else one that failed
// ended with its referral, or by the county's word.
bool is_unable(Reader&, const OfferRow&);
struct FailedOffers {
    std::int64_t unable{}, others{}; // at most 10,000 are looked at
};
FailedOffers count_failed(Reader&, const OfferScope&);
// How many wait for each organization's answer, in one look.
std::vector<std::pair<models::OrganizationId, std::int64_t>> offers_to_answer(Reader&);

std::vector<OfferRow> offers_of(Reader&, models::ReferralId); // oldest first
// One organization's, past the draft: of this referral, or of the same person in another; oldest first.
std::vector<OfferRow> offers_of_family(Reader&, models::OrganizationId, models::ReferralId,
                                       const std::string& person);
std::vector<OfferRow> waitlist_of(Reader&, models::ProgramId); // first in line first
std::vector<models::ProgramId> programs_with_waitlist(Reader&);
// Who had a seat at a program's site in [from, until), by the time they were accepted: accepted or delivering
// now, or ended since.
std::vector<OfferRow> seated_at(Reader&, models::ProgramId, const std::string& site, models::Time from,
                                models::Time until);
// Where somebody stands that waits for a program's places, or for those of one of its sites; from 1.
struct InLine {
    std::int64_t place{}, all{};
};
std::optional<InLine> place_in_line(Reader&, const OfferRow&); // nothing: it does not wait
// Live, or with help that arrived: of this person with a need of this type, over all referrals, newest first.
// person: person_digest(), or person_of_offer() of a row.
std::vector<OfferRow> offers_of_person(Reader&, const std::string& person, const std::string& need_type);

struct OfferMoveRow {
    models::OfferId offer;
    models::OfferAct act{};
    std::optional<models::OfferState> from;
    models::OfferState to{};
    models::AccountId by;
    models::Side side{};
    std::string reason, note; // reason is a code; the note is free text, sealed in the database
    std::int64_t units{};
    models::Money amount;
    models::Time at{};
};
void insert_offer_move(Writer&, const OfferMoveRow&);
std::vector<OfferMoveRow> list_offer_moves(Reader&, models::OfferId); // oldest first, notes unsealed

// Help that arrived. `told` (way, who signed, a note) is one sealed text.
struct DeliveryRow {
    models::DeliveryId id;
    models::OfferId offer;
    models::DeliveryState state{};
    std::int64_t units{};
    models::Money amount;
    models::Date on{};
    std::string told;
    models::AccountId recorded_by;
    models::Time recorded_at{};
};
models::DeliveryId insert_delivery(Writer&, const DeliveryRow&);
std::vector<DeliveryRow> list_deliveries(Reader&, models::OfferId);
std::optional<DeliveryRow> find_delivery(Reader&, models::DeliveryId);
bool save_delivery_state(Writer&, models::DeliveryId, models::DeliveryState from, models::DeliveryState to);
struct Delivered {
    std::int64_t units{};
    models::Money amount;
};
Delivered delivered_of(Reader&, models::OfferId); // what was not reversed

// lifecycle.md "Promised", in the unit of each need.
struct Promised {
    models::ReferralId referral;
    models::NeedId need;
    std::int64_t units{};
};
std::vector<Promised> promised_of(Reader&, models::ReferralId);
std::vector<Promised> promised_at(Reader&, models::ReferralId, models::Time); // as it was then
// Of all referrals with ids in (after, upto].
std::vector<Promised> promised_between(Reader&, models::ReferralId after, models::ReferralId upto);

} // namespace store

template <>
inline constexpr auto models::kNames<store::OfferBox> =
    models::names<store::OfferBox>({{store::OfferBox::all, "all"},
                                    {store::OfferBox::to_answer, "to_answer"},
                                    {store::OfferBox::asked, "asked"},
                                    {store::OfferBox::waiting, "waiting"},
                                    {store::OfferBox::to_deliver, "to_deliver"},
                                    {store::OfferBox::ended, "ended"}});
