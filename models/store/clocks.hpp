#pragma once
#include "models/clock.hpp"
#include "models/side.hpp"
#include "models/store/referrals.hpp"
#include <optional>
#include <string>
#include <vector>

// Clocks that run for a referral, an offer or an objection: due instants, whose they are, and how far their
// ladder was climbed.
namespace store {

enum class ClockNoun { referral, offer, consent, objection };

struct ClockRow {
    ClockNoun noun{};
    std::int64_t noun_id{};
    models::ReferralId referral;
    models::Clock clock{};
    models::Side side{};
    models::Time due_at{};
    std::optional<models::Time> next_at;   // when something is to be done about it; nothing: no more
    std::int64_t rung{};                   // reminders that were given
    std::optional<std::int64_t> left_days; // it stands still with so many working days left
};

void start_clock(Writer&, const ClockRow&); // anew, where it runs already
void save_clock(Writer&, const ClockRow&);  // due, next, rung, left
void stop_clocks(Writer&, ClockNoun, std::int64_t noun_id);
std::vector<ClockRow> list_clocks(Reader&, models::ReferralId); // of the referral itself, first due first
std::vector<ClockRow> every_clock(Reader&, models::ReferralId); // and of its offers and objections
std::vector<ClockRow> clocks_to_climb(Reader&, ClockNoun, models::Time until, int limit); // next_at has come

// A clock with the number people know its noun by.
struct DueClock {
    ClockRow clock;
    std::string reference;
    models::Area village;
    std::string need_type; // of an offer
};
// Where a page of what is due begins: this one is the first.
struct DueFrom {
    models::Time due_at{};
    std::int64_t id{};
};
// Those of this side that run, by due and noun's id: an office's in its area; an organization's. A county may
// ask those who wait in line as well as their township.
std::vector<DueClock> clocks_due(Reader&, models::Area, models::Side, models::Time before, int limit,
                                 const DueFrom& = {});
std::vector<DueClock> clocks_due(Reader&, models::OrganizationId, models::Time before, int limit,
                                 const DueFrom& = {});

} // namespace store

template <>
inline constexpr auto models::kNames<store::ClockNoun> =
    models::names<store::ClockNoun>({{store::ClockNoun::referral, "referral"},
                                     {store::ClockNoun::offer, "offer"},
                                     {store::ClockNoun::consent, "consent"},
                                     {store::ClockNoun::objection, "objection"}});
