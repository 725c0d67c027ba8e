#include "models/store/referrals.hpp"
#include "server/erasure/service.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>

namespace server::erasure {

using namespace models;

namespace {

std::optional<Referral> found(store::Reader& db, ReferralId id)
{
    const auto village = store::village_of(db, id);
    return village ? store::find_referral(db, {village, {}}, id) : std::nullopt;
}

// The backup is of a time when the family was still being helped: that ends first.
void end_first(const Desk& desk, Referral referral)
{
    const auto id = referral.id;
    referral.close_reason = CloseReason::withdrawn;
    const auto done =
        referrals::ended(desk, std::move(referral),
                         {ReferralAct::withdraw, ReferralState::closed, Side::family, "erased_before", {}});
    if (!done || !referrals::withdraw_consents(desk, id))
        throw std::runtime_error("Referral " + to_text(id) +
                                 " was erased before this backup and cannot be ended again: its record may "
                                 "be damaged. Run `parasol doctor` on this data folder.");
}

void erase_one(const Desk& desk, const store::Erasure& row)
{
    store::delete_draft(desk.db, row.referral);
    auto referral = found(desk.db, row.referral);
    if (referral && is_open(referral->state)) {
        end_first(desk, *std::move(referral));
        referral = found(desk.db, row.referral);
    }
    if (referral && !referral->erased_at && !erase(desk, *referral, ErasedFor::request))
        throw std::runtime_error("Referral " + to_text(row.referral) +
                                 " was erased before this backup and cannot be erased again: its record may "
                                 "be damaged. Run `parasol doctor` on this data folder.");
    store::insert_erasure(desk.db, row);
    audit(desk, "family.erased_again", to_text(row.referral));
}

} // namespace

std::size_t erase_again(const Desk& desk, const std::vector<store::Erasure>& kept)
{
    const auto known = store::list_erasures(desk.db);
    std::size_t again = 0;
    for (const auto& row : kept) {
        if (std::ranges::find(known, row.referral, &store::Erasure::referral) != known.end()) continue;
        erase_one(desk, row);
        ++again;
    }
    return again;
}

} // namespace server::erasure
