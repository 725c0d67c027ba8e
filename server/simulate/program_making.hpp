#pragma once
#include "models/program.hpp"
#include "server/simulate/shares.hpp"
#include <nlohmann/json.hpp>

namespace server {
class Library; // http/library.hpp
}

// Inside of the generator: one program while it is being made.
namespace server::simulate {

struct ProgramMaking {
    const Library& library;
    const Shares& shares;
    Chance chance;
    const nlohmann::json& kind; // config/simulate/programs.json "kinds"
    std::string level;          // county, prefecture, province
    models::Area area;
    std::size_t number{};   // 1 … N
    std::size_t families{}; // in the province
    std::string excluded;   // an earlier program of this kind for this area; may be empty
    nlohmann::json written; // its form, filled in; gets what every kind has
};

// Gives the form area, name, state, windows, capacity, sites and exclusions, reads it as any program is read,
// then draws what is left and how it has answered. std::logic_error: the kind's form has a fault.
models::Program make_program(ProgramMaking&);

} // namespace server::simulate
