#include "server/programs/document.hpp"
#include "server/formats/program_json.hpp"
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::programs {

using namespace models;

store::ProgramRow row_of(const Program& program)
{
    store::ProgramRow row;
    row.id = program.id;
    row.organization = program.organization;
    row.organization_name = program.organization_name;
    row.uuid = program.uuid;
    row.code = program.code;
    row.name = program.name.zh;
    row.state = program.state;
    row.document = write_program(program).dump();
    row.room = program.room;
    row.record = program.record;
    row.version = program.version;
    return row;
}

std::vector<store::SiteRow> site_rows_of(const Program& program)
{
    std::vector<store::SiteRow> rows;
    for (const auto& site : program.sites) {
        store::SiteRow row;
        row.code = site.code;
        row.name = site.name;
        row.name_en = site.name_en;
        row.area = site.area;
        row.hours = site.hours;
        row.places = site.places;
        rows.push_back(std::move(row));
    }
    return rows;
}

namespace {

Program with_row(Program program, const store::ProgramRow& row)
{
    program.id = row.id;
    program.organization = row.organization;
    program.organization_name = row.organization_name;
    program.uuid = row.uuid;
    program.room = row.room;
    program.record = row.record;
    program.version = row.version;
    return program;
}

} // namespace

Result<Program> program_then(const store::ProgramRow& row, const std::map<std::string, Rule>& named_rules)
{
    auto program = read_program(nlohmann::json::parse(row.document, nullptr, false), named_rules);
    if (!program) return program;
    return with_row(*std::move(program), row);
}

Result<Program> program_of(const store::ProgramRow& row, const std::map<std::string, Rule>& named_rules)
{
    auto program = program_then(row, named_rules);
    if (program) program->state = row.state;
    return program;
}

Program stored_program(const store::ProgramRow& row, const std::map<std::string, Rule>& named_rules)
{
    auto program = program_of(row, named_rules);
    if (!program) throw std::runtime_error("a stored program cannot be read");
    return *std::move(program);
}

bool says_the_same(const store::ProgramRow& one, const store::ProgramRow& other)
{
    const auto terms = [](const store::ProgramRow& row) {
        auto document = nlohmann::json::parse(row.document);
        for (const auto* running : {"state", "last_confirmed"}) document.erase(running);
        if (document.contains("capacity"))
            for (const auto* running : {"places", "budget_fen"}) document["capacity"].erase(running);
        if (document.contains("sites"))
            for (auto& site : document["sites"]) site.erase("places");
        return document;
    };
    return terms(one) == terms(other);
}

} // namespace server::programs
