#pragma once
#include "matching/policy.hpp"
#include "models/area.hpp"
#include "models/calendar.hpp"
#include "models/ladder.hpp"
#include "models/program.hpp"
#include "models/standard.hpp"
#include "models/store/db.hpp"
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace html {
class Templates;
class Messages;
} // namespace html

namespace server {

struct NeedType {
    std::string code; // "medical"; label: message "need.medical"
    models::NeedUnit unit{};
    bool common = false; // offered as a chip
};

struct Config; // config.hpp
class Router;  // http/route.hpp
namespace programs {
class Catalog; // programs/catalog.hpp
class Trials;  // programs/trials.hpp
} // namespace programs
namespace population {
class Population; // population/population.hpp
}
class Metrics; // log/metrics.hpp

// The demo can go on to the next working day: so much later than the real clock it is there. Shared by the
// lanes.
class DemoClock {
public:
    void set(std::chrono::milliseconds ahead) { ahead_ = ahead.count(); }
    std::chrono::milliseconds ahead() const { return std::chrono::milliseconds(ahead_); }

private:
    std::atomic<std::int64_t> ahead_{};
};

// What every handler may look up, made once at start, the same for all threads: texts, divisions, standards,
// policy. Only the catalog of programs and the population live: they follow the database's change ledger; and
// the what-ifs that go on beside requests.
class Library {
public:
    std::shared_ptr<const Config> config;
    std::shared_ptr<const html::Messages> messages;
    std::shared_ptr<const html::Templates> templates;
    std::shared_ptr<const models::Divisions> divisions;
    std::shared_ptr<const models::Standards> standards;
    std::shared_ptr<const models::WorkingDays> working_days;
    std::shared_ptr<const models::Ladders> ladders;
    std::shared_ptr<const matching::Policy> policy;
    std::vector<NeedType> need_types;
    std::map<std::string, models::Rule> named_rules;    // config/programs/named_rules.json
    std::shared_ptr<programs::Catalog> catalog;         // all programs, alive
    std::shared_ptr<population::Population> population; // all open referrals beside them, alive
    std::shared_ptr<programs::Trials> trials;           // what-ifs that take over a second
    std::shared_ptr<Metrics> metrics;                   // counted by net, shown by /metrics
    const Router* router = nullptr;                     // every route, for the pages that draw them
    std::shared_ptr<const std::string> description;     // GET /api/openapi.json
    bool demo = false;                                  // demo strip on each page, one-click sign-in
    std::shared_ptr<DemoClock> demo_clock;              // null outside the demo
    std::string demo_password;                          // of every demo account, shown on the front page
};

} // namespace server
