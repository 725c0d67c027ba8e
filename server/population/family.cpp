#include "server/population/family.hpp"
#include "server/formats/forget_persons.hpp"
#include "server/log/log.hpp"

namespace server::population {

using namespace matching;
using namespace models;

namespace {

std::vector<EarlierHelp> earlier_help(const Household& household)
{
    std::vector<EarlierHelp> earlier;
    for (const auto& aid : household.aid) earlier.push_back({aid.kind, 0, {}, aid.amount, aid.on});
    return earlier;
}

Family family_with(Household household, Urgency urgency, Time first_reported)
{
    Family family;
    family.earlier = earlier_help(household);
    forget_persons(household);
    family.household = std::move(household);
    family.urgency = urgency;
    family.first_reported = first_reported;
    return family;
}

} // namespace

Family family_of(const referrals::Case& found)
{
    const auto& referral = found.referral;
    auto family =
        family_with(found.household(), referral.urgency, referral.reported_at.value_or(referral.started_at));
    family.referral = referral.id;
    family.household.id = referral.household;
    family.confirmed = referral.confirmed_at;
    return family;
}

std::optional<Family> family_in(const store::OpenReferral& row, const std::vector<store::Promised>& promised)
{
    try {
        if (!row.document) throw store::SealBroken();
        referrals::Case found{row.referral, referrals::read_written(*row.document)};
        referrals::set_promised(found.document.body.household, promised);
        return family_of(found);
    } catch (const std::exception&) {
        log(Level::error, "referral.unreadable",
            {{"referral", to_text(row.referral.id)}, {"error", name_of_exception()}});
        return std::nullopt;
    }
}

Family family_of(const ReferralBody& body, Time now)
{
    return family_with(body.household, body.urgency, now);
}

} // namespace server::population
