#pragma once
#include "models/result.hpp"
#include "server/http/route.hpp"
#include "server/http/steps.hpp"
#include <vector>

namespace server::programs {

std::span<const Route> routes();

// Pages.
Response list(const Call&, store::Reader&);
extern const Steps kShow, kWhatIfPage;
Response stop_trying(const Call&, store::Reader&);

// Pages of a charity's own program (manage.cpp).
extern const Steps kChangeState;
Response confirm(const Call&, store::Writer&);
Response change_capacity(const Call&, store::Writer&);
Response change_figures(const Call&, store::Writer&);
Response narrow_area(const Call&, store::Writer&); // one county less; open, it is paused with that

// The program's page with what was wrong in one of its forms.
Response show_with(const Call&, store::Reader&, models::ProgramId, const std::vector<models::Fault>&,
                   int status, const std::vector<models::Fault>& warnings = {});

// /api/v1
Response list_api(const Call&, store::Reader&);
Response see_trial_api(const Call&, store::Reader&);
Response stop_trying_api(const Call&, store::Reader&);
extern const Steps kShowApi, kCreate, kReplace, kWhatIf;

} // namespace server::programs
