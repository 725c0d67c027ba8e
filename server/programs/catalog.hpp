#pragma once
#include "matching/snapshot.hpp"
#include "models/program.hpp"
#include "models/store/db.hpp"
#include "server/http/library.hpp"
#include <memory>
#include <mutex>
#include <vector>

namespace server::programs {

using Programs = std::vector<models::Program>; // in the order of their ids

const models::Program* find(const Programs&, models::ProgramId); // nothing: not there
bool is_matchable(const models::Program&); // open or paused; drafts and closed ones are not

// All programs as they are now, read once and then kept up to date from the change ledger: only what changed
// is read again. Shared by the lanes.
class Catalog {
public:
    explicit Catalog(const Library&);
    ~Catalog();
    Catalog(const Catalog&) = delete;

    // What this reader sees, or newer. What a Writer sees may yet be undone, so nothing of it is kept.
    std::shared_ptr<const Programs> current(store::Reader&);

    // The matchable ones, compiled once per state of the catalog, without families: use snapshot->with(…).
    std::shared_ptr<const matching::Snapshot> snapshot(store::Reader&, models::Time as_of);

private:
    struct Generation;
    using GenerationPtr = std::shared_ptr<Generation>;
    GenerationPtr newest(store::Reader&);
    std::shared_ptr<const Programs> read_all(store::Reader&) const;
    std::shared_ptr<const Programs> read_changed(store::Reader&, const Generation& known) const;

    std::map<std::string, models::Rule> named_rules_;
    matching::Ground ground_;
    std::mutex mutex_;
    GenerationPtr newest_; // guarded by mutex_
};

} // namespace server::programs
