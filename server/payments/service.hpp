#pragma once
#include "models/store/payments.hpp"
#include "server/offers/service.hpp"

// 发放批次: one organization pays many families of one program by its bank. Prepared from accepted offers,
// checked by a second person, taken out as one list, and the bank's results come back line by line: what was
// paid becomes a delivery by the one service that records them (server/offers), what failed goes back with
// the bank's words and may stand in another run. Each step is written once, however often it is sent.
namespace server::payments {

inline constexpr std::size_t kMostLines = 500;

// What could be paid now, in fen.
struct Payable {
    store::OfferRow offer;
    models::Money undelivered;
    bool named = false; // a live consent tells the name, without which no bank pays
};
std::vector<Payable> payable(store::Reader&, const models::Actor&, models::ProgramId, models::Date);
// What stands in the run, oldest first: it is in no other, whatever became of it.
std::vector<Payable> payable_in(store::Reader&, const models::Actor&, models::PaymentRunId, models::Date);

struct Line {
    models::OfferId offer;
    models::Money amount;
};
// Amounts above zero and up to what is undelivered. Faults at "/amount-<offer>"; nothing to pay: "/lines".
models::Result<models::PaymentRunId> prepare(const Desk&, models::ProgramId, const std::vector<Line>&);

struct SeenRun {
    models::PaymentRunId id;
    std::int64_t version{};
};
using Moved = models::Result<store::PaymentRunRow>;
// In the actor's organization; error.payment.unknown (not found).
Moved find_run(store::Reader&, const models::Actor&, models::PaymentRunId);
// Refusals: .unknown, .changed (stale), .now.<state> (wrong state), .second (forbidden).
Moved change(const Desk&, const SeenRun&, const std::vector<Line>&);
Moved check(const Desk&, const SeenRun&);
Moved send_back(const Desk&, const SeenRun&);
Moved cancel(const Desk&, const SeenRun&);

// The list for the bank: every line's consented fields are opened for "pay" and logged with its offer. A line
// whose consent is over is named, and nothing is opened: error.payment.consent_over; once the list is with
// the bank .consent_over_out. Taken out again it is the same list: whoever saw an older version gets it, too.
struct Issued {
    store::PaymentRunRow run;
    std::vector<store::PaymentLineRow> lines;
    std::vector<offers::OpenedFields> families; // one a line
};
models::Result<Issued> issue(const Desk&, const SeenRun&);

// What the bank says of one line. Said again, it changes nothing; otherwise than before, it is a fault.
struct BankResult {
    std::int64_t number{}; // of the line
    bool paid = false;
    std::optional<models::Date> on; // paid: from the day of the offer to today; nothing: today
    std::string told;               // failed: why, 1 … 60 characters
    std::string pointer;            // where it was told, for its fault
};
struct Taken {
    std::int64_t paid = 0, failed = 0, unbooked = 0, known = 0;
    std::vector<models::Fault> faults; // of results that could not be taken; all others were
};
models::Result<Taken> take_results(const Desk&, models::PaymentRunId, const std::vector<BankResult>&);

} // namespace server::payments
