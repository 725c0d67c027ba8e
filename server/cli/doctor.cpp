#include "models/store/erasure.hpp"
#include "models/store/integrity.hpp"
#include "models/store/migrate.hpp"
#include "server/app.hpp"
#include "server/cli/audit.hpp"
#include "server/cli/verbs.hpp"
#include "server/library/load.hpp"
#include "server/sending/addresses.hpp"
#include <CLI/CLI.hpp>
#include <algorithm>

namespace server::cli {

namespace {

using Access = store::Connection::Access;

// One line a check: what was looked at, in both languages, and whether it is well.
class Findings {
public:
    void tell(bool well, const std::string& what)
    {
        say((well ? "[ ok ]  " : "[ !! ]  ") + what);
        all_well_ = all_well_ && well;
    }
    // Well for now: somebody has to see to it in time.
    void warn(const std::string& what) { say("[ -- ]  " + what); }
    int status() const { return all_well_ ? 0 : 1; }

private:
    bool all_well_ = true;
};

void check_private(Findings& findings, const std::filesystem::path& file, const std::string& what)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const auto status = fs::status(file, error);
    const bool others =
        (status.permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none;
    findings.tell(fs::exists(status) && !others, what + "  " + file.string());
}

void check_database(Findings& findings, const Config& config)
{
    const auto vault = store::Vault::open_or_make(key_file(config));
    store::Connection connection(database_url(config), Access::read, vault);
    connection.limit_reading(kLongestCheck);
    store::Reader db(connection);
    findings.tell(store::is_sound(db), "数据库文件完好 / the database file is sound");
    const auto erased = store::list_erasures(db);
    const bool again = std::ranges::all_of(store::kept_erasures(erasure_list(config)), [&](const auto& kept) {
        return std::ranges::find(erased, kept.referral, &store::Erasure::referral) != erased.end();
    });
    findings.tell(again,
                  again ? "应家庭要求删除的资料没有回来 / nothing that was erased on request came back"
                        : "备份恢复后有应删除的资料：请运行 parasol serve / a restored backup holds what "
                          "was erased: run parasol serve");
    const auto audit = examine_audit(db, config);
    findings.tell(audit.well, audit.text);
}

void check_outbound(Findings& findings, const Config& config)
{
    sending::read_networks(config.outbound_networks); // or its sentence
    if (!config.outbound_ca.empty())
        findings.tell(std::filesystem::exists(config.outbound_ca),
                      "外部证书文件在 / the file of trusted certificates is there  " +
                          config.outbound_ca.string());
    if (!config.mail_password_file.empty())
        check_private(findings, config.mail_password_file,
                      "邮件密码文件只有本人可读 / only its owner reads the mail password");
    findings.tell(true, config.mail_server.empty() ? "没有接通邮件 / mail is not connected"
                                                   : "邮件服务器 / mail goes by  " + config.mail_server);
}

void check_calendar(Findings& findings, const Config& config, models::Date today)
{
    const auto library = load_library(std::make_shared<const Config>(config)); // or its sentence
    const auto year = models::year_to_enter(*library->working_days, today);
    const auto number = std::to_string(static_cast<int>(year.value_or(today.year())));
    if (!year)
        findings.tell(true, "节假日已录入 / the holidays are entered  " + number);
    else
        findings.warn(
            number +
            " 年的放假和调休没有录入，期限只扣周末：在 holidays 指明的文件里补上 / the holidays of " +
            number +
            " are not entered, clocks count weekends only: add them to the file named by "
            "holidays");
}

int examine(const Wishes& wishes)
{
    const auto config = config_of(wishes);
    Findings findings;
    findings.tell(true, "配置可读 / the configuration reads");
    check_calendar(findings, config, models::day_of(system_now()));
    if (!std::filesystem::exists(key_file(config))) {
        findings.tell(false,
                      "没有密钥文件，先运行 parasol serve / no key file yet: run parasol serve first  " +
                          key_file(config).string());
        return findings.status();
    }
    check_private(findings, key_file(config), "密钥文件只有本人可读 / only its owner reads the key file");
    if (!config.private_key.empty()) {
        check_private(findings, config.private_key,
                      "TLS 私钥只有本人可读 / only its owner reads the TLS key");
        net::check_tls_files(config);
        findings.tell(true, "TLS 证书与私钥成对 / TLS certificate and key belong together");
    }
    check_outbound(findings, config);
    check_database(findings, config);
    return findings.status();
}

} // namespace

void add_doctor(CLI::App& app, Verb& chosen)
{
    auto wishes = std::make_shared<Wishes>();
    auto* verb =
        app.add_subcommand("doctor", "检查配置、密钥、数据库与审计记录 / examine configuration, keys, "
                                     "database and audit chain");
    add_wishes(*verb, *wishes);
    verb->callback([wishes, &chosen] { chosen = [wishes] { return examine(*wishes); }; });
}

} // namespace server::cli
