#include "server/config.hpp"
#include "server/offers/service.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

constexpr int kAtOnce = 100; // the rest waits for the next minute

// What the system does with an offer whose clock has run out; nothing: it is only overdue.
std::optional<Step> step_at_end(Clock clock, OfferState state)
{
    if (clock == Clock::info && state == OfferState::info_needed)
        return Step{OfferAct::answer, OfferState::received, Side::system, "unanswered"};
    const bool lapses = clock == Clock::answer || clock == Clock::reconfirm_waitlist;
    if (lapses && may(Side::system, state, OfferAct::lapse))
        return Step{OfferAct::lapse, OfferState::expired, Side::system, std::string(name_of(clock))};
    return {};
}

std::optional<OfferRow> row_of(store::Reader& db, const store::OfferClock& clock)
{
    const auto all = store::offers_of(db, clock.referral);
    const auto at = std::ranges::find(all, clock.offer, &OfferRow::id);
    return at == all.end() ? std::nullopt : std::optional(*at);
}

} // namespace

void run_clocks(const Desk& desk)
{
    for (const auto& clock : store::offer_clocks_due(desk.db, desk.now, kAtOnce)) {
        const auto row = row_of(desk.db, clock);
        const auto step = row ? step_at_end(clock.clock, row->state) : std::nullopt;
        if (step && !moved(desk, *row, *row, *step)) throw std::runtime_error("a clock's move was refused");
    }
}

} // namespace server::offers
