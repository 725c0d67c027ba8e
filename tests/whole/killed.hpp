#pragma once
#include "models/id.hpp"
#include "server/http/library.hpp"
#include "tests/support/test_db.hpp"
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

// A server in a process of its own that is killed while every kind of move is under way, and what must hold
// then.
namespace killed {

enum class Who { village, township, county, second_county, third_county, charity };

// A database with its key, its people, an organization and two programs.
struct Place {
    explicit Place(store::Backend backend);
    support::TestDb db;
    std::shared_ptr<const server::Library> tables;
    std::vector<std::string> tokens, sessions; // by Who
    models::OrganizationId organization;
    models::ProgramId program, small; // both of this organization; the second has little room and a list
    std::string csrf(Who) const;
};

// The whole server on that port until it is killed; its clock is the demo's, which can be moved on.
int serve(const Place&, std::uint16_t port);
std::filesystem::path log_file(const Place&);

// Programs have a little room again, between two servers.
void enlarge(const Place&);

// What clients were told before the server died.
struct Told {
    std::map<std::string, std::int64_t> versions; // "offer 7": the newest that was answered
    std::map<std::string, int> acts;              // answered with success
    std::vector<std::string> broken;              // answers that must not be
    std::vector<std::string> unanswered;          // requests that were on their way, each with its key
    std::vector<std::string> families;            // of this round and those before
};

// So many clients, each one act after the other, until the server is killed once so many acts went.
// `families`: known from the rounds before.
Told press(const Place&, std::uint16_t port, std::uint64_t seed, int clients,
           const std::function<void()>& kill, int acts, std::vector<std::string> families);

// lifecycle.md "What must hold on any random walk", by looking into the database. What does not, in words.
std::vector<std::string> faults_in(const Place&);
std::vector<std::string> lost_in(const Place&, const Told&);
std::map<std::string, int> moves_in(const Place&); // "offer accept": how many the tables hold
std::string log_of(const Place&);                  // of the server that was killed last: its errors

} // namespace killed
