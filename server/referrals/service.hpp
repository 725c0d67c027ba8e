#pragma once
#include "models/clock.hpp"
#include "server/desk/desk.hpp"
#include "server/referrals/document.hpp"
#include <array>
#include <optional>
#include <string>
#include <vector>

// The acts of lifecycle.md "Referral" that have a handler. Every move is read from models::referral_moves(),
// is guarded by the version seen, and writes log, clocks, audit and ledger in the caller's savepoint.
namespace server::referrals {

using server::Desk;

// Which referral, as the actor last saw it.
struct Seen {
    models::ReferralId id;
    std::int64_t version{};
};

using Moved = models::Result<models::Referral>;

// A draft of the actor's own; the village is preset where the actor's area is one.
models::Referral start_draft(const Desk&);
// Keeps what is known so far, whatever is missing.
Moved save_draft(const Desk&, const Seen&, Document);
models::Result<bool> discard_draft(const Desk&, const Seen&);

// What a report still lacks: at most six kinds of things. Pointers as in docs/formats.md "Referral".
std::vector<models::Fault> missing_for_report(const Document&, models::Date today);
Moved report(const Desk&, const Seen&);
// The API's way: begun and reported at once.
Moved report_at_once(const Desk&, ReferralBody);

// Facts in draft, reported and returned; a returned referral with a changed fact is resubmitted to reported.
Moved change_facts(const Desk&, const Seen&, ReferralBody told);

// One fact that was asked for. Also in live states, then as the move `correct` of the county.
struct Answer {
    models::Fact fact{};
    std::int64_t member{}; // member number; 0: the household
    std::size_t need{};    // for facts of a need: which
    models::FactValue value;
};
Moved answer(const Desk&, const Seen&, const Answer&);
bool may_answer(const models::Actor&, const models::Referral&);

struct Recheck {
    std::string way; // on_site, phone
    std::optional<models::Date> on;
    std::string who, found;
    bool nobody_else = false; // the county rechecks: the township has nobody else, said so
};
Moved recheck(const Desk&, const Seen&, const Recheck&);

struct Return {
    std::vector<std::string> wanted; // codes of kWanted
    std::string text;
};
Moved return_for_facts(const Desk&, const Seen&, const Return&);
Moved resubmit(const Desk&, const Seen&, const std::string& explanation);

struct Assessed {
    std::optional<std::int64_t> assessed; // in the need's unit
    std::int64_t government_aid{};
};
struct Confirm {
    std::optional<models::ReferralKind> kind;
    std::string aid_check; // one of kAidChecks
    std::string aid_text;
    std::map<models::NeedId, Assessed> needs;
    std::string spot_check; // what the visit found, where one was drawn
    std::string reason;     // urgent only: why it cannot wait for a recheck
};
Moved confirm(const Desk&, const Seen&, const Confirm&);
Moved confirm_urgently(const Desk&, const Seen&, const Confirm&);
Moved recheck_late(const Desk&, const Seen&, const Recheck&);

struct Ending {
    std::optional<models::CloseReason> reason;
    std::string text; // close, refuse: what the family is told; withdraw: who asked, and how
};
Moved close_referral(const Desk&, const Seen&, const Ending&); // no offer is under way any more
Moved refuse_referral(const Desk&, const Seen&, const Ending&);
// By the family, or by an officer on its behalf, said so; its consents end with it.
Moved withdraw(const Desk&, const Seen&, const Ending&);

// Moved away or died: what is under way fails, what arrived stays.
Moved end_referral(const Desk&, const Seen&, const Ending&);

struct Suspension {
    std::string reason;                // one of kSuspendReasons
    std::optional<models::Date> until; // a day to come, at most models::kMostSuspendedDays working days away
    std::string text;
};
Moved suspend(const Desk&, const Seen&, const Suspension&); // clocks stand still; the day is a task
// The system, where nobody reaches the family (models::kUnreachableDays); nothing where it cannot be
// suspended.
void suspend_unreachable(const Desk&, models::ReferralId, models::Area village);
Moved resume(const Desk&, const Seen&); // to the state it left

// A closed one begins anew, with its recheck; as confirmed where a complaint about help was upheld since. Not
// after a death, after a withdrawal only with a new consent.
Moved reopen(const Desk&, const Seen&, const std::string& why);

// The first officer asks for it, a second one of the county does it. reason: one of kErrorReasons.
Moved mark_as_error(const Desk&, const Seen&, const std::string& reason, const std::string& text);

struct Mending {
    std::optional<std::int64_t> assessed; // in the need's unit; nothing: as it was
    std::optional<std::int64_t> government_aid;
    std::string fate; // one of kNeedFates; empty: as it is
};
// lifecycle.md `correct`: what was assessed, what the state gives, a need that is closed or asked anew.
Moved correct(const Desk&, const Seen&, const std::map<models::NeedId, Mending>&, const std::string& why);

// Clocks of referrals that have run out, once a minute: reminders, and returned ones that nobody pursued.
void run_clocks(const Desk&);

// Shows what is otherwise masked: the reason goes into the log, in the transaction of the reading.
models::Result<Case> reveal(const Desk&, models::ReferralId, const std::string& reason);
struct Printed {
    Case known;
    std::string query_code;                           // of the slip
    std::vector<std::string> consented = {};          // organizations that live consents name
    std::optional<models::Date> consented_until = {}; // the first of those consents' ends
};
models::Result<Printed> print(const Desk&, models::ReferralId);
// A new code for the family's slip; the one before it ends. Township and county.
models::Result<bool> renew_query_code(const Desk&, models::ReferralId);

// Open referrals that share an ID number, where the actor may see them; the others by reference alone.
struct SameHousehold {
    models::Referral referral;
    bool in_scope = false;
};
std::vector<SameHousehold> same_household(store::Reader&, const models::Actor&, const models::Household&,
                                          models::ReferralId not_this);

// Words an act may be given.
inline constexpr std::array<std::string_view, 2> kWays{"on_site", "phone"};
inline constexpr std::array<std::string_view, 9> kWanted{"id_number", "members", "relation", "income", "aid",
                                                         "need",      "amount",  "papers",   "other"};
inline constexpr std::array<std::string_view, 3> kAidChecks{"not_eligible", "granted", "under_way"};
inline constexpr std::array<std::string_view, 5> kRevealReasons{"recheck", "contact", "confirm", "question",
                                                                "other"};

inline constexpr std::array<std::string_view, 5> kSuspendReasons{"unreachable", "away", "in_hospital",
                                                                 "waits_for_aid", "other"};
inline constexpr std::array<std::string_view, 4> kErrorReasons{"wrong_person", "entered_twice", "only_a_test",
                                                               "other"};
inline constexpr std::array<std::string_view, 3> kNeedFates{"as_it_is", "closed", "asked_anew"};

// A keyed share of the rechecked referrals that the county visits before confirming; the same answer every
// time.
inline constexpr unsigned kSpotCheckPercent = 10;
bool is_spot_check(const store::Reader&, const models::Referral&);

} // namespace server::referrals
