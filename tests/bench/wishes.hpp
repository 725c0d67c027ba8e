#pragma once
#include <chrono>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

// What the command line asks for.
namespace bench {

struct Wishes {
    std::set<std::string> parts; // of kParts; empty: all
    std::filesystem::path json = "build/bench.json";
    int rounds = 5;
    std::chrono::milliseconds round{2'000}; // how long a server is kept busy in one round
    int clients = 32;
    std::size_t programs = 5'000;
    std::size_t families = 40; // of the demo's
    int repeats = 20;          // of each family's match in one round
    bool postgresql = true;
    std::size_t province = 20'000;              // invented families, for the parts province and engine
    std::vector<std::size_t> rounds_of{11'000}; // invented families: a county's
    std::chrono::seconds limit{60};             // for a solver that may not end
    std::size_t inbox = 100'000; // offers that wait, and people who were helped, for the part loop
    std::size_t people = 1'000'000;
    bool help = false;

    bool has(const std::string& part) const { return parts.empty() || parts.contains(part); }
};

inline constexpr const char* kParts[] = {"match", "province", "engine", "test-drive", "rounds",     "live",
                                         "reads", "posts",    "loop",   "memory",     "attendance", "outbox"};

// A sentence that says what cannot be taken; the exit status is then 2.
class Misunderstood : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
Wishes read_wishes(const std::vector<std::string>& arguments);
std::string help();

} // namespace bench
