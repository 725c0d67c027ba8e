#include "models/store/payments.hpp"
#include "models/store/offer_rows.hpp"
#include "models/store/seal.hpp"
#include <algorithm>
#include <limits>
#include <map>

namespace store {

using namespace models;

namespace {

constexpr Sql kInsert{"payment_run.insert", R"sql(
    INSERT INTO payment_run (id, organization_id, number, program_id, state, prepared_by, prepared_at, version)
    SELECT :id, o.id, (SELECT COALESCE(MAX(r.number), 0) + 1 FROM payment_run r WHERE r.organization_id = o.id),
           :program, :state, :by, :at, 1
      FROM organization o
     WHERE o.id = :organization
)sql"};

#define PARASOL_PAYMENT_RUN                                                                                  \
    "SELECT id, organization_id, number, program_id, state, prepared_by, prepared_at, checked_by, "          \
    "checked_at, issued_at, settled_at, version FROM payment_run WHERE organization_id = :organization "
constexpr Sql kFind{"payment_run.find", PARASOL_PAYMENT_RUN "AND id = :id"};
constexpr Sql kList{"payment_run.list", PARASOL_PAYMENT_RUN "AND id < :before ORDER BY id DESC LIMIT :limit"};
#undef PARASOL_PAYMENT_RUN

constexpr Sql kSave{"payment_run.save", R"sql(
    UPDATE payment_run
       SET state = :state, prepared_by = :prepared_by, prepared_at = :prepared_at, checked_by = :checked_by,
           checked_at = :checked_at, issued_at = :issued_at, settled_at = :settled_at, version = version + 1
     WHERE id = :id AND version = :version
)sql"};

constexpr Sql kInsertLine{"payment_line.insert", R"sql(
    INSERT INTO payment_line (id, run_id, number, offer_id, open_offer, amount_fen, state, sealed)
    VALUES (:id, :run, :number, :offer, :offer, :amount, 'waiting', '')
    ON CONFLICT (open_offer) DO NOTHING
)sql"};
#define PARASOL_PAYMENT_LINE                                                                                 \
    "SELECT id, run_id, number, offer_id, amount_fen, state, delivery_id, sealed, ended_at FROM "            \
    "payment_line "
constexpr Sql kLines{"payment_line.list", PARASOL_PAYMENT_LINE "WHERE run_id = :run ORDER BY number"};
constexpr Sql kLinesOfOffer{"payment_line.of_offer",
                            PARASOL_PAYMENT_LINE "WHERE offer_id = :offer ORDER BY id"};
#undef PARASOL_PAYMENT_LINE
constexpr Sql kDeleteLines{"payment_line.delete", "DELETE FROM payment_line WHERE run_id = :run"};
constexpr Sql kReleaseLines{"payment_line.release",
                            "UPDATE payment_line SET open_offer = NULL WHERE run_id = :run"};
constexpr Sql kBeingPaid{"payment_line.being_paid", R"sql(
    SELECT 1 FROM payment_line l JOIN payment_run r ON r.id = l.run_id WHERE l.open_offer = :offer AND r.state = 'issued'
)sql"};
constexpr Sql kEndLine{"payment_line.end", R"sql(
    UPDATE payment_line
       SET state = :state, delivery_id = :delivery, sealed = :sealed, ended_at = :at, open_offer = NULL
     WHERE id = :id AND state = 'waiting'
)sql"};

// Not where all has arrived and nobody has said yet that it is complete: the next ones would not be reached.
#define PARASOL_TO_PAY                                                                                       \
    "o.state IN ('accepted', 'delivering') AND o.organization_id = :organization AND o.unit = 'fen' "        \
    "AND NOT EXISTS (SELECT 1 FROM payment_line l WHERE l.open_offer = o.id) "                               \
    "AND o.units > (SELECT COALESCE(SUM(d.units), 0) FROM delivery d "                                       \
    "WHERE d.offer_id = o.id AND d.state <> 'reversed') "
constexpr Sql kToPay{"payment.offers_to_pay", PARASOL_OFFER
                     "WHERE o.program_id = :program AND " PARASOL_TO_PAY "ORDER BY o.id LIMIT 500"};
constexpr Sql kProgramsToPay{"payment.programs_to_pay",
                             "SELECT DISTINCT o.program_id FROM offer o WHERE " PARASOL_TO_PAY
                             "ORDER BY o.program_id"};
#undef PARASOL_TO_PAY
constexpr Sql kInRun{"payment.offers_in_run",
                     PARASOL_OFFER "JOIN payment_line l ON l.offer_id = o.id WHERE l.run_id = :run "
                                   "AND o.organization_id = :organization ORDER BY o.id"};
constexpr Sql kDeliveredBetween{"payment.delivered_between", R"sql(
    SELECT d.offer_id, SUM(d.units)
      FROM delivery d
     WHERE d.offer_id BETWEEN :first AND :last AND d.state <> 'reversed'
       AND d.offer_id IN (SELECT o.id FROM offer o WHERE o.organization_id = :organization AND o.program_id = :program)
     GROUP BY d.offer_id
)sql"};

std::string place(PaymentLineId id) { return "payment_line|" + to_text(id); }

std::vector<PaymentRunRow> runs_in(Query&& query)
{
    std::vector<PaymentRunRow> rows;
    for (PaymentRunRow row; query.next(row.id, row.organization, row.number, row.program, row.state,
                                       row.prepared_by, row.prepared_at, row.checked_by, row.checked_at,
                                       row.issued_at, row.settled_at, row.version);)
        rows.push_back(row);
    return rows;
}

std::vector<PaymentLineRow> lines_in(const Vault& vault, Query&& query)
{
    std::vector<PaymentLineRow> rows;
    for (PaymentLineRow row; query.next(row.id, row.run, row.number, row.offer, row.amount, row.state,
                                        row.delivery, row.told, row.ended_at);) {
        rows.push_back(row);
        rows.back().told = vault.unseal_words(row.told, place(row.id));
    }
    return rows;
}

} // namespace

PaymentRunId insert_payment_run(Writer& db, const PaymentRunRow& row)
{
    const auto id = db.new_id<PaymentRunId>();
    db.change(kInsert, {{"id", id},
                        {"program", row.program},
                        {"state", row.state},
                        {"by", row.prepared_by},
                        {"at", row.prepared_at},
                        {"organization", row.organization}});
    return id;
}

std::optional<PaymentRunRow> find_payment_run(Reader& db, OrganizationId organization, PaymentRunId id)
{
    auto rows = runs_in(db.query(kFind, {{"organization", organization}, {"id", id}}));
    if (rows.empty()) return {};
    return rows.front();
}

std::vector<PaymentRunRow> list_payment_runs(Reader& db, OrganizationId organization, PaymentRunId before,
                                             int limit)
{
    const auto from = before ? before.value : std::numeric_limits<std::int64_t>::max();
    return runs_in(db.query(
        kList, {{"organization", organization}, {"before", from}, {"limit", std::clamp(limit, 1, 101)}}));
}

bool save_payment_run(Writer& db, const PaymentRunRow& row)
{
    return db.change(kSave, {{"state", row.state},
                             {"prepared_by", row.prepared_by},
                             {"prepared_at", row.prepared_at},
                             {"checked_by", row.checked_by},
                             {"checked_at", row.checked_at},
                             {"issued_at", row.issued_at},
                             {"settled_at", row.settled_at},
                             {"id", row.id},
                             {"version", row.version}}) == 1;
}

bool insert_payment_line(Writer& db, PaymentRunId run, std::int64_t number, OfferId offer, Money amount)
{
    return db.change(kInsertLine, {{"id", db.new_id<PaymentLineId>()},
                                   {"run", run},
                                   {"number", number},
                                   {"offer", offer},
                                   {"amount", amount}}) == 1;
}

std::vector<PaymentLineRow> payment_lines(Reader& db, PaymentRunId run)
{
    return lines_in(db.vault(), db.query(kLines, {{"run", run}}));
}

std::vector<PaymentLineRow> payment_lines_of(Reader& db, OfferId offer)
{
    return lines_in(db.vault(), db.query(kLinesOfOffer, {{"offer", offer}}));
}

void delete_payment_lines(Writer& db, PaymentRunId run) { db.change(kDeleteLines, {{"run", run}}); }
bool is_being_paid(Reader& db, models::OfferId offer)
{
    std::int64_t one{};
    return db.query(kBeingPaid, {{"offer", offer}}).next(one);
}

void release_payment_lines(Writer& db, PaymentRunId run) { db.change(kReleaseLines, {{"run", run}}); }

bool end_payment_line(Writer& db, const PaymentLineRow& row)
{
    return db.change(kEndLine, {{"state", row.state},
                                {"delivery", row.delivery},
                                {"sealed", row.told.empty() ? "" : db.vault().seal(row.told, place(row.id))},
                                {"at", row.ended_at},
                                {"id", row.id}}) == 1;
}

namespace {

// With what arrived of each, in one question; they are of one program, in the order of their ids.
std::vector<OfferToPay> with_what_arrived(Reader& db, std::vector<OfferRow> rows)
{
    std::vector<OfferToPay> all;
    if (rows.empty()) return all;
    const auto program = rows.front().program;
    const auto organization = rows.front().organization;
    auto query = db.query(kDeliveredBetween, {{"first", rows.front().id},
                                              {"last", rows.back().id},
                                              {"organization", organization},
                                              {"program", program}});
    std::map<OfferId, std::int64_t> arrived;
    OfferId id;
    for (std::int64_t units{}; query.next(id, units);) arrived[id] = units;
    for (auto& row : rows) {
        const auto units = arrived.contains(row.id) ? arrived[row.id] : 0;
        all.push_back({std::move(row), Money{units}});
    }
    return all;
}

} // namespace

std::vector<OfferToPay> offers_to_pay(Reader& db, OrganizationId organization, ProgramId program)
{
    return with_what_arrived(db,
                             offers_by(db, kToPay, {{"program", program}, {"organization", organization}}));
}

std::vector<OfferToPay> offers_in_run(Reader& db, OrganizationId organization, PaymentRunId run)
{
    return with_what_arrived(db, offers_by(db, kInRun, {{"run", run}, {"organization", organization}}));
}

std::vector<ProgramId> programs_to_pay(Reader& db, OrganizationId organization)
{
    std::vector<ProgramId> all;
    auto query = db.query(kProgramsToPay, {{"organization", organization}});
    for (ProgramId id; query.next(id);) all.push_back(id);
    return all;
}

} // namespace store
