#pragma once
#include "server/http/route.hpp"

namespace server::applications {

std::span<const Route> routes();

// Anybody applies.
Response show_form(const Call&, store::Reader&);
Response send(const Call&, store::Writer&);

// County officers and administrators.
Response list(const Call&, store::Reader&);
Response show(const Call&, store::Writer&);
Response accept_page(const Call&, store::Writer&);
Response refuse_page(const Call&, store::Writer&);

} // namespace server::applications
