#include "server/referrals/service_moves.hpp"
#include <stdexcept>

namespace server::referrals {

using namespace models;

Referral start_draft(const Desk& desk)
{
    const auto area = desk.actor.area;
    const auto village = level_of(area) == AreaLevel::village ? area : Area{};
    Document document;
    document.body.household.village = village;
    if (village)
        document.body.household.facts.push_back({Fact::residence_area,
                                                 village,
                                                 day_of(desk.now),
                                                 {},
                                                 desk.now,
                                                 std::string(name_of(desk.actor.role))});

    Referral referral{.state = ReferralState::draft, .village = village, .author = desk.actor.account};
    referral.household = store::insert_household(desk.db, village, desk.now);
    referral.id = store::insert_referral(desk.db, referral, area, desk.now);
    referral.version = 1;
    store::insert_document(desk.db, referral.id, 0, written(document), desk.actor.account, desk.now);
    store::insert_move(desk.db,
                       {referral.id,
                        ReferralAct::start,
                        {},
                        ReferralState::draft,
                        desk.actor.account,
                        side_of(desk.actor),
                        "",
                        "",
                        desk.now},
                       "");
    audit(desk, "referral.start", referral.id);
    return referral;
}

Moved save_draft(const Desk& desk, const Seen& seen, Document document)
{
    auto referral = find_in_scope(desk.db, desk.actor, seen.id);
    if (!referral) return referral;
    if (referral->version != seen.version) return refuse(Reason::stale, "error.referral.changed");
    if (referral->state != ReferralState::draft)
        return refuse(Reason::wrong_state, "error.referral.now." + std::string(name_of(referral->state)));

    auto& household = document.body.household;
    household.id = referral->household;
    give_ids(desk.db, household.needs);
    referral->kind = document.body.kind;
    referral->urgency = document.body.urgency;
    referral->village = household.village;
    referral->members = static_cast<std::int64_t>(household.members.size());
    if (!store::save_referral(desk.db, *referral, desk.now))
        return refuse(Reason::stale, "error.referral.changed");
    ++referral->version;
    referral->changed_at = desk.now;
    store::replace_draft_document(desk.db, referral->id, written(document), desk.now);
    save_indexes(desk.db, *referral, household);
    audit(desk, "referral.draft_saved", referral->id);
    return referral;
}

Result<bool> discard_draft(const Desk& desk, const Seen& seen)
{
    const auto referral = opened(desk, seen, ReferralAct::discard, Side::author);
    if (!referral) return std::unexpected(referral.error());
    if (referral->author != desk.actor.account) return refuse(Reason::forbidden, "error.referral.not_yours");
    store::delete_draft(desk.db, referral->id);
    audit(desk, "referral.discard", referral->id);
    return true;
}

} // namespace server::referrals
