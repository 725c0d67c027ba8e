#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace server {

// The configuration: config/default.json has every key with its default; a file (--config) and then flags
// override it.
struct Config {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string database; // "sqlite:PATH" or "postgresql:CONNINFO"; empty: in data_dir
    std::filesystem::path data_dir = "parasol-data"; // database, key file
    std::filesystem::path certificate, private_key;  // both or neither: TLS
    std::filesystem::path policy;                    // docs/formats.md "Policy"; empty: the one compiled in
    std::filesystem::path holidays;                  // rows added to config/holidays.csv; empty: none
    std::string base_url;                   // for links in mail and print; empty: http(s)://address:port
    std::string operator_name = "民政部门"; // footer
    bool trust_proxy = false;               // X-Forwarded-Proto and -For from loopback only
    int read_threads = 2;
    std::size_t queue_limit = 2048;
    std::size_t connections_total = 4096, connections_per_address = 256;
    std::size_t target_limit = 4096, header_limit = 8192, json_limit = 262144,
                upload_limit = 10485760; // bytes
    std::chrono::seconds header_timeout{10}, body_timeout{30}, idle_timeout{60};
    std::chrono::minutes session_idle{30};
    std::chrono::hours session_absolute{12};
    int recheck_days = 5, confirm_days = 10, late_recheck_days = 10, returned_days = 30; // working days
    int answer_days = 5, info_days = 10, reconfirm_days = 20, first_help_days = 15, feedback_days = 10;
    int objection_days = 10;
    std::string outbound_networks;     // that webhooks may reach although they are not public: "10.1.0.0/16"
    std::filesystem::path outbound_ca; // PEM: trusted beside the system's certificates
    std::string mail_server;           // "smtp://host:587" (STARTTLS) or "smtps://host:465"; empty: none
    std::string mail_from, mail_user;  // addresses; no user: the server asks for none
    std::filesystem::path mail_password_file; // 0600
    int mail_hour = 8;                        // of working days, China time: what is due, by mail
    // Retention, in calendar days: docs/formats.md "Retention".
    int draft_kept_days = 90, closed_kept_days = 183, refused_kept_days = 730, consent_kept_days = 1096,
        notice_kept_days = 365;
    bool demo = false; // never read from a file: only `parasol demo` sets it

    bool operator==(const Config&) const = default;
};

// What a JSON file says, laid over `base`. An unknown key, a wrong type or a number out of range is a
// std::runtime_error: one sentence that names the key.
Config read_config(std::string_view text, Config base = {});
Config read_config_file(const std::filesystem::path& file);

std::string database_url(const Config&);           // the configured one, or the SQLite file in data_dir
std::filesystem::path key_file(const Config&);     // data_dir/key
std::filesystem::path audit_anchor(const Config&); // data_dir/audit-head
std::filesystem::path erasure_list(const Config&); // data_dir/erasures
std::string own_address(const Config&); // http(s)://address:port, as a browser on this machine types it

} // namespace server
