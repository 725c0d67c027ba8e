#include "tests/server/offers/given.hpp"
#include "models/store/consents.hpp"
#include "models/store/objections.hpp"
#include "models/store/programs.hpp"
#include "models/store/standing_rules.hpp"
#include "server/formats/program_json.hpp"
#include "server/matches/past_day.hpp"
#include "server/offers/routes.hpp"
#include "server/programs/document.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/told_program.hpp"
#include <algorithm>

namespace given {

using namespace models;
using namespace server::offers;

namespace {

Program program_of(const ProgramWish& wish, const std::string& code)
{
    auto told = support::program_for_all(code, "living", wish.award_fen);
    told["name"] = "生活补助";
    told["capacity"]["places"] = wish.places;
    if (wish.budget_fen) told["capacity"]["budget_fen"] = *wish.budget_fen;
    told["capacity"]["keeps_waitlist"] = wish.keeps_waitlist;
    return server::read_program(told, {}).value();
}

OrganizationId organization_named(store::Writer& writer, const std::string& name, const std::string& code,
                                  Time now)
{
    store::OrganizationRow row;
    row.uuid = store::new_uuid();
    row.unified_code = code;
    row.name = name;
    row.kind = "foundation";
    row.area = support::kCounty;
    return store::insert_organization(writer, row, now);
}

} // namespace

OfferWorld::OfferWorld(const ProgramWish& wish, std::span<const server::Route> table, store::Backend backend)
    : PageWorld(table, backend)
{
    db.write([&](store::Writer& writer) {
        organization = organization_named(writer, "春风基金会", "53520000MJ0000018Q", now);
        other_organization = organization_named(writer, "同心互助会", "53520000MJ0000019N", now);
    });
    program = add_program(organization, "living", wish);
}

ProgramId OfferWorld::add_program(OrganizationId by, const std::string& code, const ProgramWish& wish)
{
    return db.write([&](store::Writer& writer) {
        auto of = server::programs::row_of(program_of(wish, code));
        of.organization = by;
        of.uuid = store::new_uuid();
        return store::insert_program(writer, of, now);
    });
}

void OfferWorld::approve_rule(std::int64_t most_fen, std::int64_t tries)
{
    const auto by = county().account;
    db.write([&](store::Writer& writer) {
        store::insert_standing_rule(writer, {.county = support::kCounty,
                                             .need_type = "living",
                                             .most = {most_fen},
                                             .tries = tries,
                                             .approved_by = by,
                                             .approved_at = now});
    });
}

std::vector<OfferRow> OfferWorld::offers_of(ReferralId id)
{
    return db.read([&](store::Reader& reader) { return store::offers_of(reader, id); });
}

std::vector<store::TaskRow> OfferWorld::tasks(ReferralId id)
{
    return db.read([&](store::Reader& reader) { return store::open_tasks_of(reader, id); });
}

OfferRow OfferWorld::declined(const OfferRow& row, DeclineReason reason)
{
    if (row.state == OfferState::offered)
        act(charity(), [&](const server::Desk& desk) { return open_offer(desk, row.id); }).value();
    act(charity(), [&](const server::Desk& desk) {
        return decline(desk, seen(now_of(row.id)), reason, "情况说明");
    }).value();
    now += kTakeBack;
    run_clocks();
    return now_of(row.id);
}

void OfferWorld::certify(OrganizationId id, std::optional<Date> until)
{
    db.write([&](store::Writer& writer) {
        auto row = store::find_organization(writer, id).value();
        row.certificate_until = until;
        store::save_organization(writer, row);
    });
}

void OfferWorld::uphold_complaint(const OfferRow& row)
{
    const auto by = second_county().account;
    db.write([&](store::Writer& writer) {
        const auto id = store::insert_objection(writer, {.referral = row.referral,
                                                         .about = ObjectionAbout::offer,
                                                         .about_number = row.id.value,
                                                         .text = "没有收到",
                                                         .raised_at = now})
                            .value();
        auto raised = store::find_objection(writer, support::kCounty, id).value();
        raised.state = ObjectionState::upheld;
        raised.answer = "属实";
        raised.decided_by = by;
        raised.decided_at = now;
        store::decide_objection(writer, raised);
    });
}

Actor OfferWorld::charity()
{
    auto actor = officer(Role::caseworker, {}, "charity");
    actor.organization = organization;
    return actor;
}

Actor OfferWorld::other_charity()
{
    auto actor = officer(Role::caseworker, {}, "other charity");
    actor.organization = other_organization;
    return actor;
}

Referral OfferWorld::family(bool with_consent)
{
    const auto referral = confirmed(*this);
    if (with_consent) consent(referral.id);
    return referral;
}

Referral OfferWorld::another_family()
{
    auto body = grandmother(*this);
    body.household.members.front().id_number =
        PrivateText("52032419600101" + std::to_string(1000 + ++families_));
    const auto reported = given::act(*this, village(), [&](const server::Desk& desk) {
                              return server::referrals::report_at_once(desk, body);
                          }).value();
    const auto rechecked = given::act(*this, township(), [&](const server::Desk& desk) {
                               return server::referrals::recheck(desk, given::seen(reported), visit());
                           }).value();
    const auto confirmed =
        given::act(*this, county(), [&](const server::Desk& desk) {
            return server::referrals::confirm(desk, given::seen(rechecked), decision(*this, rechecked));
        }).value();
    consent(confirmed.id);
    return confirmed;
}

ConsentId OfferWorld::consent(ReferralId id) { return consent(id, {organization}); }

ConsentId OfferWorld::consent(ReferralId id, std::vector<OrganizationId> organizations)
{
    const auto by = county().account;
    return db.write([&](store::Writer& writer) {
        return store::insert_consent(writer, {.referral = id,
                                              .way = ConsentWay::paper,
                                              .text_version = "2026-11",
                                              .purposes = {"living"},
                                              .fields = {"name", "phone"},
                                              .organizations = std::move(organizations),
                                              .given = "{}",
                                              .from = day_of(now),
                                              .until = plus_days(day_of(now), 300),
                                              .recorded_by = by,
                                              .recorded_at = now});
    });
}

Referral OfferWorld::referral(ReferralId id)
{
    return db.read([&](store::Reader& reader) {
        return store::find_referral(reader, {support::kCounty, county().account}, id).value();
    });
}

Need OfferWorld::need(ReferralId id)
{
    const auto all = db.read([&](store::Reader& reader) {
        const auto found = store::find_referral(reader, {support::kCounty, {}}, id).value();
        return server::referrals::find_document(reader, found).body.household.needs;
    });
    return *std::ranges::find(all, "living", &Need::type);
}

NeedId OfferWorld::living_need(ReferralId id) { return need(id).id; }

std::shared_ptr<const matching::Snapshot> OfferWorld::programs()
{
    const auto request = call(county(), server::Verb::get, "/");
    return db.read([&](store::Reader& reader) { return server::matches::programs_on(request, reader, {}); });
}

Moved OfferWorld::offer(ReferralId id, const std::string& duplicate)
{
    const auto all = programs();
    const OfferWish wish{id, living_need(id), program, duplicate, "请尽快"};
    return act(county(), [&](const server::Desk& desk) { return offer_help(desk, *all, wish); });
}

OfferRow OfferWorld::offered() { return now_of(offer(family().id).value().id); }

OfferRow OfferWorld::received()
{
    const auto row = offered();
    act(charity(), [&](const server::Desk& desk) { return open_offer(desk, row.id); }).value();
    return now_of(row.id);
}

OfferRow OfferWorld::accepted()
{
    const auto row = received();
    act(charity(), [&](const server::Desk& desk) { return accept(desk, seen(row), {}); }).value();
    return now_of(row.id);
}

OfferRow OfferWorld::now_of(OfferId id)
{
    return db.read(
        [&](store::Reader& reader) { return store::find_offer(reader, {support::kCounty, {}}, id).value(); });
}

store::CapacityRow OfferWorld::held()
{
    return db.read([&](store::Reader& reader) { return store::list_capacity(reader, program).front(); });
}

std::vector<store::OfferMoveRow> OfferWorld::moves(OfferId id)
{
    return db.read([&](store::Reader& reader) { return store::list_offer_moves(reader, id); });
}

void OfferWorld::run_clocks()
{
    const Actor nobody;
    db.write([&](store::Writer& writer) { server::offers::run_clocks({writer, nobody, *library, now}); });
}

SeenOffer seen(const OfferRow& row) { return {row.id, row.version}; }

std::string why(const Moved& done) { return done ? std::string() : done.error().faults.front().key; }

} // namespace given
