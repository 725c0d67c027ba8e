#include "server/demo/load.hpp"
#include "models/store/programs.hpp"
#include "models/store/settings.hpp"
#include "server/demo/needs.hpp"
#include "server/demo/offers.hpp"
#include "server/demo/playground.hpp"
#include "server/demo/programs.hpp"
#include "server/demo/student_round.hpp"
#include "server/organizations/organization_json.hpp"
#include "server/organizations/service.hpp"
#include "server/programs/service.hpp"
#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::demo {

using nlohmann::json;
using namespace models;

namespace {

constexpr auto kSetting = "demo";
constexpr auto kShownProgram = "heart_surgery";
constexpr std::chrono::days kBegan{90}; // before the first start: older than the oldest referral

template <class T> T went(Result<T> result, const std::string& what)
{
    if (result) return *std::move(result);
    const auto& fault = result.error().faults.front();
    throw std::logic_error("the demo was refused: " + what + " " + fault.pointer + " " + fault.key);
}

void register_organizations(store::Writer& db, const Library& library, Time now)
{
    for (const auto& list : {config_organizations(), demo_organizations()})
        for (const auto& value : list) {
            const auto row =
                went(organizations::read_organization(value, organizations::Origin::file), "organization");
            went(organizations::register_organization(db, {}, row, *library.divisions, now), row.name);
        }
}

// Each for its organization, by the administrator. The one whose page is worth opening.
ProgramId register_programs(store::Writer& db, const Library& library, Actor admin, Time now)
{
    ProgramId shown;
    for (auto& [code, program] : programs_of_demo(library, day_of(now))) {
        const auto owner = store::find_organization_by_code(db, code);
        if (!owner) throw std::logic_error("the demo has no organization " + code);
        admin.organization = owner->id;
        const auto name = program.code;
        const auto id =
            went(programs::register_program(db, admin, std::move(program), *library.divisions, now), name);
        if (name == kShownProgram) shown = id;
    }
    return shown;
}

DemoLinks load_all(store::Writer& db, const Library& library, Time now, const Progress& progress)
{
    const auto began = now - kBegan;
    register_organizations(db, library, began);
    Offices offices(db, library, began);
    const auto program = register_programs(db, library, offices.admin(), now); // confirmed since they began
    const auto referrals = all_referrals(*library.divisions, *library.working_days, now);
    const auto story = story_of(referrals, *library.working_days, day_of(now));
    const auto ids = tell(db, library, offices, referrals, story, progress);
    speak_for_families(db, library, make_offers(db, library, offices, referrals, ids, now), now);
    run_playground(db, library, offices, referrals, ids, now);
    open_student_round(db, library, offices, referrals, ids, now);
    publish_needs(db, library, day_of(now));
    return {ids.front(), program};
}

std::string written(const DemoLinks& links)
{
    return json{{"grandmother", links.grandmother.value}, {"program", links.program.value}}.dump();
}

} // namespace

std::string DemoLinks::matches() const { return "/referrals/" + to_text(grandmother) + "#matches"; }
std::string DemoLinks::new_referral() const { return "/referrals/new"; }
std::string DemoLinks::program_page() const { return "/programs/" + to_text(program); }

std::optional<DemoLinks> loaded_demo(store::Reader& db)
{
    const auto text = store::find_setting(db, kSetting);
    if (!text) return {};
    const auto value = json::parse(*text);
    return DemoLinks{{value["grandmother"]}, {value["program"]}};
}

DemoLinks load_demo(store::Connection& writer, const Library& library, Time now, const Progress& progress)
{
    writer.begin();
    try {
        store::Writer db(writer);
        auto links = loaded_demo(db);
        if (!links) {
            links = load_all(db, library, now, progress);
            store::save_setting(db, kSetting, written(*links));
        }
        db.keep();
        writer.commit();
        return *links;
    } catch (...) {
        writer.rollback();
        throw;
    }
}

} // namespace server::demo
