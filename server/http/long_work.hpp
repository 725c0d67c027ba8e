#pragma once
#include "models/store/db.hpp"
#include <functional>
#include <memory>

namespace server {

// Work that takes longer than a request may. net/long_work runs it on the lanes, one of a kind at a time:
// begun on the write lane, gathered on the read lane, done on the work lane while beat() looks in from the
// write lane, kept on the write lane. What beat, keep and fail did is kept in the database.
class LongWork {
public:
    virtual ~LongWork() = default;
    virtual void gather(store::Reader&) = 0;
    virtual void work() = 0;                                 // ends soon after stop()
    virtual bool beat(store::Writer&, models::Time now) = 0; // false: nobody wants it any more
    virtual void stop() = 0;                                 // from any thread
    virtual void keep(store::Writer&, models::Time now) = 0; // whatever came of it, also when stopped
    virtual void fail(store::Writer&, models::Time now) = 0; // an exception ended it
};

struct LongWorks {
    std::function<bool(store::Reader&)> waiting;
    std::function<std::shared_ptr<LongWork>(store::Writer&, models::Time now)> begin; // nothing: not now
};

} // namespace server
