#include "tests/server/offers/walked.hpp"
#include "server/offers/told.hpp"
#include "tests/server/referrals/given.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>

namespace given {

using namespace models;
using namespace server::offers;

std::vector<OfferRow> Walked::offers()
{
    std::vector<OfferRow> all;
    db.read([&](store::Reader& reader) {
        for (const auto family : families) {
            const auto own = store::offers_of(reader, family);
            all.insert(all.end(), own.begin(), own.end());
        }
    });
    return all;
}

void Walked::check()
{
    const auto all = offers();
    std::map<ProgramId, store::CapacityRow> held_by;
    std::map<ReferralId, std::int64_t> promised;
    for (const auto& row : all) {
        const auto delivered =
            db.read([&](store::Reader& reader) { return store::delivered_of(reader, row.id); });
        const auto holds = holding_of(row, delivered);
        using enum Holding::Kind;
        auto& sum = held_by[row.program];
        if (holds.kind == reserved)
            sum.reserved += holds.places, sum.reserved_money = sum.reserved_money + holds.money;
        if (holds.kind == committed)
            sum.committed += holds.places, sum.committed_money = sum.committed_money + holds.money;
        if (holds.kind == used) sum.used += holds.places, sum.paid = sum.paid + holds.money;
        promised[row.referral] += holds_promise(row.state) ? row.units : delivered.units;
        BOOST_TEST(delivered.units <= row.units);
        if (is_end(row.state)) BOOST_TEST(!row.due_at.has_value());
        const auto state = referral(row.referral).state;
        const bool goes_on = models::is_live(state) || state == ReferralState::suspended;
        BOOST_TEST((goes_on || !models::is_live(row.state)));
        if (models::is_live(row.state) && row.state != OfferState::draft) BOOST_TEST(is_told_by_consent(row));
    }
    for (const auto id : {first, second}) check_capacity(id, held_by[id]);
    check_twins(all);
    for (const auto family : families) check_need(family, promised[family]);
}

// The need of a version of the facts is read once: most of the time it is the same.
void Walked::check_need(ReferralId family, std::int64_t promised)
{
    const auto version = referral(family).facts_version;
    auto& known = needs_[family];
    if (known.first != version) known = {version, need(family)};
    auto living = known.second;
    living.promised = 0;
    for (const auto& one : db.read([&](store::Reader& reader) { return store::promised_of(reader, family); }))
        if (one.need == living.id) living.promised = one.units;
    BOOST_TEST(living.promised == promised);
    BOOST_TEST(living.promised + living.government_aid <= living.assessed.value());
    BOOST_TEST((living.state != NeedState::met || residual_of(living) == 0));
}

void Walked::check_capacity(ProgramId id, const store::CapacityRow& sum)
{
    const auto has = db.read([&](store::Reader& reader) { return store::list_capacity(reader, id).front(); });
    BOOST_TEST(sum.reserved == has.reserved);
    BOOST_TEST(sum.committed == has.committed);
    BOOST_TEST(sum.used == has.used);
    BOOST_TEST(sum.reserved_money.fen == has.reserved_money.fen);
    BOOST_TEST(sum.committed_money.fen == has.committed_money.fen);
    BOOST_TEST(sum.paid.fen == has.paid.fen);
    if (has.places) BOOST_TEST(has.reserved + has.committed + has.used <= *has.places);
}

void Walked::check_twins(const std::vector<OfferRow>& all)
{
    std::map<std::tuple<ReferralId, NeedId, ProgramId>, int> live;
    for (const auto& row : all)
        if (models::is_live(row.state)) ++live[{row.referral, row.need, row.program}];
    for (const auto& [what, offers] : live) BOOST_TEST(offers == 1);
}

// The table beside the log: it begins nowhere, each move goes on where the last one ended, by an act and
// a side that the table has there, and ends where the record is. Taking back is told by its reason.
void Walked::check_log()
{
    for (const auto& row : offers()) {
        std::optional<OfferState> at;
        for (const auto& move : moves(row.id)) {
            ++made[{move.reason == kTakenBack ? "take_back" : name_of(move.act), move.from}];
            BOOST_TEST((move.from == at));
            if (move.from && move.reason != kTakenBack) {
                const auto to = after(*move.from, move.act);
                BOOST_TEST((std::ranges::find(to, move.to) != to.end()),
                           name_of(move.act)
                               << " from " << name_of(*move.from) << " to " << name_of(move.to));
                BOOST_TEST(may(move.side, *move.from, move.act), name_of(move.side)
                                                                     << ": " << name_of(move.act) << " from "
                                                                     << name_of(*move.from));
            }
            at = move.to;
        }
        BOOST_TEST((at == row.state));
    }
    for (const auto family : families) {
        const auto row = referral(family);
        std::optional<ReferralState> at;
        for (const auto& move : given::moves(*this, row)) {
            BOOST_TEST((move.from == at));
            if (move.from && move.to) {
                const auto to = after(*move.from, move.act);
                BOOST_TEST((std::ranges::find(to, *move.to) != to.end()),
                           name_of(move.act) << " from " << name_of(*move.from));
                BOOST_TEST(may(move.side, *move.from, move.act), name_of(move.side)
                                                                     << ": " << name_of(move.act) << " from "
                                                                     << name_of(*move.from));
            }
            at = move.to;
        }
        BOOST_TEST((at == row.state));
    }
}

bool Walked::is_told_by_consent(const OfferRow& row)
{
    const auto rows =
        db.read([&](store::Reader& reader) { return store::list_consents(reader, row.referral); });
    return consent_for(rows, row.organization, row.need_type, row.member, day_of(now)) != nullptr;
}

} // namespace given
