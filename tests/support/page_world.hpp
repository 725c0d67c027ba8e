#pragma once
#include "tests/support/world.hpp"
#include <span>

// A world whose pages are rendered, each view compared with its template; with all tables and a catalog of
// programs.
namespace support {

class PageWorld : public World {
public:
    explicit PageWorld(std::span<const server::Route> table, store::Backend backend = store::Backend::sqlite);

    server::Language language = server::Language::zh;

    // Through the table of routes and its permissions, as a signed-in browser would.
    server::Response get(const models::Actor&, const std::string& target);
    server::Response post(const models::Actor&, const std::string& target, Fields form);
    server::Response send(server::Call);

    // A foundation that is registered there, and somebody who leads it.
    models::OrganizationId foundation(const char* code, models::Area = kCounty);
    models::Actor leader(models::OrganizationId, const char* login);

private:
    server::Router router_;
};

} // namespace support
