#include "server/handovers/service.hpp"
#include "models/identity.hpp"
#include "server/notices/notices.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>

namespace server::handovers {

using namespace models;

namespace {

constexpr std::size_t kMostName = 50, kMostWords = 2'000; // characters

const NeedType* need_type_of(const Library& library, const std::string& code)
{
    const auto at = std::ranges::find(library.need_types, code, &NeedType::code);
    return at == library.need_types.end() ? nullptr : &*at;
}

std::optional<Area> township_of(const Library& library, const std::string& code)
{
    const auto area = parse_area(code);
    if (!area || level_of(*area) != AreaLevel::township || !library.divisions->find(*area)) return {};
    return area;
}

std::vector<Fault> faults_of(const Desk& desk, const HandOver& told)
{
    std::vector<Fault> faults;
    if (!township_of(desk.library, told.township))
        faults.push_back({"error.handover.township", "/township", {}});
    if (told.name.empty() || count_characters(told.name) > kMostName)
        faults.push_back({"error.handover.name", "/name", {}});
    if (!parse_phone(told.phone)) faults.push_back({"error.phone", "/phone", {}});
    if (!need_type_of(desk.library, told.need_type)) faults.push_back({"error.handover.need", "/need", {}});
    if (told.situation.empty() || count_characters(told.situation) > kMostWords)
        faults.push_back({"error.handover.situation", "/situation", {}});
    if (!told.agreed) faults.push_back({"error.handover.agreed", "/agreed", {}});
    return faults;
}

referrals::Document document_of(const Desk& desk, const HandOver& told)
{
    referrals::Document document;
    auto& household = document.body.household;
    household.situation = PrivateText(told.situation);
    household.members.push_back(
        {.number = 1, .name = PrivateText(told.name), .phone = PrivateText(parse_phone(told.phone).value())});
    const auto* type = need_type_of(desk.library, told.need_type);
    household.needs.push_back({.id = desk.db.new_id<NeedId>(), .type = type->code, .unit = type->unit});
    return document;
}

// The township's, by nobody of its officers: whoever takes it up goes on with it.
Referral township_draft(const Desk& desk, Area township)
{
    Referral referral{.state = ReferralState::draft, .members = 1};
    referral.household = store::insert_household(desk.db, {}, desk.now);
    referral.id = store::insert_referral(desk.db, referral, township, desk.now);
    return referral;
}

} // namespace

Result<ReferralId> hand_over(const Desk& desk, const HandOver& told)
{
    if (auto faults = faults_of(desk, told); !faults.empty()) return refuse(std::move(faults));
    const auto township = *township_of(desk.library, told.township);
    const auto referral = township_draft(desk, township);
    const auto document = document_of(desk, told);
    store::insert_document(desk.db, referral.id, 0, written(document), desk.actor.account, desk.now);
    referrals::save_indexes(desk.db, referral, document.body.household);
    store::insert_move(desk.db,
                       {referral.id,
                        ReferralAct::start,
                        {},
                        ReferralState::draft,
                        desk.actor.account,
                        Side::charity,
                        "",
                        "",
                        desk.now},
                       "");
    audit(desk, "referral.handed_over", to_text(referral.id));
    notices::tell(desk, "referral.start", {store::NoticeNoun::referral, referral.id.value, ""},
                  notices::office_at(Side::township, township), desk.now);
    return referral.id;
}

} // namespace server::handovers
