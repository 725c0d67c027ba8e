#pragma once
#include "server/net/server.hpp"
#include "tests/support/test_db.hpp"
#include "tests/support/wire.hpp"
#include <atomic>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

// The whole program's routes on a port of their own, accounts of every role with API tokens, and a way to
// ask.
namespace support {

enum class Who {
    nobody,
    village, // 正安县安场镇东坝村
    township,
    county,
    elsewhere,      // county officer of 纳雍县
    charity,        // a manager
    second_manager, // of the same organization
    caseworker,     // of the same organization
    analyst,
    other_charity,
    admin,
    integrator,
    reader,  // the county officer by a token that may only read
    expired, // a token whose time is over
    ended    // a token taken back
};

using HeaderFields = std::vector<std::pair<std::string, std::string>>;

class ApiServer {
public:
    explicit ApiServer(store::Backend backend = store::Backend::sqlite);
    ~ApiServer();
    ApiServer(const ApiServer&) = delete;

    Heard send(Who who, const std::string& method, const std::string& target, const std::string& body = {},
               HeaderFields fields = {}) const;
    Heard get(Who who, const std::string& target) const { return send(who, "GET", target); }
    // JSON with a key of its own, or with the version that is to be changed.
    Heard post(Who who, const std::string& target, const nlohmann::json& body) const;
    Heard put(Who who, const std::string& target, const nlohmann::json& body, const std::string& etag) const;
    Heard patch(Who who, const std::string& target, const nlohmann::json& body,
                const std::string& etag) const;

    // Where the whole_program is that one manager has registered and the other opened: version 2.
    std::string published_program() const;

    std::int64_t count(const char* table) const;               // rows
    std::map<std::string, std::int64_t> counts() const;        // of every table that a request may fill
    std::int64_t count_events(const std::string& event) const; // in the audit
    nlohmann::json description() const;                        // GET /api/openapi.json
    models::OrganizationId organization() const { return organization_; } // of Who::charity
    const server::Router& router() const;
    void pass(std::chrono::minutes time) { minutes_ += static_cast<int>(time.count()); }
    std::uint16_t port() const { return server_->port(); }
    void try_nothing_at_once(); // what-ifs go on beside requests

private:
    TestDb db_;
    std::atomic<int> minutes_{0};
    models::OrganizationId organization_;
    std::shared_ptr<server::programs::Trials> trials_;
    std::unique_ptr<server::net::Server> server_;
    std::thread thread_;
};

nlohmann::json fixture(const std::string& name); // tests/fixtures/<name>.json
nlohmann::json body_of(const Heard&);

// "" when the answer is this problem as every problem must be: its content type and form, sentences instead
// of keys, nothing of the inside. Otherwise what is wrong.
std::string fault_of_problem(const Heard&, int status);
std::vector<std::string> pointers_of(const Heard&); // of a problem, with codes: "/kind error.json.choice"

} // namespace support
