#pragma once
#include "models/account.hpp"
#include "models/id.hpp"
#include "tests/bench/site.hpp"
#include <string>
#include <vector>

// Families that may be offered help: confirmed, with a consent that names the one organization, before a
// program with room for all of them; and what an inbox and the question for double help look through.
namespace bench {

struct LoopFamily {
    models::ReferralId referral;
    models::NeedId need;
};

struct LoopSite {
    Site site;
    models::Actor village, county, charity;
    std::string county_token, charity_token;
    std::string county_session, charity_session; // cookies
    models::OrganizationId organization;
    models::ProgramId program;
    models::Money award;
    std::vector<LoopFamily> families;
};

// Into a database that nobody serves.
LoopSite make_loop(const DemoData&, const Site&, std::size_t families);

// So many offers to the organization that wait for its answer, over all families in turn.
void fill_inbox(const LoopSite&, std::size_t offers);

// So many people of whom each was helped once with what `kAskedNeed` names, by another organization. The
// first of them have ID numbers: these.
inline constexpr auto kAskedNeed = "living";
std::vector<std::string> help_people(const LoopSite&, std::size_t people, std::size_t known);

std::string id_number_of(std::size_t number); // nobody's: its prefix is not assigned

std::int64_t count_offers(const Site&, const std::string& condition);

} // namespace bench
