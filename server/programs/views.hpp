#pragma once
#include "models/program.hpp"
#include "models/store/capacity.hpp"
#include "models/store/programs.hpp"
#include "server/http/call.hpp"
#include "server/programs/filter.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

// What of a program leaves, and how: decided here, name by name.
namespace server::programs {

// The API's form: the document of docs/formats.md, and what the server adds: id, organization, version, room,
// record, sentences.
nlohmann::json program_json(const Library&, const models::Program&);     // without its warnings
nlohmann::json program_row_json(const Library&, const models::Program&); // an element of the list

// Pages.
nlohmann::json list_view(const Call&, const Filter&, const Page&);

struct Shown {
    const models::Program& program;
    const std::vector<store::CapacityRow>& capacity; // the program's own row first
    const std::vector<store::SiteRow>& sites;
    const std::vector<models::Fault>& warnings;
    const std::vector<models::Area>& too_far; // counties that somebody asked to serve no more
    bool own_edit = false;                    // the reader has changed it since it was last open
    std::optional<models::Date> reopens = {}; // paused until then
};
nlohmann::json show_view(const Call&, const Shown&, const std::vector<models::Fault>& faults = {});

} // namespace server::programs
