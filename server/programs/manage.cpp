#include "server/programs/manage.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/document.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include <algorithm>
#include <functional>
#include <stdexcept>

// A charity's own program, changed on its page without writing JSON.
namespace server::programs {

using namespace models;

namespace {

// Puts what was typed into the program; faults when it cannot be.
using Change = std::function<std::vector<Fault>(Program&)>;

Program read_stored(const Call& call, const store::ProgramRow& row)
{
    auto program = program_of(row, call.library->named_rules);
    if (!program) throw std::runtime_error("a stored program cannot be read");
    return *std::move(program);
}

Response shown_again(const Call& call, store::Reader& db, ProgramId id, const Refusal& refusal)
{
    return show_with(call, db, id, refusal.faults, status_for(refusal.reason, call.api));
}

Response change(const Call& call, store::Writer& db, const Change& put)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? find_visible(db, call.actor, *id) : std::nullopt;
    if (!row || row->organization != call.actor.organization) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        if (row->state == ProgramState::closed)
            return shown_again(call, db, *id, {Reason::wrong_state, {{"error.program.closed", "", {}}}});
        auto program = read_stored(call, *row);
        if (auto faults = put(program); !faults.empty())
            return shown_again(call, db, *id, {Reason::invalid, std::move(faults)});
        const auto seen = call.form.integer("version").value_or(0); // none: as good as stale
        const auto version =
            change_program(db, call.actor, *id, seen, std::move(program), *call.library->divisions, call.now);
        if (!version) return shown_again(call, db, *id, version.error());
        return see_other("/programs/" + to_text(*id));
    });
}

std::vector<Fault> put_places(const Form& form, Program& program)
{
    constexpr std::int64_t kMostPlaces = 100'000'000;
    std::vector<Fault> faults;
    program.room.places = form.integer("places");
    const bool unlimited = form.text("places").empty();
    if (!unlimited &&
        (!program.room.places || *program.room.places < 0 || *program.room.places > kMostPlaces))
        faults.push_back({"error.program.places", "/places", {}});
    program.room.budget = parse_yuan(form.text("budget"));
    if (!form.text("budget").empty() && !program.room.budget)
        faults.push_back({"error.program.budget", "/budget", {}});
    return faults;
}

} // namespace

// POST /programs/{id}/state
Response change_state(const Call& call, store::Writer& db)
{
    return change(call, db, [&](Program& program) -> std::vector<Fault> {
        const auto asked = from_name<ProgramState>(call.form.text("state"));
        const auto offered = next_states(program.state);
        if (!asked || std::ranges::find(offered, *asked) == offered.end())
            return {{"error.program.state", "", {}}};
        program.state = *asked;
        return {};
    });
}

// POST /programs/{id}/confirm
Response confirm(const Call& call, store::Writer& db)
{
    return change(call, db, [&](Program& program) -> std::vector<Fault> {
        program.last_confirmed = call.today();
        return {};
    });
}

// POST /programs/{id}/capacity
Response change_capacity(const Call& call, store::Writer& db)
{
    return change(call, db, [&](Program& program) { return put_places(call.form, program); });
}

} // namespace server::programs
