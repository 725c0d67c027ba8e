#include "tests/store/given.hpp"

namespace given {

using support::at_minute;
using support::TestDb;

models::AccountId account(TestDb& db, std::string_view login, models::Role role, models::Area area)
{
    store::AccountRow row;
    row.actor.role = role;
    row.actor.area = area;
    row.actor.name = "王" + std::string(login);
    row.login = login;
    return db.write([&](store::Writer& writer) { return store::insert_account(writer, row, at_minute(0)); });
}

models::OrganizationId organization(TestDb& db, std::string_view unified_code)
{
    store::OrganizationRow row;
    row.uuid = "uuid-" + std::string(unified_code);
    row.unified_code = unified_code;
    row.name = "贵州省慈善总会";
    row.kind = "federation";
    row.area = kProvince;
    return db.write(
        [&](store::Writer& writer) { return store::insert_organization(writer, row, at_minute(0)); });
}

store::ProgramRow program_row(models::OrganizationId organization, std::string_view code,
                              const models::Room& room)
{
    store::ProgramRow row;
    row.organization = organization;
    row.uuid = "uuid-" + std::string(code);
    row.code = code;
    row.name = "项目 " + std::string(code);
    row.state = models::ProgramState::open;
    row.document = R"({"rule":{"all":[]}})";
    row.room = room;
    return row;
}

models::ProgramId program(TestDb& db, models::OrganizationId organization, std::string_view code,
                          const models::Room& room)
{
    return db.write([&](store::Writer& writer) {
        return store::insert_program(writer, program_row(organization, code, room), at_minute(0));
    });
}

models::ReferralId draft(TestDb& db, models::AccountId author, models::Area village)
{
    return db.write([&](store::Writer& writer) {
        models::Referral referral;
        referral.household = store::insert_household(writer, village, at_minute(0));
        referral.state = models::ReferralState::draft;
        referral.village = village;
        referral.author = author;
        const auto id = store::insert_referral(writer, referral, kTownship, at_minute(0));
        store::insert_document(writer, id, 0, "{}", author, at_minute(0));
        return id;
    });
}

models::ReferralId reported(TestDb& db, models::AccountId author, models::Area village,
                            std::string_view plain)
{
    const auto id = draft(db, author, village);
    db.write([&](store::Writer& writer) {
        auto referral = *store::find_referral(writer, scope(kProvince, author), id);
        referral.state = models::ReferralState::reported;
        referral.reporter = author;
        referral.reported_at = at_minute(1);
        referral.facts_version = 1;
        const auto county = models::part_of(village, models::AreaLevel::county);
        referral.reference = store::next_reference(writer, county, 2026);
        store::insert_document(writer, id, 1, plain, author, at_minute(1));
        store::save_referral(writer, referral, at_minute(1));
    });
    return id;
}

models::Referral found(TestDb& db, models::ReferralId id)
{
    return db.read(
        [&](store::Reader& reader) { return *store::find_referral(reader, scope(kProvince), id); });
}

store::Scope scope(models::Area area, models::AccountId account) { return {area, account}; }

} // namespace given
