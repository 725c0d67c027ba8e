#pragma once
#include "models/names.hpp"
#include "models/side.hpp"
#include "models/time.hpp"
#include <array>
#include <optional>

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

enum class ConsentAct { give, replace, withdraw, expire };
template <>
inline constexpr auto kNames<ConsentAct> = names<ConsentAct>({{ConsentAct::give, "give"},
                                                              {ConsentAct::replace, "replace"},
                                                              {ConsentAct::withdraw, "withdraw"},
                                                              {ConsentAct::expire, "expire"}});

struct ConsentMove {
    ConsentAct act{};
    std::optional<ConsentState> from;
    ConsentState to{};
    unsigned sides{};
};

// Only the family gives, changes and takes away (an officer may write down what it said); a clock ends it.
inline constexpr std::array kConsentMoves{
    ConsentMove{ConsentAct::give, std::nullopt, ConsentState::given, static_cast<unsigned>(Side::family)},
    ConsentMove{ConsentAct::replace, ConsentState::given, ConsentState::replaced,
                static_cast<unsigned>(Side::family)},
    ConsentMove{ConsentAct::withdraw, ConsentState::given, ConsentState::withdrawn,
                static_cast<unsigned>(Side::family)},
    ConsentMove{ConsentAct::expire, ConsentState::given, ConsentState::expired,
                static_cast<unsigned>(Side::system)}};

// Nothing: the table has no such move.
constexpr std::optional<ConsentState> after(std::optional<ConsentState> from, ConsentAct act, Side side)
{
    for (const auto& move : kConsentMoves)
        if (move.act == act && move.from == from && (move.sides & static_cast<unsigned>(side)) != 0)
            return move.to;
    return std::nullopt;
}

constexpr bool is_end(ConsentState state) { return state != ConsentState::given; }

// For a child below this age the guardian consents (PIPL §31).
inline constexpr int kGuardianBelowAge = 14;
bool needs_guardian(Date birth, Date on);

} // namespace models
