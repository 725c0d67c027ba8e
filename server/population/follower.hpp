#pragma once
#include "models/store/seal.hpp"
#include "server/population/population.hpp"
#include <atomic>
#include <string>
#include <thread>

namespace server::population {

// A thread with a reading connection of its own: reads the population in, then keeps it as new as the
// database, whoever writes there. After a commit of this process it looks at once, otherwise every 25 ms. A
// connection that fails is made anew, and the log tells of it. A second thread makes the population's
// columns, so that the first need not wait for them.
class Follower {
public:
    Follower(std::shared_ptr<Population>, std::string database, std::shared_ptr<const store::Vault>);
    ~Follower(); // ends within one page of reading, and one county of columns
    Follower(const Follower&) = delete;

    double seconds_behind() const; // since it last saw that nothing is missing

private:
    void run();
    void follow(store::Connection&);
    void look(store::Connection&);
    void make_columns();

    std::shared_ptr<Population> population_;
    std::string database_;
    std::shared_ptr<const store::Vault> vault_;
    std::atomic<bool> ending_{false};
    std::atomic<std::int64_t> current_at_; // on the steady clock, in milliseconds
    bool lost_ = false;                    // on the thread
    std::thread thread_, columns_;
};

} // namespace server::population
