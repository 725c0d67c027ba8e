#include "models/identity.hpp"
#include "server/payments/service.hpp"
#include <algorithm>

namespace server::payments {

using namespace models;
using enum PaymentLineState;
using store::PaymentLineRow;
using store::PaymentRunRow;

namespace {

struct Ending {
    const Desk& desk;
    const PaymentRunRow& run;
    Taken& taken;
};

using store::OfferToPay;

const OfferToPay* offer_of(const std::vector<OfferToPay>& all, OfferId id)
{
    const auto at = std::ranges::lower_bound(all, id, {}, [](const OfferToPay& row) { return row.offer.id; });
    return at != all.end() && at->offer.id == id ? &*at : nullptr;
}

// The offer may have ended, or have been paid by another way, while the bank was at work.
bool takes_delivery(const OfferToPay& row, Money amount)
{
    return !after(row.offer.state, OfferAct::deliver).empty() &&
           amount.fen <= row.offer.units - row.arrived.fen;
}

std::string signer_of(const PaymentRunRow& run, const PaymentLineRow& line)
{
    return "FF-" + std::to_string(run.number) + "-" + std::to_string(line.number);
}

// The one service that records deliveries does it; the delivery is the newest of its offer.
Result<DeliveryId> delivered(const Ending& ending, const store::OfferRow& offer, const PaymentLineRow& line,
                             Date on)
{
    const auto done = offers::deliver(ending.desk, {offer.id, offer.version},
                                      {.units = line.amount.fen,
                                       .on = on,
                                       .way = "bank",
                                       .signer = signer_of(ending.run, line),
                                       .note = ""});
    if (!done) return std::unexpected(done.error());
    return store::list_deliveries(ending.desk.db, offer.id).back().id;
}

Result<bool> end_as_paid(const Ending& ending, PaymentLineRow& line, const BankResult& told,
                         const OfferToPay* row)
{
    const auto& desk = ending.desk;
    line.ended_at = desk.now;
    line.state = row && takes_delivery(*row, line.amount) ? paid : unbooked;
    if (line.state == paid) {
        const auto delivery = delivered(ending, row->offer, line, told.on.value_or(day_of(desk.now)));
        if (!delivery) return std::unexpected(delivery.error());
        line.delivery = *delivery;
    }
    if (!store::end_payment_line(desk.db, line)) return refuse(Reason::stale, "error.payment.changed");
    ++(line.state == paid ? ending.taken.paid : ending.taken.unbooked);
    return true;
}

Result<bool> end_as_failed(const Ending& ending, PaymentLineRow& line, const BankResult& told)
{
    line.state = failed;
    line.told = told.told;
    line.ended_at = ending.desk.now;
    if (!store::end_payment_line(ending.desk.db, line)) return refuse(Reason::stale, "error.payment.changed");
    ++ending.taken.failed;
    return true;
}

std::optional<Fault> fault_of(const Desk& desk, const BankResult& told, const PaymentLineRow* line,
                              const OfferToPay* row)
{
    constexpr std::size_t kMostTold = 60;
    const auto fault = [&](const char* key) {
        return Fault{key, told.pointer, {{"line", std::to_string(told.number)}}};
    };
    if (!line) return fault("error.payment.result.line");
    if (line->state != waiting && (line->state != failed) != told.paid)
        return fault("error.payment.result.other");
    if (told.paid && told.on && *told.on > day_of(desk.now)) return fault("error.payment.result.on");
    if (told.paid && told.on && row && offers::is_before_offer(row->offer, *told.on))
        return fault("error.payment.result.before");
    if (!told.paid && (told.told.empty() || count_characters(told.told) > kMostTold))
        return fault("error.payment.result.why");
    return {};
}

Result<bool> settle_if_done(const Desk& desk, PaymentRunRow run)
{
    const auto* move = move_of(run.state, PaymentRunAct::settle);
    const auto lines = store::payment_lines(desk.db, run.id);
    if (!move || std::ranges::any_of(lines, [](const auto& line) { return line.state == waiting; }))
        return false;
    run.state = move->to;
    run.settled_at = desk.now;
    if (!store::save_payment_run(desk.db, run)) return refuse(Reason::stale, "error.payment.changed");
    audit(desk, "payment.settle", to_text(run.id));
    return true;
}

} // namespace

Result<Taken> take_results(const Desk& desk, PaymentRunId id, const std::vector<BankResult>& results)
{
    const auto run = find_run(desk.db, desk.actor, id);
    if (!run) return std::unexpected(run.error());
    if (run->state != PaymentRunState::issued && run->state != PaymentRunState::settled)
        return refuse(Reason::wrong_state, "error.payment.now." + std::string(name_of(run->state)));
    Taken taken;
    const Ending ending{desk, *run, taken};
    auto lines = store::payment_lines(desk.db, id);
    const auto all = store::offers_in_run(desk.db, desk.actor.organization, id);
    for (const auto& told : results) {
        const auto at = std::ranges::find(lines, told.number, &PaymentLineRow::number);
        const auto* row = at == lines.end() ? nullptr : offer_of(all, at->offer);
        if (auto fault = fault_of(desk, told, at == lines.end() ? nullptr : &*at, row)) {
            taken.faults.push_back(*std::move(fault));
            continue;
        }
        if (at->state != waiting) {
            ++taken.known;
            continue;
        }
        const auto done = told.paid ? end_as_paid(ending, *at, told, row) : end_as_failed(ending, *at, told);
        if (!done) return std::unexpected(done.error());
    }
    if (taken.paid + taken.failed + taken.unbooked == 0) return taken;
    audit(desk, "payment.results", to_text(id),
          R"({"paid":)" + std::to_string(taken.paid) + R"(,"failed":)" + std::to_string(taken.failed) +
              R"(,"unbooked":)" + std::to_string(taken.unbooked) + "}");
    if (const auto settled = settle_if_done(desk, *run); !settled) return std::unexpected(settled.error());
    return taken;
}

} // namespace server::payments
