#include "server/app.hpp"
#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>

namespace server::cli {

namespace {

struct ServeWishes : Wishes {
    std::string address, certificate, private_key;
    std::optional<std::uint16_t> port;
};

std::shared_ptr<const Config> serving(const ServeWishes& wishes)
{
    auto config = config_of(wishes);
    if (!wishes.address.empty()) config.address = wishes.address;
    if (wishes.port) config.port = *wishes.port;
    if (!wishes.certificate.empty()) config.certificate = wishes.certificate;
    if (!wishes.private_key.empty()) config.private_key = wishes.private_key;
    if (config.certificate.empty() != config.private_key.empty())
        throw std::runtime_error("TLS needs both --certificate and --key.");
    if (config.base_url.empty()) config.base_url = own_address(config);
    return std::make_shared<const Config>(std::move(config));
}

int serve(const ServeWishes& wishes)
{
    const auto config = serving(wishes);
    net::check_port(*config); // before anything begins to run
    auto library = make_library(config);
    auto database = open_database(*config, system_now());
    const auto code = first_admin_code(database, system_now());
    net::Server server(parts_of(config, std::move(library), std::move(database)));
    server.heed_signals();
    say("Parasol 幸福伞  " + config->base_url);
    if (!code.empty())
        say("第一位管理员请在一天内打开 / the first administrator opens, within a day:\n  " +
            config->base_url + "/setup?code=" + code);
    server.run();
    return 0;
}

} // namespace

void add_serve(CLI::App& app, Verb& chosen)
{
    auto wishes = std::make_shared<ServeWishes>();
    auto* verb = app.add_subcommand("serve", "启动服务 / run the server");
    add_wishes(*verb, *wishes);
    verb->add_option("--address", wishes->address, "监听地址 / address to listen on (127.0.0.1)");
    verb->add_option("--port", wishes->port, "端口 / port (8080)");
    verb->add_option("--certificate", wishes->certificate, "TLS 证书 / TLS certificate (PEM)");
    verb->add_option("--key", wishes->private_key, "TLS 私钥，权限 0600 / TLS private key, mode 0600 (PEM)");
    verb->callback([wishes, &chosen] { chosen = [wishes] { return serve(*wishes); }; });
}

} // namespace server::cli
