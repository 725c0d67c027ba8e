#include "server/sites/roll.hpp"
#include "server/offers/service.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;

namespace {

std::string name_in(const offers::OpenedFields& opened)
{
    if (std::ranges::find(opened.consent.fields, "name") == opened.consent.fields.end()) return {};
    const auto wanted = opened.offer.member == 0 ? 1 : opened.offer.member;
    const auto& members = opened.household.members;
    const auto at = std::ranges::find(members, wanted, &Member::number);
    return at == members.end() ? std::string() : at->name.reveal();
}

} // namespace

std::vector<OfferRow> roll_on(store::Reader& db, const SitePlace& place, Date day)
{
    return store::seated_at(db, place.program, place.site.code, start_of(day), start_of(plus_days(day, 1)));
}

std::vector<OfferRow> roll_now(store::Reader& db, const SitePlace& place)
{
    constexpr Time kEver{std::chrono::days{1'000'000}};
    auto all = store::seated_at(db, place.program, place.site.code, kEver, kEver);
    std::erase_if(all, [](const OfferRow& row) { return !is_under_way(row.state); });
    return all;
}

Result<OfferRow> find_child(store::Reader& db, const Actor& actor, const SitePlace& place, OfferId id)
{
    auto row = offers::find_in_scope(db, actor, id);
    if (!row || !row->accepted_at || row->program != place.program || row->site != place.site.code)
        return refuse(Reason::not_found, "error.site.child_unknown");
    return row;
}

std::map<OfferId, std::string> open_names(const Desk& desk, const std::vector<OfferRow>& rows,
                                          const std::string& reason)
{
    std::map<OfferId, std::string> names;
    for (const auto& row : rows) {
        if (!is_under_way(row.state)) continue;
        const auto opened = offers::open_fields(desk, row.id, reason);
        if (!opened) continue; // the consent has ended
        names.emplace(row.id, name_in(*opened));
    }
    return names;
}

} // namespace server::sites
