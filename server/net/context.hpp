#pragma once
#include "server/net/task.hpp"
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

namespace server::net {

namespace beast = boost::beast;
using Stream = beast::basic_stream<asio::ip::tcp, Executor>;

using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

// One open connection as its io thread sees it.
struct Open {
    Stream* stream{};
    bool idle = false; // nothing of a request has been read
    int silent = 0;    // for so many steps of the end
};

// Forms with files that are being received now: so many at a time, so that they cannot fill the memory; of
// one share (an account, or an address where none is known yet) only some, and of all that are not known only
// a part, so that nobody outside keeps an account's files waiting.
class Uploads {
public:
    bool admits(const std::string& share, bool known); // true: counted, call leaves() once
    void leaves(const std::string& share, bool known);

private:
    int all_ = 0, strangers_ = 0;
    std::map<std::string, int> of_;
};

// One io thread: its context and its own connections. Touched by that thread only.
struct Context {
    asio::io_context io{1};
    std::list<Open> open;
    Uploads uploads;
    std::list<Timer*> followers; // event streams that wait for news
    bool stopping = false;
    std::unordered_map<std::string, std::string> shares; // session hash → account, learned from answers
    asio::executor_work_guard<Executor> guard = asio::make_work_guard(io);
    void wake_followers()
    {
        for (auto* timer : followers) timer->cancel();
    }
};

// How many connections there are, in all and of each address; shared by the io threads.
class Headcount {
public:
    Headcount(std::size_t most, std::size_t most_of_one) : most_(most), most_of_one_(most_of_one) {}
    bool admits(const std::string& address); // true: counted, call leaves() once
    void leaves(const std::string& address);

private:
    const std::size_t most_, most_of_one_;
    std::mutex mutex_;
    std::size_t all_ = 0;
    std::map<std::string, std::size_t> of_;
};

} // namespace server::net
