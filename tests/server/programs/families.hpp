#pragma once
#include "server/formats/program_json.hpp"
#include "server/formats/referral_json.hpp"
#include "server/population/population.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "server/programs/trials.hpp"
#include "server/referrals/service.hpp"
#include "tests/support/page_world.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

namespace given {

using namespace models;
using namespace server;
using nlohmann::json;

// 12 families that earn 10,000 yuan a year, 12 that earn 14,000, and 2 that earn 20,000; a program for
// medical costs of those up to 12,000.
struct Families : support::PageWorld {
    Families() : PageWorld(programs::routes())
    {
        library->trials = std::make_shared<programs::Trials>();
        const auto told = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json"));
        for (int i = 0; i < 26; ++i) report(told, i < 12 ? 1'000'000 : i < 24 ? 1'400'000 : 2'000'000);
        organization = given_organization();
        worker = of(organization, "worker");
        program = given_program("open", 1'200'000);
    }

    OrganizationId organization;
    Actor worker;
    ProgramId program;
    std::vector<ReferralId> ids; // of the families

    Actor of(OrganizationId own, const char* login)
    {
        auto actor = officer(Role::charity_manager, {}, login);
        actor.organization = own;
        return actor;
    }

    // Registers what is open already, as the demo and an import do.
    Actor platform()
    {
        auto actor = officer(Role::admin, {}, "admin");
        actor.organization = organization;
        return actor;
    }

    static json written(const std::string& state, std::int64_t income)
    {
        return {{"code", "p-" + state},
                {"name", "大病救助"},
                {"state", state},
                {"purposes", json::array({{{"need", "medical"}, {"main", true}}})},
                {"applicant", "household"},
                {"rule", {{"fact", "income_year"}, {"at_most", income}}},
                {"capacity", {{"places", 10}, {"budget_fen", 5'000'000}}},
                {"award", {{"cases", json::array({{{"when", nullptr}, {"fixed_fen", 300'000}}})}}}};
    }

    ProgramId given_program(const std::string& state, std::int64_t income)
    {
        auto read = read_program(written(state, income), library->named_rules).value();
        const auto by = platform();
        return db.write([&](store::Writer& writer) {
            return programs::register_program(writer, by, std::move(read), *library->divisions, now).value();
        });
    }

    std::string page_of(ProgramId id) const { return "/programs/" + to_text(id); }

    // As the page's form sends it, with one figure typed otherwise.
    Response tried(const Actor& by, const std::string& income, const std::string& budget = "50000")
    {
        read_population();
        const auto typed = "rule-0=" + income + "&award-0=3000&places=10&budget=" + budget;
        return get(by, page_of(program) + "/what-if?" + typed);
    }
    json tried_over_the_api(const Actor& by, std::int64_t income)
    {
        read_population();
        auto asked = call(by, Verb::post, "/api/v1" + page_of(program) + "/what-if");
        asked.body = written("open", income).dump();
        const auto response = send(std::move(asked));
        BOOST_REQUIRE_MESSAGE(response.status == 200, response.body);
        return json::parse(response.body);
    }
    void read_population()
    {
        db.read([&](store::Reader& reader) {
            while (!library->population->load_more(reader)) continue;
            return true;
        });
    }
    json rule_of(ProgramId id)
    {
        return db.read([&](store::Reader& reader) {
            return json::parse(store::find_program(reader, id).value().document)["rule"];
        });
    }

private:
    void report(json told, std::int64_t income)
    {
        told["household"]["facts"]["income_year_fen"] = income;
        const auto by = village();
        ids.push_back(db.write([&](store::Writer& writer) {
            const referrals::Desk desk{writer, by, *library, now};
            const auto body =
                read_referral(told, library->need_types, *library->divisions, now, "village").value();
            return referrals::report_at_once(desk, body).value().id;
        }));
    }
    OrganizationId given_organization()
    {
        return db.write([&](store::Writer& writer) {
            store::OrganizationRow row;
            row.uuid = store::new_uuid();
            row.unified_code = "53520000MJ0000018Q";
            row.name = "春风基金会";
            row.kind = "foundation";
            row.area = Area{520000000000};
            return store::insert_organization(writer, row, now);
        });
    }
};

} // namespace given
