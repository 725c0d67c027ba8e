#pragma once
#include "server/net/server.hpp"
#include "tests/support/test_db.hpp"
#include <thread>

// A real server in this process, on a port of its own, with a handful of routes that tell what reached them.
namespace support {

class SmallServer {
public:
    // `change` may set limits and times before the start; `before_it_runs` sees the server when its port is
    // open.
    explicit SmallServer(const std::function<void(server::Config&)>& change = {},
                         const std::function<void(server::net::Server&)>& before_it_runs = {});
    ~SmallServer();
    SmallServer(const SmallServer&) = delete;

    std::uint16_t port() const { return server_->port(); }
    void stop(); // as SIGTERM does, and waits for the end
    void await_end() { thread_.join(); }
    void begin_to_stop() { server_->stop(); }
    std::filesystem::path log() const { return db_.folder() / "server.log"; }
    std::string log_text() const; // all lines so far

private:
    TestDb db_{store::Backend::sqlite};
    server::Router router_;
    std::unique_ptr<server::net::Server> server_;
    std::thread thread_;
};

// Its routes:
//   GET  /hello         "hello"
//   GET  /canary        counted; nothing may ever get there that was not asked for
//   POST /api/echo      the body, as it was read
//   POST /api/files     a form with files: its field "note", how many files, how many bytes
//   GET  /echo/{text}   its capture and the query's "q", as text
//   GET  /boom          throws an exception whose text is kSecret
//   GET  /split         answers with a field that holds a line end
//   GET  /empty/{status}  an answer without a body
//   GET  /follow/{topic}  an event stream of that topic, see tell()
//   GET  /slow          takes 300 ms on the work lane
//   POST /api/keep      an audit row, kept
inline constexpr const char* kSecret = "the-name-in-the-exception";
void tell(const std::string& topic, const std::string& text); // to those who follow
int looks();                                                  // how often it was looked for what to tell them
int canaries();                                               // how often GET /canary was performed, in all

} // namespace support
