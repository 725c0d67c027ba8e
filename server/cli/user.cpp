#include "server/accounts/factors.hpp"
#include "server/app.hpp"
#include "server/cli/verbs.hpp"
#include "server/html/messages.hpp"
#include "server/http/decode.hpp"
#include <CLI/CLI.hpp>

namespace server::cli {

namespace {

struct UserWishes : Wishes {
    accounts::Wish account;
};

std::string sentences(const Library& library, const models::Refusal& refusal)
{
    std::string text;
    for (const auto& fault : refusal.faults)
        text += (text.empty() ? "" : "\n") + html::sentence(*library.messages, Language::zh, fault) + " / " +
                html::sentence(*library.messages, Language::en, fault);
    return text;
}

// Runs `act` in one transaction and tells its code; what it refuses is told in both languages and leaves no
// trace.
using Telling = std::string (*)(const Config&, const accounts::Invited&);
int in_transaction(
    const Wishes& wishes,
    const std::function<models::Result<accounts::Invited>(store::Writer&, const Library&)>& act, Telling tell)
{
    auto config = config_of(wishes);
    if (config.base_url.empty()) config.base_url = own_address(config);
    const auto library = make_library(std::make_shared<const Config>(config));
    auto database = open_database(config, system_now());
    database.writer->begin();
    models::Result<accounts::Invited> invited;
    {
        store::Writer db(*database.writer);
        invited = act(db, *library);
        if (invited) db.keep();
    }
    database.writer->commit();
    if (!invited) throw std::runtime_error(sentences(*library, invited.error()));
    say(tell(config, *invited));
    return 0;
}

std::string link_to_password(const Config& config, const accounts::Invited& invited)
{
    return "请在一天内打开，设置密码 / open within a day to set the password:\n  " + config.base_url +
           "/invitation?code=" + percent_encoded(invited.code);
}

std::string code_for_factor(const Config&, const accounts::Invited& invited)
{
    return "验证器已重设。一天内用密码登录，再凭这个口令设置新的 / the authenticator is reset; sign in with "
           "the password "
           "within a day and set up a new one with this code:\n  " +
           invited.code;
}

using Issue = models::Result<accounts::Invited> (*)(store::Writer&, const models::Actor&, models::AccountId,
                                                    models::Time);

// For the account of that login.
int issue(const UserWishes& wishes, Issue act, Telling tell)
{
    return in_transaction(
        wishes,
        [&](store::Writer& db, const Library&) -> models::Result<accounts::Invited> {
            const auto account = store::find_account(db, wishes.account.login);
            if (!account) return models::refuse(models::Reason::not_found, "error.account.unknown");
            return act(db, {}, account->actor.account, system_now());
        },
        tell);
}

int add(const UserWishes& wishes)
{
    return in_transaction(
        wishes,
        [&](store::Writer& db, const Library& library) {
            const auto row = accounts::read_wish(db, *library.divisions, wishes.account);
            if (!row) return models::Result<accounts::Invited>(std::unexpected(row.error()));
            return accounts::invite(db, {}, *row, system_now());
        },
        link_to_password);
}

} // namespace

void add_user(CLI::App& app, Verb& chosen)
{
    auto wishes = std::make_shared<UserWishes>();
    auto& account = wishes->account;
    auto* user = app.add_subcommand("user", "账号 / accounts");
    user->require_subcommand(1);

    auto* added =
        user->add_subcommand("add", "新建账号并给出一次性链接 / make an account and a one-time link");
    add_wishes(*added, *wishes);
    added->add_option("login", account.login, "登录名 / login")->required();
    added->add_option("--name", account.name, "姓名 / name")->required();
    added
        ->add_option("--role", account.role,
                     "village township county caseworker charity_manager analyst admin integrator")
        ->required();
    added->add_option("--area", account.area, "行政区划代码 / division code (officers)");
    added->add_option("--organization", account.organization, "机构编号 / organization id (charities)");
    added->callback([wishes, &chosen] { chosen = [wishes] { return add(*wishes); }; });

    auto* code =
        user->add_subcommand("code", "给出重设密码的一次性链接 / a one-time link for a new password");
    add_wishes(*code, *wishes);
    code->add_option("login", account.login, "登录名 / login")->required();
    code->callback([wishes, &chosen] {
        chosen = [wishes] { return issue(*wishes, accounts::issue_code, link_to_password); };
    });

    auto* factor =
        user->add_subcommand("factor", "重设验证器，给出一次性口令 / reset the authenticator and give a "
                                       "one-time code for the next");
    add_wishes(*factor, *wishes);
    factor->add_option("login", account.login, "登录名 / login")->required();
    factor->callback([wishes, &chosen] {
        chosen = [wishes] { return issue(*wishes, accounts::reset_factor, code_for_factor); };
    });
}

} // namespace server::cli
