#pragma once
#include "server/formats/program_json.hpp"
#include <string>

namespace server {

// One program of programs.json (docs/formats.md "Files of a province"): who gives it, what is left of it, how
// it has answered so far.
struct ProgramEntry {
    std::string organization_code; // unified code
    models::Program program;
};

// All faults at once; pointers are below the entry. Without `room` nothing is used yet.
models::Result<ProgramEntry> read_program_entry(const nlohmann::json&, const NamedRules&,
                                                std::span<const NeedType> = {});
nlohmann::json write_program_entry(const ProgramEntry&);

} // namespace server
