#include "tests/support/app_server.hpp"
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "server/app.hpp"
#include "server/log/log.hpp"
#include "tests/support/keys.hpp"
#include "tests/support/world.hpp"
#include <fstream>
#include <iterator>

namespace support {

using namespace models;

namespace {

Area area_of(Role role)
{
    switch (role) {
    case Role::village: return kVillage;
    case Role::township: return kTownship;
    case Role::county: return kCounty;
    case Role::caseworker:
    case Role::charity_manager:
    case Role::analyst:
    case Role::admin:
    case Role::integrator: return {};
    }
    return {};
}

OrganizationId own_organization(store::Writer& db, Time now)
{
    constexpr auto kCode = "51520000MJ00000000";
    if (const auto known = store::find_organization_by_code(db, kCode)) return known->id;
    store::OrganizationRow row;
    row.uuid = store::new_uuid();
    row.unified_code = kCode;
    row.name = "示例慈善会";
    row.kind = "federation";
    row.area = kCounty;
    return store::insert_organization(db, row, now);
}

} // namespace

void AppServer::sign_in(store::Connection& connection, Role role, Area area)
{
    const auto now = server::system_now();
    connection.begin();
    {
        store::Writer db(connection);
        store::AccountRow row{.login = std::string(name_of(role))};
        row.actor.role = role;
        row.actor.area = area;
        row.actor.name = "officer " + row.login;
        static const auto kHash = store::password_hash(kAppPassword);
        row.password_hash = kHash;
        if (is_charity(role)) row.actor.organization = own_organization(db, now);
        const auto id = store::insert_account(db, row, now);
        store::insert_session(db, sessions_[role] = store::random_token(), id, now);
        store::mark_factor(db, sessions_[role], now);
        const store::TokenRow token{
            .account = id, .label = "test", .may_write = true, .expires_at = now + std::chrono::hours(24)};
        store::insert_token(db, token, tokens_[role] = store::random_token(), now);
        db.keep();
    }
    connection.commit();
}

AppServer::AppServer(Wire::Kind kind) : kind_(kind)
{
    auto config = std::make_shared<server::Config>();
    config->port = 0;
    config->data_dir = folder();
    config->base_url = "http://parasol.example";
    config->connections_per_address = config->connections_total;
    if (kind == Wire::Kind::tls) {
        config->certificate = own_keys().certificate;
        config->private_key = own_keys().key;
    }
    server::log_to(folder() / "server.log");
    auto library = server::make_library(config);
    auto database = server::open_database(*config, server::system_now());
    vault_ = database.vault;
    for (const auto role : kRoles) sign_in(*database.writer, role, area_of(role));
    auto parts = server::parts_of(config, std::move(library), std::move(database));
    parts.now = [this] { return server::system_now() + std::chrono::minutes(passed_); };
    server_ = std::make_unique<server::net::Server>(std::move(parts));
    thread_ = std::thread([this] { server_->run(); });
}

AppServer::~AppServer() { stop(); }

void AppServer::stop()
{
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
}

std::string AppServer::log_text() const
{
    server::log(server::Level::error, "flush");
    std::ifstream in(folder() / "server.log");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string AppServer::csrf_of(const std::string& session) const
{
    return vault_->csrf_token(vault_->session_hash(session));
}

Heard AppServer::say(const std::string& line, const std::string& fields, const std::string& body) const
{
    auto request = line + " HTTP/1.1\r\nHost: parasol.example\r\nConnection: close\r\n" + fields;
    if (!body.empty() || !line.starts_with("GET"))
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    auto heard = ask(port(), request + "\r\n" + body, kind_);
    if (!heard) throw std::runtime_error("no answer to " + line);
    return *heard;
}

static std::string cookie_field(Wire::Kind kind, const std::string& session)
{
    return std::string("Cookie: ") + (kind == Wire::Kind::tls ? "__Host-parasol=" : "parasol=") + session +
           "\r\n";
}

Heard AppServer::get(Role role, const std::string& target) const
{
    return say("GET " + target, cookie_field(kind_, session(role)));
}

Heard AppServer::post_form(Role role, const std::string& target, const std::string& form) const
{
    return say("POST " + target,
               cookie_field(kind_, session(role)) + "Content-Type: application/x-www-form-urlencoded\r\n",
               "csrf=" + csrf(role) + (form.empty() ? "" : "&" + form));
}

Heard AppServer::post_json(Role role, const std::string& target, const std::string& json) const
{
    return say("POST " + target,
               "Authorization: Bearer " + token(role) +
                   "\r\nContent-Type: application/json\r\nIdempotency-Key: " + store::random_token(12) +
                   "\r\n",
               json);
}

std::string filled(std::string_view path, std::string_view with)
{
    std::string result;
    for (std::size_t at = 0; at < path.size(); ++at) {
        if (path[at] != '{') {
            result += path[at];
            continue;
        }
        result += with;
        at = path.find('}', at);
    }
    return result;
}

} // namespace support
