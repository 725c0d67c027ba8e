#pragma once
#include "models/store/db.hpp"
#include "models/time.hpp"
#include <functional>

namespace server {

// Work beside the requests, on threads of its own, that changes the database in the write lane like all else.
class Beside {
public:
    // Waits until it is committed; false: it is not. May be run again from its beginning.
    using Change = std::function<bool(const std::function<void(store::Writer&)>&)>;
    virtual ~Beside() = default;
    virtual void begin(Change, std::function<models::Time()> now) = 0;
    virtual void end() = 0; // before the lanes end: no change is on its way afterwards
};

} // namespace server
