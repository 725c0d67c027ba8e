#pragma once
#include "server/editor/work.hpp"
#include "server/http/call.hpp"
#include "server/programs/drive.hpp"

// Inside of the editor: the sketch that a request is about.
namespace server::editor {

struct Found {
    store::Sketch sketch;
    nlohmann::json document;
};
std::optional<Found> find_own(const Call&, store::Reader&); // of the actor's organization, by {id}

std::string path_of(const store::Sketch&);
std::string path_of(const store::Sketch&, Section);
Asking asking_of(const Call&, const html::Words&, const store::Sketch&);
std::string name_of_program(const html::Words&, const nlohmann::json& document); // "未命名的项目"

// A test drive is looked up by the account and this, in the place of a program's id.
models::ProgramId drive_key(const store::Sketch&);

// views
nlohmann::json drive_view(const Call&, const Found&, const programs::ToldDrive&, models::Time as_of);
nlohmann::json tasks_view(const Call&, const Found&, const std::vector<models::Fault>& faults = {});
nlohmann::json reading_view(const Library&, Section, const nlohmann::json& document); // nothing to read: null
nlohmann::json section_view(const Call&, const Found&, Section, bool check,
                            const std::vector<models::Fault>& more = {});

} // namespace server::editor
