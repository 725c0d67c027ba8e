#pragma once
#include "server/payments/service.hpp"
#include "tests/server/offers/given.hpp"

namespace given {

// Three families whose offers were accepted, 500 yuan each, and two people of the organization.
class PaymentWorld : public OfferWorld {
public:
    explicit PaymentWorld(std::span<const server::Route> table,
                          store::Backend backend = store::Backend::sqlite);

    models::Actor clerk() { return charity(); }
    models::Actor second();
    std::vector<server::offers::OfferRow> offers;

    std::vector<server::payments::Line> lines(std::int64_t fen = 50'000);
    store::PaymentRunRow run(models::PaymentRunId);
    std::vector<store::PaymentLineRow> lines_of(models::PaymentRunId);
    store::PaymentRunRow prepared();
    store::PaymentRunRow checked();
    store::PaymentRunRow issued();
    server::payments::Taken take(const store::PaymentRunRow&, std::vector<server::payments::BankResult>);
    std::int64_t arrived(models::OfferId); // in fen
    void end_consent(models::ReferralId);
};

server::payments::SeenRun seen(const store::PaymentRunRow&);
server::payments::BankResult paid(std::int64_t line);
server::payments::BankResult failed(std::int64_t line, const std::string& why = "户名不符");
template <class T> std::string why_not(const models::Result<T>& done)
{
    return done ? std::string() : done.error().faults.front().key;
}

} // namespace given
