#pragma once
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "models/store/referrals.hpp"
#include "tests/support/test_db.hpp"

// What the store's tests begin from.
namespace given {

inline constexpr models::Area kVillage{520324101203}, kNeighbor{520324101204}, kTownship{520324101000},
    kCounty{520324000000}, kPrefecture{520300000000}, kProvince{520000000000}, kOtherCounty{520525000000},
    kOtherVillage{520525005001};

models::AccountId account(support::TestDb&, std::string_view login, models::Role role = models::Role::village,
                          models::Area area = kVillage);
models::OrganizationId organization(support::TestDb&, std::string_view unified_code = "53520000500000001X");
models::ProgramId program(support::TestDb&, models::OrganizationId, std::string_view code,
                          const models::Room& room = {});
store::ProgramRow program_row(models::OrganizationId, std::string_view code, const models::Room& room = {});

// A draft with its household; reported when asked: with a reference and version 1 of its document.
models::ReferralId draft(support::TestDb&, models::AccountId author, models::Area village = kVillage);
models::ReferralId reported(support::TestDb&, models::AccountId author, models::Area village = kVillage,
                            std::string_view plain = "{}");
models::Referral found(support::TestDb&, models::ReferralId); // by the province, or its author
store::Scope scope(models::Area area, models::AccountId account = {});

} // namespace given
