#include "server/payments/service.hpp"
#include "models/store/consents.hpp"
#include <algorithm>
#include <set>

namespace server::payments {

using namespace models;
using store::PaymentLineRow;
using store::PaymentRunRow;
using Act = PaymentRunAct;

namespace {

bool tells_name(const std::vector<store::ConsentRow>& consents, const store::OfferRow& row, Date today)
{
    std::vector<store::ConsentRow> own;
    for (const auto& consent : consents)
        if (consent.referral == row.referral) own.push_back(consent);
    const auto* consent = offers::consent_for(own, row.organization, row.need_type, row.member, today);
    return consent && std::ranges::find(consent->fields, "name") != consent->fields.end();
}

// What their families allow is asked once for all of them.
std::vector<Payable> payable_of(store::Reader& db, const Actor& actor, std::vector<store::OfferToPay> rows,
                                Date today)
{
    std::vector<ReferralId> referrals;
    for (const auto& row : rows) referrals.push_back(row.offer.referral);
    const auto consents = store::consents_naming(db, referrals, actor.organization);
    std::vector<Payable> all;
    for (auto& [offer, arrived] : rows) {
        const bool named = tells_name(consents, offer, today);
        const Money left{offer.units - arrived.fen};
        all.push_back({std::move(offer), left, named});
    }
    return all;
}

void write_log(const Desk& desk, const PaymentRunRow& row, Act act)
{
    audit(desk, "payment." + std::string(name_of(act)), to_text(row.id),
          R"({"state":")" + std::string(name_of(row.state)) + "\"}");
}

std::vector<Fault> faults_of(const std::vector<Line>& lines, const std::vector<Payable>& all)
{
    std::vector<Fault> faults;
    std::set<OfferId> seen;
    if (lines.empty()) faults.push_back({"error.payment.nothing", "/lines", {}});
    if (lines.size() > kMostLines)
        faults.push_back({"error.payment.too_many", "/lines", {{"most", std::to_string(kMostLines)}}});
    for (const auto& [offer, amount] : lines) {
        const auto pointer = "/amount-" + to_text(offer);
        const auto at = std::ranges::find(all, offer, [](const Payable& row) { return row.offer.id; });
        if (at == all.end() || !seen.insert(offer).second)
            faults.push_back({"error.payment.not_payable", "/lines", {}});
        else if (amount.fen <= 0 || amount.fen > at->undelivered.fen)
            faults.push_back({"error.payment.amount", pointer, {}});
        else if (!at->named)
            faults.push_back({"error.payment.name", pointer, {}});
    }
    return faults;
}

std::optional<Refusal> put_lines(const Desk& desk, PaymentRunId run, const std::vector<Line>& lines)
{
    std::int64_t number = 0;
    for (const auto& [offer, amount] : lines)
        if (!store::insert_payment_line(desk.db, run, ++number, offer, amount))
            return Refusal{Reason::stale, {{"error.payment.not_payable", "", {}}}};
    return {};
}

// Seen as it is now, the table allows the act, and where it wants another person it is one.
Moved opened(const Desk& desk, const SeenRun& seen, Act act)
{
    auto row = find_run(desk.db, desk.actor, seen.id);
    if (!row) return row;
    const bool same_list = act == Act::issue && row->state == PaymentRunState::issued; // taken out once more
    if (!same_list && row->version != seen.version) return refuse(Reason::stale, "error.payment.changed");
    const auto* move = move_of(row->state, act);
    if (!move || !has_side(move->sides, side_of(desk.actor)))
        return refuse(Reason::wrong_state, "error.payment.now." + std::string(name_of(row->state)));
    if (move->second_person && row->prepared_by == desk.actor.account)
        return refuse(Reason::forbidden, "error.payment.second");
    return row;
}

Moved moved(const Desk& desk, PaymentRunRow row, Act act)
{
    row.state = move_of(row.state, act)->to;
    if (!store::save_payment_run(desk.db, row)) return refuse(Reason::stale, "error.payment.changed");
    ++row.version;
    write_log(desk, row, act);
    return row;
}

} // namespace

std::vector<Payable> payable(store::Reader& db, const Actor& actor, ProgramId program, Date today)
{
    return payable_of(db, actor, store::offers_to_pay(db, actor.organization, program), today);
}

std::vector<Payable> payable_in(store::Reader& db, const Actor& actor, PaymentRunId run, Date today)
{
    return payable_of(db, actor, store::offers_in_run(db, actor.organization, run), today);
}

