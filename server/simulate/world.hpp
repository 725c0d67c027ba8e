#pragma once
#include "models/area.hpp"
#include "models/standard.hpp"
#include "server/formats/program_entry.hpp"
#include "server/simulate/shares.hpp"
#include <map>
#include <memory>
#include <vector>

namespace server {
class Library; // http/library.hpp
}

namespace server::simulate {

struct Wish {
    std::size_t families{}, programs{};
    std::uint64_t seed{};
};

// The real villages, more often where more families in need live: config/simulate/prefectures.csv says how
// many there are in a prefecture; within it each village is as likely.
class Villages {
public:
    Villages(const models::Divisions&, std::string_view csv);
    models::Area pick(Chance&) const;
    std::vector<std::pair<models::Area, std::int64_t>> weights() const; // of the prefectures

private:
    struct Prefecture {
        models::Area area;
        std::int64_t weight{}, upto{};
        std::vector<models::Area> villages;
    };
    std::vector<Prefecture> prefectures_;
};

// What the making of every family reads; immutable, shared by threads.
struct World {
    World(const Library&, const Wish&);
    std::uint64_t seed{};
    Shares shares;
    Villages villages;
    const models::Divisions& divisions;
    const models::Standards& standards;
    models::Time as_of{};
    std::vector<ProgramEntry> programs;                       // ids 1 … N
    std::map<models::Area, std::vector<std::size_t>> serving; // by county: programs that serve it
};

// docs/simulate.md "The day": 2026-09-01, when school begins.
models::Time as_of();

} // namespace server::simulate
