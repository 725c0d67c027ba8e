#include "server/config.hpp"
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <variant>

namespace server {

using nlohmann::json;

namespace {

template <class T> using In = T Config::*;
using Member =
    std::variant<In<std::string>, In<std::filesystem::path>, In<bool>, In<int>, In<std::uint16_t>,
                 In<std::size_t>, In<std::chrono::seconds>, In<std::chrono::minutes>, In<std::chrono::hours>>;

struct Key {
    std::string_view name;
    Member member;
    std::int64_t low = 0, high = 0; // of numbers
};

constexpr std::int64_t kMiB = 1 << 20;

const Key kKeys[] = {
    {"address", &Config::address},
    {"port", &Config::port, 0, 65535},
    {"database", &Config::database},
    {"data_dir", &Config::data_dir},
    {"certificate", &Config::certificate},
    {"private_key", &Config::private_key},
    {"policy", &Config::policy},
    {"holidays", &Config::holidays},
    {"base_url", &Config::base_url},
    {"operator_name", &Config::operator_name},
    {"trust_proxy", &Config::trust_proxy},
    {"read_threads", &Config::read_threads, 1, 16},
    {"queue_limit", &Config::queue_limit, 16, 65536},
    {"connections_total", &Config::connections_total, 16, 65536},
    {"connections_per_address", &Config::connections_per_address, 4, 65536},
    {"target_limit", &Config::target_limit, 1024, 65536},
    {"header_limit", &Config::header_limit, 2048, 65536},
    {"json_limit", &Config::json_limit, 65536, 16 * kMiB},
    {"upload_limit", &Config::upload_limit, 65536, 256 * kMiB},
    {"header_timeout_seconds", &Config::header_timeout, 1, 120},
    {"body_timeout_seconds", &Config::body_timeout, 1, 600},
    {"idle_timeout_seconds", &Config::idle_timeout, 1, 600},
    {"session_idle_minutes", &Config::session_idle, 5, 240},
    {"session_absolute_hours", &Config::session_absolute, 1, 24},
    {"recheck_days", &Config::recheck_days, 1, 90},
    {"confirm_days", &Config::confirm_days, 1, 90},
    {"late_recheck_days", &Config::late_recheck_days, 1, 90},
    {"returned_days", &Config::returned_days, 1, 90},
    {"answer_days", &Config::answer_days, 1, 90},
    {"info_days", &Config::info_days, 1, 90},
    {"reconfirm_days", &Config::reconfirm_days, 1, 90},
    {"first_help_days", &Config::first_help_days, 1, 90},
    {"feedback_days", &Config::feedback_days, 1, 90},
    {"objection_days", &Config::objection_days, 1, 90},
    {"outbound_networks", &Config::outbound_networks},
    {"outbound_ca", &Config::outbound_ca},
    {"mail_server", &Config::mail_server},
    {"mail_from", &Config::mail_from},
    {"mail_user", &Config::mail_user},
    {"mail_password_file", &Config::mail_password_file},
    {"mail_hour", &Config::mail_hour, 0, 23},
    {"draft_kept_days", &Config::draft_kept_days, 7, 365},
    {"closed_kept_days", &Config::closed_kept_days, 30, 3653},
    {"refused_kept_days", &Config::refused_kept_days, 30, 3653},
    {"consent_kept_days", &Config::consent_kept_days, 365, 3653},
    {"notice_kept_days", &Config::notice_kept_days, 183, 3653},
};

[[noreturn]] void wrong(std::string_view name, const std::string& what)
{
    throw std::runtime_error("The configuration's \"" + std::string(name) + "\" " + what + ".");
}

std::int64_t number(const Key& key, const json& value)
{
    const auto bounds = " a whole number from " + std::to_string(key.low) + " to " + std::to_string(key.high);
    if (!value.is_number_integer()) wrong(key.name, "must be" + bounds);
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
        wrong(key.name, "must be" + bounds);
    const auto read = value.get<std::int64_t>();
    if (read < key.low || read > key.high) wrong(key.name, "must be" + bounds);
    return read;
}

void set(Config& config, const Key& key, const json& value)
{
    const auto put = [&]<class T>(In<T> member) {
        if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::filesystem::path>) {
            if (!value.is_string()) wrong(key.name, "must be text");
            config.*member = value.get<std::string>();
        } else if constexpr (std::is_same_v<T, bool>) {
            if (!value.is_boolean()) wrong(key.name, "must be true or false");
            config.*member = value.get<bool>();
        } else {
            config.*member = T(number(key, value));
        }
    };
    std::visit(put, key.member);
}

void check_mail(const Config& config)
{
    const auto& server = config.mail_server;
    if (server.empty()) return;
    if (!server.starts_with("smtp://") && !server.starts_with("smtps://"))
        wrong("mail_server", "must begin with smtp:// (STARTTLS) or smtps://");
    if (!config.mail_from.contains('@')) wrong("mail_from", "must be the address that mail comes from");
    if (config.mail_user.empty() != config.mail_password_file.empty())
        throw std::runtime_error(
            "The configuration needs both \"mail_user\" and \"mail_password_file\", or neither.");
}

const Key& key_named(const std::string& name)
{
    for (const auto& key : kKeys)
        if (key.name == name) return key;
    wrong(name, "is not known. config/default.json lists every key");
}

} // namespace

Config read_config(std::string_view text, Config base)
{
    const auto values = json::parse(text, nullptr, false, true);
    if (!values.is_object()) throw std::runtime_error("The configuration must be one JSON object, {…}.");
    for (const auto& [name, value] : values.items()) set(base, key_named(name), value);
    if (base.certificate.empty() != base.private_key.empty())
        throw std::runtime_error(
            "The configuration needs both \"certificate\" and \"private_key\", or neither.");
    check_mail(base);
    return base;
}

Config read_config_file(const std::filesystem::path& file)
{
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw std::runtime_error("The configuration file " + file.string() + " cannot be read.");
    return read_config(text.str());
}

std::string database_url(const Config& config)
{
    if (!config.database.empty()) return config.database;
    return "sqlite:" + (config.data_dir / "parasol.db").string();
}

std::filesystem::path key_file(const Config& config) { return config.data_dir / "key"; }

std::filesystem::path audit_anchor(const Config& config) { return config.data_dir / "audit-head"; }

std::filesystem::path erasure_list(const Config& config) { return config.data_dir / "erasures"; }

std::string own_address(const Config& config)
{
    const bool everywhere = config.address == "0.0.0.0" || config.address == "::";
    const auto host = everywhere ? "127.0.0.1" : config.address;
    const auto shown = host.contains(':') ? "[" + host + "]" : host;
    return (config.certificate.empty() ? "http://" : "https://") + shown + ":" + std::to_string(config.port);
}

} // namespace server
