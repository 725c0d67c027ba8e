#pragma once
#include "server/attachments/looking.hpp"
#include "server/html/fields.hpp"
#include "server/offers/service.hpp"
#include <array>
#include <string_view>

// The acts that have a page, which of them are this actor's now, and how their forms are read.
namespace server::offers {

struct ActPath {
    models::OfferAct act{};
    std::string_view path; // below /offers/{id}/
};
// In the order of the buttons.
inline constexpr std::array kActPaths{ActPath{models::OfferAct::accept, "accept"},
                                      ActPath{models::OfferAct::deliver, "deliver"},
                                      ActPath{models::OfferAct::complete, "complete"},
                                      ActPath{models::OfferAct::answer, "answer"},
                                      ActPath{models::OfferAct::reconfirm, "still-needed"},
                                      ActPath{models::OfferAct::ask_for_facts, "ask"},
                                      ActPath{models::OfferAct::waitlist, "wait"},
                                      ActPath{models::OfferAct::stop_short, "stop-short"},
                                      ActPath{models::OfferAct::decline, "decline"},
                                      ActPath{models::OfferAct::pass_on, "pass-on"},
                                      ActPath{models::OfferAct::fail, "fail"},
                                      ActPath{models::OfferAct::reopen, "reopen"},
                                      ActPath{models::OfferAct::withdraw, "withdraw"},
                                      ActPath{models::OfferAct::mark_as_error, "mark-as-error"}};

std::vector<ActPath> offered(store::Reader&, const models::Actor&, const OfferRow&);

// An organization does nothing more about help that waits for the bank: both would pay. By page and API
// alike.
std::optional<models::Refusal> held_by_the_bank(const Desk&, const SeenOffer&, models::OfferAct);

// Values and files that cannot be read are faults at their fields, as the service's are.
Moved perform(const Desk&, const SeenOffer&, models::OfferAct, const Form&, models::NeedUnit,
              const attachments::Looked& vouchers = {});

// What the form shows when it is opened.
html::Typed presets(const store::Delivered&, const OfferRow&, models::OfferAct, models::Date today);

} // namespace server::offers
