#include "server/offers/acts.hpp"
#include "models/store/payments.hpp"
#include "server/attachments/service.hpp"
#include <charconv>

namespace server::offers {

using namespace models;

namespace {

std::optional<std::int64_t> whole_number(const std::string& text)
{
    std::int64_t value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return {};
    return value;
}

// In the unit of the need: yuan as typed, or a whole number.
std::optional<std::int64_t> units_in(const std::string& text, NeedUnit unit)
{
    if (unit != NeedUnit::fen) return whole_number(text);
    const auto amount = parse_yuan(text);
    return amount ? std::optional(amount->fen) : std::nullopt;
}

Moved accept_so_much(const Desk& desk, const SeenOffer& seen, const Form& form, NeedUnit unit)
{
    const auto text = form.text("units");
    if (text.empty()) return accept(desk, seen, {});
    const auto units = units_in(text, unit);
    if (!units) return refuse({{"error.amount.not_a_number", "/units", {}}});
    return accept(desk, seen, units);
}

Moved deliver_so_much(const Desk& desk, const SeenOffer& seen, const Form& form, NeedUnit unit,
                      const attachments::Looked& vouchers)
{
    if (!vouchers) return std::unexpected(vouchers.error());
    const auto typed = form.text("units");
    DeliveryTold told{units_in(typed, unit), parse_date(form.text("on")), form.text("way"),
                      form.text("signer"),   form.text("note"),           *vouchers};
    if (unit == NeedUnit::hours) {
        told.way = "service";
        told.service = {form.text("from"), form.text("until"), form.text("service"), form.text("giver")};
        told.unreadable_units = !typed.empty() && !told.units;
    }
    return deliver(desk, seen, told);
}

std::vector<DeliveryId> undone_in(const Form& form)
{
    std::vector<DeliveryId> undone;
    for (const auto& text : form.all("undone"))
        undone.push_back(parse_id<DeliveryId>(text).value_or(DeliveryId{}));
    return undone;
}

std::string typed_units(std::int64_t units, NeedUnit unit)
{
    if (unit != NeedUnit::fen) return std::to_string(units);
    auto text = std::to_string(units / 100);
    if (units % 100 != 0) text += (units % 100 < 10 ? ".0" : ".") + std::to_string(units % 100);
    return text;
}

} // namespace

// Not now: something is still to arrive, or one side has to ask for what the other then does.
static bool waits(store::Reader& db, const Actor& actor, const OfferRow& row, OfferAct act)
{
    if (act == OfferAct::complete) return store::delivered_of(db, row.id).units < row.units;
    if (act == OfferAct::stop_short) return store::delivered_of(db, row.id).units == 0;
    if (act == OfferAct::reopen) return !complaint_to_mend(db, row);
    return act == OfferAct::pass_on && actor.is_charity() == passing_on_asked(db, row).has_value();
}

std::vector<ActPath> offered(store::Reader& db, const Actor& actor, const OfferRow& row)
{
    std::vector<ActPath> all;
    const bool acts = actor.is_officer() || actor.is_charity();
    for (const auto& path : kActPaths)
        if (acts && may(side_of(actor), row.state, path.act) && !waits(db, actor, row, path.act))
            all.push_back(path);
    return all;
}

std::optional<Refusal> held_by_the_bank(const Desk& desk, const SeenOffer& seen, OfferAct act)
{
    const bool ends_or_pays = act == OfferAct::deliver || act == OfferAct::stop_short ||
                              act == OfferAct::fail || act == OfferAct::pass_on;
    if (!ends_or_pays || !desk.actor.is_charity() || !store::is_being_paid(desk.db, seen.id)) return {};
    return Refusal{Reason::wrong_state, {{"error.offer.being_paid", "", {}}}};
}

Moved perform(const Desk& desk, const SeenOffer& seen, OfferAct act, const Form& form, NeedUnit unit,
              const attachments::Looked& vouchers)
{
    if (auto refusal = held_by_the_bank(desk, seen, act)) return std::unexpected(*std::move(refusal));
    const auto note = form.text("note");
    switch (act) {
    case OfferAct::accept: return accept_so_much(desk, seen, form, unit);
    case OfferAct::deliver: return deliver_so_much(desk, seen, form, unit, vouchers);
    case OfferAct::complete: return complete(desk, seen);
    case OfferAct::answer: return answer_facts(desk, seen, note);
    case OfferAct::reconfirm: return still_needed(desk, seen);
    case OfferAct::ask_for_facts: return ask_for_facts(desk, seen, note);
    case OfferAct::waitlist: return put_in_line(desk, seen);
    case OfferAct::stop_short: return stop_short(desk, seen, note);
    case OfferAct::decline:
        return decline(desk, seen, from_name<DeclineReason>(form.text("reason")), note, form.has("narrow"));
    case OfferAct::fail: return fail(desk, seen, form.text("reason"), note);
    case OfferAct::withdraw: return withdraw_offer(desk, seen, note);
    case OfferAct::mark_as_error: return mark_as_error(desk, seen, note);
    case OfferAct::pass_on:
        return pass_on(desk, seen, {form.text("reason"), parse_id<ProgramId>(form.text("program")), note});
    case OfferAct::reopen: return reopen_offer(desk, seen, undone_in(form), note);
    case OfferAct::draft:
    case OfferAct::offer:
    case OfferAct::queue:
    case OfferAct::open:
    case OfferAct::place_free:
    case OfferAct::lapse:
    case OfferAct::consent_ends: break;
    }
    throw std::logic_error("this act has no form");
}

html::Typed presets(const store::Delivered& before, const OfferRow& row, OfferAct act, Date today)
{
    html::Typed typed;
    if (act == OfferAct::accept) typed["units"] = {typed_units(row.units, row.unit)};
    if (act != OfferAct::deliver) return typed;
    if (row.unit != NeedUnit::hours) typed["units"] = {typed_units(row.units - before.units, row.unit)};
    typed["on"] = {to_text(today)};
    return typed;
}

} // namespace server::offers
