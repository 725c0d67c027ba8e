#include "server/rounds/runner.hpp"
#include "models/store/audit.hpp"
#include "models/store/lease.hpp"
#include "server/population/population.hpp"
#include "server/rounds/proposal.hpp"
#include <atomic>
#include <chrono>
#include <thread>

namespace server::rounds {

using namespace models;

namespace {

constexpr auto kLease = "rounds";
constexpr std::chrono::seconds kLeaseLasts{15}; // renewed by each beat
constexpr std::chrono::milliseconds kSlowStep{30};

std::string holder_of(const store::Writer& db) { return "process " + std::to_string(db.process()); }

void audit(store::Writer& db, const char* event, RoundId id, const std::string& facts, Time now)
{
    store::append_audit(db, {now, {}, event, to_text(id), facts});
}

void fail(store::Writer& db, RoundId id, RoundFailure failure, Time now)
{
    if (!store::fail_round(db, id, failure, now)) return; // somebody cancelled it
    audit(db, "round.failed", id, R"({"failure":")" + std::string(name_of(failure)) + "\"}", now);
}

class Run final : public LongWork {
public:
    Run(std::shared_ptr<const Library> library, AllocationRound round, Time now)
        : library_(std::move(library)), round_(std::move(round)), as_of_(now)
    {
    }

    void gather(store::Reader& db) override
    {
        material_ = rounds::gather(db, *library_, round_, as_of_);
        if (!material_) throw std::runtime_error("the population is not complete");
    }

    void work() override
    {
        matching::Progress progress;
        progress.tell = [this](int permille) { return tell(permille); };
        outcome_ = propose(*material_, progress);
    }

    bool beat(store::Writer& db, Time now) override
    {
        store::take_lease(db, kLease, holder_of(db), now, now + kLeaseLasts);
        return store::tell_permille(db, round_.id, permille_);
    }

    void stop() override { stopped_ = true; }

    void keep(store::Writer& db, Time now) override
    {
        store::give_lease_back(db, kLease, holder_of(db));
        if (!outcome_) return rounds::fail(db, round_.id, RoundFailure::stopped, now);
        if (!*outcome_) return rounds::fail(db, round_.id, RoundFailure::not_confirmed, now);
        const auto& proposal = **outcome_;
        const auto awards = std::ssize(proposal.awards);
        if (!store::propose_round(db, round_.id, awards, proposal.texts, proposal.as_of)) return; // cancelled
        for (const auto& row : proposal.programs) store::save_round_program(db, round_.id, row);
        for (const auto& row : proposal.families) store::insert_round_family(db, round_.id, row);
        for (const auto& row : proposal.awards) store::insert_round_award(db, round_.id, row);
        audit(db, "round.proposed", round_.id, R"({"awards":)" + std::to_string(awards) + "}", now);
    }

    void fail(store::Writer& db, Time now) override
    {
        store::give_lease_back(db, kLease, holder_of(db));
        rounds::fail(db, round_.id, RoundFailure::broken, now);
    }

private:
    // In the demo a round may take half a minute, so that its progress can be watched.
    bool tell(int permille)
    {
        while (round_.slowly && permille_ < permille && !stopped_) {
            std::this_thread::sleep_for(kSlowStep);
            ++permille_;
        }
        permille_ = std::max(permille, permille_.load());
        return !stopped_;
    }

    std::shared_ptr<const Library> library_;
    AllocationRound round_;
    Time as_of_;
    std::optional<Material> material_;
    std::optional<models::Result<Proposal>> outcome_;
    std::atomic<int> permille_{0};
    std::atomic<bool> stopped_{false};
};

std::shared_ptr<LongWork> begin(const std::shared_ptr<const Library>& library, store::Writer& db, Time now)
{
    if (!store::take_lease(db, kLease, holder_of(db), now, now + kLeaseLasts)) return nullptr;
    for (const auto id : store::running_rounds(db)) fail(db, id, RoundFailure::interrupted, now);
    const auto next = store::oldest_queued(db);
    if (!next || !store::begin_round(db, *next)) {
        store::give_lease_back(db, kLease, holder_of(db));
        return nullptr;
    }
    return std::make_shared<Run>(library, store::find_round(db, {}, *next).value(), now);
}

} // namespace

LongWorks works(std::shared_ptr<const Library> library)
{
    return {[library](store::Reader& db) {
                return library->population->is_complete() && store::is_round_waiting(db);
            },
            [library](store::Writer& db, Time now) { return begin(library, db, now); }};
}

} // namespace server::rounds
