#pragma once
#include "models/result.hpp"
#include "server/http/route.hpp"
#include <vector>

namespace server::programs {

std::span<const Route> routes();

// Pages.
Response list(const Call&, store::Reader&);
Response show(const Call&, store::Reader&);

// Pages of a charity's own program (manage.cpp).
Response change_state(const Call&, store::Writer&);
Response confirm(const Call&, store::Writer&);
Response change_capacity(const Call&, store::Writer&);

// The program's page with what was wrong in one of its forms.
Response show_with(const Call&, store::Reader&, models::ProgramId, const std::vector<models::Fault>&,
                   int status);

// /api/v1
Response list_api(const Call&, store::Reader&);
Response show_api(const Call&, store::Reader&);
Response create_api(const Call&, store::Writer&);
Response replace_api(const Call&, store::Writer&);

} // namespace server::programs
