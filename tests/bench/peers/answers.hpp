#pragma once
#include "matching/sieve.hpp"
#include <filesystem>
#include <string>
#include <vector>

// What every contender answers: for each need the best 20 programs in order.
namespace bench {

inline constexpr std::size_t kTop = 20;

struct Answer {
    std::int64_t need{};    // which of the needs of the snapshot that are wanting, from 0
    std::int64_t program{}; // id
    bool fits = false;
    std::int64_t score{}, award = -1, cost{};
    bool operator==(const Answer&) const = default;
};
using Answers = std::vector<Answer>; // by need, then best first

Answers ours(const matching::Snapshot&, const matching::Sieve::Matches&);

// Lines of need,program,fits,score,award,cost; whole numbers. Throws on anything else.
Answers read_answers(const std::filesystem::path&);

// Nothing where theirs is what ours has for the needs of every step-th family; otherwise a sentence about the
// first difference. The families of all needs: by need.
std::string difference(const std::string& who, const Answers& ours, const Answers& theirs,
                       const std::vector<std::size_t>& families, std::size_t step);

} // namespace bench
