#include "server/demo/offers.hpp"
#include "matching/match.hpp"
#include "models/store/programs.hpp"
#include "models/store/settings.hpp"
#include "server/demo/places.hpp"
#include "server/objections/service.hpp"
#include "server/offers/hours.hpp"
#include "server/offers/service.hpp"
#include "server/population/family.hpp"
#include "server/programs/document.hpp"
#include "server/referrals/consent.hpp"
#include "server/standing_rules/service.hpp"
#include <stdexcept>

namespace server::demo {

using namespace models;
using offers::OfferRow;

namespace {

constexpr auto kOrganization = "51520324MJ2000011X";
constexpr std::size_t kMostOffers = 12;

template <class T> T went(Result<T> result)
{
    if (result) return *std::move(result);
    throw std::logic_error("the demo was refused: " + result.error().faults.front().key);
}

matching::Snapshot programs_of(store::Writer& db, const Library& library, OrganizationId organization,
                               Time now)
{
    std::vector<Program> own;
    for (const auto& row : store::programs_of(db, organization))
        if (row.state == ProgramState::open)
            own.push_back(programs::stored_program(row, library.named_rules));
    return matching::Snapshot::build({}, std::move(own),
                                     {library.divisions, library.standards, library.policy, now});
}

// The first need, in hours or not, that one of the programs fits today.
std::optional<offers::OfferWish> first_fit(const matching::Snapshot& programs, const referrals::Case& known,
                                           bool in_hours)
{
    std::vector<matching::Family> one;
    one.push_back(population::family_of(known));
    const auto snapshot = programs.with(std::move(one));
    for (const auto& candidate : matching::programs_for(snapshot, {0}))
        if (candidate.standing == matching::Standing::fits && candidate.obstacles.empty() &&
            known.household().needs[candidate.need].assessed &&
            (known.household().needs[candidate.need].unit == NeedUnit::hours) == in_hours)
            return offers::OfferWish{known.referral.id,
                                     known.household().needs[candidate.need].id,
                                     snapshot.programs()[candidate.program.value].id,
                                     {},
                                     {}};
    return {};
}

void agree(const Desk& desk, const referrals::Case& known, NeedId need, OrganizationId organization)
{
    const auto& household = known.household();
    referrals::ConsentTold consent;
    consent.organizations = {organization};
    for (const auto& one : household.needs)
        if (one.id == need) consent.purposes = {one.type};
    consent.fields = {"name", "phone", "address"};
    consent.way = ConsentWay::paper;
    consent.from = day_of(desk.now);
    consent.until = plus_days(day_of(desk.now), 300);
    consent.who = consent.guardian = household.members.front().name.reveal();
    went(referrals::record_consent(desk, known.referral.id, consent));
}

offers::SeenOffer seen(const OfferRow& row) { return {row.id, row.version}; }

// The n-th offer comes so far: 0 is not answered, 1 seen, 2 accepted, 3 all help has arrived.
void go_on(const Desk& desk, OfferRow row, int far)
{
    if (far > 0) row = went(offers::open_offer(desk, row.id));
    if (far > 1) row = went(offers::accept(desk, seen(row), {}));
    if (far < 3) return;
    row = went(offers::open_fields(desk, row.id, "pay")).offer;
    row = went(offers::deliver(desk, seen(row), {row.units, day_of(desk.now), "bank", "本人签收", ""}));
    went(offers::complete(desk, seen(row)));
}

// Somebody comes by the hour: three were given, the others are to come.
bool give_hours(const Desk& county, const Desk& charity, const matching::Snapshot& programs,
                const offers::OfferWish& wish)
{
    const auto offered = offers::offer_help(county, programs, wish);
    if (!offered) return false;
    auto row = went(offers::open_offer(charity, offered->id));
    row = went(offers::accept(charity, seen(row), {}));
    offers::DeliveryTold told{{}, day_of(charity.now), "service", "本人签收", ""};
    told.service = {"14:00", "17:00", std::string(offers::service_kinds(row.need_type).front()), "田小满"};
    went(offers::deliver(charity, seen(row), told));
    return true;
}

} // namespace

std::vector<ReferralId> make_offers(store::Writer& db, const Library& library, Offices& offices,
                                    const std::vector<DemoReferral>& referrals,
                                    const std::vector<ReferralId>& ids, Time today)
{
    const auto now = start_of(day_of(today)) - std::chrono::hours(7); // the afternoon before
    const auto organization = store::find_organization_by_code(db, kOrganization).value().id;
    const auto officer = offices.county(kZhengan.village), charity = offices.charity(organization);
    const auto programs = programs_of(db, library, organization, now);
    const Desk county{db, officer, library, now}, answering{db, charity, library, now};
    went(standing_rules::approve(county, {"medical", Money{1'000'000}, 3}));
    std::vector<ReferralId> made;
    bool hours_given = false;
    for (std::size_t i = 1; i < referrals.size() && (made.size() < kMostOffers || !hours_given);
         ++i) { // the first is everybody's to try
        if (referrals[i].state != ReferralState::confirmed ||
            !covers(officer.area, referrals[i].body.household.village))
            continue;
        const auto known = went(referrals::find_case(db, officer, ids[i]));
        if (*known.referral.confirmed_at > now) continue;
        const auto wish = first_fit(programs, known, made.size() == kMostOffers);
        if (!wish) continue;
        agree(county, known, wish->need, organization);
        if (made.size() == kMostOffers) {
            hours_given = give_hours(county, answering, programs, *wish);
            continue;
        }
        const auto offered = offers::offer_help(county, programs, *wish);
        if (!offered) continue;
        go_on(answering, *offered, static_cast<int>(made.size() % 4));
        made.push_back(known.referral.id);
    }
    return made;
}

void speak_for_families(store::Writer& db, const Library& library, const std::vector<ReferralId>& helped,
                        Time today)
{
    constexpr std::size_t kHelped = 3, kPromised = 2;
    if (helped.size() <= kHelped) throw std::logic_error("the demo has too few offers");
    store::save_setting(db, "demo_family", to_text(helped[kHelped]));
    const auto offer = store::offers_of(db, helped[kPromised]).front();
    const Actor family{.area = offer.village, .family = offer.referral};
    const Desk desk{db, family, library, start_of(day_of(today)) - std::chrono::hours(6)};
    went(objections::raise(desk, offer.referral,
                           {ObjectionAbout::offer, offer.id.value, "说好的帮扶还没有到，打电话没有人接。"}));
}

} // namespace server::demo
