#pragma once
#include "models/store/db.hpp"
#include "server/http/call.hpp"
#include <any>
#include <functional>
#include <vector>

namespace server {

enum class LaneName { read, write, work, hash, io };

// One step of a handler that needs several lanes. It gets what the step before it left in `carried` and
// either leaves something for the next or ends the request with a response. The last step must end it.
struct Step {
    LaneName lane{};
    std::function<std::optional<Response>(const Call&, store::Reader*, store::Writer*, std::any& carried)>
        run;
};
// read lane: Reader is given; write lane: both; work and hash: neither. io: at once on the io thread, for
// what takes no time and needs nothing (livez, static files). What a write step did is kept when it leaves
// nothing or answers below 400; another attempt of the same step finds `carried` as the step before left it.

struct Steps {
    std::vector<Step> steps;
};

} // namespace server
