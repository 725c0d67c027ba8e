#pragma once
#include "matching/snapshot.hpp"
#include "server/formats/household_line.hpp"
#include "server/formats/policy_json.hpp"
#include "server/formats/program_entry.hpp"
#include <filesystem>
#include <functional>
#include <iosfwd>

namespace server {

class Library; // http/library.hpp

// The names of the three files of a folder (docs/formats.md "Files of a province").
inline constexpr const char* kHouseholdsFile = "households.jsonl";
inline constexpr const char* kProgramsFile = "programs.json";
inline constexpr const char* kPolicyFile = "policy.json";

struct Province {
    std::vector<matching::Family> families; // by id
    std::vector<models::Program> programs;  // by id; organization_name is the organization's unified code
    matching::Policy policy;
    models::Time as_of{};
};

// How many households have been read so far; called now and then, by one thread at a time.
using Reading = std::function<void(std::size_t households)>;

// Reads a folder, line by line and with so many threads; the answer is the same for any number and any order
// of lines. All faults at once, at most 100: the pointer of each begins with file and line
// ("households.jsonl:17: /needs/0/type", "programs.json: /3/program/rule"). `named`, need types and divisions
// are the library's.
models::Result<Province> read_province(const std::filesystem::path& folder, const Library&,
                                       std::size_t threads = 2, const Reading& = {});

// Households and programs as text: one a line.
std::string household_text(const HouseholdLine&); // with its line feed
void write_programs(std::ostream&, std::span<const ProgramEntry>);

} // namespace server
