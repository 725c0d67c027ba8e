#pragma once
#include "models/referral_moves.hpp"
#include "models/store/objections.hpp"
#include "models/store/offers.hpp"
#include "server/desk/desk.hpp"

// lifecycle.md: "An objection or complaint is its own record." The family raises it, or an officer writes
// down what it says; a county officer who took no step in the case answers. What follows from one that is
// upheld is the county's own move.
namespace server::objections {

using store::ObjectionRow;

// What a family may object to or complain of now: a step of an office in the referral's log, an offer that
// was made, or how it was treated. What is undecided or was dismissed is none of these.
struct Subject {
    models::ObjectionAbout about{};
    std::int64_t number{};                    // as ObjectionRow::about_number
    std::optional<models::ReferralAct> act{}; // of a step
    models::Time at{};                        // of a step
    std::optional<store::OfferRow> offer{};
};
std::vector<Subject> subjects_of(store::Reader&, models::ReferralId);

// The step or offer an objection is about, open or not.
Subject subject_of(store::Reader&, const ObjectionRow&);

struct Told {
    std::optional<models::ObjectionAbout> about;
    std::int64_t number{};
    std::string text; // the family's own words
};
inline constexpr std::size_t kMostWords = 2'000; // characters of a text
// Faults at "/about" and "/text".
models::Result<ObjectionRow> raise(const Desk&, models::ReferralId, const Told&);

// Out of the actor's area, or no county officer's: not found, error.objection.unknown.
models::Result<ObjectionRow> find_in_scope(store::Reader&, const models::Actor&, models::ObjectionId);

// Why this county officer may not answer it: error.objection.…; empty: may.
std::string barred(store::Reader&, const models::Actor&, const ObjectionRow&);

struct SeenObjection {
    models::ObjectionId id;
    std::int64_t version{};
};
// Faults at "/act" (uphold or dismiss) and "/text", which the family reads.
models::Result<ObjectionRow> answer(const Desk&, const SeenObjection&, std::optional<models::ObjectionAct>,
                                    const std::string& text);

} // namespace server::objections
