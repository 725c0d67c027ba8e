#pragma once
#include "server/http/library.hpp"
#include <nlohmann/json_fwd.hpp>

namespace server {

// Builds the library from the compiled-in tables of config/ (areas.csv, holidays.csv, standards.csv, needs.csv,
// policy.json, programs/named_rules.json). A fault in them stops the start: std::runtime_error with file and place.
std::shared_ptr<Library> load_library(std::shared_ptr<const Config>);

// The programs of config/programs/, read and checked: the real ones, and those for the demo beside them.
struct ConfigProgram {
    std::string organization_code;         // unified code of config/programs/organizations.json
    models::Program program;
};
std::vector<ConfigProgram> config_programs(const Library&);
nlohmann::json config_organizations();

}  // namespace server
