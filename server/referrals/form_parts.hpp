#pragma once
#include "server/http/call.hpp"
#include "server/referrals/service.hpp"
#include "server/referrals/sheet.hpp"
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

// Inside the form: its parts, where they lead, and what a page of it shows.
namespace server::referrals {

// One page of the form as it stands: what is known, what is in its fields, what is wrong with them.
struct FormPage {
    const Call& call;
    Case known;
    std::string part; // "who", "needs", "family", "member.2"
    Typed typed;
    std::vector<models::Fault> faults = {}; // "/field"
    bool stale = false;                     // somebody else saved since the page was opened
};

std::string say(const Call&, const std::string& key, const std::map<std::string, std::string>& values = {});

// Where a fault of the whole document is mended.
struct Place {
    std::string part, field;
};
Place place_of(const models::Household&, const std::string& pointer);
std::string label_of(const Call&, const ReferralBody&, const Place&); // the field's name on its page
std::string form_path(models::ReferralId, const std::string& part);   // "/referrals/7/form/members/2"
std::string next_path(const Call&, models::ReferralId, const std::string& part);

// What the part's page shows when it is opened: what is known, and over it what could not be taken.
Typed typed_of(const Call&, const Document&, const std::string& part);
Typed typed_in(const Form&); // without the form's own marks

// A fault's sentence beside the field it is about; the first one counts.
nlohmann::json problems_view(const Call&, const std::vector<models::Fault>&);

nlohmann::json step_view(const FormPage&); // for the template step_template(part)
std::string step_template(const std::string& part);

} // namespace server::referrals
