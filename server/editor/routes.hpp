#pragma once
#include "server/http/route.hpp"
#include "server/http/steps.hpp"

// A charity's manager sets up a program on pages: a sketch kept at every step, then the program.
namespace server::editor {

std::span<const Route> routes();

Response new_page(const Call&, store::Reader&);      // GET /programs/new
Response begin_new(const Call&, store::Writer&);     // POST /programs/new
Response edit_page(const Call&, store::Reader&);     // GET /programs/{id}/edit
Response begin_change(const Call&, store::Writer&);  // POST /programs/{id}/edit
Response copy_program(const Call&, store::Writer&);  // POST /programs/{id}/copy
Response show_sketch(const Call&, store::Reader&);   // GET /sketches/{id}
Response show_section(const Call&, store::Reader&);  // GET /sketches/{id}/sections/{section}
Response keep_section(const Call&, store::Writer&);  // POST /sketches/{id}/sections/{section}
Response review(const Call&, store::Reader&);        // GET /sketches/{id}/review
Response save_program(const Call&, store::Writer&);  // POST /sketches/{id}/save
Response drop_sketch(const Call&, store::Writer&);   // POST /sketches/{id}/drop
Response show_changes(const Call&, store::Reader&);  // GET /programs/{id}/changes
Response show_drive(const Call&, store::Reader&);    // GET /sketches/{id}/test-drive
Response show_budget(const Call&, store::Reader&);   // GET /programs/{id}/budget
Response counter_entry(const Call&, store::Writer&); // POST /programs/{id}/budget/counter
extern const Steps kTestDrive;                       // POST /sketches/{id}/test-drive

} // namespace server::editor
