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

models::AccountId Desk::with_password(const std::string& login, const std::string& password)
{
    const auto account = officer(Role::village, support::kVillage, login).account;
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
    const Router router({accounts::routes()});
    auto asked = call(by, verb, path, form);
    auto found = router.find(verb, asked.path);
    if (!found.route) throw std::logic_error("no route for " + path);
    asked.captures = std::move(found.captures);
    asked.cookie_session = session;
    asked.host = "127.0.0.1:8080";
    asked.peer = "10.0.0.1";
    return run(*found.route, asked);
}

Response Desk::sign_in(const std::string& login, const std::string& password, const std::string& peer)
{
    const Router router({accounts::routes()});
    auto asked = call({}, Verb::post, "/sign-in", {{"login", login}, {"password", password}});
    asked.peer = peer;
    return run(*router.find(Verb::post, "/sign-in").route, asked);
}

} // namespace desk
