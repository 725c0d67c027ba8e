#include "server/referrals/routes.hpp"
#include "server/referrals/acts_pages.hpp"
#include "server/referrals/api.hpp"
#include "server/referrals/consent_pages.hpp"
#include "server/referrals/form.hpp"
#include "server/referrals/pages.hpp"

namespace server::referrals {

using Act = models::ReferralAct;

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        // Pages: list, detail, acts, print.
        {Verb::get, "/referrals", Can::see_referrals, list},
        {Verb::get, "/referrals/{id}", Can::see_referrals, &kShow, "needs, health"},
        {Verb::get, "/referrals/{id}/print", Can::see_referrals, show_print, "name, address"},
        {Verb::post, "/referrals/{id}/code", Can::issue_codes, renew_code},
        {Verb::get, "/referrals/{id}/reveal", Can::see_referrals, ask_reveal},
        {Verb::post, "/referrals/{id}/reveal", Can::see_referrals, show_revealed,
         "name, id_number, phone, address"},
        {Verb::post, "/referrals/{id}/answers", Can::report_referrals, take_answer},
        {Verb::get, "/referrals/{id}/recheck", Can::recheck_referrals, show_act<Act::recheck>},
        {Verb::post, "/referrals/{id}/recheck", Can::recheck_referrals, take_act<Act::recheck>},
        {Verb::get, "/referrals/{id}/recheck-late", Can::recheck_referrals, show_act<Act::recheck_late>},
        {Verb::post, "/referrals/{id}/recheck-late", Can::recheck_referrals, take_act<Act::recheck_late>},
        {Verb::get, "/referrals/{id}/return", Can::return_referrals, show_act<Act::return_>},
        {Verb::post, "/referrals/{id}/return", Can::return_referrals, take_act<Act::return_>},
        {Verb::get, "/referrals/{id}/resubmit", Can::report_referrals, show_act<Act::resubmit>},
        {Verb::post, "/referrals/{id}/resubmit", Can::report_referrals, take_act<Act::resubmit>},
        {Verb::get, "/referrals/{id}/confirm", Can::decide_referrals, show_act<Act::confirm>},
        {Verb::post, "/referrals/{id}/confirm", Can::decide_referrals, take_act<Act::confirm>},
        {Verb::get, "/referrals/{id}/confirm-urgently", Can::decide_referrals,
         show_act<Act::confirm_urgently>},
        {Verb::post, "/referrals/{id}/confirm-urgently", Can::decide_referrals,
         take_act<Act::confirm_urgently>},
        {Verb::get, "/referrals/{id}/close", Can::decide_referrals, show_act<Act::close>},
        {Verb::post, "/referrals/{id}/close", Can::decide_referrals, take_act<Act::close>},
        {Verb::get, "/referrals/{id}/correct", Can::decide_referrals, show_act<Act::correct>},
        {Verb::post, "/referrals/{id}/correct", Can::decide_referrals, take_act<Act::correct>},
        {Verb::get, "/referrals/{id}/suspend", Can::decide_referrals, show_act<Act::suspend>},
        {Verb::post, "/referrals/{id}/suspend", Can::decide_referrals, take_act<Act::suspend>},
        {Verb::get, "/referrals/{id}/resume", Can::decide_referrals, show_act<Act::resume>},
        {Verb::post, "/referrals/{id}/resume", Can::decide_referrals, take_act<Act::resume>},
        {Verb::get, "/referrals/{id}/end", Can::decide_referrals, show_act<Act::end>},
        {Verb::post, "/referrals/{id}/end", Can::decide_referrals, take_act<Act::end>},
        {Verb::get, "/referrals/{id}/reopen", Can::decide_referrals, show_act<Act::reopen>},
        {Verb::post, "/referrals/{id}/reopen", Can::decide_referrals, take_act<Act::reopen>},
        {Verb::get, "/referrals/{id}/mark-as-error", Can::decide_referrals, show_act<Act::mark_as_error>},
        {Verb::post, "/referrals/{id}/mark-as-error", Can::decide_referrals, take_act<Act::mark_as_error>},
        {Verb::get, "/referrals/{id}/refuse", Can::decide_referrals, show_act<Act::refuse>},
        {Verb::post, "/referrals/{id}/refuse", Can::decide_referrals, take_act<Act::refuse>},
        {Verb::get, "/referrals/{id}/withdraw", Can::report_referrals, show_act<Act::withdraw>},
        {Verb::post, "/referrals/{id}/withdraw", Can::report_referrals, take_act<Act::withdraw>},
        {Verb::get, "/referrals/{id}/discard", Can::report_referrals, show_act<Act::discard>},
        {Verb::post, "/referrals/{id}/discard", Can::report_referrals, take_act<Act::discard>},

        // The new-referral form.
        {Verb::get, "/referrals/new", Can::report_referrals, begin_form},
        {Verb::post, "/referrals/new", Can::report_referrals, start_form},
        {Verb::get, "/referrals/{id}/form/who", Can::report_referrals, show_step},
        {Verb::post, "/referrals/{id}/form/who", Can::report_referrals, &kKeepStep},
        {Verb::get, "/referrals/{id}/form/needs", Can::report_referrals, show_step},
        {Verb::post, "/referrals/{id}/form/needs", Can::report_referrals, &kKeepStep},
        {Verb::get, "/referrals/{id}/form/family", Can::report_referrals, show_step},
        {Verb::post, "/referrals/{id}/form/family", Can::report_referrals, &kKeepStep},
        {Verb::get, "/referrals/{id}/form/members/{member}", Can::report_referrals, show_step},
        {Verb::post, "/referrals/{id}/form/members/{member}", Can::report_referrals, &kKeepStep},
        {Verb::post, "/referrals/{id}/form/members/{member}/remove", Can::report_referrals, remove_member},
        {Verb::get, "/referrals/{id}/form/check", Can::report_referrals, show_check},
        {Verb::post, "/referrals/{id}/form/check", Can::report_referrals, submit_form},
        {Verb::get, "/referrals/{id}/form/done", Can::report_referrals, show_done},

        // Who may be told.
        {Verb::get, "/referrals/{id}/consent", Can::report_referrals, show_consent},
        {Verb::post, "/referrals/{id}/consent", Can::report_referrals, give_consent},
        {Verb::post, "/referrals/{id}/consent/{consent}/withdraw", Can::report_referrals, end_consent},

        // /api/v1
        {Verb::get, "/api/v1/referrals", Can::see_referrals, list_api},
        {Verb::post, "/api/v1/referrals", Can::report_referrals, create_api},
        {Verb::get, "/api/v1/referrals/{id}", Can::see_referrals, show_api, "needs, health"},
        {Verb::patch, "/api/v1/referrals/{id}", Can::report_referrals, change_api},
        {Verb::post, "/api/v1/referrals/{id}/moves", Can::see_referrals, move_api},
        {Verb::get, "/api/v1/referrals/{id}/consents", Can::report_referrals, consents_api},
        {Verb::post, "/api/v1/referrals/{id}/consents", Can::report_referrals, give_consent_api},
        {Verb::post, "/api/v1/referrals/{id}/consents/{consent}/withdraw", Can::report_referrals,
         withdraw_consent_api},
    };
    return kRoutes;
}

} // namespace server::referrals
