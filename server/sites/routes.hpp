#pragma once
#include "server/http/route.hpp"
#include "server/sites/views.hpp"
#include <span>

namespace server::sites {

// Sites, their plans, attendance, children, worries and reports, as pages.
std::span<const Route> routes();

models::Result<SitePlace> site_in_path(const Call&, store::Reader&);
models::Result<SitePlace> own_site_in_path(const Call&, store::Reader&); // by who works there: names follow

Response list(const Call&, store::Reader&);
Response show(const Call&, store::Reader&);
Response set(const Call&, store::Writer&);
Response add_one_staff(const Call&, store::Writer&);
Response end_one_staff(const Call&, store::Writer&);

Response show_plan(const Call&, store::Reader&);
Response make_plan(const Call&, store::Writer&);
Response copy_plan(const Call&, store::Writer&);
Response add_one_pattern(const Call&, store::Writer&);
Response remove_one_pattern(const Call&, store::Writer&);
Response add_one_session(const Call&, store::Writer&);
Response ask_change(const Call&, store::Reader&);
Response change_one(const Call&, store::Writer&);
Response cancel_one(const Call&, store::Writer&);
Response restore_one(const Call&, store::Writer&);

Response show_sheet(const Call&, store::Writer&);
Response take_sheet(const Call&, store::Writer&);

Response open_roll(const Call&, store::Writer&);
Response show_child(const Call&, store::Writer&);
Response give_consent(const Call&, store::Writer&);
Response withdraw_consent(const Call&, store::Writer&);

Response ask_worry(const Call&, store::Reader&);
Response raise_one(const Call&, store::Writer&);
Response list_all_worries(const Call&, store::Reader&);
Response show_worry(const Call&, store::Writer&);
Response move_one(const Call&, store::Writer&);

Response show_report(const Call&, store::Reader&);
Response print_report(const Call&, store::Reader&);
Response csv_report(const Call&, store::Reader&);
Response show_reports(const Call&, store::Reader&);

// /api/v1
Response list_sites_api(const Call&, store::Reader&);
Response list_sessions_api(const Call&, store::Reader&);
Response report_api(const Call&, store::Reader&);
Response attendance_api(const Call&, store::Writer&);

} // namespace server::sites
