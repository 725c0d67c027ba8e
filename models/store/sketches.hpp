#pragma once
#include "models/store/db.hpp"
#include <optional>
#include <string>
#include <vector>

namespace store {

// What a charity's manager has typed of a program and not saved as one yet: a new one, or changes of one that
// is there (at most one sketch for each). `document` is the JSON of a program as far as it goes: what cannot
// be read stays in it as it was typed.
struct Sketch {
    models::SketchId id;
    models::OrganizationId organization;
    models::ProgramId program; // none: it is not there yet
    std::string base;          // the program's document when the sketch began; "" for a new one
    std::string document;
    std::string seen; // sections that were saved once, a space behind each
    models::AccountId changed_by;
    models::Time changed_at{};
    std::int64_t version{};
};
models::SketchId insert_sketch(Writer&, const Sketch&);
bool save_sketch(Writer&, const Sketch&);   // guarded by version
bool delete_sketch(Writer&, const Sketch&); // the same
std::optional<Sketch> find_sketch(Reader&, models::SketchId);
std::optional<Sketch> find_sketch_of(Reader&, models::ProgramId);
std::vector<Sketch> list_sketches(Reader&, models::OrganizationId); // newest first

// Test drives of an account since an instant; older ones than a day are forgotten when another is noted.
std::int64_t count_test_drives(Reader&, models::AccountId, models::Time since);
void note_test_drive(Writer&, models::AccountId, models::SketchId, models::Time); // no sketch: a what-if

} // namespace store
