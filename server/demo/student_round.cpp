#include "server/demo/student_round.hpp"
#include "models/store/programs.hpp"
#include "server/demo/places.hpp"
#include "server/referrals/consent.hpp"
#include "server/rounds/service.hpp"
#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace server::demo {

using namespace models;
using referrals::Desk;

namespace {

constexpr auto kOrganization = "51520625MJ20082326", kProgram = "jinqiu_2026";

bool asks_for_school_money(const DemoReferral& referral)
{
    const auto& household = referral.body.household;
    return referral.state == ReferralState::confirmed &&
           covers(part_of(kYinjiang.village, AreaLevel::county), household.village) &&
           std::ranges::find(household.needs, "education", &Need::type) != household.needs.end();
}

void record_consent(const Desk& desk, const DemoReferral& told, ReferralId id, OrganizationId organization)
{
    referrals::ConsentTold consent;
    consent.organizations = {organization};
    consent.purposes = {"education"};
    consent.fields = {"name", "phone"};
    consent.way = ConsentWay::paper;
    consent.from = day_of(desk.now);
    consent.until = plus_days(day_of(desk.now), 300);
    consent.who = consent.guardian = told.body.household.members.front().name.reveal();
    const auto recorded = referrals::record_consent(desk, id, consent);
    if (!recorded) throw std::logic_error("the demo was refused: " + recorded.error().faults.front().key);
}

} // namespace

void open_student_round(store::Writer& db, const Library& library, Offices& offices,
                        const std::vector<DemoReferral>& referrals, const std::vector<ReferralId>& ids,
                        Time now)
{
    constexpr int kAgree = 12; // all but every twelfth
    const auto organization = store::find_organization_by_code(db, kOrganization).value();
    const auto officer = offices.county(kYinjiang.village);
    const Desk desk{db, officer, library, now};
    int asked = 0;
    for (std::size_t i = 0; i < referrals.size(); ++i)
        if (asks_for_school_money(referrals[i]) && ++asked % kAgree != 0)
            record_consent(desk, referrals[i], ids[i], organization.id);
    const auto programs = store::programs_of(db, organization.id);
    const auto grant = std::ranges::find(programs, kProgram, &store::ProgramRow::code);
    if (grant == programs.end()) throw std::logic_error("the demo has no grant for students");
    const auto opened = rounds::open_round(desk, {.name = "2026 秋季助学 · 第 1 轮",
                                                  .area = {},
                                                  .programs = {grant->id},
                                                  .seed = "双色球第 2026134 期（演示）"});
    if (!opened) throw std::logic_error("the demo was refused: " + opened.error().faults.front().key);
}

} // namespace server::demo
