#include "server/notices/notices.hpp"
#include "models/store/accounts.hpp"

namespace server::notices {

using namespace models;

namespace {

AreaLevel level_of_office(Side side)
{
    if (side == Side::village) return AreaLevel::village;
    return side == Side::township ? AreaLevel::township : AreaLevel::county;
}

} // namespace

void tell(const Desk& desk, std::string about, const Subject& subject, const Office& to, Time shown_from)
{
    store::insert_notice(desk.db,
                         {.about = std::move(about),
                          .noun = subject.noun,
                          .noun_id = subject.id,
                          .reference = subject.reference,
                          .to = to,
                          .shown_from = shown_from},
                         desk.now);
}

std::string page_of(const store::NoticeRow& row)
{
    return "/" + std::string(name_of(row.noun)) + "s/" + std::to_string(row.noun_id);
}

Office office_at(Side side, Area village, bool supervisor)
{
    return {side, part_of(village, level_of_office(side)), {}, supervisor};
}

Office office_of(OrganizationId organization, bool supervisor)
{
    return {Side::charity, {}, organization, supervisor};
}

Office desk_of(store::Reader& db, const Actor& actor)
{
    const auto account = store::find_account(db, actor.account);
    return {side_of(actor), actor.area, actor.organization,
            (account && account->lead) || actor.role == Role::charity_manager};
}

} // namespace server::notices
