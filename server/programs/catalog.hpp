#pragma once
#include "matching/shared_list.hpp"
#include "models/program.hpp"
#include "models/store/db.hpp"
#include "server/http/library.hpp"
#include <memory>
#include <mutex>

namespace server::programs {

using Programs = matching::SharedList<models::Program>; // in the order of their ids

const models::Program* find(const Programs&, models::ProgramId); // nothing: not there
bool is_matchable(const models::Program&); // open or paused; drafts and closed ones are not

// All programs as they are now, read once and then kept up to date from the change ledger: only what changed
// is read again. Shared by the lanes.
class Catalog {
public:
    explicit Catalog(const Library&);
    Catalog(const Catalog&) = delete;

    // What this reader sees, or newer. What a Writer sees may yet be undone, so nothing of it is kept.
    std::shared_ptr<const Programs> current(store::Reader&);

    void forget(); // all is read again: the database is not the one that was followed

private:
    struct Generation {
        std::int64_t sequence{};
        std::shared_ptr<const Programs> programs;
    };
    std::shared_ptr<const Programs> read_all(store::Reader&) const;
    std::shared_ptr<const Programs> read_changed(store::Reader&, const Generation& known) const;

    std::map<std::string, models::Rule> named_rules_;
    std::mutex mutex_;
    Generation newest_; // guarded by mutex_; no programs: nothing is read yet
};

} // namespace server::programs
