#include "tests/support/api_server.hpp"
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "server/app.hpp"
#include "server/log/log.hpp"
#include "server/population/follower.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/trials.hpp"
#include "server/rounds/runner.hpp"
#include "tests/support/schema_check.hpp"
#include "tests/support/world.hpp"
#include <fstream>
#include <stdexcept>

namespace support {

using nlohmann::json;
using namespace models;

namespace {

std::string token_of(Who who) { return "token-" + std::to_string(static_cast<int>(who)); }

store::OrganizationRow organization_row(const std::string& name, const std::string& code)
{
    store::OrganizationRow row;
    row.uuid = store::new_uuid();
    row.unified_code = code;
    row.name = name;
    row.kind = "foundation";
    row.area = parse_area("52").value();
    return row;
}

struct Given {
    store::Writer& db;

    AccountId account(Who who, Role role, Area area, OrganizationId organization = {})
    {
        store::AccountRow row;
        row.actor.role = role;
        row.actor.area = area;
        row.actor.organization = organization;
        row.actor.name = "somebody";
        row.login = "account-" + std::to_string(static_cast<int>(who));
        const auto id = store::insert_account(db, row, at_minute(0));
        token(who, id, true);
        return id;
    }

    TokenId token(Who who, AccountId account, bool may_write,
                  std::chrono::hours lasts = std::chrono::hours{24})
    {
        store::TokenRow row;
        row.account = account;
        row.label = "test";
        row.may_write = may_write;
        row.expires_at = at_minute(0) + lasts;
        return store::insert_token(db, row, token_of(who), at_minute(0));
    }
};

OrganizationId fill(store::Writer& db)
{
    Given given{db};
    const auto own =
        store::insert_organization(db, organization_row("春风基金会", "53520000MJ0000018Q"), at_minute(0));
    const auto other =
        store::insert_organization(db, organization_row("远山基金会", "53520000MJ0000026K"), at_minute(0));
    given.account(Who::village, Role::village, kVillage);
    given.account(Who::township, Role::township, kTownship);
    const auto county = given.account(Who::county, Role::county, kCounty);
    given.account(Who::elsewhere, Role::county, kOtherCounty);
    given.account(Who::charity, Role::charity_manager, {}, own);
    given.account(Who::other_charity, Role::charity_manager, {}, other);
    given.account(Who::second_manager, Role::charity_manager, {}, own);
    given.account(Who::caseworker, Role::caseworker, {}, own);
    given.account(Who::analyst, Role::analyst, {});
    given.account(Who::admin, Role::admin, {});
    given.account(Who::integrator, Role::integrator, {});
    given.token(Who::reader, county, false);
    given.token(Who::expired, county, true, std::chrono::hours{0});
    store::end_token(db, county, given.token(Who::ended, county, true));
    return own;
}

std::shared_ptr<const server::Library> library_of(const std::shared_ptr<const server::Config>& config)
{
    static const auto kTables = server::make_library(config);
    auto library = std::make_shared<server::Library>(*kTables);
    library->config = config;
    library->trials = std::make_shared<server::programs::Trials>();
    library->catalog = std::make_shared<server::programs::Catalog>(*library);
    library->population = std::make_shared<server::population::Population>(*library);
    return library;
}

} // namespace

ApiServer::ApiServer(store::Backend backend) : db_(backend)
{
    organization_ = db_.write(fill);
    auto config = std::make_shared<server::Config>();
    config->port = 0;
    config->data_dir = db_.folder();
    server::log_to(db_.folder() / "server.log");
    const auto library = library_of(config);
    const auto population = library->population;
    trials_ = library->trials;
    db_.read([&](store::Reader& db) { return population->load_more(db); }); // so few are one page
    db_.close();
    server::net::Parts parts{
        .config = config,
        .library = library,
        .vault = db_.vault(),
        .database = db_.url(),
        .router = &server::all_routes(),
        .writer = db_.open(store::Connection::Access::write),
        .now = [this] { return at_minute(minutes_); },
        .long_works = {server::rounds::works(library), server::programs::trial_works(library)},
        .committed = [population] { population->wake(); }};
    parts.writer->lease_process_number();
    parts.beside = std::make_shared<server::population::Follower>(population, db_.url(), db_.vault());
    server_ = std::make_unique<server::net::Server>(std::move(parts));
    thread_ = std::thread([this] { server_->run(); });
}

void ApiServer::try_nothing_at_once() { trials_->patience = std::chrono::milliseconds{0}; }

ApiServer::~ApiServer()
{
    server_->stop();
    thread_.join();
}

Heard ApiServer::send(Who who, const std::string& method, const std::string& target, const std::string& body,
                      HeaderFields fields) const
{
    const auto has = [&](const char* name) {
        for (const auto& [known, value] : fields)
            if (known == name) return true;
        return false;
    };
    if (who != Who::nobody) fields.emplace_back("Authorization", "Bearer " + token_of(who));
    if (!body.empty() && !has("Content-Type")) fields.emplace_back("Content-Type", "application/json");
    if (method != "GET") fields.emplace_back("Content-Length", std::to_string(body.size()));
    std::string head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    for (const auto& [name, value] : fields) head += name + ": " + value + "\r\n";
    auto heard = ask(port(), head + "\r\n" + body);
    if (!heard) throw std::runtime_error("no answer to " + method + " " + target);
    return *std::move(heard);
}

Heard ApiServer::post(Who who, const std::string& target, const json& body) const
{
    static std::atomic<int> keys{0};
    return send(who, "POST", target, body.dump(), {{"Idempotency-Key", "key-" + std::to_string(++keys)}});
}

Heard ApiServer::put(Who who, const std::string& target, const json& body, const std::string& etag) const
{
    return send(who, "PUT", target, body.dump(), {{"If-Match", etag}});
}

Heard ApiServer::patch(Who who, const std::string& target, const json& body, const std::string& etag) const
{
    return send(who, "PATCH", target, body.dump(),
                {{"If-Match", etag}, {"Content-Type", "application/merge-patch+json"}});
}

std::string ApiServer::published_program() const
{
    auto told = fixture("whole_program");
    const auto draft = post(Who::charity, "/api/v1/programs", told);
    told["state"] = "open";
    auto address = draft.field("location");
    const auto opened = put(Who::second_manager, address, told, draft.field("etag"));
    if (opened.status != 200) throw std::runtime_error(opened.body);
    return address;
}

std::int64_t ApiServer::count(const char* table) const
{
    return std::stoll(db_.value_of((std::string("SELECT COUNT(*) FROM ") + table).c_str()));
}

std::map<std::string, std::int64_t> ApiServer::counts() const
{
    std::map<std::string, std::int64_t> counts;
    for (const auto* table :
         {"referral", "household", "household_document", "need", "referral_move", "clock", "search_token",
          "blind_index", "program", "program_version", "site", "capacity", "organization", "change_ledger",
          "first_answer", "reference_counter", "round", "plan", "plan_line"})
        counts[table] = count(table);
    return counts;
}

std::int64_t ApiServer::count_events(const std::string& event) const
{
    return std::stoll(db_.value_of("SELECT COUNT(*) FROM audit WHERE event = :event", {{"event", event}}));
}

json ApiServer::description() const { return body_of(get(Who::nobody, "/api/openapi.json")); }

const server::Router& ApiServer::router() const { return server::all_routes(); }

json fixture(const std::string& name)
{
    std::ifstream file(std::string(SOURCE_DIR "/tests/fixtures/") + name + ".json");
    return json::parse(file);
}

json body_of(const Heard& heard) { return json::parse(heard.body); }

std::string fault_of_problem(const Heard& heard, int status)
{
    if (heard.status != status)
        return "status " + std::to_string(heard.status) + " instead of " + std::to_string(status) + ": " +
               heard.body.substr(0, 300);
    if (heard.field("content-type") != "application/problem+json")
        return "content type " + heard.field("content-type");
    const auto problem = json::parse(heard.body, nullptr, false);
    if (!problem.is_object() || problem.value("status", 0) != status) return "no problem: " + heard.body;
    if (problem.value("request_id", "").empty()) return "no request id";
    if (problem["errors"].empty()) return "says nothing";
    for (const auto& error : problem["errors"]) {
        const auto sentence = error.value("detail", "");
        if (sentence.empty() || sentence == error.value("code", "")) return "no sentence for " + error.dump();
        if (sentence.find("{{") != std::string::npos) return "an open place in " + error.dump();
    }
    for (const auto* inside :
         {"SELECT", "INSERT", "sqlite", "nlohmann", "exception", ".cpp", "/tmp", "std::"})
        if (heard.body.find(inside) != std::string::npos) return std::string("tells of ") + inside;
    return {};
}

std::vector<std::string> pointers_of(const Heard& heard)
{
    std::vector<std::string> all;
    for (const auto& error : body_of(heard)["errors"])
        all.push_back(error["pointer"].get<std::string>() + " " + error["code"].get<std::string>());
    return all;
}

} // namespace support
