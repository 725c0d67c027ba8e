#pragma once
#include "server/http/library.hpp"
#include "server/http/route.hpp"
#include "tests/support/test_db.hpp"
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>

// A database, the tables of config/, a clock that stands still and some officers: what a test of a feature
// begins with.
namespace support {

inline constexpr models::Area kVillage{520324103207}; // 正安县安场镇东坝村
inline constexpr models::Area kTownship{520324103000};
inline constexpr models::Area kCounty{520324000000};
inline constexpr models::Area kOtherCounty{520525000000}; // 纳雍县

// config/ read from the source tree: divisions, holidays, standards, need types. No texts, no templates.
std::shared_ptr<server::Library> tables_of_config();

using Fields = std::initializer_list<std::pair<const char*, std::string>>;

class World {
public:
    explicit World(std::shared_ptr<server::Library> tables = tables_of_config(),
                   store::Backend backend = store::Backend::sqlite);

    TestDb db;
    std::shared_ptr<server::Library> library;
    models::Time now = at_minute(0);

    // An account that acts in an area; the same one for the same words.
    models::Actor officer(models::Role role, models::Area area, const std::string& login);
    models::Actor village() { return officer(models::Role::village, kVillage, "village"); }
    models::Actor township() { return officer(models::Role::township, kTownship, "township"); }
    models::Actor county() { return officer(models::Role::county, kCounty, "county"); }
    models::Actor second_county() { return officer(models::Role::county, kCounty, "county2"); }
    models::Actor elsewhere() { return officer(models::Role::county, kOtherCounty, "elsewhere"); }

    // One request as a handler sees it.
    server::Call call(const models::Actor&, server::Verb, const std::string& target, Fields form = {});

    // Runs a handler as its lane does: kept below 400, undone otherwise.
    server::Response run(const server::Route&, const server::Call&);

    std::int64_t count(const char* table); // rows
    std::int64_t count_events(const std::string& event);
};

} // namespace support
