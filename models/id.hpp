#pragma once
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace models {

// A number made by the program (store::new_id), one type per noun, so that swapping two does not compile.
// Zero is "not yet stored".
template <class Of> struct Id {
    std::int64_t value{};
    auto operator<=>(const Id&) const = default;
    explicit operator bool() const { return value != 0; }
};

using AccountId = Id<struct Account>;
using TokenId = Id<struct Token>;
using OrganizationId = Id<struct Organization>;
using ProgramId = Id<struct Program>;
using SiteId = Id<struct Site>;
using HouseholdId = Id<struct Household>;
using ReferralId = Id<struct Referral>;
using NeedId = Id<struct Need>;
using ConsentId = Id<struct Consent>;
using PlanId = Id<struct Plan>;
using OfferId = Id<struct Offer>;
using DeliveryId = Id<struct Delivery>;
using TaskId = Id<struct Task>;
using NoticeId = Id<struct Notice>;
using ChannelId = Id<struct Channel>;
using DispatchId = Id<struct Dispatch>;
using StandingRuleId = Id<struct StandingRule>;
using ObjectionId = Id<struct Objection>;
using SiteSessionId = Id<struct SiteSession>;
using StaffId = Id<struct SiteStaff>;
using GuardianConsentId = Id<struct GuardianConsent>;
using WorryId = Id<struct Worry>;
using ApprovalId = Id<struct Approval>;
using LegalHoldId = Id<struct LegalHold>;
using SketchId = Id<struct Sketch>;
using CapacityEntryId = Id<struct CapacityEntry>;

template <class Of> std::string to_text(Id<Of> id) { return std::to_string(id.value); }

// Digits only, positive, no overflow; anything else is nothing. Use: parse_id<ReferralId>(text).
template <class AnyId> std::optional<AnyId> parse_id(std::string_view text)
{
    AnyId id;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (error != std::errc{} || end != text.data() + text.size() || id.value <= 0 || text[0] == '+')
        return {};
    return id;
}

} // namespace models
