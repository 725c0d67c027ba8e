#pragma once
#include "models/store/guardian_consents.hpp"
#include "server/html/fields.hpp"
#include "server/http/call.hpp"
#include "server/sites/report.hpp"
#include "server/sites/words.hpp"
#include "server/sites/worries.hpp"
#include <nlohmann/json.hpp>

// The views of templates/sites and templates/worries.
namespace server::sites {

// What was typed into one of a page's forms, and what is wrong with it.
struct Retry {
    std::string form; // id of the form on its page
    html::Typed typed;
    std::vector<models::Fault> faults;
};

nlohmann::json crumbs_of(const html::Words&, const SitePlace&);

struct ShownSite {
    SitePlace place;
    std::vector<store::OpenOn> open;
    std::vector<store::StaffRow> staff;
    std::vector<std::pair<std::string, std::string>> accounts; // id and name, of those who may be added
    std::vector<SiteSessionRow> today;
    std::size_t children{};
    bool is_staff = false;
    std::int64_t program_version{};
};
nlohmann::json show_view(const Call&, const ShownSite&, const Retry&);

struct ShownPlan {
    SitePlace place;
    models::Date month{};
    std::vector<SiteSessionRow> sessions;
    std::vector<PatternRow> pattern;
    bool is_manager = false;
};
nlohmann::json plan_view(const Call&, const ShownPlan&, const Retry&);
nlohmann::json change_view(const Call&, const SitePlace&, const SiteSessionRow&, const Retry&);

struct SheetChild {
    OfferRow row;
    std::string name;                          // "": the offer's number is shown
    bool takes_part = false, pictures = false; // as the guardian agreed
    std::optional<models::Mark> mark;          // on file, or as it was ticked
};
struct Sheet {
    SitePlace place;
    SiteSessionRow session;
    std::vector<SheetChild> children;
    std::map<models::OfferId, store::AttendanceRow> on_file;
    std::vector<Clash> clashes;
    std::map<models::AccountId, std::string> who; // names of who has marked
    std::int64_t corrections{};
};
nlohmann::json sheet_view(const Call&, const Sheet&, const std::vector<models::Fault>&);

struct RollChild {
    OfferRow row;
    std::string name;
    std::vector<models::GuardianConsentKind> held;   // today, on the roll
    std::vector<store::GuardianConsentRow> consents; // all, on the child's page
};
nlohmann::json roll_view(const Call&, const SitePlace&, const std::vector<RollChild>&);
nlohmann::json child_view(const Call&, const SitePlace&, const RollChild&, const Retry&);

struct WorryPage {
    WorryRow row;
    std::vector<store::WorryMoveRow> moves;
};
nlohmann::json new_worry_view(const Call&, const SitePlace&, const OfferRow&, const Retry&);
nlohmann::json worries_view(const Call&, const std::vector<WorryRow>&, bool more); // more: older ones
nlohmann::json worry_view(const Call&, const WorryPage&, const Retry&);

nlohmann::json print_view(const Call&, const SitePlace&, models::Date month, const MonthReport&);
nlohmann::json report_view(const Call&, const SitePlace&, models::Date month, const MonthReport&);
nlohmann::json report_rows(const html::Words&, const MonthReport&); // name and value
nlohmann::json county_view(const Call&, models::Date month, const std::vector<SitePlace>&);
nlohmann::json province_view(const Call&, models::Date month, const ProvinceReport&);

} // namespace server::sites
