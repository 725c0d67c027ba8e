#include "server/offers/effects.hpp"
#include "models/store/tasks.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

using Offers = std::vector<OfferRow>;

bool has_any(const Offers& offers, std::initializer_list<OfferState> states)
{
    return std::ranges::any_of(
        offers, [&](const OfferRow& row) { return std::ranges::find(states, row.state) != states.end(); });
}

// What the referral does by itself after a move of one of its offers.
std::optional<ReferralAct> next_act(const Referral& referral, const Offers& offers, bool anything_left)
{
    using enum OfferState;
    const bool supported = has_any(offers, {accepted, delivering});
    if (referral.state == ReferralState::planned && supported) return ReferralAct::begin_support;
    if (referral.state == ReferralState::in_support && !supported && anything_left)
        return ReferralAct::fall_back;
    return {};
}

std::optional<Refusal> move_referral(const Desk& desk, Referral referral, ReferralAct act)
{
    const auto from = referral.state;
    referral.state = after(from, act).front();
    if (!store::save_referral(desk.db, referral, desk.now))
        return refuse(Reason::stale, "error.referral.changed").error();
    store::insert_move(
        desk.db, {referral.id, act, from, referral.state, desk.actor.account, Side::system, "", "", desk.now},
        "");
    audit(desk, "referral." + std::string(name_of(act)), to_text(referral.id));
    return {};
}

// Needs whose help has all arrived.
bool meet_needs(Household& household, const Offers& offers)
{
    bool changed = false;
    for (auto& need : household.needs) {
        const bool under_way = std::ranges::any_of(offers, [&](const OfferRow& row) {
            return row.need == need.id && is_live(row.state) && row.state != OfferState::draft;
        });
        if (need.state != NeedState::open || under_way || residual_of(need) != 0) continue;
        need.state = NeedState::met;
        changed = true;
    }
    return changed;
}

// Help that was undone is lacking again, also where the referral has ended.
bool ask_again(Household& household)
{
    bool changed = false;
    for (auto& need : household.needs) {
        if (need.state != NeedState::met || residual_of(need).value_or(0) == 0) continue;
        need.state = NeedState::open;
        changed = true;
    }
    return changed;
}

// Every line has ended: the county may close.
void propose_close(const Desk& desk, const Referral& referral, const Household& household,
                   const Offers& offers)
{
    const bool ended = std::ranges::none_of(offers, [](const OfferRow& row) { return is_live(row.state); });
    const bool done =
        std::ranges::all_of(household.needs, [](const Need& need) { return need.state != NeedState::open; });
    if (!ended || !done) return;
    store::begin_task(desk.db, {.kind = TaskKind::close,
                                .referral = referral.id,
                                .begun_at = desk.now,
                                .due_at = due_after(desk, rule_of(TaskKind::close).working_days)});
}

bool is_anything_left(const Household& household)
{
    return std::ranges::any_of(household.needs, [](const Need& need) {
        return need.state == NeedState::open && residual_of(need) != 0;
    });
}

} // namespace

std::optional<Refusal> follow(const Desk& desk, ReferralId id, Area village)
{
    auto referral = store::find_referral(desk.db, {village, {}}, id);
    if (!referral || referral->erased_at) return {};
    const bool live = is_live(referral->state);
    const auto offers = store::offers_of(desk.db, id);
    auto household = referrals::find_document(desk.db, *referral).body.household;
    if (ask_again(household) || (live && meet_needs(household, offers))) {
        referrals::save_facts(desk, *referral, household);
        if (!store::save_referral(desk.db, *referral, desk.now))
            return refuse(Reason::stale, "error.referral.changed").error();
        ++referral->version;
    }
    if (!live) return {};
    propose_close(desk, *referral, household, offers);
    const auto act = next_act(*referral, offers, is_anything_left(household));
    return act ? move_referral(desk, *std::move(referral), *act) : std::nullopt;
}

} // namespace server::offers
