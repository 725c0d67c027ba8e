#pragma once
#include "models/account.hpp"
#include "server/http/call.hpp"
#include "server/http/library.hpp"

namespace server {

// Who acts, with which tables, when; everything is written in the caller's savepoint.
struct Desk {
    store::Writer& db;
    const models::Actor& actor;
    const Library& library;
    models::Time now;
};

Desk desk_of(const Call&, store::Writer&);

// Officers, charities and families; an officer who writes down what a family says acts for Side::family by
// its own act.
models::Side side_of(const models::Actor&);

// The instant at which that many working days are over.
models::Time due_after(const Desk&, int working_days);

// One line of the log; facts: codes and ids as JSON text, may be empty.
void audit(const Desk&, const std::string& event, const std::string& subject, const std::string& facts = {});

} // namespace server
