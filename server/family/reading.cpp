#include "server/family/reading.hpp"
#include "models/store/programs.hpp"
#include "server/objections/words.hpp"

namespace server::family {

using namespace models;

namespace {

void read_consents(store::Reader& db, Told& told, Date today)
{
    for (auto& row : store::list_consents(db, told.known.referral.id)) {
        for (const auto id : row.organizations)
            if (const auto found = store::find_organization(db, id)) {
                told.names[id.value] = found->name;
                told.phones[id.value] = found->phone;
            }
        if (is_live_on(row, today)) told.consents.push_back(std::move(row));
    }
}

} // namespace

Result<Told> read_told(store::Reader& db, const html::Words& words, const Actor& family, Date today)
{
    auto known = referrals::find_case(db, family, family.family);
    if (!known) return std::unexpected(known.error());
    const auto id = known->referral.id;
    Told told{*std::move(known), store::list_moves(db, id), store::list_clocks(db, id), {}, {}, {}, {}, {}};
    for (const auto& offer : store::offers_of(db, id)) {
        if (!offer.offered_at || offer.state == OfferState::draft) continue; // nobody was told yet
        Help help{offer, store::list_deliveries(db, offer.id), store::place_in_line(db, offer),
                  store::is_unable(db, offer)};
        told.help.push_back(std::move(help));
    }
    read_consents(db, told, today);
    for (auto& row : store::objections_of(db, id)) {
        auto about = objections::subject_words(db, words, objections::subject_of(db, row));
        told.objections.emplace_back(std::move(row), std::move(about));
    }
    return told;
}

} // namespace server::family
