#pragma once
#include "server/family/reading.hpp"
#include "server/html/fields.hpp"
#include "server/http/call.hpp"

// The family's page in everyday words (templates/family/case.html), part by part.
namespace server::family {

struct Scene {
    const Call& call;
    const html::Words& words;
    const Told& told;
};
nlohmann::json case_view(const Scene&);

std::string organization_words(const Scene&, models::OrganizationId); // its name, or "一家组织"
std::string amount_words(const Scene&, const store::OfferRow&, std::int64_t units);
std::string whom_words(const Scene&, std::int64_t member); // "孙辈，10 岁"; 0: ""

nlohmann::json needs_view(const Scene&);           // each need, and what help is on the way
nlohmann::json arrivals_view(const Scene&);        // help that is said to have arrived and is not confirmed
std::vector<std::string> help_dates(const Scene&); // what organizations owe by when
int helping(const Scene&);                         // how many organizations help now

nlohmann::json consents_view(const Scene&);
nlohmann::json objections_view(const Scene&);
nlohmann::json offices_view(const Scene&); // whom to ask

} // namespace server::family
