#include "tests/server/sites/given.hpp"
#include "models/store/programs.hpp"
#include "server/programs/document.hpp"

namespace given {

using namespace models;
using server::offers::OfferRow;

SiteWorld::SiteWorld(std::int64_t places)
    : OfferWorld({.places = 100, .budget_fen = {}}, server::sites::routes())
{
    const auto staff = charity().account, by = manager().account;
    db.write([&](store::Writer& writer) {
        auto row = store::find_program(writer, program).value();
        auto told = server::programs::stored_program(row, library->named_rules);
        told.sites = {{{}, "far", "远处站", "", support::kOtherCounty, places, ""},
                      {{}, "near", "安场站", "", support::kTownship, places, ""}};
        row.document = server::programs::row_of(told).document;
        store::save_program(writer, row, now);
        auto sites = server::programs::site_rows_of(told);
        for (auto& put : sites) put.uuid = store::new_uuid();
        store::save_sites(writer, program, sites);
        for (const auto& one : store::list_sites(writer, program))
            if (one.code == "near") site = one.id;
        store::insert_staff(writer, {{}, site, staff, "", StaffRole::leader, by, now});
    });
}

Actor SiteWorld::manager()
{
    auto actor = officer(Role::charity_manager, {}, "manager");
    actor.organization = organization;
    return actor;
}

Actor SiteWorld::stranger()
{
    auto actor = officer(Role::caseworker, {}, "stranger");
    actor.organization = organization;
    return actor;
}

OfferRow SiteWorld::child()
{
    const auto row = offer(another_family().id).value();
    act(charity(), [&](const server::Desk& desk) {
        return server::offers::open_offer(desk, row.id);
    }).value();
    const auto received = now_of(row.id);
    act(charity(), [&](const server::Desk& desk) {
        return server::offers::accept(desk, seen(received), {});
    }).value();
    return now_of(row.id);
}

SiteSessionId SiteWorld::session(Date on, int from)
{
    return db.write([&](store::Writer& writer) {
        return store::insert_site_session(writer, {.site = site,
                                                   .on = on,
                                                   .hours = {from, from + 90},
                                                   .kind = SessionKind::tutoring,
                                                   .state = SessionState::planned})
            .value();
    });
}

server::sites::SitePlace SiteWorld::place()
{
    return db.read([&](store::Reader& reader) { return store::find_site(reader, site).value(); });
}

std::string SiteWorld::path(const std::string& rest) { return "/sites/" + to_text(site) + rest; }

std::string SiteWorld::path_of(SiteSessionId id, const std::string& rest)
{
    return path("/sessions/" + to_text(id) + rest);
}

std::vector<store::AttendanceRow> SiteWorld::entries(SiteSessionId id)
{
    return db.read([&](store::Reader& reader) { return store::attendance_of(reader, id); });
}

std::string mark_field(const OfferRow& row) { return "mark_" + to_text(row.id); }

} // namespace given
