#pragma once
#include "models/money.hpp"
#include "models/payment.hpp"
#include "models/store/db.hpp"
#include "models/store/offers.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

struct PaymentRunRow {
    models::PaymentRunId id;
    models::OrganizationId organization;
    std::int64_t number{}; // counted by its organization
    models::ProgramId program;
    models::PaymentRunState state{};
    models::AccountId prepared_by; // or changed it last
    models::Time prepared_at{};
    models::AccountId checked_by;
    std::optional<models::Time> checked_at, issued_at, settled_at;
    std::int64_t version{};
};
struct PaymentLineRow {
    models::PaymentLineId id;
    models::PaymentRunId run;
    std::int64_t number{}; // in its run, from 1
    models::OfferId offer;
    models::Money amount;
    models::PaymentLineState state{};
    models::DeliveryId delivery; // of a paid one
    std::string told;            // what the bank said of a failed one; sealed in the database
    std::optional<models::Time> ended_at;
};

models::PaymentRunId insert_payment_run(Writer&, const PaymentRunRow&); // id and number are given here
std::optional<PaymentRunRow> find_payment_run(Reader&, models::OrganizationId, models::PaymentRunId);
std::vector<PaymentRunRow> list_payment_runs(Reader&, models::OrganizationId, models::PaymentRunId before,
                                             int limit); // newest first
bool save_payment_run(Writer&, const PaymentRunRow&);    // guarded by version, which grows by one

// false: the offer stands in another open run.
bool insert_payment_line(Writer&, models::PaymentRunId, std::int64_t number, models::OfferId, models::Money);
std::vector<PaymentLineRow> payment_lines(Reader&, models::PaymentRunId);
std::vector<PaymentLineRow> payment_lines_of(Reader&, models::OfferId); // in whatever runs, oldest first
void delete_payment_lines(Writer&, models::PaymentRunId);  // of a run that is changed: they are told anew
void release_payment_lines(Writer&, models::PaymentRunId); // of a run that is cancelled
// Of this offer there is a line in a list that is at the bank.
bool is_being_paid(Reader&, models::OfferId);
// Guarded by waiting: state, delivery, told, ended_at; its offer is free for another run. false: it has
// ended.
bool end_payment_line(Writer&, const PaymentLineRow&);
struct OfferToPay {
    OfferRow offer;
    models::Money arrived; // what was not reversed
};
// Of a program, accepted or under way, in money, in no open run, with something still to arrive; at most 500,
// oldest first.
std::vector<OfferToPay> offers_to_pay(Reader&, models::OrganizationId, models::ProgramId);
std::vector<models::ProgramId> programs_to_pay(Reader&, models::OrganizationId); // that have any
// Whatever became of them, oldest first.
std::vector<OfferToPay> offers_in_run(Reader&, models::OrganizationId, models::PaymentRunId);

} // namespace store
