#pragma once
#include "models/account.hpp"
#include "models/store/db.hpp"
#include "models/store/seal.hpp"
#include "server/net/server.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/support/wire.hpp"
#include <atomic>
#include <map>
#include <thread>

// The whole Parasol in this process, on a port of its own and in a folder of its own, with one account of
// each role signed in.
namespace support {

class AppServer {
public:
    explicit AppServer(Wire::Kind kind = Wire::Kind::plain);
    ~AppServer();
    AppServer(const AppServer&) = delete;

    std::uint16_t port() const { return server_->port(); }
    Wire::Kind kind() const { return kind_; }
    const std::filesystem::path& folder() const { return folder_.path(); } // database, key and log
    void stop();
    std::string log_text() const;

    void pass(std::chrono::minutes time) { passed_ += time.count(); }
    std::string session(models::Role role) const { return sessions_.at(role); }
    std::string csrf_of(const std::string& session) const;
    std::string csrf(models::Role role) const { return csrf_of(session(role)); }
    std::string token(models::Role role) const { return tokens_.at(role); } // may write, good for a day

    // A request line and its own fields; Host, and the role's session if there is one, are added.
    Heard say(const std::string& line, const std::string& fields = {}, const std::string& body = {}) const;
    Heard get(models::Role role, const std::string& target) const;
    Heard post_form(models::Role role, const std::string& target,
                    const std::string& form) const; // csrf is added
    Heard post_json(models::Role role, const std::string& target, const std::string& json) const; // by token

private:
    void sign_in(store::Connection&, models::Role, models::Area);
    Wire::Kind kind_;
    TempFolder folder_;
    std::shared_ptr<const store::Vault> vault_;
    std::map<models::Role, std::string> sessions_, tokens_;
    std::unique_ptr<server::net::Server> server_;
    std::thread thread_;
    std::atomic<std::int64_t> passed_{0}; // minutes
};

inline constexpr std::string_view kAppPassword = "parasol of the test"; // of every account

inline constexpr models::Role kRoles[] = {
    models::Role::village,         models::Role::township, models::Role::county, models::Role::caseworker,
    models::Role::charity_manager, models::Role::analyst,  models::Role::admin,  models::Role::integrator};

// A route's path with every part filled: /things/{id} becomes /things/7.
std::string filled(std::string_view path, std::string_view with = "7");

} // namespace support
