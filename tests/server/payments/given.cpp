#include "tests/server/payments/given.hpp"
#include "models/store/consents.hpp"
#include "server/referrals/consent.hpp"

namespace given {

using namespace models;
using namespace server::payments;

PaymentWorld::PaymentWorld(std::span<const server::Route> table, store::Backend backend)
    : OfferWorld({.places = 9, .budget_fen = 1'000'000}, table, backend)
{
    for (int i = 0; i < 3; ++i) {
        const auto row = offer(another_family().id).value();
        act(clerk(), [&](const server::Desk& desk) {
            return server::offers::open_offer(desk, row.id);
        }).value();
        act(clerk(), [&](const server::Desk& desk) {
            return server::offers::accept(desk, seen(now_of(row.id)), {});
        }).value();
        offers.push_back(now_of(row.id));
    }
}

Actor PaymentWorld::second()
{
    auto actor = officer(Role::charity_manager, {}, "second");
    actor.organization = organization;
    return actor;
}

std::vector<Line> PaymentWorld::lines(std::int64_t fen)
{
    std::vector<Line> all;
    for (const auto& row : offers) all.push_back({row.id, Money{fen}});
    return all;
}

store::PaymentRunRow PaymentWorld::run(PaymentRunId id)
{
    return db.read(
        [&](store::Reader& reader) { return store::find_payment_run(reader, organization, id).value(); });
}

std::vector<store::PaymentLineRow> PaymentWorld::lines_of(PaymentRunId id)
{
    return db.read([&](store::Reader& reader) { return store::payment_lines(reader, id); });
}

store::PaymentRunRow PaymentWorld::prepared()
{
    return run(
        act(clerk(), [&](const server::Desk& desk) { return prepare(desk, program, lines()); }).value());
}

store::PaymentRunRow PaymentWorld::checked()
{
    const auto row = prepared();
    return act(second(), [&](const server::Desk& desk) { return check(desk, seen(row)); }).value();
}

store::PaymentRunRow PaymentWorld::issued()
{
    const auto row = checked();
    return act(clerk(), [&](const server::Desk& desk) { return issue(desk, seen(row)); }).value().run;
}

Taken PaymentWorld::take(const store::PaymentRunRow& row, std::vector<BankResult> results)
{
    return act(clerk(), [&](const server::Desk& desk) { return take_results(desk, row.id, results); })
        .value();
}

std::int64_t PaymentWorld::arrived(OfferId id)
{
    return db.read([&](store::Reader& reader) { return store::delivered_of(reader, id).units; });
}

void PaymentWorld::end_consent(ReferralId id)
{
    act(county(), [&](const server::Desk& desk) {
        return server::referrals::withdraw_consents(desk, id);
    }).value();
}

SeenRun seen(const store::PaymentRunRow& row) { return {row.id, row.version}; }
BankResult paid(std::int64_t line) { return {line, true, {}, "", "/results"}; }
BankResult failed(std::int64_t line, const std::string& why) { return {line, false, {}, why, "/results"}; }

} // namespace given
