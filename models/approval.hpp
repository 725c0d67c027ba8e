#pragma once
#include "models/names.hpp"

namespace models {

// What one person may ask for and only a second one of the same office may let happen (ASVS 2.3.5).
enum class ApprovalKind {
    erase_family,     // PIPL §47: what is held about one family; the county
    export_referrals, // a file with the referrals of an area; the county
    rotate_keys,      // a new key for what is sealed; administrators
    drop_keys         // keys that seal nothing any more; administrators
};
template <>
inline constexpr auto kNames<ApprovalKind> =
    names<ApprovalKind>({{ApprovalKind::erase_family, "erase_family"},
                         {ApprovalKind::export_referrals, "export_referrals"},
                         {ApprovalKind::rotate_keys, "rotate_keys"},
                         {ApprovalKind::drop_keys, "drop_keys"}});

// asked is the only one that anything follows; lapsed: nobody decided in time.
enum class ApprovalState { asked, approved, refused, taken_back, lapsed };
template <>
inline constexpr auto kNames<ApprovalState> = names<ApprovalState>({{ApprovalState::asked, "asked"},
                                                                    {ApprovalState::approved, "approved"},
                                                                    {ApprovalState::refused, "refused"},
                                                                    {ApprovalState::taken_back, "taken_back"},
                                                                    {ApprovalState::lapsed, "lapsed"}});

inline constexpr int kApprovalDays = 5; // working days until it lapses

} // namespace models
