#include "server/offers/told.hpp"
#include "server/notices/notices.hpp"
#include <algorithm>
#include <array>

namespace server::offers {

using namespace models;
using enum OfferAct;

namespace {

constexpr unsigned kCharity = static_cast<unsigned>(Side::charity),
                   kCounty = static_cast<unsigned>(Side::county), kBoth = Side::charity | Side::county,
                   kOffices = Side::county | Side::township;
constexpr std::array kTold{Told{offer, kCharity},
                           Told{place_free, kBoth},
                           Told{ask_for_facts, kOffices},
                           Told{answer, kCharity},
                           Told{waitlist, kCounty},
                           Told{accept, kOffices},
                           Told{decline, kCounty},
                           Told{withdraw, kCharity},
                           Told{lapse, kBoth},
                           Told{consent_ends, kBoth},
                           Told{deliver, kCounty},
                           Told{complete, kOffices},
                           Told{stop_short, kCounty},
                           Told{fail, kBoth},
                           Told{pass_on, kBoth},
                           Told{reopen, kCharity},
                           Told{mark_as_error, kCharity}};

bool may_be_taken_back(OfferAct act)
{
    return std::ranges::find(take_backs(), act, &TakeBack::undone) != take_backs().end();
}

} // namespace

std::span<const Told> told() { return kTold; }

void tell_of(const Desk& desk, const OfferRow& before, const OfferRow& after, const Step& step)
{
    if (step.reason == kTakenBack)
        return store::take_back_notices(desk.db, store::NoticeNoun::offer, after.id.value, desk.now);
    if (step.reason == kReversed) return;
    const auto row = std::ranges::find(kTold, step.act, &Told::act);
    if (row == kTold.end()) return;
    const bool unseen = before.state == OfferState::draft && step.act == withdraw; // nobody was told before
    const auto from = may_be_taken_back(step.act) && desk.actor.account ? desk.now + kTakeBack : desk.now;
    for (const auto side : {Side::charity, Side::county, Side::township}) {
        if (!has_side(row->sides, side) || side == step.side || (unseen && side == Side::charity)) continue;
        const auto to = side == Side::charity ? notices::office_of(after.organization)
                                              : notices::office_at(side, after.village);
        notices::tell(desk, "offer." + std::string(name_of(step.act)),
                      {store::NoticeNoun::offer, after.id.value, after.reference}, to, from);
    }
}

} // namespace server::offers
