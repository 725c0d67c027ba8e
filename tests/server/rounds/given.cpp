#include "tests/server/rounds/given.hpp"
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "server/formats/program_json.hpp"
#include "server/population/population.hpp"
#include "server/programs/document.hpp"
#include "server/rounds/routes.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/told_program.hpp"

namespace given {

using namespace models;
using server::rounds::Desk;

static Program program_with(std::int64_t places)
{
    auto told = support::program_for_all("living", "living", 50'000);
    told["capacity"]["places"] = places;
    return server::read_program(told, {}).value();
}

RoundWorld::RoundWorld(std::int64_t places) : PageWorld(server::rounds::routes())
{
    db.write([&](store::Writer& writer) {
        store::OrganizationRow row;
        row.uuid = store::new_uuid();
        row.unified_code = "53520000MJ0000018Q";
        row.name = "春风基金会";
        row.kind = "foundation";
        row.area = support::kCounty;
        organization = store::insert_organization(writer, row, now);
        auto of = server::programs::row_of(program_with(places));
        of.organization = organization;
        of.uuid = store::new_uuid();
        program = store::insert_program(writer, of, now);
    });
}

void RoundWorld::share_by(const matching::RoundPolicy& round_policy)
{
    auto policy = *library->policy;
    policy.round = round_policy;
    library->policy = std::make_shared<const matching::Policy>(std::move(policy));
    library->population = std::make_shared<server::population::Population>(*library);
}

Actor RoundWorld::charity()
{
    auto actor = officer(Role::caseworker, {}, "charity");
    actor.organization = organization;
    return actor;
}

Referral RoundWorld::family(bool with_consent)
{
    const auto referral = confirmed(*this);
    if (with_consent) consent(referral.id);
    return referral;
}

void RoundWorld::consent(ReferralId id)
{
    const auto by = county().account;
    db.write([&](store::Writer& writer) {
        store::insert_consent(writer, {.referral = id,
                                       .way = ConsentWay::paper,
                                       .text_version = "2026-11",
                                       .purposes = {"living"},
                                       .organizations = {organization},
                                       .given = "{}",
                                       .from = day_of(now),
                                       .until = plus_days(day_of(now), 300),
                                       .recorded_by = by,
                                       .recorded_at = now});
    });
}

RoundId RoundWorld::open()
{
    const auto actor = county();
    return db.write([&](store::Writer& writer) {
        return server::rounds::open_round({writer, actor, *library, now},
                                          {.name = "秋季", .programs = {program}})
            .value();
    });
}

void RoundWorld::read_population()
{
    while (!db.read([&](store::Reader& reader) { return library->population->load_more(reader); })) continue;
}

std::shared_ptr<server::LongWork> RoundWorld::begin()
{
    return db.write([&](store::Writer& writer) { return server::rounds::works(library).begin(writer, now); });
}

void RoundWorld::gather(server::LongWork& work)
{
    read_population();
    db.read([&](store::Reader& reader) {
        work.gather(reader);
        return true;
    });
}

void RoundWorld::keep(server::LongWork& work)
{
    db.write([&](store::Writer& writer) { work.keep(writer, now); });
}

void RoundWorld::work_out()
{
    const auto work = begin();
    gather(*work);
    work->work();
    keep(*work);
}

RoundId RoundWorld::proposed()
{
    const auto id = open();
    work_out();
    return id;
}

AllocationRound RoundWorld::round(RoundId id)
{
    return db.read([&](store::Reader& reader) { return store::find_round(reader, {}, id).value(); });
}

std::vector<store::RoundAwardRow> RoundWorld::awards(RoundId id)
{
    return db.read([&](store::Reader& reader) { return store::list_round_awards(reader, id, {}, 0, 100); });
}

std::vector<store::RoundFamilyRow> RoundWorld::without(RoundId id)
{
    return db.read(
        [&](store::Reader& reader) { return store::list_families_without(reader, id, {}, 0, 100); });
}

server::rounds::MovedRound RoundWorld::approve(RoundId id)
{
    const auto version = round(id).version;
    return act(*this, county(),
               [&](const Desk& desk) { return server::rounds::approve_round(desk, {id, version}); });
}

void RoundWorld::change_program()
{
    db.write([&](store::Writer& writer) {
        const auto row = store::find_program(writer, program).value();
        if (store::save_program(writer, row, now) != store::SaveProgram::saved)
            throw std::logic_error("the program was not saved");
    });
}

void RoundWorld::touch(ReferralId id)
{
    db.write([&](store::Writer& writer) {
        const auto referral = store::find_referral(writer, {support::kCounty, {}}, id).value();
        if (!store::save_referral(writer, referral, now))
            throw std::logic_error("the referral was not saved");
    });
}

std::string why(const server::rounds::MovedRound& moved)
{
    return moved ? std::string() : moved.error().faults.front().key;
}

} // namespace given
