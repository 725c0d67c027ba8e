#include "server/programs/catalog.hpp"
#include "models/store/programs.hpp"
#include "server/log/log.hpp"
#include "server/programs/document.hpp"
#include <algorithm>
#include <set>

namespace server::programs {

using namespace models;

namespace {

constexpr int kPage = 500;

// A document that can no longer be read (its shared rule is gone, say) is left out, and told.
std::shared_ptr<const Program> read(const store::ProgramRow& row,
                                    const std::map<std::string, Rule>& named_rules)
{
    auto program = program_of(row, named_rules);
    if (program) return std::make_shared<const Program>(*std::move(program));
    log(Level::error, "program.unreadable",
        {{"program", to_text(row.id)}, {"fault", program.error().faults.front().key}});
    return nullptr;
}

// Those that may be other than they were; an organization's name stands in its programs.
std::set<ProgramId> touched(const std::vector<store::Change>& changes, const Programs& known)
{
    std::set<ProgramId> programs;
    std::set<OrganizationId> organizations;
    for (const auto& change : changes) {
        if (change.noun == "program") programs.insert({change.id});
        if (change.noun == "organization") organizations.insert({change.id});
    }
    if (organizations.empty()) return programs;
    for (const auto& program : known)
        if (organizations.contains(program.organization)) programs.insert(program.id);
    return programs;
}

} // namespace

const Program* find(const Programs& programs, ProgramId id)
{
    const auto at = std::ranges::lower_bound(programs, id, {}, &Program::id);
    return at == programs.end() || at->id != id ? nullptr : &*at;
}

bool is_matchable(const Program& program)
{
    return program.state == ProgramState::open || program.state == ProgramState::paused;
}

Catalog::Catalog(const Library& library) : named_rules_(library.named_rules) {}

std::shared_ptr<const Programs> Catalog::read_all(store::Reader& db) const
{
    std::vector<Programs::Item> programs;
    ProgramId after;
    for (auto page = store::list_programs(db, after, kPage); !page.empty();
         page = store::list_programs(db, after, kPage)) {
        for (const auto& row : page)
            if (auto program = read(row, named_rules_)) programs.push_back(std::move(program));
        after = page.back().id;
    }
    return std::make_shared<const Programs>(programs);
}

std::shared_ptr<const Programs> Catalog::read_changed(store::Reader& db, const Generation& known) const
{
    const auto changes = store::changes_since(db, known.sequence);
    if (!changes) return read_all(db);
    std::vector<Programs::Item> put;
    std::vector<ProgramId> gone;
    for (const auto id : touched(*changes, *known.programs)) {
        const auto row = store::find_program(db, id);
        auto program = row ? read(*row, named_rules_) : nullptr;
        if (program)
            put.push_back(std::move(program));
        else
            gone.push_back(id);
    }
    if (put.empty() && gone.empty()) return known.programs;
    return std::make_shared<const Programs>(
        known.programs->changed(std::move(put), std::move(gone), &Program::id));
}

std::shared_ptr<const Programs> Catalog::current(store::Reader& db)
{
    const auto sequence = store::last_change(db);
    const std::lock_guard guard(mutex_);
    if (newest_.programs && newest_.sequence >= sequence) return newest_.programs;
    auto programs = newest_.programs ? read_changed(db, newest_) : read_all(db);
    const bool may_be_undone = dynamic_cast<store::Writer*>(&db) != nullptr;
    if (!may_be_undone) newest_ = {sequence, programs};
    return programs;
}

void Catalog::forget()
{
    const std::lock_guard guard(mutex_);
    newest_ = {};
}

} // namespace server::programs
