#pragma once
#include "server/net/lane.hpp"
#include "server/net/task.hpp"
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <optional>

namespace server::net {

// The lane was full, or the batch was not committed: nothing was done, and trying again is safe.
class NotDone : public std::runtime_error {
public:
    explicit NotDone(Fate fate) : std::runtime_error("the lane did not do it"), fate_(fate) {}
    Fate fate() const { return fate_; }

private:
    Fate fate_;
};

// Work that waits for its turn, and who waits for its value.
template <class Work, class T, class Waiter> class Waiting final : public Job {
public:
    Waiting(Work work, Waiter waiter)
        : work_(std::move(work)), waiter_(std::move(waiter)), home_(asio::get_associated_executor(waiter_))
    {
    }
    void run(store::Connection* db) override
    {
        value_.reset();
        error_ = nullptr;
        wants_again_ = false;
        try {
            value_.emplace(work_(db));
        } catch (const store::DatabaseError& error) {
            wants_again_ = may_go_well(error.kind());
            error_ = std::current_exception();
        } catch (...) {
            error_ = std::current_exception();
        }
    }
    bool wants_again() const override { return wants_again_; }
    void answer(Fate fate) override
    {
        if (fate != Fate::done) error_ = std::make_exception_ptr(NotDone(fate));
        if (error_ || !value_) value_.emplace();
        auto deliver = [waiter = std::move(waiter_), error = std::move(error_),
                        value = std::move(*value_)]() mutable { waiter(std::move(error), std::move(value)); };
        asio::post(home_.get_executor(), std::move(deliver));
        home_.reset();
    }

private:
    // What another writer stored at this very moment is seen the next time; what stands there for good is
    // told in the end.
    bool may_go_well(store::DatabaseError::Kind kind)
    {
        using Kind = store::DatabaseError::Kind;
        constexpr int kMostMet = 3;
        return kind == Kind::serialization || (kind == Kind::unique && ++met_another_ <= kMostMet);
    }

    Work work_;
    Waiter waiter_;
    asio::executor_work_guard<Executor> home_; // the context stays until the answer is delivered
    std::optional<T> value_;
    std::exception_ptr error_;
    bool wants_again_ = false;
    int met_another_ = 0;
};

// Runs `work` on the lane and comes back to the caller's io thread with its value; throws what it threw, or
// NotDone. The value must have a default.
template <class Work, class T = std::invoke_result_t<Work&, store::Connection*>>
Task<T> run_on(Lane& lane, std::string share, Work work)
{
    auto begin = [&](auto waiter) {
        using This = Waiting<Work, T, decltype(waiter)>;
        lane.push(share, std::make_unique<This>(std::move(work), std::move(waiter)));
    };
    co_return co_await asio::async_initiate<decltype(use_task), void(std::exception_ptr, T)>(begin, use_task);
}

} // namespace server::net
