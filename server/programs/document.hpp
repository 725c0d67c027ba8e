#pragma once
#include "models/program.hpp"
#include "models/store/programs.hpp"
#include <map>
#include <string>
#include <vector>

namespace server::programs {

// A program as the database keeps it: its document, and beside it what the store counts and finds by.
store::ProgramRow row_of(const models::Program&);
std::vector<store::SiteRow> site_rows_of(const models::Program&);

// And back: the document read again, with the row's id, organization, version, room and record.
models::Result<models::Program> program_of(const store::ProgramRow&,
                                           const std::map<std::string, models::Rule>& named_rules);

// What cannot be read here is a broken world: std::runtime_error.
models::Program stored_program(const store::ProgramRow&,
                               const std::map<std::string, models::Rule>& named_rules);

// The same of an earlier version: also the state is the one that was written then.
models::Result<models::Program> program_then(const store::ProgramRow&,
                                             const std::map<std::string, models::Rule>& named_rules);

// The same but for state, confirmation, places and money.
bool says_the_same(const store::ProgramRow&, const store::ProgramRow&);

} // namespace server::programs
