#include "server/programs/reopening.hpp"
#include "models/store/audit.hpp"
#include "models/store/reopenings.hpp"
#include "server/programs/document.hpp"

namespace server::programs {

using namespace models;

void reopen_due(store::Writer& db, const Library& library, Time now)
{
    for (const auto id : store::due_reopenings(db, day_of(now))) {
        const auto row = store::find_program(db, id);
        if (!row || row->state != ProgramState::paused) {
            store::forget_reopening(db, id);
            continue;
        }
        const bool changed = store::has_program_editors(db, id);
        if (!changed) {
            auto program = stored_program(*row, library.named_rules);
            program.state = ProgramState::open;
            if (store::save_program(db, row_of(program), now) != store::SaveProgram::saved) continue;
        }
        store::forget_reopening(db, id);
        store::append_audit(
            db, {now, {}, changed ? "program.not_reopened" : "program.reopened", to_text(id), ""});
    }
}

} // namespace server::programs
