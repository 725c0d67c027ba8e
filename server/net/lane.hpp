#pragma once
#include "models/store/db.hpp"
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

// Threads that may block, each serving batches from one bounded, fair queue.
namespace server::net {

enum class Fate { done, lost, refused }; // lost: its batch was not committed; refused: the queue was full

// A piece of work on its way through a lane.
class Job {
public:
    virtual ~Job() = default;
    virtual void run(store::Connection* db) = 0; // keeps its value or its exception
    virtual bool wants_again() const = 0;        // another transaction was in its way (40001, 40P01)
    virtual void answer(Fate fate) = 0;          // goes home
};
using Batch = std::vector<std::unique_ptr<Job>>;

// One line per share, served in turn, so that a flood delays only its own.
class FairQueue {
public:
    explicit FairQueue(std::size_t limit) : limit_(limit) {}
    // Gives back what must be refused because of it: the newcomer, or when full the last of a longer line.
    std::unique_ptr<Job> push(const std::string& share, std::unique_ptr<Job> job);
    Batch take(std::size_t most); // waits; empty: closed and drained
    void close();
    std::size_t size() const;

private:
    using Line = std::deque<std::unique_ptr<Job>>;
    void add(const std::string& share, std::unique_ptr<Job> job);
    std::unique_ptr<Job> drop_last_of(const std::string& share);

    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::unordered_map<std::string, Line> lines_;
    std::list<std::string> turn_; // shares that have something waiting
    std::size_t size_ = 0;
    bool closed_ = false;
};

class Lane {
public:
    using Serve = std::function<void(Batch&, store::Connection*)>;
    using Connections = std::vector<std::unique_ptr<store::Connection>>; // one per thread; may be null

    Lane(std::size_t limit, std::size_t most_at_once, Serve serve);
    ~Lane(); // finish()
    void start(Connections connections);
    void push(const std::string& share, std::unique_ptr<Job> job); // answers at once when refused
    void finish();                                                 // drains, joins, closes the connections
    std::size_t waiting() const { return queue_.size(); }

private:
    void work(store::Connection* db);
    FairQueue queue_;
    std::size_t most_at_once_;
    Serve serve_;
    Connections connections_;
    std::vector<std::thread> threads_;
};

void serve_each(Batch& batch, store::Connection* db);     // reading, work, hash
void serve_together(Batch& batch, store::Connection* db); // SQLite: one COMMIT for all, then the answers
void serve_alone(Batch& batch, store::Connection* db);    // PostgreSQL: one by one, again when in the way

} // namespace server::net