Result<PaymentRunId> prepare(const Desk& desk, ProgramId program, const std::vector<Line>& lines)
{
    if (!desk.actor.is_charity()) return refuse(Reason::forbidden, "error.offer.not_yours");
    const auto all = payable(desk.db, desk.actor, program, day_of(desk.now));
    if (auto faults = faults_of(lines, all); !faults.empty()) return refuse(std::move(faults));
    PaymentRunRow row{.organization = desk.actor.organization,
                      .program = program,
                      .state = PaymentRunState::prepared,
                      .prepared_by = desk.actor.account,
                      .prepared_at = desk.now};
    row.id = store::insert_payment_run(desk.db, row);
    if (auto refusal = put_lines(desk, row.id, lines)) return std::unexpected(*std::move(refusal));
    write_log(desk, row, Act::prepare);
    return row.id;
}

Moved find_run(store::Reader& db, const Actor& actor, PaymentRunId id)
{
    auto row = actor.is_charity() ? store::find_payment_run(db, actor.organization, id) : std::nullopt;
    if (!row) return refuse(Reason::not_found, "error.payment.unknown");
    return *std::move(row);
}

// Whoever changes it has prepared it: somebody else checks it.
Moved change(const Desk& desk, const SeenRun& seen, const std::vector<Line>& lines)
{
    auto row = opened(desk, seen, Act::change);
    if (!row) return row;
    store::delete_payment_lines(desk.db, row->id); // their offers are free again, for this very run
    const auto all = payable(desk.db, desk.actor, row->program, day_of(desk.now));
    if (auto faults = faults_of(lines, all); !faults.empty()) return refuse(std::move(faults));
    if (auto refusal = put_lines(desk, row->id, lines)) return std::unexpected(*std::move(refusal));
    row->prepared_by = desk.actor.account;
    row->prepared_at = desk.now;
    return moved(desk, *std::move(row), Act::change);
}

Moved check(const Desk& desk, const SeenRun& seen)
{
    auto row = opened(desk, seen, Act::check);
    if (!row) return row;
    row->checked_by = desk.actor.account;
    row->checked_at = desk.now;
    return moved(desk, *std::move(row), Act::check);
}

Moved send_back(const Desk& desk, const SeenRun& seen)
{
    auto row = opened(desk, seen, Act::send_back);
    if (!row) return row;
    row->checked_by = {};
    row->checked_at = {};
    return moved(desk, *std::move(row), Act::send_back);
}

Moved cancel(const Desk& desk, const SeenRun& seen)
{
    auto row = opened(desk, seen, Act::cancel);
    if (!row) return row;
    store::release_payment_lines(desk.db, row->id);
    return moved(desk, *std::move(row), Act::cancel);
}

namespace {

std::string numbers_of(const std::vector<std::int64_t>& numbers)
{
    std::string text;
    for (const auto number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}

// Lines that could not be paid as the list says: what was allowed or owed has changed since.
std::vector<std::int64_t> overtaken(const Desk& desk, PaymentRunId run,
                                    const std::vector<PaymentLineRow>& lines)
{
    std::vector<std::int64_t> numbers;
    const auto all = payable_in(desk.db, desk.actor, run, day_of(desk.now));
    for (const auto& line : lines) {
        const auto at =
            std::ranges::lower_bound(all, line.offer, {}, [](const auto& row) { return row.offer.id; });
        const bool fits = at != all.end() && at->offer.id == line.offer && at->named &&
                          !after(at->offer.state, OfferAct::deliver).empty() &&
                          line.amount.fen <= at->undelivered.fen;
        if (!fits) numbers.push_back(line.number);
    }
    return numbers;
}

} // namespace

Result<Issued> issue(const Desk& desk, const SeenRun& seen)
{
    auto row = opened(desk, seen, Act::issue);
    if (!row) return std::unexpected(row.error());
    Issued issued{*row, store::payment_lines(desk.db, row->id), {}};
    std::erase_if(issued.lines,
                  [](const PaymentLineRow& line) { return line.state != PaymentLineState::waiting; });
    const bool out = row->state == PaymentRunState::issued;
    if (const auto numbers = overtaken(desk, row->id, issued.lines); !numbers.empty())
        return refuse(Reason::wrong_state,
                      out ? "error.payment.consent_over_out" : "error.payment.consent_over", "",
                      {{"lines", numbers_of(numbers)}});
    for (const auto& line : issued.lines) {
        auto family = offers::open_fields(desk, line.offer, "pay");
        if (!family) return std::unexpected(family.error());
        issued.families.push_back(*std::move(family));
    }
    if (!row->issued_at) row->issued_at = desk.now;
    auto done = moved(desk, *std::move(row), Act::issue);
    if (!done) return std::unexpected(done.error());
    issued.run = *std::move(done);
    return issued;
}

} // namespace server::payments
