#include "server/programs/trials.hpp"
#include "server/formats/program_json.hpp"
#include "server/population/closed.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::programs {

using namespace models;

namespace {

constexpr std::chrono::seconds kWanted{60};  // its page looks in every two seconds
constexpr std::chrono::minutes kKeptFor{10}; // a result that nobody fetches
constexpr std::size_t kMostClosed = 1'000'000;

bool is_of(const TrialRun& run, const Actor& actor, ProgramId program)
{
    return run.asked.actor.account == actor.account && run.asked.before.id == program;
}

bool has_ended(const TrialRun& run)
{
    return run.state == TrialState::done || run.state == TrialState::failed;
}

class Beside final : public LongWork {
public:
    Beside(std::shared_ptr<Trials> trials, std::shared_ptr<TrialRun> run)
        : trials_(std::move(trials)), run_(std::move(run))
    {
    }

    void gather(store::Reader& db) override
    {
        auto& asked = run_->asked;
        if (asked.is_drive && !asked.closed)
            asked.closed =
                population::closed_families(db, asked.families->ground().as_of - kLately, kMostClosed);
    }

    void work() override
    {
        matching::Progress progress;
        progress.tell = [this](int permille) {
            run_->permille = permille;
            return !run_->stopped;
        };
        const auto& asked = run_->asked;
        if (auto trial = asked.is_drive ? test_driven(asked, progress) : tried(asked, progress))
            trial_ = std::make_shared<const Trial>(*std::move(trial));
    }

    bool beat(store::Writer&, Time now) override { return trials_->is_wanted(*run_, now); }
    void stop() override { run_->stopped = true; }
    void keep(store::Writer&, Time) override { trial_ ? trials_->keep(*run_, trial_) : trials_->drop(*run_); }
    void fail(store::Writer&, Time) override { trials_->fail(*run_); }

private:
    std::shared_ptr<Trials> trials_;
    std::shared_ptr<TrialRun> run_;
    std::shared_ptr<const Trial> trial_;
};

} // namespace

bool TrialAsked::is_same(const Program& other_before, const Program& other_after) const
{
    return write_program(before) == write_program(other_before) &&
           write_program(after) == write_program(other_after);
}

void Trials::begin(TrialAsked asked, Time now)
{
    const std::scoped_lock lock(mutex_);
    forget_old(now);
    std::erase_if(runs_, [&](const auto& run) {
        const bool earlier = run->asked.actor.account == asked.actor.account;
        if (earlier) run->stopped = true;
        return earlier;
    });
    runs_.push_back(std::make_shared<TrialRun>(std::move(asked), now));
}

std::optional<TrialSeen> Trials::look(const Actor& actor, ProgramId program, Time now)
{
    const std::scoped_lock lock(mutex_);
    forget_old(now);
    for (const auto& run : runs_) {
        if (!is_of(*run, actor, program)) continue;
        run->seen = now;
        return TrialSeen{run->asked.before, run->asked.after, run->state, run->permille, run->trial};
    }
    return {};
}

void Trials::end(const Actor& actor, ProgramId program)
{
    const std::scoped_lock lock(mutex_);
    std::erase_if(runs_, [&](const auto& run) {
        const bool wanted_no_more = is_of(*run, actor, program);
        if (wanted_no_more) run->stopped = true;
        return wanted_no_more;
    });
}

bool Trials::is_waiting() const
{
    const std::scoped_lock lock(mutex_);
    return std::ranges::any_of(runs_, [](const auto& run) { return run->state == TrialState::waiting; });
}

std::shared_ptr<TrialRun> Trials::next(Time now)
{
    const std::scoped_lock lock(mutex_);
    forget_old(now);
    for (const auto& run : runs_) {
        if (run->state != TrialState::waiting) continue;
        run->state = TrialState::running;
        return run;
    }
    return nullptr;
}

bool Trials::is_wanted(const TrialRun& run, Time now) const
{
    const std::scoped_lock lock(mutex_);
    return !run.stopped && now - run.seen <= kWanted;
}

void Trials::keep(TrialRun& run, std::shared_ptr<const Trial> trial)
{
    const std::scoped_lock lock(mutex_);
    run.trial = std::move(trial);
    run.state = TrialState::done;
    run.asked.families.reset();
    run.asked.closed.reset();
}

void Trials::fail(TrialRun& run)
{
    const std::scoped_lock lock(mutex_);
    run.state = TrialState::failed;
    run.asked.families.reset();
    run.asked.closed.reset();
}

void Trials::drop(const TrialRun& dropped)
{
    const std::scoped_lock lock(mutex_);
    std::erase_if(runs_, [&](const auto& run) { return run.get() == &dropped; });
}

// What nobody asks for any more. One that runs ends by itself.
void Trials::forget_old(Time now)
{
    std::erase_if(runs_, [&](const auto& run) {
        if (has_ended(*run)) return now - run->seen > kKeptFor;
        return run->state == TrialState::waiting && now - run->seen > kWanted;
    });
}

LongWorks trial_works(std::shared_ptr<const Library> library)
{
    return {[library](store::Reader&) { return library->trials->is_waiting(); },
            [library](store::Writer&, Time now) -> std::shared_ptr<LongWork> {
                auto run = library->trials->next(now);
                return run ? std::make_shared<Beside>(library->trials, std::move(run)) : nullptr;
            }};
}

} // namespace server::programs
