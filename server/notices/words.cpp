#include "server/notices/words.hpp"
#include "models/store/programs.hpp"
#include "server/html/format.hpp"

namespace server::notices {

using namespace models;

std::string OfficeWords::operator()(const Office& office)
{
    if (office.side != Side::charity)
        return words_.say("notice.office." + std::string(name_of(office.side)),
                          {{"place", html::area_name(words_, office.area)}});
    const auto [at, fresh] = organizations_.try_emplace(office.organization);
    if (fresh) {
        const auto row = store::find_organization(db_, office.organization);
        at->second = row ? row->name : to_text(office.organization);
    }
    return at->second;
}

} // namespace server::notices
