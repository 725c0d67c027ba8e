#include "server/net/lane.hpp"
#include "server/log/log.hpp"
#include <algorithm>

namespace server::net {

void FairQueue::add(const std::string& share, std::unique_ptr<Job> job)
{
    auto& line = lines_[share];
    if (line.empty()) turn_.push_back(share);
    line.push_back(std::move(job));
    ++size_;
}

std::unique_ptr<Job> FairQueue::drop_last_of(const std::string& share)
{
    auto& line = lines_[share];
    auto last = std::move(line.back());
    line.pop_back();
    --size_;
    return last;
}

std::unique_ptr<Job> FairQueue::push(const std::string& share, std::unique_ptr<Job> job)
{
    std::unique_ptr<Job> refused;
    {
        const std::lock_guard lock(mutex_);
        if (closed_) return job;
        if (size_ >= limit_) {
            const auto longest =
                std::ranges::max_element(lines_, {}, [](const auto& line) { return line.second.size(); });
            const auto own = lines_.find(share);
            const auto own_length = own == lines_.end() ? 0 : own->second.size();
            if (longest == lines_.end() || longest->second.size() <= own_length + 1) return job;
            refused = drop_last_of(longest->first);
        }
        add(share, std::move(job));
    }
    arrived_.notify_one();
    return refused;
}

Batch FairQueue::take(std::size_t most)
{
    Batch batch;
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return size_ > 0 || closed_; });
    while (size_ > 0 && batch.size() < most) {
        const auto share = std::move(turn_.front());
        turn_.pop_front();
        const auto line = lines_.find(share);
        batch.push_back(std::move(line->second.front()));
        line->second.pop_front();
        --size_;
        if (line->second.empty())
            lines_.erase(line);
        else
            turn_.push_back(share);
    }
    return batch;
}

void FairQueue::close()
{
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    arrived_.notify_all();
}

std::size_t FairQueue::size() const
{
    const std::lock_guard lock(mutex_);
    return size_;
}

Lane::Lane(std::size_t limit, std::size_t most_at_once, Serve serve)
    : queue_(limit), most_at_once_(most_at_once), serve_(std::move(serve))
{
}

Lane::~Lane() { finish(); }

void Lane::start(Connections connections)
{
    connections_ = std::move(connections);
    for (auto& connection : connections_) threads_.emplace_back([this, db = connection.get()] { work(db); });
}

void Lane::push(const std::string& share, std::unique_ptr<Job> job)
{
    if (auto refused = queue_.push(share, std::move(job))) refused->answer(Fate::refused);
}

void Lane::finish()
{
    queue_.close();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
    connections_.clear();
}

void Lane::work(store::Connection* db)
{
    while (true) {
        Batch batch = queue_.take(most_at_once_); // gone before the next wait: jobs hold their contexts
        if (batch.empty()) return;
        serve_(batch, db);
    }
}

void serve_each(Batch& batch, store::Connection* db)
{
    for (auto& job : batch) {
        job->run(db);
        job->answer(Fate::done);
    }
}

namespace {

// False: nothing of this batch is in the database.
bool commits(Batch& batch, store::Connection& db)
{
    try {
        db.begin();
        for (auto& job : batch) job->run(&db);
        db.commit();
        return true;
    } catch (const std::exception&) {
        log(Level::error, "write.batch_lost", {{"error", name_of_exception()}});
    }
    try {
        db.rollback();
    } catch (const std::exception&) {
        log(Level::error, "write.rollback_failed", {{"error", name_of_exception()}});
    }
    return false;
}

enum class Try { committed, again, lost };

Try try_once(Job& job, store::Connection& db)
{
    try {
        db.begin();
        job.run(&db);
        if (!job.wants_again()) {
            db.commit();
            return Try::committed;
        }
        db.rollback();
        return Try::again;
    } catch (const store::DatabaseError& error) {
        const bool again = error.kind() == store::DatabaseError::Kind::serialization;
        if (!again) log(Level::error, "write.lost", {{"error", name_of_exception()}});
        try {
            db.rollback();
        } catch (const std::exception&) {
            return Try::lost;
        }
        return again ? Try::again : Try::lost;
    } catch (const std::exception&) {
        log(Level::error, "write.lost", {{"error", name_of_exception()}});
        return Try::lost;
    }
}

} // namespace

void serve_together(Batch& batch, store::Connection* db)
{
    const bool kept = commits(batch, *db);
    for (auto& job : batch) job->answer(kept ? Fate::done : Fate::lost);
}

void serve_alone(Batch& batch, store::Connection* db)
{
    constexpr int kMostTries = 10;
    for (auto& job : batch) {
        auto outcome = Try::again;
        for (int i = 0; i < kMostTries && outcome == Try::again; ++i) outcome = try_once(*job, *db);
        job->answer(outcome == Try::committed ? Fate::done : Fate::lost);
    }
}

} // namespace server::net
