#pragma once
#include "models/account.hpp"
#include "models/store/offers.hpp"
#include "models/store/referrals.hpp"
#include "server/desk/desk.hpp"
#include "server/formats/referral_json.hpp"
#include <map>
#include <string>
#include <vector>

namespace server::referrals {

// A form as it was typed: every value of every field (the same as html::Typed).
using Typed = std::map<std::string, std::vector<std::string>>;

// The sealed document of one referral version. A draft also keeps what was typed and cannot be taken yet, by
// part of the form ("who", "needs", "member.2"), so that nothing is lost.
struct Document {
    ReferralBody body;
    std::map<std::string, Typed> kept;
};
std::string written(const Document&);
Document read_written(const std::string& text); // ours: a fault is a broken world
Document find_document(store::Reader&, const models::Referral&);
// What offers promise is counted by the store; the document does not hold it.
void set_promised(models::Household&, const std::vector<store::Promised>&);

// A referral with what is known about the family.
struct Case {
    models::Referral referral;
    Document document;
    const models::Household& household() const { return document.body.household; }
};

// Out of the actor's scope: not_found, error.referral.unknown.
models::Result<models::Referral> find_in_scope(store::Reader&, const models::Actor&, models::ReferralId);
models::Result<Case> find_case(store::Reader&, const models::Actor&, models::ReferralId);

// A new version of the facts: document, needs, tokens; the row is saved by the caller's move.
void save_facts(const Desk&, models::Referral&, models::Household);
void give_ids(store::Writer&, std::vector<models::Need>&);

// Sent: it has a number, a slip, and something to object to.
constexpr bool is_past_draft(models::ReferralState state) { return state != models::ReferralState::draft; }

// For a need in fen whose sum is assessed: "under_1000", "1000_5000" …; else "".
std::string amount_band(const models::Need&);

// The last four of the contact person's ID, of the phone where there is no ID; empty: neither is known. With
// the code of its slip a family proves by them who it is.
std::string digits_of_contact(const models::Household&);

// What lists, searches and the same-household question read, brought up to date with the document.
void save_indexes(store::Writer&, const models::Referral&, const models::Household&);
void save_look_up(store::Writer&, const models::Referral&, const models::Household&); // searches alone

// The same facts told again keep their dates and ids; a changed one is added beside the older ones.
models::Household carried_over(const models::Household& known, models::Household told);

// Free text with what is masked elsewhere masked here too.
std::string without_names(std::string text, const models::Household&);

// The entries of one act ("who", "on", "found", …) as one sealed note, and back.
using Entries = std::map<std::string, std::string>;
std::string note_of(const Entries&);
Entries entries_of(const std::string& note);

} // namespace server::referrals
