#pragma once
#include "models/names.hpp"

namespace models {

// lifecycle.md "Consent". No consent, no offer; no override of any kind.
enum class ConsentState { given, replaced, withdrawn, expired };
template <>
inline constexpr auto kNames<ConsentState> = names<ConsentState>({{ConsentState::given, "given"},
                                                                  {ConsentState::replaced, "replaced"},
                                                                  {ConsentState::withdrawn, "withdrawn"},
                                                                  {ConsentState::expired, "expired"}});

enum class ConsentWay { paper, screen, phone_with_witness };
template <>
inline constexpr auto kNames<ConsentWay> =
    names<ConsentWay>({{ConsentWay::paper, "paper"},
                       {ConsentWay::screen, "screen"},
                       {ConsentWay::phone_with_witness, "phone_with_witness"}});

// For a child below this age the guardian consents (PIPL §31).
inline constexpr int kGuardianBelowAge = 14;

} // namespace models
