#pragma once
#include "models/store/seal.hpp"
#include "server/config.hpp"
#include "server/http/beside.hpp"
#include "server/http/feed.hpp"
#include "server/http/library.hpp"
#include "server/http/long_work.hpp"
#include "server/http/route.hpp"
#include <functional>
#include <memory>
#include <vector>

// The server as the rest of the program sees it: no Asio, no Beast.
namespace server::net {

struct Parts {
    std::shared_ptr<const Config> config;
    std::shared_ptr<const Library> library;
    std::shared_ptr<const store::Vault> vault;
    std::string database; // url
    const Router* router{};
    std::unique_ptr<store::Connection> writer; // migrated, with its process number
    std::function<models::Time()> now;
    std::function<void(store::Writer&, models::Time)> sweep; // once a minute, on the write lane
    std::function<void(store::Reader&)> watch; // then on the read lane: sees only what is committed
    std::vector<LongWorks> long_works; // looked for all the time; those of one kind are done one by one
    LookForFeed look_for_feed;         // for event streams; may be missing
    std::function<void()> committed;   // after what the write lane did; on its thread
    std::shared_ptr<Beside>
        courier;                  // on threads of its own; changes go through the write lane; may be missing
    std::shared_ptr<void> beside; // lives with the server, ends before the writing connection does
};

class Server {
public:
    explicit Server(Parts parts); // opens the port; what is in the way is a std::runtime_error, a sentence
    ~Server();
    Server(const Server&) = delete;

    std::uint16_t port() const;
    // From now on SIGINT and SIGTERM end it, SIGHUP reads the certificate again: before anyone is told that
    // it serves, and before run().
    void heed_signals();
    void run();  // until stop(); returns when everything has been answered
    void stop(); // from any thread

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// Opens the port and closes it again, before anything else is touched: std::runtime_error, a sentence.
void check_port(const Config& config);

// TLS 1.2 and 1.3, forward secrecy and authenticated encryption only. The key must be readable by its owner
// only.
void check_tls_files(const Config& config); // std::runtime_error, a sentence

} // namespace server::net
