#include "server/notices/words.hpp"
#include "models/store/programs.hpp"
#include "server/html/format.hpp"

namespace server::notices {

using namespace models;

std::string office_words(store::Reader& db, const html::Words& words, const Office& office)
{
    if (office.side != Side::charity)
        return words.say("notice.office." + std::string(name_of(office.side)),
                         {{"place", html::area_name(words, office.area)}});
    const auto organization = store::find_organization(db, office.organization);
    return organization ? organization->name : to_text(office.organization);
}

} // namespace server::notices
