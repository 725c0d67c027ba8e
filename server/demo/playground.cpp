#include "server/demo/playground.hpp"
#include "matching/match.hpp"
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "server/demo/places.hpp"
#include "server/offers/service.hpp"
#include "server/programs/document.hpp"
#include "server/referrals/consent.hpp"
#include "server/sites/attendance.hpp"
#include "server/sites/guardians.hpp"
#include "server/sites/worries.hpp"
#include <algorithm>
#include <stdexcept>

namespace server::demo {

using namespace models;
using sites::SitePlace;

namespace {

constexpr auto kOrganization = "52520525MJ20054966", kProgram = "playground_520525";
constexpr std::size_t kMostChildren = 18;
constexpr int kDaysBack = 28;

template <class T> T went(Result<T> result)
{
    if (result) return *std::move(result);
    throw std::logic_error("the demo's playground was refused: " + result.error().faults.front().key);
}

struct Playing {
    store::Writer& db;
    const Library& library;
    Actor county, caseworker, manager;
    OrganizationId organization;
    Time today{};

    Desk desk(const Actor& actor, Time at) const { return {db, actor, library, at}; }
    Time yesterday() const { return start_of(day_of(today)) - std::chrono::hours(7); }
};

store::ProgramRow program_of(store::Writer& db, OrganizationId organization)
{
    for (auto& row : store::programs_of(db, organization))
        if (row.code == kProgram) return std::move(row);
    throw std::logic_error("the demo has no playground");
}

void agree(const Playing& playing, const referrals::Case& known, Time at)
{
    referrals::ConsentTold consent;
    consent.organizations = {playing.organization};
    consent.purposes = {"companionship"};
    consent.fields = {"name", "phone"};
    consent.way = ConsentWay::paper;
    consent.from = day_of(at);
    consent.until = plus_days(day_of(playing.today), 300);
    consent.who = consent.guardian = known.household().members.front().name.reveal();
    went(referrals::record_consent(playing.desk(playing.county, at), known.referral.id, consent));
}

// Enrolled the day after civil affairs' last step; nothing: the program does not fit this family.
std::optional<offers::OfferRow> enrol(const Playing& playing, const matching::Snapshot& programs,
                                      const referrals::Case& known, ProgramId program)
{
    const auto at = store::list_moves(playing.db, known.referral.id).back().at + std::chrono::hours(20);
    const auto& needs = known.household().needs;
    const auto need = std::ranges::find(needs, "companionship", &Need::type);
    if (at >= playing.yesterday() || need == needs.end()) return {};
    agree(playing, known, at);
    const auto offered = offers::offer_help(playing.desk(playing.county, at), programs,
                                            {known.referral.id, need->id, program, {}, {}});
    if (!offered) return {};
    const auto charity = playing.desk(playing.caseworker, at + std::chrono::hours(2));
    auto row = went(offers::open_offer(charity, offered->id));
    row = went(offers::accept(charity, {row.id, row.version}, {}));
    const auto later = playing.desk(playing.caseworker, playing.yesterday());
    return went(offers::deliver(later, {row.id, row.version},
                                {row.units, day_of(later.now), "service", "监护人", ""}));
}

std::vector<offers::OfferRow> enrol_all(const Playing& playing, ProgramId program,
                                        const std::vector<DemoReferral>& referrals,
                                        const std::vector<ReferralId>& ids)
{
    const auto row = store::find_program(playing.db, program).value();
    const auto programs = matching::Snapshot::build(
        {}, {programs::stored_program(row, playing.library.named_rules)},
        {playing.library.divisions, playing.library.standards, playing.library.policy, playing.yesterday()});
    std::vector<offers::OfferRow> children;
    for (std::size_t i = 0; i < referrals.size() && children.size() < kMostChildren; ++i) {
        if (referrals[i].state != ReferralState::confirmed ||
            !covers(playing.county.area, referrals[i].body.household.village))
            continue;
        const auto known = went(referrals::find_case(playing.db, playing.county, ids[i]));
        if (auto child = enrol(playing, programs, known, program)) children.push_back(*std::move(child));
    }
    return children;
}

void set_up(const Playing& playing, const SitePlace& place)
{
    using enum SessionKind;
    const auto desk = playing.desk(playing.manager, playing.today - std::chrono::days(kDaysBack + 1));
    sites::Setting setting{place.version, "0857-0000000 莫老师", {}};
    for (std::size_t day = 0; day < 5; ++day) setting.weekdays[day] = {"16:30", "18:30"};
    setting.weekdays[5] = {"9:00", "17:00"};
    went(sites::save_setting(desk, place, setting));
    went(sites::add_staff(desk, place, {playing.caseworker.account, "", StaffRole::leader}));
    went(sites::add_staff(desk, place, {{}, "龙小雨", StaffRole::volunteer}));
    went(sites::add_pattern(desk, place, {{1, 2, 4}, "16:30", "18:00", tutoring}));
    went(sites::add_pattern(desk, place, {{3}, "16:30", "18:00", culture_and_sport}));
    went(sites::add_pattern(desk, place, {{5}, "16:30", "17:30", safety}));
    went(sites::add_pattern(desk, place, {{5}, "17:30", "18:30", psychology}));
    went(sites::add_pattern(desk, place, {{6}, "9:00", "11:00", heritage}));
    went(sites::add_pattern(desk, place, {{6}, "14:00", "16:00", community}));
    const auto first = first_of_month(day_of(desk.now)), last = first_of_month(day_of(playing.today));
    for (auto month = first; month <= last; month = months_later(month, 1))
        sites::make_month(desk, place, month);
    went(sites::add_session(desk, place,
                            {plus_days(day_of(playing.today), -6), "15:00", "16:00", collective_birthday}));
    went(sites::add_session(desk, place, {day_of(playing.today), "14:00", "16:00", culture_and_sport}));
}

void take_all(const Playing& playing, const SitePlace& place)
{
    Dice dice(20'261);
    const auto today = day_of(playing.today);
    for (const auto& session :
         store::site_sessions_between(playing.db, place.site.id, plus_days(today, -kDaysBack - 1), today)) {
        sites::Taken taken{0, {}, true};
        for (const auto& child : sites::roll_on(playing.db, place, session.on))
            if (dice.in(12)) taken.marks[child.id] = dice.in(50) ? Mark::excused : Mark::absent;
        const auto at = start_of(session.on) + std::chrono::minutes(session.hours.until);
        went(sites::take_attendance(playing.desk(playing.caseworker, at), place, session, taken));
    }
}

void ask_guardians(const Playing& playing, const std::vector<offers::OfferRow>& children)
{
    const auto desk = playing.desk(playing.caseworker, playing.yesterday());
    for (std::size_t i = 0; i < children.size(); ++i) {
        sites::GuardianTold told{{GuardianConsentKind::activities},
                                 ConsentWay::paper,
                                 "监护人",
                                 plus_days(day_of(playing.today), 200)};
        if (i % 4 != 3) told.kinds.push_back(GuardianConsentKind::pictures);
        if (i % 6 != 5) went(sites::record_guardian_consent(desk, children[i], told));
    }
}

void worry(const Playing& playing, const SitePlace& place, const std::vector<offers::OfferRow>& children)
{
    const auto early = playing.desk(playing.caseworker, playing.yesterday() - std::chrono::days(9));
    const auto id = went(sites::raise_worry(
        early, place, children[0], {WorryKind::missing, false, "连续三天没有来，家里电话没有人接。"}));
    const auto township = playing.desk(playing.county, early.now + std::chrono::hours(22));
    const auto row = went(sites::find_worry(playing.db, playing.county, id));
    went(sites::move_worry(township, id, row.version, WorryAct::answer,
                           "已上门，孩子随外婆走亲戚，下周一回来。"));
    const auto now = playing.desk(playing.caseworker, playing.yesterday());
    went(sites::raise_worry(now, place, children[1],
                            {WorryKind::mood, false, "最近不说话，问起父母就哭，希望有人上门看看。"}));
}

} // namespace

void run_playground(store::Writer& db, const Library& library, Offices& offices,
                    const std::vector<DemoReferral>& referrals, const std::vector<ReferralId>& ids,
                    Time today)
{
    const auto organization = store::find_organization_by_code(db, kOrganization).value().id;
    const Playing playing{db,
                          library,
                          offices.county(kNayong.village),
                          offices.charity(organization),
                          store::find_account(db, "manager-nayong").value().actor,
                          organization,
                          today};
    const auto program = program_of(db, organization).id;
    const auto children = enrol_all(playing, program, referrals, ids);
    if (children.size() < static_cast<std::size_t>(kLeastMinors))
        throw std::logic_error("the demo's playground has too few children");
    const auto place = store::sites_of(db, organization).front();
    set_up(playing, place);
    take_all(playing, place);
    ask_guardians(playing, children);
    worry(playing, place, children);
}

} // namespace server::demo
