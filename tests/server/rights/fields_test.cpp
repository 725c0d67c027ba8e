// Every form of every page, with fields that are none of it (quality.md 45): of another role, organization or
// state, of the record's columns.
#include "server/auth/guard.hpp"
#include "tests/server/rights/given.hpp"
#include <boost/test/unit_test.hpp>
#include <set>

using namespace server;
using given::Relation;
using models::kNames;
using rights::Record;

namespace {

// No form asks for these. Where one of them is a form's own, it is left out for that form.
given::Sent foreign_fields(std::string_view path)
{
    given::Sent all;
    for (const auto* name : {"id",
                             "uuid",
                             "reference",
                             "state",
                             "left_state",
                             "from_state",
                             "to_state",
                             "author_id",
                             "by_id",
                             "account_id",
                             "organization_id",
                             "other_organization",
                             "referral_id",
                             "offer_id",
                             "program_id",
                             "household_id",
                             "county",
                             "is_admin",
                             "active",
                             "may_write",
                             "approved_by",
                             "decided_by",
                             "checked_by",
                             "opened_by",
                             "promised",
                             "reserved",
                             "committed",
                             "used",
                             "paid_fen",
                             "reserved_fen",
                             "amount_fen",
                             "created_at",
                             "accepted_at",
                             "fields_opened_at",
                             "erased_at",
                             "due_at",
                             "number",
                             "facts_version",
                             "by_factor",
                             "lead",
                             "__proto__"})
        all.emplace_back(name, std::string(name).ends_with("state") ? "confirmed" : "1");
    const bool of_accounts =
        path.starts_with("/accounts") || path.starts_with("/apply") || path.starts_with("/organizations");
    if (!of_accounts) {
        all.emplace_back("role", "admin");
        all.emplace_back("organization", "1");
    }
    return all;
}

struct Forms {
    given::RightsWorld world;
    std::set<std::string_view> gone; // forms that went through once

    void ask_each(const Route& route, std::optional<Record> record)
    {
        if (gone.contains(route.path)) return;
        for (const auto& [role, name] : kNames<models::Role>) {
            const auto actor = world.somebody(role, Relation::own, record);
            if (!actor || !allowed(role, route.can)) continue;
            if (record == Record::token) world.put_owner(*actor);
            if (record == Record::task) world.put_task_of(role);
            const int plain = ask(route, *actor, {}, false).first;
            const auto foreign = foreign_fields(route.path);
            if (plain >= 400) { // nor does one help what was refused
                BOOST_TEST(ask(route, *actor, foreign, false).first == plain, route.path);
                continue;
            }
            const auto before = ask(route, *actor, {}, true), added = ask(route, *actor, foreign, true);
            BOOST_TEST(added.first == plain, route.path);
            BOOST_TEST(!before.second.empty());
            if (added.second != before.second)
                BOOST_ERROR(route.path << " by " << name << ": "
                                       << first_difference(before.second, added.second));
            gone.insert(route.path);
            return;
        }
    }

    // The status, and what every table holds then.
    std::pair<int, std::string> ask(const Route& route, const models::Actor& actor, given::Sent more,
                                    bool look)
    {
        world.more = std::move(more);
        world.keeps_left = look;
        const int status = world.ask(route, actor).status;
        return {status, world.left()};
    }

    static std::string first_difference(const std::string& one, const std::string& other)
    {
        std::istringstream left(one), right(other);
        std::string a, b;
        while (std::getline(left, a) && std::getline(right, b))
            if (a != b) return a + "\n  now " + b;
        return "more rows";
    }
};

bool is_form(const Route& route)
{
    return route.verb == Verb::post && !route.path.starts_with("/api/") && route.can != Can::anyone &&
           route.can != Can::family && auth::changes_something(route);
}

} // namespace

BOOST_AUTO_TEST_SUITE(forms_of_pages)

BOOST_AUTO_TEST_CASE(no_field_more_takes_effect_anywhere)
{
    Forms forms;
    std::set<std::string_view> all;
    const auto ask_all = [&](std::optional<Record> record) {
        for (const auto* route : given::router().routes())
            if (is_form(*route) && rights::record_of(route->path) == record) {
                all.insert(route->path);
                forms.ask_each(*route, record);
            }
    };
    ask_all({});
    for (const auto& [record, name] : kNames<Record>) {
        for (const auto state : rights::states_of(record)) {
            forms.world.put(record, state);
            ask_all(record);
        }
        if (rights::states_of(record).empty()) ask_all(record);
    }
    BOOST_TEST_MESSAGE(forms.gone.size() << " of " << all.size() << " forms went through");
    BOOST_TEST(forms.gone.size() >= 40u);
    BOOST_TEST(all.size() > 130u);
}

BOOST_AUTO_TEST_SUITE_END()
