#pragma once
#include "models/store/attachments.hpp"
#include "models/store/programs.hpp"
#include "server/http/call.hpp"
#include "server/offers/acts.hpp"
#include "server/offers/projection.hpp"
#include "server/offers/service.hpp"
#include "server/sheets/sheet.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server::offers {

struct ListRow {
    OfferRow offer;
    Projection seen;
    models::TextPair program;
    std::string organization;
    std::optional<store::InLine> line = {};
    bool unable = false; // store::is_unable
};
struct ListPage {
    store::OfferBox box{};
    std::vector<ListRow> rows;
    std::vector<std::pair<store::OfferBox, std::int64_t>> counts;
    models::OfferId next;              // cursor; none: the last page
    store::FailedOffers failures = {}; // where the ended ones are shown
};
nlohmann::json list_view(const Call&, const ListPage&); // templates/offers/list.html

struct Shown {
    ListRow row;
    std::vector<store::OfferMoveRow> moves; // notes as this reader may see them
    std::vector<store::DeliveryRow> deliveries;
    std::vector<ActPath> acts;
    bool may_take_back = false;
    bool may_pass_line = false; // what it gives, above the family's low-income line; officers alone are told
    std::optional<store::TaskRow> passing_on; // the charity asks for it
    std::optional<OfferRow> next;             // it was passed on to this one
    bool may_see_family = false; // offers::may_see_family: opens vouchers; an organization also adds them
    std::map<models::DeliveryId, std::vector<store::AttachmentRow>> vouchers = {};
};
nlohmann::json show_view(const Call&, const Shown&); // templates/offers/show.html

struct ActPage {
    const Call& call;
    ListRow row;
    models::OfferAct act{};
    html::Typed typed;
    std::vector<models::Fault> faults;
    std::vector<html::Fields::Option> options;        // to choose from, where this offer alone knows them
    std::vector<store::OrganizationRow> unnamed = {}; // of those to choose from, whom no consent names yet
};
// Deliveries to choose those from that did not come.
std::vector<html::Fields::Option> options_of(const Call&, const OfferRow&,
                                             const std::vector<store::DeliveryRow>&);
nlohmann::json act_view(const ActPage&); // templates/offers/act.html
// The log of hours of one offer (hours.hpp); names in it are the organization's own and, while it may see the
// family, who signed.
struct HoursPage {
    ListRow row;
    std::vector<store::DeliveryRow> deliveries;
    bool may_see_family = false;
};
nlohmann::json hours_view(const Call&, const HoursPage&);       // templates/offers/hours.html
nlohmann::json hours_print_view(const Call&, const HoursPage&); // templates/offers/hours_print.html
sheets::Sheet hours_sheet(const Call&, const HoursPage&);
nlohmann::json reverse_view(const Call&, const OfferRow&, const store::DeliveryRow&, const html::Typed&,
                            const std::vector<models::Fault>&); // templates/offers/reverse.html
// Not possible now: why, and what was written.
nlohmann::json refused_view(const Call&, const std::string& back, const std::vector<models::Fault>&);

// 发起对接 for one need and program; templates/offers/new.html
nlohmann::json new_view(const Call&, const Prospect&, const html::Typed&, const std::vector<models::Fault>&);

nlohmann::json fields_view(const Call&, const OpenedFields&); // templates/offers/fields.html

} // namespace server::offers
