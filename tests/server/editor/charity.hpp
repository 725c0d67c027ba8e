#pragma once
#include "models/store/programs.hpp"
#include "server/editor/found.hpp"
#include "server/editor/routes.hpp"
#include "server/formats/program_json.hpp"
#include "server/programs/document.hpp"
#include "server/programs/service.hpp"
#include "tests/server/editor/form_of_page.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/pages.hpp"
#include <fstream>

namespace editor_tests {

using namespace models;
using namespace server;
using nlohmann::json;
using support::location;
using Typed = std::vector<std::pair<std::string, std::string>>;

// A charity with two managers who set up programs on pages.
struct Charity : support::PageWorld {
    Charity() : PageWorld(editor::routes()) {}

    OrganizationId organization = foundation("53520000MJ0000018Q", Area{520000000000});
    Actor manager = leader(organization, "manager");
    Actor second = leader(organization, "second");

    json file()
    {
        auto read = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/whole_program.json"));
        read["state"] = "draft";
        return read;
    }
    ProgramId given_program(const json& document)
    {
        const auto read = read_program(document, library->named_rules).value();
        return db.write([&](store::Writer& writer) {
            return programs::register_program(writer, manager, read, *library->divisions, now).value();
        });
    }
    store::ProgramRow row(ProgramId id)
    {
        return db.read([&](store::Reader& reader) { return store::find_program(reader, id).value(); });
    }
    void set_state(ProgramId id, ProgramState state, const Actor& by)
    {
        db.write([&](store::Writer& writer) {
            auto program = read_program(json::parse(row(id).document), library->named_rules).value();
            program.state = state;
            return programs::change_program(writer, by, id, row(id).version, program, *library->divisions,
                                            now)
                .value();
        });
    }

    Response sent(const Actor& by, const std::string& path, Typed fields)
    {
        auto asked = call(by, Verb::post, path);
        fields.emplace_back("once", "once-" + std::to_string(++sent_));
        for (const auto& [name, value] : fields) asked.body += name + "=" + value + "&";
        asked.form = Form(std::move(fields));
        return send(asked);
    }

    std::string begun() { return location(sent(manager, "/programs/new", {})); }
    editor::Found found(const std::string& sketch)
    {
        auto asked = call(manager, Verb::get, sketch);
        asked.captures["id"] = sketch.substr(sketch.rfind('/') + 1);
        return db.read([&](store::Reader& reader) { return editor::find_own(asked, reader).value(); });
    }
    // The section's page as it stands, with these fields typed over, sent with an act.
    Response filled(const std::string& sketch, editor::Section section, const Typed& typed,
                    const std::string& act = "save", const Actor* by = nullptr)
    {
        const auto now_there = found(sketch);
        auto fields = fields_of_section(
            editor::section_view(call(manager, Verb::get, sketch), now_there, section, false));
        for (const auto& [name, value] : typed)
            std::erase_if(fields, [&](const auto& field) { return field.first == name; });
        for (const auto& field : typed) fields.push_back(field);
        fields.emplace_back("act", act);
        fields.emplace_back("version", std::to_string(now_there.sketch.version));
        return sent(by ? *by : manager, sketch + "/sections/" + std::string(name_of(section)),
                    std::move(fields));
    }
    Response shown(const std::string& path, const Actor* by = nullptr)
    {
        return get(by ? *by : manager, path);
    }
    Response saved(const std::string& sketch, Typed more = {})
    {
        more.emplace_back("version", std::to_string(found(sketch).sketch.version));
        return sent(manager, sketch + "/save", std::move(more));
    }

private:
    int sent_ = 0;
};

inline bool has(const Response& response, std::string_view text)
{
    return response.body.find(text) != std::string::npos;
}

} // namespace editor_tests
