#include "server/editor/routes.hpp"

namespace server::editor {

std::span<const Route> routes()
{
    static const Route kRoutes[] = {
        {Verb::get, "/programs/new", Can::manage_programs, new_page},
        {Verb::post, "/programs/new", Can::manage_programs, begin_new},
        {Verb::get, "/programs/{id}/edit", Can::manage_programs, edit_page},
        {Verb::post, "/programs/{id}/edit", Can::manage_programs, begin_change},
        {Verb::post, "/programs/{id}/copy", Can::manage_programs, copy_program},
        {Verb::get, "/programs/{id}/changes", Can::manage_programs, show_changes},
        {Verb::get, "/programs/{id}/budget", Can::manage_programs, show_budget},
        {Verb::post, "/programs/{id}/budget/counter", Can::manage_programs, counter_entry},
        {Verb::get, "/sketches/{id}", Can::manage_programs, show_sketch},
        {Verb::get, "/sketches/{id}/sections/{section}", Can::manage_programs, show_section},
        {Verb::post, "/sketches/{id}/sections/{section}", Can::manage_programs, keep_section},
        {Verb::get, "/sketches/{id}/review", Can::manage_programs, review},
        {Verb::post, "/sketches/{id}/save", Can::manage_programs, save_program},
        {Verb::post, "/sketches/{id}/drop", Can::manage_programs, drop_sketch},
        {Verb::get, "/sketches/{id}/test-drive", Can::manage_programs, show_drive},
        {Verb::post, "/sketches/{id}/test-drive", Can::manage_programs, &kTestDrive},
    };
    return kRoutes;
}

} // namespace server::editor
