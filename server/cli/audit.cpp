#include "server/cli/audit.hpp"
#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <stdexcept>

namespace server::cli {

AuditFinding examine_audit(store::Reader& db, const Config& config)
{
    const auto fault = store::verify_audit(db, store::kept_heads(audit_anchor(config)));
    if (!fault) return {true, "审计记录首尾相连 / the audit chain is whole"};
    const auto row = std::to_string(fault->sequence);
    return {false, "审计记录在第 " + row + " 行断开 / the audit chain breaks at row " + row};
}

void add_audit(CLI::App& app, Verb& chosen)
{
    auto wishes = std::make_shared<Wishes>();
    auto* verb = app.add_subcommand("audit", "审计记录 / the audit chain");
    verb->require_subcommand(1);
    auto* verify = verb->add_subcommand("verify", "核对每一条链 / verify every chain");
    add_wishes(*verify, *wishes);
    verify->callback([wishes, &chosen] {
        chosen = [wishes] {
            const auto config = config_of(*wishes);
            const auto key = key_file(config);
            if (!std::filesystem::exists(key))
                throw std::runtime_error("没有密钥文件，请用 --data 指到数据目录 / no key file: name the "
                                         "data folder with --data  " +
                                         key.string());
            const auto vault = store::Vault::open_or_make(key);
            store::Connection connection(database_url(config), store::Connection::Access::read, vault);
            connection.limit_reading(kLongestCheck);
            store::Reader db(connection);
            const auto found = examine_audit(db, config);
            say(found.text);
            return found.well ? 0 : 1;
        };
    });
}

} // namespace server::cli
