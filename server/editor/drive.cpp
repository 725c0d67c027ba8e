#include "server/editor/found.hpp"
#include "server/editor/routes.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/population/closed.hpp"
#include "server/population/population.hpp"
#include "server/programs/document.hpp"
#include "server/programs/told.hpp"
#include "server/programs/trials.hpp"
#include "server/programs/trying.hpp"
#include "server/programs/warnings.hpp"
#include "server/programs/words.hpp"
#include <any>

namespace server::editor {

using nlohmann::json;
using namespace models;

namespace {

constexpr std::size_t kMostAtOnce = 1'000; // closed families that a request reads itself

struct Driving {
    Found found;
    programs::TrialAsked asked;
};
using Carried = std::shared_ptr<Driving>;

json trying_view(const Call& call, const Found& found, const programs::TrialSeen& seen)
{
    const auto words = programs::words_of(*call.library, call.language);
    return {{"page_title", words.say("editor.drive.title")},
            {"page_refresh", 2},
            {"name", name_of_program(words, found.document)},
            {"sketch_href", path_of(found.sketch)},
            {"sentence", words.say("programs.what_if.trying." + std::string(name_of(seen.state)))},
            {"permille", seen.permille},
            {"percent", std::to_string(seen.permille / 10)}};
}

std::optional<Response> gather_drive(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    auto found = find_own(call, *db);
    if (!found) return not_found(call);
    auto program = program_in(*call.library, found->document);
    if (!program) return see_other(path_of(found->sketch) + "/review");
    auto families = programs::families_now(call, *db);
    if (!families) {
        const auto share = std::to_string(call.library->population->loaded());
        return busy(call, {"matches.program.loading", "", {{"share", share}}});
    }
    auto closed = population::closed_families(*db, families->ground().as_of - programs::kLately, kMostAtOnce);
    auto before = *program;
    before.state = ProgramState::draft;
    if (found->sketch.program)
        if (const auto row = store::find_program(*db, found->sketch.program))
            before = programs::stored_program(*row, call.library->named_rules);
    before.id = program->id = drive_key(found->sketch);
    program->organization = before.organization = call.actor.organization;
    carried = std::make_shared<Driving>(
        Driving{*std::move(found),
                {call.actor, std::move(before), *std::move(program), std::move(families),
                 programs::secret_of(*db), true, std::move(closed)}});
    return {};
}

std::optional<Response> note_drive(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& sketch = std::any_cast<const Carried&>(carried)->found.sketch;
    return programs::count_trial(call, *db, sketch.id,
                                 {call.now, call.actor.account, "sketch.test_drive", to_text(sketch.id),
                                  "{\"version\":" + std::to_string(sketch.version) + "}"});
}

std::optional<Response> drive(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    auto& [found, asked] = *std::any_cast<const Carried&>(carried);
    auto& trials = *call.library->trials;
    matching::Progress progress;
    progress.tell = [until = std::chrono::steady_clock::now() + trials.patience.load()](int) {
        return std::chrono::steady_clock::now() < until;
    };
    const auto trial = asked.closed ? programs::test_driven(asked, progress) : std::nullopt;
    if (trial) return page(call, "editor/drive", drive_view(call, found, *trial->drive, trial->as_of));
    trials.begin(std::move(asked), call.now);
    return see_other(path_of(found.sketch) + "/test-drive");
}

} // namespace

ProgramId drive_key(const store::Sketch& sketch) { return {sketch.id.value}; }

Response show_drive(const Call& call, store::Reader& db)
{
    const auto found = find_own(call, db);
    if (!found) return not_found(call);
    const auto seen = call.library->trials->look(call.actor, drive_key(found->sketch), call.now);
    if (!seen) return see_other(path_of(found->sketch));
    if (seen->state == programs::TrialState::waiting || seen->state == programs::TrialState::running)
        return page(call, "editor/driving", trying_view(call, *found, *seen));
    if (seen->state == programs::TrialState::failed || !seen->trial->drive)
        return problem_response(call, 500);
    return page(call, "editor/drive", drive_view(call, *found, *seen->trial->drive, seen->trial->as_of));
}

const Steps kTestDrive{
    {{LaneName::read, gather_drive}, {LaneName::write, note_drive}, {LaneName::work, drive}}};

} // namespace server::editor
