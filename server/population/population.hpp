#pragma once
#include "matching/sieve.hpp"
#include "models/store/referrals.hpp"
#include "server/http/library.hpp"
#include "server/programs/catalog.hpp"
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace server::population {

// All that was committed up to one number of the change ledger: every program, and the matchable ones
// compiled beside every referral that is open and past its draft. Shared by pointer; the next one shares what
// stayed.
struct Generation {
    std::int64_t sequence{};
    std::shared_ptr<const programs::Programs> programs;
    matching::Snapshot snapshot; // families in the order of their referrals; its instant is chosen with at()
    bool complete = false;       // false: the families are still being read, and none is in it
    std::shared_ptr<const matching::Sieve> columns; // of a complete one, once they are made

    // The columns, at an instant for which they are good: the same day, and no window of a program has opened
    // or closed since they were made. nullptr: row by row.
    std::shared_ptr<const matching::Sieve> columns_at(models::Time as_of) const
    {
        const bool good =
            columns && columns->snapshot().ground().as_of <= as_of && as_of < columns->good_until();
        return good ? columns : nullptr;
    }
    std::shared_ptr<const matching::Snapshot> at(models::Time as_of) const
    {
        return std::make_shared<const matching::Snapshot>(snapshot.at(as_of));
    }
};
using GenerationPtr = std::shared_ptr<const Generation>;

// The newest generation, for all lanes. Read once by a Follower (or a test) and then kept up to date: by it,
// and by whoever asks with a reader that sees more.
class Population {
public:
    explicit Population(const Library&); // of which it keeps the tables and the catalog
    Population(const Population&) = delete;

    // What this reader sees, or newer. Not for a Writer, whose changes may yet be undone: std::logic_error.
    GenerationPtr current(store::Reader&);

    // The next families of the first reading; true: all are there. What changed meanwhile is read again.
    bool load_more(store::Reader&);
    // Makes columns of the newest generation if it has none that are good now, from those before where these
    // are still good. Takes a while the first time of a day; for one thread, which is no lane.
    void make_columns(models::Time now, const matching::Sieve::Stop&);
    void wait_for_columns(std::chrono::milliseconds at_most); // … or until a generation needs them
    void reload(); // forget all: the ledger went back, this is not the database that was followed

    // Of the newest generation.
    std::int64_t sequence() const { return sequence_; }
    std::int64_t families() const { return families_; }
    bool is_complete() const { return complete_; }
    std::int64_t loaded() const; // per cent of the first reading, 100 when it is complete

    void wake();                                  // something was committed by this process
    void wait(std::chrono::milliseconds at_most); // … or until then

private:
    struct Loading {
        std::int64_t sequence{}; // the ledger's number before the first page
        models::ReferralId after;
        std::vector<matching::SharedList<matching::Family>::Item> families;
    };
    GenerationPtr brought_up(store::Reader&, const Generation& known) const;
    void publish(GenerationPtr); // with mutex_ held

    std::shared_ptr<programs::Catalog> catalog_;
    matching::Ground ground_;
    std::mutex mutex_, loading_mutex_;            // the second first
    GenerationPtr newest_;                        // guarded by mutex_
    std::optional<Loading> loading_;              // guarded by loading_mutex_
    std::shared_ptr<const matching::Sieve> made_; // the last columns; of the thread that makes them
    std::condition_variable fresh_;               // newest_ has changed
    std::atomic<std::int64_t> sequence_{-1}, families_{0}, read_{0}, total_{0};
    std::atomic<bool> complete_{false};
    std::mutex bell_;
    std::condition_variable rung_;
    bool awake_ = false; // guarded by bell_
};

// The programs as this Writer sees them, beside no family; compiled for the occasion, for what the system
// does by itself.
matching::Snapshot programs_now(store::Writer&, const Library&, models::Time);

} // namespace server::population
