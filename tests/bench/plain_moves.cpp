#include "tests/bench/plain_moves.hpp"
#include "models/store/audit.hpp"
#include "models/store/capacity.hpp"
#include "models/store/clocks.hpp"
#include "models/store/notices.hpp"
#include "models/store/offers.hpp"
#include "models/store/seal.hpp"
#include "server/demo/places.hpp"
#include "tests/bench/threads.hpp"
#include <stdexcept>

namespace bench {

using namespace models;
using Clock = std::chrono::steady_clock;
using store::CapacityMove;
using store::OfferRow;

namespace {

constexpr std::chrono::hours kADay{24};

// One client's offer, as its moves leave it.
struct OneOffer {
    store::Writer& db;
    const LoopSite& loop;
    OfferRow& row;
    Time now;

    void log(OfferAct act, std::optional<OfferState> from, Side side)
    {
        store::insert_offer_move(db, {row.id, act, from, row.state, loop.charity.account, side, "", "",
                                      row.units, row.amount, now});
        store::append_audit(db, {now, loop.charity.account, "offer." + std::string(name_of(act)),
                                 to_text(row.id), R"({"from":"","to":"","reason":""})"});
    }
    void save(OfferAct act, OfferState to)
    {
        const auto from = row.state;
        row.state = to;
        if (!store::save_offer(db, row)) throw std::runtime_error("a plain offer was changed by another");
        ++row.version;
        log(act, from, Side::charity);
    }
    void hold(CapacityMove what)
    {
        if (!store::move_capacity(db, row.program, "", what, {row.places, row.amount}))
            throw std::runtime_error("a plain offer found no room");
    }
    void run(models::Clock clock)
    {
        store::stop_clocks(db, store::ClockNoun::offer, row.id.value);
        store::start_clock(db, {.noun = store::ClockNoun::offer,
                                .noun_id = row.id.value,
                                .referral = row.referral,
                                .clock = clock,
                                .side = Side::charity,
                                .due_at = now + kADay});
    }
    void tell(const char* about, Office to)
    {
        store::insert_notice(db,
                             {.about = about,
                              .noun = store::NoticeNoun::offer,
                              .noun_id = row.id.value,
                              .reference = row.reference,
                              .to = to,
                              .shown_from = now},
                             now);
    }
    Office officers() const { return {.side = Side::county, .area = server::demo::kZhengan.county}; }

    void make(const LoopFamily& family)
    {
        row = {.referral = family.referral,
               .need = family.need,
               .need_type = "medical",
               .unit = NeedUnit::fen,
               .program = loop.program,
               .organization = loop.organization,
               .state = OfferState::offered,
               .person = "",
               .program_version = 1,
               .places = 1,
               .units = loop.award.fen,
               .amount = loop.award};
        row.id = store::insert_offer(db, row);
        row.version = 1;
        hold(CapacityMove::reserve);
        log(OfferAct::offer, OfferState::draft, Side::county);
        run(models::Clock::answer);
        tell("offer.offer", {.side = Side::charity, .organization = row.organization});
    }
    void open() { save(OfferAct::open, OfferState::received); }
    void accept()
    {
        hold(CapacityMove::commit);
        row.accepted_at = now;
        save(OfferAct::accept, OfferState::accepted);
        run(models::Clock::first_help);
        tell("offer.accept", officers());
    }
    void deliver()
    {
        store::insert_delivery(db, {.offer = row.id,
                                    .state = DeliveryState::recorded,
                                    .units = row.units,
                                    .amount = row.amount,
                                    .on = day_of(now),
                                    .told = R"({"signer":"本人","way":"bank"})",
                                    .recorded_by = loop.charity.account,
                                    .recorded_at = now});
        save(OfferAct::deliver, OfferState::delivering);
        run(models::Clock::feedback);
        tell("offer.deliver", officers());
    }
    void complete()
    {
        hold(CapacityMove::use);
        save(OfferAct::complete, OfferState::fulfilled);
        store::stop_clocks(db, store::ClockNoun::offer, row.id.value);
        tell("offer.complete", officers());
    }
};

bool passes(const store::DatabaseError& error)
{
    using Kind = store::DatabaseError::Kind;
    return error.kind() == Kind::busy || error.kind() == Kind::serialization;
}

} // namespace

PlainMoves::PlainMoves(const LoopSite& loop, std::size_t clients, Connections connections)
    : loop_(loop), clients_(clients)
{
    const auto vault = store::Vault::open_or_make(loop.site.folder / "key");
    const auto count = connections == Connections::one_each ? clients : 1;
    for (std::size_t i = 0; i < count; ++i) {
        connections_.push_back(
            std::make_unique<store::Connection>(loop.site.url, store::Connection::Access::write, vault));
        connections_.back()->lease_process_number();
    }
}

struct PlainMoves::Round {
    std::span<const LoopFamily> families;
    Clock::time_point until;
    std::atomic<std::size_t> next = 0;
    std::mutex end{};
    std::vector<double> times{};
};

template <class Move>
void PlainMoves::move(store::Connection& db, Round& round, std::vector<double>& times, Move move)
{
    const auto began = Clock::now();
    std::unique_lock turn(turn_, std::defer_lock);
    if (connections_.size() == 1) turn.lock();
    for (bool done = false; !done;) try {
            db.begin();
            {
                store::Writer writer(db);
                move(writer);
                writer.keep();
            }
            db.commit();
            done = true;
        } catch (const store::DatabaseError& error) {
            db.rollback();
            if (!passes(error) || Clock::now() > round.until + std::chrono::seconds(30)) throw;
        }
    ++kept_;
    times.push_back(microseconds_since(began));
}

void PlainMoves::work(std::size_t client, Round& round)
{
    auto& db = *connections_[client % connections_.size()];
    std::vector<double> times;
    for (auto at = round.next++; at < round.families.size() && Clock::now() < round.until;
         at = round.next++) {
        OfferRow row;
        const auto once = [&](auto what) {
            const auto before = row; // a transaction that was undone begins again from here
            move(db, round, times, [&](store::Writer& writer) {
                row = before;
                OneOffer offer{writer, loop_, row, server::system_now()};
                what(offer);
            });
        };
        once([&](OneOffer& offer) { offer.make(round.families[at]); });
        once([](OneOffer& offer) { offer.open(); });
        once([](OneOffer& offer) { offer.accept(); });
        once([](OneOffer& offer) { offer.deliver(); });
        once([](OneOffer& offer) { offer.complete(); });
    }
    const std::lock_guard guard(round.end);
    round.times.insert(round.times.end(), times.begin(), times.end());
}

Sample PlainMoves::round(std::span<const LoopFamily> families, std::chrono::milliseconds time)
{
    const auto began = Clock::now();
    Round round{families, began + time};
    in_threads(clients_, [&](std::size_t client) { work(client, round); });
    return sample_of(std::move(round.times), std::chrono::duration<double>(Clock::now() - began).count());
}

} // namespace bench
