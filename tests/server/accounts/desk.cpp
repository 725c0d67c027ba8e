#include "tests/server/accounts/desk.hpp"
#include "models/store/accounts.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/routes.hpp"
#include "tests/support/pages.hpp"

namespace desk {

using models::Role;

Desk::Desk() : World(support::tables_with_pages()) {}

accounts::Wish Desk::wish() const
{
    return {.login = "li.na", .name = "李娜", .role = "village", .area = "520324103207"};
}

accounts::Invited Desk::invited()
{
    const auto by = admin();
    return db.write([&](store::Writer& writer) {
        return given(accounts::invite(writer, by,
                                      given(accounts::read_wish(writer, *library->divisions, wish())), now));
    });
}

models::AccountId Desk::with_password(const std::string& login, const std::string& password, Role role)
{
    const auto area = role == Role::village  ? support::kVillage
                      : role == Role::county ? support::kCounty
                                             : models::Area{};
    const auto account = officer(role, area, login).account;
    db.write([&](store::Writer& writer) {
        store::save_password(writer, account, store::password_hash(password));
    });
    return account;
}

store::AccountRow Desk::row(models::AccountId id) const
{
    return db.read([&](store::Reader& reader) { return store::find_account(reader, id).value(); });
}

Response Desk::ask(const models::Actor& by, Verb verb, const std::string& path, support::Fields form,
                   const std::string& session)
{
    auto asked = call(by, verb, path, form);
    asked.cookie_session = session;
    asked.host = "127.0.0.1:8080";
    asked.peer = "10.0.0.1";
    return send(std::move(asked));
}

Response Desk::send(Call asked)
{
    const Router router({accounts::routes()});
    auto found = router.find(asked.verb, asked.path);
    if (!found.route) throw std::logic_error("no route for " + asked.path);
    asked.captures = std::move(found.captures);
    return run(*found.route, asked);
}

Response Desk::sign_in(const std::string& login, const std::string& password, const std::string& peer)
{
    auto asked = call({}, Verb::post, "/sign-in", {{"login", login}, {"password", password}});
    asked.peer = peer;
    return send(std::move(asked));
}

} // namespace desk
