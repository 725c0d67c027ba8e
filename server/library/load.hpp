#pragma once
#include "server/http/library.hpp"
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>

namespace server {

// A file that cannot be taken. what() names it and, of each fault, place and key; its faults are for whoever
// has words for them.
struct FaultyFile : std::runtime_error {
    FaultyFile(std::string_view path, std::vector<models::Fault> faults);
    std::string path;
    std::vector<models::Fault> faults;
};

// Builds the library from the compiled-in tables of config/ (areas.csv, holidays.csv, standards.csv,
// needs.csv, policy.json, programs/named_rules.json). A fault in them stops the start: std::runtime_error
// with file and place. Messages and templates are the caller's to set.
std::shared_ptr<Library> load_library(std::shared_ptr<const Config>);

// A program as a file of config/ has it: {"organization": unified code, "program": docs/formats.md
// "Programs"}.
struct ConfigProgram {
    std::string organization_code;
    models::Program program;
};
models::Result<ConfigProgram> read_config_program(const nlohmann::json&, const Library&);
std::vector<ConfigProgram> config_programs(const Library&); // config/programs/: the real ones
nlohmann::json config_organizations();                      // config/programs/organizations.json
std::vector<ConfigProgram> demo_programs(const Library&);   // config/demo/programs.json: invented ones
nlohmann::json demo_organizations();                        // config/demo/organizations.json

} // namespace server
