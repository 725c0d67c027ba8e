#pragma once
#include "models/area.hpp"
#include "models/id.hpp"
#include "models/store/db.hpp"
#include "models/time.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// 依法保留 of one referral: neither erased nor pseudonymized meanwhile. Both reasons are sealed.
struct HoldRow {
    models::LegalHoldId id;
    models::ReferralId referral;
    std::string reason;
    models::AccountId set_by;
    models::Time set_at{};
    models::AccountId lifted_by;
    std::optional<models::Time> lifted_at;
    std::string lifting;   // why it was lifted
    std::string reference; // of its referral; read only
};

// Nothing: it is held already.
std::optional<models::LegalHoldId> set_hold(Writer&, const HoldRow&);
bool lift_hold(Writer&, const HoldRow&);                       // of this id; false: it is lifted already
std::optional<HoldRow> find_hold(Reader&, models::ReferralId); // the one that holds
std::vector<HoldRow> list_holds(Reader&, models::Area within); // the newest first, at most 100

} // namespace store
