// Route × role × own or other × state, made from the table and asked of the program.
#include "server/auth/guard.hpp"
#include "server/offers/acts.hpp"
#include "server/referrals/offered.hpp"
#include "server/sites/roll.hpp"
#include "tests/server/rights/given.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace server;
using given::Relation;
using models::kNames;
using models::Role;
using rights::Record;

namespace {

std::string title_of(const Route& route)
{
    constexpr std::string_view kVerbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    return std::string(kVerbs[static_cast<std::size_t>(route.verb)]) + " " + std::string(route.path);
}

// What is due, in words.
enum class Due { reached, forbidden, not_found, kept_out };

// Leads to the page that says what has happened to the record meanwhile.
bool leads_on(const Route& route)
{
    return route.path == "/rounds/{id}/cancel" || route.path == "/referrals/{id}/form/check";
}

struct Cell {
    const Route& route; // whose right it is
    const Route& asked; // by the API all moves are one route
    std::string act;
    Role role;
    Relation relation;
    std::string_view state;
};

Due due(const Cell& cell)
{
    const auto reach = whose(cell.role, cell.route.can);
    const auto record = rights::record_of(cell.route.path);
    if (reach == Whose::none) return cell.act.empty() ? Due::forbidden : Due::kept_out;
    if (!record) return Due::reached;
    if (cell.relation == Relation::other && reach != Whose::anyones) return Due::not_found;
    if (!rights::is_there_for(cell.role, cell.relation == Relation::own, *record, cell.state))
        return Due::not_found;
    const auto states = rights::states_for(cell.route, cell.role);
    if (states && std::ranges::find(*states, cell.state) == states->end()) return Due::kept_out;
    return Due::reached;
}

// Not there in this world: the demo's clock, a message to a receiver, a what-if under way, members and
// consents of a draft.
bool may_be_missing(const Cell& cell)
{
    const auto path = cell.route.path;
    if (path == "/demo/next-day" || path.contains("{dispatch}")) return true;
    if (cell.state == "draft" && (path.contains("{member}") || path.contains("{consent}"))) return true;
    return path.starts_with("/api/") && path.contains("/what-if") &&
           (cell.route.verb == Verb::get || path.ends_with("/stop"));
}

// lifecycle.md's conditions beside role and state: who takes a step in the case (one reported it here, at its
// village).
bool has_condition(const Cell& cell)
{
    const auto path = cell.route.path;
    if (path == "/approvals/{id}/take-back" || path == "/approvals/{id}/file")
        return true; // the asker's alone
    return (path == "/referrals/{id}/recheck" && cell.role == Role::county) ||
           ((path == "/referrals/{id}/resubmit" || path == "/referrals/{id}/form/check") &&
            cell.role != Role::village);
}

// The question was one that the route can take; what it says of it is its own matter.
bool is_understood(int status)
{
    return status < 500 && status != 400 && status != 401 && status != 405 && status != 415 && status != 428;
}

bool is_answer(const Cell& cell, int status)
{
    const bool kept_out = status == 403 || status == 404;
    switch (due(cell)) {
    case Due::reached:
        if (has_condition(cell) && status == 403) return true;
        return (!kept_out || (status == 404 && may_be_missing(cell))) && is_understood(status);
    case Due::forbidden: return status == 403;
    // A program that everybody may see is there for another organization, but not to be managed or tried out.
    case Due::not_found:
        return status == 404 || (status == 403 && rights::record_of(cell.route.path) == Record::program);
    case Due::kept_out:
        return kept_out || status == 409 || status == 412 || (status == 303 && leads_on(cell.route));
    }
    return false;
}

class Matrix {
public:
    void ask_all()
    {
        for (const auto* route : given::router().routes()) {
            if (route->can == Can::anyone || route->can == Can::family) continue;
            const auto record = rights::record_of(route->path);
            if (!record) ask_each(*route, {});
        }
        for (const auto& [record, name] : kNames<Record>) {
            auto states = rights::states_of(record);
            if (states.empty()) states.push_back({});
            for (const auto state : states) {
                if (!state.empty()) world.put(record, state);
                for (const auto* route : given::router().routes())
                    if (route->can != Can::anyone && rights::record_of(route->path) == record)
                        route->path.starts_with("/api/") && route->path.ends_with("/moves")
                            ? ask_moves(*route, state)
                            : ask_each(*route, state);
            }
            if (!states.front().empty()) world.put(record, usual(record));
        }
    }

    given::RightsWorld world;
    std::int64_t questions{}, traced{};
    std::vector<std::string> wrong;

private:
    static std::string_view usual(Record record)
    {
        switch (record) {
        case Record::referral: return "in_support";
        case Record::offer: return "delivering";
        case Record::program: return "open";
        case Record::round: return "queued";
        case Record::objection: return "open";
        case Record::payment: return "prepared";
        case Record::worry: return "open";
        case Record::approval: return "asked";
        default: return "applied";
        }
    }

