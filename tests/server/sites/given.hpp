#pragma once
#include "server/sites/routes.hpp"
#include "tests/server/offers/given.hpp"

// A site with seats whose charity has a manager, a caseworker on its staff and one who is not.
namespace given {

class SiteWorld : public OfferWorld {
public:
    explicit SiteWorld(std::int64_t places = 40);

    models::Actor manager();
    models::Actor stranger();         // a caseworker of the same organization who does not work there
    server::offers::OfferRow child(); // of a new family: accepted
    models::SiteSessionId session(models::Date on, int from = 990);
    server::sites::SitePlace place();
    std::string path(const std::string& rest = "");
    std::string path_of(models::SiteSessionId id, const std::string& rest = "");
    std::vector<store::AttendanceRow> entries(models::SiteSessionId);

    models::SiteId site;
};

std::string mark_field(const server::offers::OfferRow&);

} // namespace given
