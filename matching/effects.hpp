#pragma once
#include "matching/topics.hpp"
#include <algorithm>
#include <vector>

// Inside of the engine: what one question may come to.
namespace matching {

// A program that a fact may still open, through its best need.
struct Open {
    ProgramIndex program;
    std::size_t need{};
    std::int64_t worth{}; // fen
    std::vector<Topic> topics;
};

struct Effect {
    Supposed answer;
    std::int64_t share{};              // thousandths
    std::vector<Verdict> verdicts;     // by open program
    std::vector<models::Money> awards; // where it opens
};

// What may be known of the family after the questions so far, and how likely that is.
struct State {
    Family family;
    std::int64_t chance{}; // millionths
    std::vector<bool> undecided;
};

inline bool reads(const Open& one, const Topic& topic)
{
    return std::ranges::find(one.topics, topic) != one.topics.end();
}

bool is_ordered(models::Fact); // numbers, amounts, dates

std::vector<Open> open_programs(const Snapshot&, FamilyIndex);

// Every possible answer, its likelihood and what becomes of the programs that are undecided and read it;
// there is at least one that reads it.
std::vector<Effect> effects_of(const Snapshot&, const std::vector<Open>&, const State&, const Topic&,
                               const Frequencies*);

} // namespace matching
