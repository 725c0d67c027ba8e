#pragma once
#include "matching/match.hpp"
#include "models/store/objections.hpp"
#include "models/store/tasks.hpp"
#include "server/attachments/content.hpp"
#include "server/offers/moves.hpp"
#include "server/referrals/service.hpp"
#include <array>

// What people do with an offer (lifecycle.md "Offer"): county officers make it, charities answer it and
// report what arrived.
namespace server::offers {

// One need before one program, before anything is written: what would be offered, and all that stands against
// it, in the order in which a person can do something about it.
struct Prospect {
    referrals::Case known;
    models::Need need;
    models::Program program;
    std::int64_t units{};                     // in the unit of the need; never more than what is left of it
    models::Money amount;                     // what the program would pay
    bool full = false;                        // no place or no money left: it would wait in line
    std::optional<store::ConsentRow> consent; // that names organization and need; nothing: ask for it
    bool may_pass_line = false;               // its money may lift the family above its low-income line
    std::vector<store::OfferRow> other_help;  // of the same person for such a need, by other referrals
    std::string site;                         // where there is a seat, the nearest; "": the program has none
    std::vector<models::Fault> objections;    // error.offer.…; empty: it can be offered
};
// `programs` as of now, without families. Not found: the referral, the need or the program.
models::Result<Prospect> look_ahead(store::Reader&, const models::Actor&, const matching::Snapshot& programs,
                                    models::ReferralId, models::NeedId, models::ProgramId, models::Time now);
models::Result<Prospect> look_ahead(store::Reader&, referrals::Case, const matching::Snapshot& programs,
                                    models::NeedId, models::ProgramId, models::Time now); // scoped already
// The same program is under way for this person and need, here or in another referral. Sure once its capacity
// is held.
bool is_offered_already(store::Reader&, const Prospect&);

// The same of an offer that was made, as the family's income is known now.
bool may_pass_line(store::Reader&, const Library&, const OfferRow&, models::Time now);

struct OfferWish {
    models::ReferralId referral;
    models::NeedId need;
    models::ProgramId program;
    std::string
        duplicate;    // the answer to "is this person helped with this already?", where that is to be asked
    std::string note; // for the organization; no personal detail
};
// 发起对接: plan, line and offer in one; of a full program that keeps a list, the offer waits in line. Faults
// of look_ahead, and error.offer.duplicate at "/duplicate".
Moved offer_help(const Desk&, const matching::Snapshot& programs, const OfferWish&);

// A charity.
Moved open_offer(const Desk&,
                 models::OfferId); // offered: received; else, or by a token that only reads, as it is
Moved ask_for_facts(const Desk&, const SeenOffer&, const std::string& what); // at most twice
Moved put_in_line(const Desk&, const SeenOffer&);
// units: at most what was offered; nothing: all of it.
Moved accept(const Desk&, const SeenOffer&, std::optional<std::int64_t> units);
// narrow: of one that is too far away, the program's managers are asked to serve its county no more.
Moved decline(const Desk&, const SeenOffer&, std::optional<models::DeclineReason>, const std::string& note,
              bool narrow = false);

struct ServiceTold {         // of a need in hours alone: hours.hpp
    std::string from, until; // "14:00"; both or neither
    std::string kind, giver;
};
struct DeliveryTold {
    std::optional<std::int64_t> units; // of the need; at most what is still to come
    std::optional<models::Date> on;    // not to come
    std::string way;                   // of kDeliveryWays
    std::string signer, note;          // who took it; sealed
    std::vector<attachments::Content> vouchers = {};
    ServiceTold service = {};
    bool unreadable_units = false; // something was typed that is no number
};
inline constexpr std::array<std::string_view, 5> kDeliveryWays{"bank", "cash", "goods", "service",
                                                               "hospital"};
Moved deliver(const Desk&, const SeenOffer&, const DeliveryTold&);
// 冲销: recorded by mistake, of help that is no money (money goes back by a complaint, or as an error); what
// went out of the stock with it comes back. Faults at /note; error.delivery.… where it cannot be.
Moved reverse_delivery(const Desk&, const SeenOffer&, models::DeliveryId, const std::string& why);
Moved complete(const Desk&, const SeenOffer&);                           // all of it has arrived
Moved stop_short(const Desk&, const SeenOffer&, const std::string& why); // part of it has
// 无法提供: with one of these reasons, "other" in words. By the county, in words.
inline constexpr std::array<std::string_view, 6> kUnableReasons{
    "no_money", "no_goods", "no_people", "cannot_reach", "refused_by_family", "other"};
Moved fail(const Desk&, const SeenOffer&, const std::string& reason, const std::string& why);

// Civil affairs.
Moved answer_facts(const Desk&, const SeenOffer&, const std::string& answer);
Moved still_needed(const Desk&, const SeenOffer&); // of one that waits in line
Moved withdraw_offer(const Desk&, const SeenOffer&, const std::string& why);

// 转办: the charity asks for it with one of these reasons, as a task of the county; nothing changes yet. The
// county names the program that shall have it instead: all that is held is free, a draft for that one begins,
// for which nothing is reserved. What the charity asked for is over once the offer moves on.
inline constexpr std::array<std::string_view, 3> kPassOnReasons{"outside_our_work", "another_fits_better",
                                                                "cannot_go_on"};
struct PassingOn {
    std::string reason;                       // of the charity
    std::optional<models::ProgramId> program; // named by the county; refused as by look_ahead
    std::string note;                         // of the county, sealed
};
Moved pass_on(const Desk&, const SeenOffer&, const PassingOn&);
std::optional<store::TaskRow> passing_on_asked(store::Reader&, const OfferRow&);
std::optional<OfferRow> passed_on_to(store::Reader&, const OfferRow&); // the draft, or what became of it
// Programs that were not tried and fit once this offer holds nothing, the best first; at most 20.
std::vector<models::ProgramId> may_take_over(store::Reader&, const models::Actor&,
                                             const matching::Snapshot& programs, const OfferRow&);

// Entered in error: the first county officer asks for it, a second one does it. All that is held is free,
// what was delivered is reversed by counter-entry.
Moved mark_as_error(const Desk&, const SeenOffer&, const std::string& why);

// A complaint about this offer's help that was upheld, once for each: what was recorded and did not come is
// reversed by counter-entry, place and money are taken anew, and the help is under way again. Faults at
// "/undone" and "/note"; error.offer.reopen.… where it is no longer possible.
std::optional<store::ObjectionRow> complaint_to_mend(store::Reader&, const OfferRow&);
Moved reopen_offer(const Desk&, const SeenOffer&, const std::vector<models::DeliveryId>& undone,
                   const std::string& why);

// 撤销: the same person, within models::kTakeBack, one's own last act.
bool may_take_back(store::Reader&, const models::Actor&, const OfferRow&, models::Time now);
Moved take_back(const Desk&, const SeenOffer&);

// The fields of the consent, opened by the charity that accepted; the reason, one of these, goes into the
// log.
inline constexpr std::array<std::string_view, 6> kOpenReasons{"contact", "visit",      "pay",
                                                              "file",    "attendance", "guardian"};
struct OpenedFields {
    OfferRow offer;
    store::ConsentRow consent;
    models::Household household;
};
models::Result<OpenedFields> open_fields(const Desk&, models::OfferId, const std::string& reason);
// The same of one whose state was looked at already; the log has `event`.
models::Result<OpenedFields> open_family(const Desk&, OfferRow, const std::string& event,
                                         const std::string& reason);

// Clocks that have run out, once a minute: consents expire, unanswered offers lapse, questions go back,
// waiting ones lapse, and what came free is offered to the first in line.
void run_clocks(const Desk&);

} // namespace server::offers
