#pragma once
#include "matching/match.hpp"
#include "tests/oracle/oracle.hpp"
#include "tests/support/dice.hpp"

// Random families, programs, lines and policies over the whole table of facts: with unknowns, dated and late
// told facts, old area codes, awards of every kind and everything that may stand in the way.
namespace tests {

struct RandomWorld {
    std::vector<models::Standard> lines;
    std::map<models::Area, models::Area> replaced;
    matching::Policy policy;
    models::Time now;
    std::vector<matching::Family> families;
    std::vector<models::Program> programs;

    matching::Ground ground() const;
    matching::Snapshot snapshot() const;
    oracle::World for_oracle() const;
    std::vector<oracle::Book> books() const;
};

struct Size {
    int families, programs;
};
RandomWorld random_world(Dice&, Size);
matching::Family random_family(Dice&, std::int64_t id);
models::Program random_program(Dice&, std::int64_t id);
models::FactRecord random_record(const models::FactRow&, Dice&);

// How often a long run goes: PARASOL_LONG=1 gives what matching.md §9 asks for.
int rounds(int normal, int long_run);

} // namespace tests
