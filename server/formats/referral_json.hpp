#pragma once
#include "models/household.hpp"
#include "models/referral.hpp"
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>

namespace server {

class ObjectReader; // reader.hpp
struct NeedType;
struct Told; // fact_json.hpp

// What a referral says about a family; docs/formats.md "Referral". The body of the API's POST, the file of
// `parasol match` and, sealed, the stored document.
struct ReferralBody {
    std::optional<models::ReferralKind> kind;
    models::Urgency urgency{};
    models::Household household;
    bool operator==(const ReferralBody&) const = default;
};

// Strict reading for API and files: unknown members, types, codes, ranges, impossible dates, ID numbers are
// faults, all at once, each with its pointer. Fills birth_date, sex and residence_area. Completeness is not
// asked here (referrals::missing_for_report does that).
models::Result<ReferralBody> read_referral(const nlohmann::json&, std::span<const NeedType>,
                                           const models::Divisions&, models::Time now,
                                           const std::string& source);
nlohmann::json write_referral(const ReferralBody&);

// The same form as part of a longer one: the caller reads what `whole` has beside it. Nothing may be dated
// after `today`.
ReferralBody read_referral_part(ObjectReader& whole, std::span<const NeedType>, const models::Divisions&,
                                const Told&, models::Date today, std::vector<models::Fault>& faults);

// The stored document: the same form plus valid_from, valid_until, recorded_at, source of each fact and need
// ids.
nlohmann::json write_document(const ReferralBody&);
ReferralBody read_document(const nlohmann::json&); // ours: a fault is a broken world

} // namespace server
