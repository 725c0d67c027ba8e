#pragma once
#include "models/account.hpp"
#include "models/site.hpp"
#include "models/store/programs.hpp"
#include <map>
#include <optional>
#include <string>
#include <vector>

// A site's day: when it opens, who works there, what is planned.
namespace store {

// A site with its program, its seats and how a guardian reaches it.
struct SitePlace {
    SiteRow site;
    models::ProgramId program;
    models::OrganizationId organization;
    std::string program_name, organization_name;
    std::string contact;
    std::int64_t reserved{}, committed{}; // seats offered, and taken
    std::int64_t version{};               // of contact and hours
};
std::optional<SitePlace> find_site(Reader&, models::SiteId);
std::vector<SitePlace> sites_of(Reader&, models::OrganizationId); // active ones, by name
std::vector<SitePlace> sites_in(Reader&, models::Area);           // of every organization; none: everywhere

struct OpenOn {
    int weekday{}; // 1 Monday … 7 Sunday
    models::Hours hours;
};
// Guarded by version, which grows by one; the hours replace those of before.
bool save_site_setting(Writer&, models::SiteId, std::int64_t version, const std::string& contact,
                       const std::vector<OpenOn>&);
std::vector<OpenOn> opening_hours(Reader&, models::SiteId); // Monday first

struct StaffRow {
    models::StaffId id;
    models::SiteId site;
    models::AccountId account; // none: `name` has no account
    std::string name;          // sealed where there is no account
    models::StaffRole role{};
    models::AccountId added_by;
    models::Time added_at{};
};
models::StaffId insert_staff(Writer&, const StaffRow&);
bool end_staff(Writer&, models::SiteId, models::StaffId, models::Time now); // false: is none any more
std::vector<StaffRow> staff_of(Reader&, models::SiteId);                    // who works there now
bool is_staff(Reader&, models::SiteId, models::AccountId);

struct PatternRow {
    int weekday{};
    models::Hours hours;
    models::SessionKind kind{};
};
bool add_pattern(Writer&, models::SiteId, const PatternRow&); // false: it is there
bool remove_pattern(Writer&, models::SiteId, const PatternRow&);
std::vector<PatternRow> pattern_of(Reader&, models::SiteId); // Monday first, then by hour

struct SiteSessionRow {
    models::SiteSessionId id;
    models::SiteId site;
    models::Date on{};
    models::Hours hours;
    models::SessionKind kind{};
    models::SessionState state{};
    std::int64_t sheet{}; // of the attendance that was taken last; 0: none
    std::int64_t version{};
};
// Nothing: one of this kind begins there then.
std::optional<models::SiteSessionId> insert_site_session(Writer&, const SiteSessionRow&);
enum class SaveSiteSession { saved, stale, taken };
SaveSiteSession save_site_session(Writer&, const SiteSessionRow&); // guarded by version, which grows by one
std::optional<SiteSessionRow> find_site_session(Reader&, models::SiteId, models::SiteSessionId);
// In [from, until), by day and hour.
std::vector<SiteSessionRow> site_sessions_between(Reader&, models::SiteId, models::Date from,
                                                  models::Date until);
// How many are on that day at each site of the organization, or in the area, that has one.
std::map<models::SiteId, std::int64_t> sessions_by_site(Reader&, models::OrganizationId, models::Area,
                                                        models::Date);

} // namespace store
