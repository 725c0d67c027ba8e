#pragma once
#include "matching/snapshot.hpp"
#include "models/account.hpp"
#include "models/program.hpp"
#include "server/http/library.hpp"
#include "server/http/long_work.hpp"
#include "server/programs/what_if.hpp"
#include <atomic>
#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <optional>

// What-ifs that take longer than a request should. Each goes on beside requests for as long as somebody looks
// in, one for each account, one after the other; it is of this process alone, and nothing of it is stored.
namespace server::programs {

struct TrialAsked {
    models::Actor actor;
    models::Program before, after;
    std::shared_ptr<const matching::Snapshot> families; // nothing, once it has ended
    std::uint64_t secret{};                             // of the marks
    bool is_drive = false;
    std::optional<Families> closed = {}; // a drive's: reported lately and closed now; nothing: not read yet

    bool is_same(const models::Program& other_before, const models::Program& other_after) const;
};

enum class TrialState { waiting, running, done, failed };

// One of them, while it is there.
struct TrialRun {
    explicit TrialRun(TrialAsked what, models::Time now) : asked(std::move(what)), seen(now) {}
    TrialAsked asked;
    std::atomic<int> permille{0};
    std::atomic<bool> stopped{false};
    models::Time seen; // the last look; this and what follows: Trials' own
    TrialState state = TrialState::waiting;
    std::shared_ptr<const Trial> trial;
};

struct TrialSeen {
    models::Program before, after;
    TrialState state{};
    int permille{};
    std::shared_ptr<const Trial> trial; // done
};

class Trials {
public:
    // So long a request tries by itself.
    std::atomic<std::chrono::milliseconds> patience{std::chrono::seconds{1}};

    void begin(TrialAsked, models::Time now); // takes the place of what the account tried before
    std::optional<TrialSeen> look(const models::Actor&, models::ProgramId, models::Time now);
    void end(const models::Actor&, models::ProgramId); // it is not wanted any more

    // For the work beside requests.
    bool is_waiting() const;
    std::shared_ptr<TrialRun> next(models::Time now);        // the oldest; nothing: none waits
    bool is_wanted(const TrialRun&, models::Time now) const; // somebody looked a short time ago
    void keep(TrialRun&, std::shared_ptr<const Trial>);
    void fail(TrialRun&);
    void drop(const TrialRun&); // it was stopped

private:
    void forget_old(models::Time now);

    mutable std::mutex mutex_;
    std::list<std::shared_ptr<TrialRun>> runs_; // in the order in which they were begun
};

LongWorks trial_works(std::shared_ptr<const Library>);

} // namespace server::programs

template <>
inline constexpr auto models::kNames<server::programs::TrialState> =
    models::names<server::programs::TrialState>({{server::programs::TrialState::waiting, "waiting"},
                                                 {server::programs::TrialState::running, "running"},
                                                 {server::programs::TrialState::done, "done"},
                                                 {server::programs::TrialState::failed, "failed"}});
