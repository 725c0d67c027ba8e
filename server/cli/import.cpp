#include "models/store/accounts.hpp"
#include "server/app.hpp"
#include "server/cli/verbs.hpp"
#include "server/html/messages.hpp"
#include "server/imports/imports.hpp"
#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

namespace server::cli {

namespace {

struct ImportWishes : Wishes {
    imports::Noun noun{};
    std::string file, officer;
    bool dry_run = false;
};

std::string text_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("The file " + path + " cannot be read.");
    return {std::istreambuf_iterator<char>(file), {}};
}

// Who reports imported referrals; organizations and programs are registered by whoever runs the program.
models::Actor actor_for(store::Reader& db, const ImportWishes& wishes)
{
    if (wishes.noun != imports::Noun::referrals) return {};
    const auto account = store::find_account(db, wishes.officer);
    if (!account || !account->active || !account->actor.is_officer())
        throw std::runtime_error("There is no officer with the login " + wishes.officer +
                                 ". Referrals need one whose area covers their villages.");
    return account->actor;
}

models::Result<imports::Imported> run(Database& database, const Library& library, const ImportWishes& wishes)
{
    const auto text = text_of(wishes.file);
    auto& connection = *database.writer;
    connection.begin();
    try {
        models::Result<imports::Imported> imported;
        {
            store::Writer db(connection);
            const auto now = system_now();
            imported = import_text(db, library, actor_for(db, wishes), wishes.noun, text, now);
            if (imported && !wishes.dry_run) db.keep();
        }
        connection.commit();
        return imported;
    } catch (...) {
        connection.rollback();
        throw;
    }
}

void tell_faults(const Library& library, const models::Refusal& refusal, const std::string& file)
{
    const auto& messages = *library.messages;
    for (const auto& fault : refusal.faults)
        say(file + " " + (fault.pointer.empty() ? "/" : fault.pointer) + "  " +
            html::sentence(messages, Language::zh, fault) + " / " +
            html::sentence(messages, Language::en, fault));
    say("什么都没有导入，请改正后再试 / nothing was imported: correct the file and run this again");
}

int import_file(const ImportWishes& wishes)
{
    const auto config = std::make_shared<const Config>(config_of(wishes));
    const auto library = make_library(config);
    auto database = open_database(*config, system_now());
    const auto imported = run(database, *library, wishes);
    if (!imported) {
        tell_faults(*library, imported.error(), wishes.file);
        return 2;
    }
    const auto added = std::to_string(imported->added), known = std::to_string(imported->known);
    if (wishes.dry_run)
        say("可以导入 " + added + " 条，另有 " + known + " 条已在库中；这次只是检查 / " + added +
            " could be imported, " + known + " are there already; this was only a check");
    else
        say("导入 " + added + " 条，另有 " + known + " 条已在库中，没有改动 / imported " + added + ", " +
            known + " were there already and stay as they are");
    return 0;
}

} // namespace

void add_import(CLI::App& app, Verb& chosen)
{
    auto* verb = app.add_subcommand("import", "从文件导入 / import from a file");
    verb->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, imports::Noun noun) {
        auto wishes = std::make_shared<ImportWishes>();
        wishes->noun = noun;
        auto* one = verb->add_subcommand(name, what);
        add_wishes(*one, *wishes);
        one->add_option("file", wishes->file, "JSON 文件 / JSON file (docs/formats.md)")->required();
        one->add_flag("--dry-run", wishes->dry_run, "只检查，不导入 / only check");
        if (noun == imports::Noun::referrals)
            one->add_option("--as", wishes->officer, "上报人登录名 / login of the officer who reports")
                ->required();
        one->callback([wishes, &chosen] { chosen = [wishes] { return import_file(*wishes); }; });
    };
    add("organizations", "慈善组织 / organizations", imports::Noun::organizations);
    add("programs", "慈善项目 / programs", imports::Noun::programs);
    add("referrals", "转介单 / referrals", imports::Noun::referrals);
}

} // namespace server::cli
