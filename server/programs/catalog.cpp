#include "server/programs/catalog.hpp"
#include "models/store/programs.hpp"
#include "server/log/log.hpp"
#include "server/programs/document.hpp"
#include <algorithm>
#include <set>

namespace server::programs {

using namespace models;

struct Catalog::Generation {
    std::int64_t sequence{};
    std::shared_ptr<const Programs> programs;
    std::once_flag compiled;
    matching::Snapshot snapshot;
};

namespace {

constexpr int kPage = 500;

// A document that can no longer be read (its shared rule is gone, say) is left out, and told.
void add(Programs& programs, const store::ProgramRow& row, const std::map<std::string, Rule>& named_rules)
{
    auto program = program_of(row, named_rules);
    if (program) return programs.push_back(std::move(*program));
    log(Level::error, "program.unreadable",
        {{"program", to_text(row.id)}, {"fault", program.error().faults.front().key}});
}

struct Changed {
    std::set<ProgramId> programs;
    std::set<OrganizationId> organizations;
};

Changed changed_after(store::Reader& db, std::int64_t sequence)
{
    Changed changed;
    for (auto page = store::changes_after(db, sequence); !page.empty();
         page = store::changes_after(db, page.back().sequence))
        for (const auto& change : page) {
            if (change.noun == "program") changed.programs.insert({change.id});
            if (change.noun == "organization") changed.organizations.insert({change.id});
        }
    return changed;
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

Catalog::Catalog(const Library& library)
    : named_rules_(library.named_rules), ground_{library.divisions, library.standards, library.policy, {}}
{
}

Catalog::~Catalog() = default;

std::shared_ptr<const Programs> Catalog::read_all(store::Reader& db) const
{
    Programs programs;
    ProgramId after;
    for (auto page = store::list_programs(db, after, kPage); !page.empty();
         page = store::list_programs(db, after, kPage)) {
        for (const auto& row : page) add(programs, row, named_rules_);
        after = page.back().id;
    }
    return std::make_shared<const Programs>(std::move(programs));
}

std::shared_ptr<const Programs> Catalog::read_changed(store::Reader& db, const Generation& known) const
{
    auto changed = changed_after(db, known.sequence);
    for (const auto& program : *known.programs) // an organization's name stands in its programs
        if (changed.organizations.contains(program.organization)) changed.programs.insert(program.id);
    if (changed.programs.empty()) return known.programs;
    Programs programs;
    for (const auto& program : *known.programs)
        if (!changed.programs.contains(program.id)) programs.push_back(program);
    for (const auto id : changed.programs)
        if (const auto row = store::find_program(db, id)) add(programs, *row, named_rules_);
    std::ranges::sort(programs, {}, &Program::id);
    return std::make_shared<const Programs>(std::move(programs));
}

Catalog::GenerationPtr Catalog::newest(store::Reader& db)
{
    const std::lock_guard guard(mutex_);
    const auto sequence = store::last_change(db);
    if (newest_ && newest_->sequence >= sequence) return newest_;
    auto programs = newest_ ? read_changed(db, *newest_) : read_all(db);
    const bool may_be_undone = dynamic_cast<store::Writer*>(&db) != nullptr;
    if (newest_ && programs == newest_->programs) { // only referrals have changed
        if (!may_be_undone) newest_->sequence = sequence;
        return newest_;
    }
    auto fresh = std::make_shared<Generation>();
    fresh->sequence = sequence;
    fresh->programs = std::move(programs);
    if (!may_be_undone) newest_ = fresh;
    return fresh;
}

std::shared_ptr<const Programs> Catalog::current(store::Reader& db) { return newest(db)->programs; }

std::shared_ptr<const matching::Snapshot> Catalog::snapshot(store::Reader& db, Time as_of)
{
    const auto generation = newest(db);
    std::call_once(generation->compiled, [&] {
        Programs matchable;
        std::ranges::copy_if(*generation->programs, std::back_inserter(matchable), is_matchable);
        generation->snapshot = matching::Snapshot::build({}, std::move(matchable), ground_);
    });
    return std::make_shared<const matching::Snapshot>(generation->snapshot.at(as_of));
}

} // namespace server::programs
