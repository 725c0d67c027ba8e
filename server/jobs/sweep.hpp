#pragma once
#include "models/store/db.hpp"
#include "server/config.hpp"
#include "server/http/library.hpp"
#include <functional>

namespace server::jobs {

// What is due once a minute, in one savepoint of the write lane: sessions, failed sign-ins and first answers
// that have run out are forgotten, drafts nobody touched for 90 days are discarded, the clocks of offers are
// run.
std::function<void(store::Writer&, models::Time)> minute_sweep(std::shared_ptr<const Library>);

// Then, of what is committed: the heads of the audit chains and the list of erasures are kept beside the key.
std::function<void(store::Reader&)> minute_watch(const Config&);

} // namespace server::jobs
