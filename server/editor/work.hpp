#pragma once
#include "models/program.hpp"
#include "models/store/programs.hpp"
#include "models/store/sketches.hpp"
#include "server/editor/sections.hpp"
#include <array>

// A sketch on its way to a program.
namespace server::editor {

// What keeps the document from being a program, each fault at its JSON pointer; none: it is one.
std::vector<models::Fault> faults_of(const Library&, const nlohmann::json& document);
models::Result<models::Program> program_in(const Library&, const nlohmann::json& document);

enum class Standing { untouched, optional, missing, done };
struct SectionStanding {
    Section section{};
    Standing standing{};
    std::vector<models::Fault> faults;
};
std::vector<SectionStanding> standings_of(const Library&, const store::Sketch&,
                                          const nlohmann::json& document);

bool is_seen(const store::Sketch&, Section);
void set_seen(store::Sketch&, Section);

// The faults of one section's form, each at the field, row, block or list of the form that shows it, in words
// of the form.
std::vector<models::Fault> settled(const Asking&, const SectionForm&, const nlohmann::json& document,
                                   const std::vector<models::Fault>&);

// What was typed beside what others changed meanwhile: of each part the one that changed. Parts that both
// changed, each in another way, are `clashing`; there what was typed stands.
struct Merged {
    nlohmann::json document;
    std::vector<std::string> clashing; // pointers
};
Merged merged(const nlohmann::json& base, const nlohmann::json& typed, const nlohmann::json& now);

} // namespace server::editor
