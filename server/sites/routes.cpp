#include "server/sites/routes.hpp"

namespace server::sites {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/sites", Can::run_sites, list},
        {Verb::get, "/sites/{id}", Can::run_sites, show},
        {Verb::post, "/sites/{id}/setting", Can::manage_sites, set},
        {Verb::post, "/sites/{id}/staff", Can::manage_sites, add_one_staff},
        {Verb::post, "/sites/{id}/staff/{staff}/end", Can::manage_sites, end_one_staff},

        {Verb::get, "/sites/{id}/plan", Can::run_sites, show_plan},
        {Verb::post, "/sites/{id}/plan/make", Can::run_sites, make_plan},
        {Verb::post, "/sites/{id}/plan/copy", Can::run_sites, copy_plan},
        {Verb::post, "/sites/{id}/pattern", Can::manage_sites, add_one_pattern},
        {Verb::post, "/sites/{id}/pattern/remove", Can::manage_sites, remove_one_pattern},
        {Verb::post, "/sites/{id}/sessions", Can::run_sites, add_one_session},
        {Verb::get, "/sites/{id}/sessions/{session}/change", Can::run_sites, ask_change},
        {Verb::post, "/sites/{id}/sessions/{session}/change", Can::run_sites, change_one},
        {Verb::post, "/sites/{id}/sessions/{session}/cancel", Can::run_sites, cancel_one},
        {Verb::post, "/sites/{id}/sessions/{session}/restore", Can::run_sites, restore_one},

        {Verb::get, "/sites/{id}/sessions/{session}", Can::run_sites, show_sheet, "name"},
        {Verb::post, "/sites/{id}/sessions/{session}", Can::run_sites, take_sheet, "name"},

        {Verb::post, "/sites/{id}/children", Can::run_sites, open_roll, "name"},
        {Verb::get, "/sites/{id}/children/{child}", Can::run_sites, show_child, "name"},
        {Verb::post, "/sites/{id}/children/{child}", Can::run_sites, give_consent, "name"},
        {Verb::post, "/sites/{id}/children/{child}/consents/{consent}/withdraw", Can::run_sites,
         withdraw_consent},
        {Verb::get, "/sites/{id}/children/{child}/worry", Can::run_sites, ask_worry},
        {Verb::post, "/sites/{id}/children/{child}/worry", Can::run_sites, raise_one},

        {Verb::get, "/worries", Can::see_worries, list_all_worries},
        {Verb::get, "/worries/{id}", Can::see_worries, show_worry, "what happened to a child"},
        {Verb::post, "/worries/{id}", Can::see_worries, move_one},

        {Verb::get, "/sites/{id}/report", Can::see_site_reports, show_report},
        {Verb::get, "/sites/{id}/report/print", Can::see_site_reports, print_report},
        {Verb::get, "/sites/{id}/report/csv", Can::see_site_reports, csv_report},
        {Verb::get, "/site-reports", Can::see_site_sums, show_reports},

        {Verb::get, "/api/v1/sites", Can::see_site_reports, list_sites_api},
        {Verb::get, "/api/v1/sites/{id}/sessions", Can::see_site_reports, list_sessions_api},
        {Verb::get, "/api/v1/sites/{id}/report", Can::see_site_reports, report_api},
        {Verb::post, "/api/v1/sites/{id}/sessions/{session}/attendance", Can::run_sites, attendance_api},
    };
    return kRoutes;
}

} // namespace server::sites
