#pragma once
#include "server/demo/load.hpp"
#include "server/http/library.hpp"
#include "tests/support/test_db.hpp"
#include <memory>

namespace given {

using namespace models;

// The compiled-in tables, made once.
const server::Library& tables();

inline const server::demo::Progress kQuiet = [](std::size_t, std::size_t) {};

// The demo as it stands after a first start at nine on 24 November 2026; made once, only to be read.
struct LoadedDemo {
    support::TestDb db{store::Backend::sqlite};
    server::demo::DemoLinks links;
    LoadedDemo();
    std::int64_t count(const char* sql) const { return std::stoll(db.value_of(sql)); }
};
const LoadedDemo& loaded_demo();

} // namespace given
