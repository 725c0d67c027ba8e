#include "models/identity.hpp"
#include "models/site.hpp"
#include "models/store/tasks.hpp"
#include "server/attachments/service.hpp"
#include "server/offers/follow_up.hpp"
#include "server/offers/hours.hpp"
#include "server/offers/service.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

constexpr std::size_t kMostSigner = 500, kMostNote = 2'000; // characters, as the API says

// What the units up to here cost, less what was recorded before: parts add up to the whole.
Money cost_of(const OfferRow& row, const store::Delivered& before, std::int64_t units)
{
    const auto upto = static_cast<__int128>(row.amount.fen) * (before.units + units) / row.units;
    return Money{static_cast<std::int64_t>(upto)} - before.amount;
}

// What a need in another unit does not have.
bool tells_service(const ServiceTold& told)
{
    return !told.from.empty() || !told.until.empty() || !told.kind.empty() || !told.giver.empty();
}

struct ReadDelivery {
    std::int64_t units{};
    std::vector<Fault> faults;
};

ReadDelivery read_units(store::Reader& db, const OfferRow& row, const store::Delivered& before,
                        const DeliveryTold& told)
{
    if (row.unit == NeedUnit::hours) {
        auto [hours, faults] = read_hours(row, store::list_deliveries(db, row.id), told);
        if (told.way != "service") faults.push_back({"error.offer.hours.way", "/way", {}});
        return {hours, std::move(faults)};
    }
    ReadDelivery read{told.units.value_or(0), {}};
    if (read.units <= 0 || read.units > row.units - before.units)
        read.faults.push_back({"error.offer.deliver.units", "/units", {}});
    if (tells_service(told.service))
        read.faults.push_back({"error.offer.hours.not_in_hours", "/service", {}});
    if (std::ranges::find(kDeliveryWays, told.way) == kDeliveryWays.end())
        read.faults.push_back({"error.offer.deliver.way", "/way", {}});
    return read;
}

ReadDelivery read(const Desk& desk, const OfferRow& row, const store::Delivered& before,
                  const DeliveryTold& told)
{
    auto read = read_units(desk.db, row, before, told);
    if (!told.on || *told.on > day_of(desk.now))
        read.faults.push_back({"error.offer.deliver.on", "/on", {}});
    else if (is_before_offer(row, *told.on))
        read.faults.push_back({"error.offer.deliver.before", "/on", {}});
    if (told.signer.empty() || count_characters(told.signer) > kMostSigner)
        read.faults.push_back({"error.offer.deliver.signer", "/signer", {}});
    if (count_characters(told.note) > kMostNote)
        read.faults.push_back({"error.offer.deliver.note", "/note", {}});
    return read;
}

std::string minute_written(const std::string& text)
{
    const auto minute = parse_minute(text);
    return minute ? minute_text(*minute) : std::string();
}

// Places and money as they are once nothing more will come.
OfferRow cut_to(const OfferRow& row, const store::Delivered& delivered)
{
    auto after = row;
    after.units = delivered.units;
    after.amount = delivered.amount;
    return after;
}

} // namespace

Moved deliver(const Desk& desk, const SeenOffer& seen, const DeliveryTold& told)
{
    auto row = opened(desk, seen, OfferAct::deliver, side_of(desk.actor));
    if (!row) return row;
    const auto before = store::delivered_of(desk.db, row->id);
    auto [units, faults] = read(desk, *row, before, told);
    if (!faults.empty()) return refuse(std::move(faults));
    const auto id = store::insert_delivery(
        desk.db, {.offer = row->id,
                  .state = DeliveryState::recorded,
                  .units = units,
                  .amount = cost_of(*row, before, units),
                  .on = *told.on,
                  .told = referrals::note_of({{"way", told.way},
                                              {"signer", told.signer},
                                              {"note", told.note},
                                              {"from", minute_written(told.service.from)},
                                              {"until", minute_written(told.service.until)},
                                              {"service", told.service.kind},
                                              {"giver", told.service.giver}}),
                  .recorded_by = desk.actor.account,
                  .recorded_at = desk.now});
    const auto kept = attachments::keep_vouchers(desk, *row, id, told.vouchers);
    if (!kept) return std::unexpected(kept.error());
    return moved(desk, *row, *row,
                 {OfferAct::deliver, OfferState::delivering, Side::charity, told.way, told.note});
}

Moved complete(const Desk& desk, const SeenOffer& seen)
{
    auto row = opened(desk, seen, OfferAct::complete, side_of(desk.actor));
    if (!row) return row;
    if (store::delivered_of(desk.db, row->id).units != row->units)
        return refuse(Reason::wrong_state, "error.offer.complete.not_all");
    return moved(desk, *row, *row, {OfferAct::complete, OfferState::fulfilled, Side::charity});
}

Moved stop_short(const Desk& desk, const SeenOffer& seen, const std::string& why)
{
    auto row = opened(desk, seen, OfferAct::stop_short, side_of(desk.actor));
    if (!row) return row;
    if (why.empty()) return refuse({{"error.offer.stop_short.why", "/note", {}}});
    const auto delivered = store::delivered_of(desk.db, row->id);
    if (delivered.units == 0) return refuse(Reason::wrong_state, "error.offer.stop_short.nothing");
    return moved(desk, *row, cut_to(*row, delivered),
                 {OfferAct::stop_short, OfferState::partly_fulfilled, Side::charity, "", why});
}

Moved fail(const Desk& desk, const SeenOffer& seen, const std::string& reason, const std::string& why)
{
    const auto side = side_of(desk.actor);
    auto row = opened(desk, seen, OfferAct::fail, side);
    if (!row) return row;
    const bool coded = side == Side::charity;
    if (coded && std::ranges::find(kUnableReasons, reason) == kUnableReasons.end())
        return refuse({{"error.offer.unable.reason", "/reason", {}}});
    if (why.empty() && (!coded || reason == "other")) return refuse({{"error.offer.fail.why", "/note", {}}});
    return moved(desk, *row, *row, {OfferAct::fail, OfferState::failed, side, coded ? reason : "", why});
}

namespace {

std::optional<store::TaskRow> asked_for(store::Reader& db, const OfferRow& row)
{
    for (auto& task : store::open_tasks_of(db, row.referral))
        if (task.kind == TaskKind::second_person && task.offer == row.id) return std::move(task);
    return {};
}

void reverse_deliveries(store::Writer& db, OfferId id)
{
    for (const auto& row : store::list_deliveries(db, id))
        if (row.state != DeliveryState::reversed)
            store::save_delivery_state(db, row.id, row.state, DeliveryState::reversed);
}

} // namespace

Moved mark_as_error(const Desk& desk, const SeenOffer& seen, const std::string& why)
{
    const auto side = side_of(desk.actor);
    auto row = opened(desk, seen, OfferAct::mark_as_error, side);
    if (!row) return row;
    const auto asked = asked_for(desk.db, *row);
    if (asked && asked->begun_by == desk.actor.account)
        return refuse(Reason::forbidden, "error.offer.mark_as_error.second");
    if (why.empty()) return refuse({{"error.offer.mark_as_error.why", "/note", {}}});
    if (!asked) {
        begin_task(desk, TaskKind::second_person, *row);
        audit(desk, "offer.error_asked", to_text(row->id));
        return row;
    }
    store::end_task(desk.db, asked->id, desk.actor.account, desk.now);
    auto done =
        moved(desk, *row, *row, {OfferAct::mark_as_error, OfferState::entered_in_error, side, "", why});
    if (done) reverse_deliveries(desk.db, done->id);
    return done;
}

} // namespace server::offers
