#pragma once
#include "matching/snapshot.hpp"
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace matching {

// Programs as one run meets them: what can be worked out without a family. Shared by every Snapshot::with.

struct ProgramPlan {
    models::ProgramId program;
    std::vector<models::Area> served;         // today's codes; empty: everywhere
    std::vector<models::Area> places;         // of its sites, else the served areas: for proximity
    bool matchable = false;                   // open or paused
    bool hint = false;                        // a school, village or institution applies, or a list decides
    std::vector<models::Fact> facts;          // every fact its rule reads, with what these depend on; sorted
    std::vector<std::string> illnesses;       // those its rule names, for caps per illness
    std::optional<models::Date> edition_from; // when its first window opened
    std::int64_t most_points = 0;             // priority by points: all of them
};

// Programs for one type of need by the area they serve; those whose place follows the person (hukou, school)
// or that serve everywhere stand under no area.
struct NeedBlock {
    std::vector<std::pair<std::int64_t, std::size_t>> by_area; // area and program, in order
    std::vector<std::size_t> anywhere, all;                    // in order
};

struct Snapshot::Compiled {
    SharedList<models::Program> programs;
    SharedList<ProgramPlan> plans;                                            // by program
    std::unordered_map<std::string, std::shared_ptr<const NeedBlock>> blocks; // by type of need
};

Snapshot::Compiled compile(std::vector<models::Program>, const models::Divisions&);
// In the order of their ids: the same programs with these changes, only what changed is worked out anew.
Snapshot::Compiled recompile(const Snapshot::Compiled&, std::vector<models::Program> put,
                             const std::vector<models::ProgramId>& ended, const models::Divisions&);

// Programs that may serve a need of this type for a household living there; today's code; none: unknown.
// Never leaves out one whose served area could hold the family.
std::vector<std::size_t> plausible(const Snapshot::Compiled&, const std::string& need_type,
                                   models::Area residence);

// The rule's facts, those their applies_when reads, and what derived ones and standards are computed from.
std::vector<models::Fact> facts_behind(const models::Rule&);
std::vector<models::Fact> facts_behind(models::Fact);
std::vector<models::Fact> parts_of(models::Fact); // what a derived fact is computed from

} // namespace matching
