#pragma once
#include "models/id.hpp"
#include "models/names.hpp"
#include "models/side.hpp"
#include <array>
#include <optional>

namespace models {

using PaymentRunId = Id<struct PaymentRun>;
using PaymentLineId = Id<struct PaymentLine>;

// 发放批次: one payment to many families of one program, made by the organization's bank. No money passes
// through Parasol: a run goes out as a list and its results come back.
enum class PaymentRunState { prepared, checked, issued, settled, cancelled };
template <>
inline constexpr auto kNames<PaymentRunState> =
    names<PaymentRunState>({{PaymentRunState::prepared, "prepared"},
                            {PaymentRunState::checked, "checked"},
                            {PaymentRunState::issued, "issued"},
                            {PaymentRunState::settled, "settled"},
                            {PaymentRunState::cancelled, "cancelled"}});

enum class PaymentRunAct { prepare, change, check, send_back, issue, settle, cancel };
template <>
inline constexpr auto kNames<PaymentRunAct> = names<PaymentRunAct>({{PaymentRunAct::prepare, "prepare"},
                                                                    {PaymentRunAct::change, "change"},
                                                                    {PaymentRunAct::check, "check"},
                                                                    {PaymentRunAct::send_back, "send_back"},
                                                                    {PaymentRunAct::issue, "issue"},
                                                                    {PaymentRunAct::settle, "settle"},
                                                                    {PaymentRunAct::cancel, "cancel"}});

struct PaymentRunMove {
    PaymentRunAct act{};
    std::optional<PaymentRunState> from;
    PaymentRunState to{};
    unsigned sides{};
    bool second_person = false; // of the same organization, and not who prepared or changed it
};

// The list may be taken out again as long as results are awaited: it is the same list. It is settled by
// itself with its last result.
inline constexpr std::array kPaymentRunMoves{
    PaymentRunMove{PaymentRunAct::prepare, std::nullopt, PaymentRunState::prepared,
                   static_cast<unsigned>(Side::charity)},
    PaymentRunMove{PaymentRunAct::change, PaymentRunState::prepared, PaymentRunState::prepared,
                   static_cast<unsigned>(Side::charity)},
    PaymentRunMove{PaymentRunAct::check, PaymentRunState::prepared, PaymentRunState::checked,
                   static_cast<unsigned>(Side::charity), true},
    PaymentRunMove{PaymentRunAct::send_back, PaymentRunState::checked, PaymentRunState::prepared,
                   static_cast<unsigned>(Side::charity)},
    PaymentRunMove{PaymentRunAct::issue, PaymentRunState::checked, PaymentRunState::issued,
                   static_cast<unsigned>(Side::charity)},
    PaymentRunMove{PaymentRunAct::issue, PaymentRunState::issued, PaymentRunState::issued,
                   static_cast<unsigned>(Side::charity)},
    PaymentRunMove{PaymentRunAct::settle, PaymentRunState::issued, PaymentRunState::settled,
                   static_cast<unsigned>(Side::system)},
    PaymentRunMove{PaymentRunAct::cancel, PaymentRunState::prepared, PaymentRunState::cancelled,
                   static_cast<unsigned>(Side::charity)},
    PaymentRunMove{PaymentRunAct::cancel, PaymentRunState::checked, PaymentRunState::cancelled,
                   static_cast<unsigned>(Side::charity)}};

// Nothing: not in the table.
constexpr const PaymentRunMove* move_of(PaymentRunState from, PaymentRunAct act)
{
    for (const auto& move : kPaymentRunMoves)
        if (move.act == act && move.from == from) return &move;
    return nullptr;
}
constexpr bool is_end(PaymentRunState state)
{
    return state == PaymentRunState::settled || state == PaymentRunState::cancelled;
}

// What became of one line. unbooked: the bank paid, but meanwhile the offer took no delivery any more; a
// person has to look.
enum class PaymentLineState { waiting, paid, failed, unbooked };
template <>
inline constexpr auto kNames<PaymentLineState> =
    names<PaymentLineState>({{PaymentLineState::waiting, "waiting"},
                             {PaymentLineState::paid, "paid"},
                             {PaymentLineState::failed, "failed"},
                             {PaymentLineState::unbooked, "unbooked"}});

} // namespace models
