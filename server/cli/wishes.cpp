#include "server/cli/verbs.hpp"
#include <CLI/CLI.hpp>
#include <iostream>

namespace server::cli {

void add_wishes(CLI::App& verb, Wishes& wishes)
{
    verb.add_option("--config", wishes.config, "配置文件（JSON） / configuration file (JSON)")
        ->envname("PARASOL_CONFIG")
        ->check(CLI::ExistingFile);
    verb.add_option("--data", wishes.data, "数据目录：数据库与密钥 / data folder: database and key");
    verb.add_option("--database", wishes.database,
                    "sqlite:路径 或 postgresql:连接 / sqlite:PATH or postgresql:CONNECTION");
}

Config config_of(const Wishes& wishes)
{
    auto config = wishes.config.empty() ? Config{} : read_config_file(wishes.config);
    if (!wishes.data.empty()) config.data_dir = wishes.data;
    if (!wishes.database.empty()) config.database = wishes.database;
    return config;
}

void say(const std::string& line) { std::cout << line << std::endl; }

} // namespace server::cli
