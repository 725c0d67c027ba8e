#pragma once
#include "models/account.hpp"
#include "models/referral.hpp"
#include "server/auth/permissions.hpp"
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Which moves of lifecycle.md have a page, and which of them are this actor's now: the buttons.
namespace server::referrals {

struct ActPath {
    models::ReferralAct act{};
    std::string_view path; // below /referrals/{id}/
};

// In the order of the buttons. A draft is reported on the form's last page; the others have pages of their
// own.
inline constexpr std::array kActPaths{ActPath{models::ReferralAct::report, "form/check"},
                                      ActPath{models::ReferralAct::recheck, "recheck"},
                                      ActPath{models::ReferralAct::confirm, "confirm"},
                                      ActPath{models::ReferralAct::resubmit, "resubmit"},
                                      ActPath{models::ReferralAct::recheck_late, "recheck-late"},
                                      ActPath{models::ReferralAct::confirm_urgently, "confirm-urgently"},
                                      ActPath{models::ReferralAct::return_, "return"},
                                      ActPath{models::ReferralAct::resume, "resume"},
                                      ActPath{models::ReferralAct::close, "close"},
                                      ActPath{models::ReferralAct::correct, "correct"},
                                      ActPath{models::ReferralAct::suspend, "suspend"},
                                      ActPath{models::ReferralAct::refuse, "refuse"},
                                      ActPath{models::ReferralAct::withdraw, "withdraw"},
                                      ActPath{models::ReferralAct::end, "end"},
                                      ActPath{models::ReferralAct::reopen, "reopen"},
                                      ActPath{models::ReferralAct::mark_as_error, "mark-as-error"},
                                      ActPath{models::ReferralAct::discard, "discard"}};

// A move that the table allows. `barred`: why it is not this person's all the same (a message key), shown in
// place of the button.
struct Offered {
    models::ReferralAct act{};
    std::string barred;
};

// `reporter`: whoever reported it; nobody yet: an empty one.
std::vector<Offered> offered(const models::Actor&, const models::Referral&, const models::Actor& reporter);

// Acts that an undecided objection or complaint bars.
constexpr bool waits_for_answer(models::ReferralAct act)
{
    return act == models::ReferralAct::refuse || act == models::ReferralAct::close;
}

// May the facts be changed on the form's pages?
bool may_mend(const models::Actor&, const models::Referral&);

} // namespace server::referrals
