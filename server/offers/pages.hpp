#pragma once
#include "server/attachments/looking.hpp"
#include "server/http/steps.hpp"
#include "server/matches/past_day.hpp"
#include "server/offers/views.hpp"

namespace server::offers {

Response list(const Call&, store::Reader&);
Response show(const Call&, store::Writer&); // a charity's first look is the move `open`
Response show_fields(const Call&, store::Writer&);
Response confirm_arrival(const Call&, store::Writer&); // seen at a spot check, or told by the family
Response take_back_now(const Call&, store::Writer&);

Response show_act(const Call&, store::Reader&, models::OfferAct);
Response take_act(const Call&, store::Writer&, models::OfferAct, const attachments::Looked& vouchers = {});
extern const Steps kDeliver;
template <models::OfferAct act> Response show_act(const Call& call, store::Reader& db)
{
    return show_act(call, db, act);
}
template <models::OfferAct act> Response take_act(const Call& call, store::Writer& db)
{
    return take_act(call, db, act);
}

// 发起对接: what would be offered; then the programs are read on their lane, what they mean for the family in
// the transaction.
extern const Steps kAskOffer, kMakeOffer;
using Programs = std::shared_ptr<const matching::Snapshot>; // what the first step carries to the second
std::optional<Response> read_programs(const Call&, store::Reader*, store::Writer*, std::any& carried);

// Which need and program a page or the API speaks of; in the path the referral.
struct Named {
    models::ReferralId referral;
    models::NeedId need;
    models::ProgramId program;
};
std::optional<Named> named_by(const Call&, const Form&);

// What list and page have of one offer.
ListRow row_of(const Call&, store::Reader&, OfferRow);
std::vector<ListRow> rows_of(const Call&, store::Reader&, std::vector<OfferRow>);

// 转办: why, or to which program; the programs that fit are read on their lane.
extern const Steps kAskPassOn;
Response pass_on_now(const Call&, store::Writer&);

// The log of hours, and one delivery of it, or of pieces, that was recorded by mistake.
Response show_hours(const Call&, store::Writer&);
Response print_hours(const Call&, store::Writer&);
Response csv_hours(const Call&, store::Writer&);
Response ask_reverse(const Call&, store::Reader&);
Response reverse_now(const Call&, store::Writer&);

// What the pages of one act have in common.
Moved offer_in_path(const Call&, store::Reader&);
std::string path_of(models::OfferId);
Response act_page(const ActPage&);
Response refused(const Call&, const std::string& back, const models::Refusal&);
bool is_mended_here(const models::Refusal&); // faults of fields: on the form, with what was typed

} // namespace server::offers