    int status_of(const Cell& cell, const models::Actor& actor)
    try {
        const auto response = world.ask(cell.asked, actor, cell.act);
        look_at_audit(cell, response);
        return response.status;
    } catch (const std::exception& broken) {
        wrong.push_back(title_of(cell.asked) + " " + cell.act + ": " + broken.what());
        return 500;
    }

    // quality.md 53: who is kept out leaves exactly one row; a change at least one, for it is one a record;
    // what is revealed exactly one, but where opening an offer is a move as well; a sheet opens the names of
    // all its children, one row a child. What was done and changed nothing leaves none.
    void look_at_audit(const Cell& cell, const Response& response)
    {
        const auto rows = world.audited() + (response.note ? 1 : 0);
        const auto path = cell.asked.path;
        const bool is_kept_out = response.status == 403 || response.status == 404;
        const bool is_done = response.status < 400;
        const bool opens = path.ends_with("/offers/{id}") && cell.state == "offered";
        const auto due_rows = path == "/sites/{id}/sessions/{session}" ? children_on_the_roll() : 1;
        const bool reveals =
            cell.asked.verb == Verb::get && std::holds_alternative<WritePage>(cell.asked.handler);
        bool holds = true;
        if (is_kept_out)
            holds = rows == 1;
        else if (is_done && reveals)
            holds = opens ? rows >= 1 : rows == due_rows;
        else if (is_done && auth::changes_something(cell.asked))
            holds = rows >= 1 || !world.changed_unseen() || is_ones_own(path);
        traced += rows > 0 ? 1 : 0;
        if (!holds)
            wrong.push_back(title_of(cell.asked) + " " + cell.act + " in '" + std::string(cell.state) +
                            "': " + std::to_string(response.status) + " with " + std::to_string(rows) +
                            " rows in the audit");
    }

    std::int64_t children_on_the_roll()
    {
        const auto place = world.place();
        return world.db.read(
            [&](store::Reader& reader) { return std::ssize(server::sites::roll_now(reader, place)); });
    }

    // What changes nobody's data but what one is shown or begins for oneself.
    static bool is_ones_own(std::string_view path)
    {
        return path == "/account/factor/new" || path.ends_with("/notices/read");
    }

    void ask_each(const Route& route, std::string_view state) { ask_each(route, state, route, {}); }

    void ask_each(const Route& route, std::string_view state, const Route& asked, const std::string& act)
    {
        const auto record = rights::record_of(route.path);
        for (const auto& [role, name] : kNames<Role>)
            for (const auto relation : {Relation::own, Relation::other})
                if (const auto actor = world.somebody(role, relation, record))
                    ask({route, asked, act, role, relation, state}, *actor);
    }

    // The API makes every move by one route.
    void ask_moves(const Route& route, std::string_view state)
    {
        const bool of_offer = rights::record_of(route.path) == Record::offer;
        const auto each = [&](const auto& paths, const std::string& before) {
            for (const auto& [act, path] : paths) {
                const std::string act_name(name_of(act));
                const auto* page = given::router().find(Verb::post, before + std::string(path)).route;
                const bool by_form_alone =
                    act_name == "discard" || act_name == "report"; // the API reports at once
                if (page && !by_form_alone) ask_each(*page, state, route, act_name);
            }
        };
        if (of_offer)
            each(server::offers::kActPaths, "/offers/7/");
        else
            each(server::referrals::kActPaths, "/referrals/7/");
    }

    void ask(const Cell& cell, const models::Actor& actor)
    {
        const auto owner = cell.relation == Relation::own ? actor : world.village();
        if (rights::record_of(cell.route.path) == Record::token) world.put_owner(owner);
        if (rights::record_of(cell.route.path) == Record::task) world.put_task_of(cell.role);
        if (cell.state == "draft" && rights::record_of(cell.route.path) == Record::referral)
            world.put_author(owner);
        const int status = status_of(cell, actor);
        ++questions;
        if (is_answer(cell, status)) return;
        wrong.push_back(title_of(cell.asked) + " " + cell.act + " by " + std::string(name_of(cell.role)) +
                        (cell.relation == Relation::own ? " (own)" : " (other)") + " in '" +
                        std::string(cell.state) + "': " + std::to_string(status));
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(rights_matrix)

BOOST_AUTO_TEST_CASE(every_route_answers_every_role_as_the_table_says)
{
    Matrix matrix;
    matrix.ask_all();
    for (const auto& line : matrix.wrong) BOOST_ERROR(line);
    BOOST_TEST_MESSAGE(matrix.questions << " questions");
    BOOST_TEST_MESSAGE(matrix.traced << " left rows in the audit");
    BOOST_TEST(matrix.questions > 15'000);
    BOOST_TEST(matrix.traced > 5'000);
}

BOOST_AUTO_TEST_SUITE_END()
