#pragma once
#include "server/accounts/service.hpp"
#include "tests/support/world.hpp"
#include <stdexcept>

// An administrator's desk: accounts in words, and the routes of the feature with texts and templates.
namespace desk {

using namespace server;

struct Desk : support::World {
    Desk();
    models::Actor admin() { return officer(models::Role::admin, {}, "admin"); }
    accounts::Wish wish() const; // a village officer of Dongba
    accounts::Invited invited(); // the same, with a code
    models::AccountId with_password(const std::string& login, const std::string& password,
                                    models::Role role = models::Role::village);
    store::AccountRow row(models::AccountId) const;

    // A route of the feature, asked by `by`; its cookie is `session`.
    Response ask(const models::Actor& by, Verb, const std::string& path, support::Fields form = {},
                 const std::string& session = {});
    Response send(Call);
    Response sign_in(const std::string& login, const std::string& password,
                     const std::string& peer = "10.0.0.1");
};

template <class T> T given(models::Result<T> result)
{
    if (!result) throw std::logic_error("a given act was refused: " + result.error().faults.front().key);
    return *std::move(result);
}
template <class T> std::string why(const models::Result<T>& result)
{
    return result ? "" : result.error().faults.front().key;
}

} // namespace desk
