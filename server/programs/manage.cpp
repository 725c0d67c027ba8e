#include "server/programs/manage.hpp"
#include "models/store/reopenings.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/dials.hpp"
#include "server/programs/document.hpp"
#include "server/programs/narrow.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "server/programs/warnings.hpp"
#include <algorithm>
#include <any>
#include <functional>
#include <stdexcept>

// A charity's own program, changed on its page without writing JSON.
namespace server::programs {

using namespace models;

namespace {

// Puts what was typed into the program; faults when it cannot be.
using Change = std::function<std::vector<Fault>(Program&)>;

Response shown_again(const Call& call, store::Reader& db, ProgramId id, const Refusal& refusal)
{
    return show_with(call, db, id, refusal.faults, status_for(refusal.reason, call.api));
}

// `then` is what else is done once it is changed: not where the same form is sent again.
Response change(const Call& call, store::Writer& db, const Change& put,
                const std::function<void(ProgramId)>& then = {})
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? find_visible(db, call.actor, *id) : std::nullopt;
    if (!row || row->organization != call.actor.organization) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        if (row->state == ProgramState::closed)
            return shown_again(call, db, *id, {Reason::wrong_state, {{"error.program.closed", "", {}}}});
        auto program = stored_program(*row, call.library->named_rules);
        if (auto faults = put(program); !faults.empty())
            return shown_again(call, db, *id, {Reason::invalid, std::move(faults)});
        const auto seen = call.form.integer("version").value_or(0); // none: as good as stale
        const auto version =
            change_program(db, call.actor, *id, seen, std::move(program), *call.library->divisions, call.now);
        if (!version) return shown_again(call, db, *id, version.error());
        if (then) then(*id);
        return see_other("/programs/" + to_text(*id));
    });
}

// A draft that is to be published, and what its organization should see before.
struct Publishing {
    Program program;
    std::shared_ptr<const matching::Snapshot> families;
    std::vector<Fault> warnings;
};
using Carried = std::shared_ptr<Publishing>;

// What is not to be looked at, or was seen, is left to save_state.
std::optional<Response> look(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    carried = Carried();
    if (call.form.text("state") != name_of(ProgramState::open) || call.form.has("seen")) return {};
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? find_visible(*db, call.actor, *id) : std::nullopt;
    if (!row || row->state != ProgramState::draft) return {}; // a draft is visible to its own alone
    carried = std::make_shared<Publishing>(
        Publishing{stored_program(*row, call.library->named_rules), families_now(call, *db), {}});
    return {};
}

std::optional<Response> warn(const Call&, store::Reader*, store::Writer*, std::any& carried)
{
    if (const auto& publishing = std::any_cast<const Carried&>(carried))
        publishing->warnings = warnings_of(publishing->program, publishing->families.get());
    return {};
}

// With the pause comes the day on which it ends by itself, or none.
std::optional<Date> reopening_day(const Call& call)
{
    return call.form.text("state") == name_of(ProgramState::paused) ? parse_date(call.form.text("reopen_on"))
                                                                    : std::nullopt;
}

bool is_wrong_day(const Call& call)
{
    if (call.form.text("reopen_on").empty()) return false;
    const auto day = reopening_day(call);
    return !day || *day <= call.today();
}

void keep_reopening(const Call& call, store::Writer& db, ProgramId id)
{
    if (const auto day = reopening_day(call))
        store::set_reopening(db, id, *day, call.actor.account);
    else if (call.form.text("state") == name_of(ProgramState::paused)) // the day was taken out
        store::forget_reopening(db, id);
}

std::optional<Response> save_state(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& publishing = std::any_cast<const Carried&>(carried);
    if (publishing && !publishing->warnings.empty())
        return show_with(call, *db, publishing->program.id, {{"error.program.look_first", "", {}}}, 422,
                         publishing->warnings);
    const auto put = [&](Program& program) -> std::vector<Fault> {
        if (is_wrong_day(call)) return {{"error.program.reopen_on", "/reopen_on", {}}};
        const auto asked = from_name<ProgramState>(call.form.text("state"));
        const auto offered = next_states(program.state);
        const bool other_day = asked == ProgramState::paused && program.state == ProgramState::paused;
        if (!asked || (!other_day && std::ranges::find(offered, *asked) == offered.end()))
            return {{"error.program.state", "", {}}};
        program.state = *asked;
        return {};
    };
    return change(call, *db, put, [&](ProgramId id) { keep_reopening(call, *db, id); });
}

} // namespace

// POST /programs/{id}/state
const Steps kChangeState{{{LaneName::read, look}, {LaneName::work, warn}, {LaneName::write, save_state}}};

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
    return change(call, db, [&](Program& program) { return put_room(call.form, program); });
}

// POST /programs/{id}/area
Response narrow_area(const Call& call, store::Writer& db)
{
    const auto area = parse_area(call.form.text("area"));
    const auto put = [&](Program& program) -> std::vector<Fault> {
        const bool known = area && call.library->divisions->find(*area);
        auto rest = known ? without(program.areas, *area, *call.library->divisions) : std::vector<Area>();
        if (rest.empty() || rest == program.areas) return {{"error.program.area_left_out", "", {}}};
        program.areas = std::move(rest);
        if (program.state == ProgramState::open) program.state = ProgramState::paused;
        return {};
    };
    return change(call, db, put, [&](ProgramId id) {
        for (const auto& found : found_too_far(db, call.actor.organization, id))
            for (const auto task : found.tasks)
                if (found.county == *area) store::end_task(db, task, call.actor.account, call.now);
    });
}

// POST /programs/{id}/figures
Response change_figures(const Call& call, store::Writer& db)
{
    return change(call, db, [&](Program& program) { return turned(call.form, *call.library, program); });
}

} // namespace server::programs
