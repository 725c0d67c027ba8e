// Random walks over the table of offers, with clocks, consents, referrals and complaints between.
#include "server/offers/told.hpp"
#include "server/referrals/consent.hpp"
#include "tests/server/offers/walked.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/dice.hpp"
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>

using namespace models;
using namespace server::offers;
using given::seen;
using server::Desk;

namespace {

struct Walk : given::Walked {
    explicit Walk(std::uint64_t seed)
        : Walked({.places = 4, .budget_fen = 170'000, .keeps_waitlist = true}), dice(seed)
    {
        db.keep_reading();
        second = add_program(other_organization, "second",
                             {.places = 4, .budget_fen = 170'000, .keeps_waitlist = true});
        first = program;
        for (int i = 0; i < 6; ++i) families.push_back(new_family());
    }

    ReferralId new_family()
    {
        const auto id = another_family().id;
        consent(id, {organization, other_organization});
        return id;
    }

    std::size_t below(int count) { return static_cast<std::size_t>(dice.small(0, count - 1)); }

    // One thing that somebody tries; many are refused, which must change nothing.
    void step()
    {
        const auto family = families[below(static_cast<int>(families.size()))];
        if (!models::is_live(referral(family).state) && below(2) == 0) return move_referral(family);
        switch (below(20)) {
        case 0:
        case 1:
        case 2:
            give_consent(family);
            counted(offer_either(family));
            return;
        case 3: return end_consent(some_offer(true));
        case 4: return move_referral(family);
        case 5: return below(2) == 0 ? enlarge() : run_clocks();
        case 6: return time_passes();
        case 7: return complain();
        case 8: return below(2) == 0 ? mark_by_both(some_offer(below(2) == 0)) : complain();
        default: return move_offer(some_offer(below(6) != 0));
        }
    }

    void time_passes()
    {
        const int days = below(3) != 0 ? 0 : below(3) != 0 ? 9 : 35;
        now += std::chrono::hours(1) + std::chrono::days(days);
        run_clocks();
    }

    // Each state as often as another, however many offers are in it.
    std::optional<OfferRow> some_offer(bool live)
    {
        std::map<OfferState, std::vector<OfferRow>> by_state;
        for (auto& row : offers())
            if (!live || !is_end(row.state)) by_state[row.state].push_back(row);
        if (by_state.empty()) return {};
        const auto& rows =
            std::next(by_state.begin(), static_cast<std::ptrdiff_t>(below(static_cast<int>(by_state.size()))))
                ->second;
        return rows[below(static_cast<int>(rows.size()))];
    }

    static std::size_t weight_of(OfferAct act)
    {
        using enum OfferAct;
        constexpr std::size_t kFurther = 9, kBeside = 3, kEnd = 1;
        if (act == OfferAct::open || act == OfferAct::accept || act == OfferAct::deliver ||
            act == OfferAct::complete)
            return kFurther;
        if (act == answer || act == pass_on || act == reopen || act == stop_short || act == ask_for_facts ||
            act == waitlist)
            return kBeside;
        return kEnd;
    }

    // Mostly what the table has for this state, by a side that may, and what leads on more often than an end.
    void move_offer(const std::optional<OfferRow>& row)
    {
        if (!row) return;
        std::vector<OfferAct> acts;
        for (const auto& move : offer_moves())
            if (move.from == row->state && move.act != OfferAct::mark_as_error)
                acts.insert(acts.end(), weight_of(move.act), move.act);
        const auto wild = kNames<OfferAct>.at(below(static_cast<int>(kNames<OfferAct>.size()))).first;
        const auto chosen = acts.empty() || below(6) == 0 ? wild : acts[below(static_cast<int>(acts.size()))];
        const bool by_charity = may(Side::charity, row->state, chosen) != (below(8) == 0);
        const auto charities = row->organization == organization ? charity() : other_charity();
        const auto try_by = [&](const Actor& actor) {
            counted(act(actor, [&](const Desk& desk) {
                return below(12) == 0 ? take_back(desk, seen(*row)) : try_act(desk, *row, chosen);
            }));
        };
        try_by(by_charity ? charities : county());
        if (chosen == OfferAct::pass_on) try_by(county()); // who names the next one
    }

    Moved try_act(const Desk& desk, const OfferRow& row, OfferAct chosen)
    {
        const auto units = static_cast<std::int64_t>(1 + below(60'000));
        switch (chosen) {
        case OfferAct::open: return open_offer(desk, row.id);
        case OfferAct::accept:
            return accept(desk, seen(row), below(2) == 0 ? std::optional(units) : std::nullopt);
        case OfferAct::decline: // a reason with a cool-down would soon leave no program for anybody
            return decline(desk, seen(row),
                           below(8) == 0 ? kNames<DeclineReason>.at(below(8)).first : DeclineReason::full,
                           "x");
        case OfferAct::ask_for_facts: return ask_for_facts(desk, seen(row), "?");
        case OfferAct::answer: return answer_facts(desk, seen(row), "!");
        case OfferAct::waitlist: return put_in_line(desk, seen(row));
        case OfferAct::reconfirm: return still_needed(desk, seen(row));
        case OfferAct::deliver: return deliver_some(desk, row, units);
        case OfferAct::complete: return complete(desk, seen(row));
        case OfferAct::stop_short: return stop_short(desk, seen(row), "x");
        case OfferAct::pass_on:
            return pass_on(desk, seen(row),
                           {std::string(kPassOnReasons.front()), row.program == first ? second : first, "x"});
        case OfferAct::fail: return fail(desk, seen(row), "no_money", "x");
        case OfferAct::withdraw: return withdraw_offer(desk, seen(row), "x");
        case OfferAct::mark_as_error: return mark_as_error(desk, seen(row), "x");
        default: return take_back(desk, seen(row));
        }
    }

    // What is left of it, a part of that, or whatever somebody types.
    Moved deliver_some(const Desk& desk, const OfferRow& row, std::int64_t typed)
    {
        const auto left = row.units - store::delivered_of(desk.db, row.id).units;
        const std::int64_t units[] = {left, left, std::max<std::int64_t>(left / 2, 1), typed};
        return deliver(desk, seen(row), {units[below(4)], day_of(now), "bank", "x", ""});
    }

    Moved offer_either(ReferralId family)
    {
        program = below(3) == 0 ? second : first;
        return offer(family);
    }

    // Help that was said to be done; a complaint finds that some of it was not.
    void complain()
    {
        auto all = offers();
        std::erase_if(all, [](const OfferRow& row) {
            return row.state != OfferState::fulfilled && row.state != OfferState::partly_fulfilled;
        });
        if (all.empty()) return;
        const auto row = all[below(static_cast<int>(all.size()))];
        now += std::chrono::minutes(1);
        uphold_complaint(row);
        const auto deliveries =
            db.read([&](store::Reader& reader) { return store::list_deliveries(reader, row.id); });
        const auto one = deliveries[below(static_cast<int>(deliveries.size()))].id;
        const auto reopen = [&] {
            return act(county(), [&](const Desk& desk) { return reopen_offer(desk, seen(row), {one}, "x"); });
        };
        const auto done = reopen();
        counted(done);
        if (!done) return;
        ++reopened;
        BOOST_TEST(!reopen()); // once for each complaint
    }

    void mark_by_both(const std::optional<OfferRow>& row)
    {
        if (!row) return;
        for (const auto& officer : {county(), second_county()})
            counted(act(officer, [&](const Desk& desk) { return mark_as_error(desk, seen(*row), "x"); }));
    }

    // What a decline found to be full has places and money again.
    void enlarge()
    {
        db.connection().execute("test.enlarge",
                                "UPDATE capacity SET places = reserved + committed + used + 3, "
                                "budget_fen = reserved_fen + committed_fen + paid_fen + 130000");
    }

    // A referral goes its own way; whatever it was, it comes to be live again.
    void move_referral(ReferralId family)
    {
        namespace cases = server::referrals;
        const auto row = referral(family);
        const cases::Seen now_seen{row.id, row.version};
        const auto by = [&](const Actor& actor, auto move) {
            const auto done = given::act(*this, actor, move);
            done ? ++went : ++refused;
        };
        using enum ReferralState;
        if (row.state == suspended)
            return by(county(), [&](const Desk& desk) { return cases::resume(desk, now_seen); });
        if (row.state == closed)
            return by(county(), [&](const Desk& desk) { return cases::reopen(desk, now_seen, "x"); });
        if (row.state == reported)
            return by(township(),
                      [&](const Desk& desk) { return cases::recheck(desk, now_seen, given::visit()); });
        if (row.state == rechecked)
            return by(county(), [&](const Desk& desk) {
                return cases::confirm(desk, now_seen, given::decision(*this, row));
            });
        if (row.state == entered_in_error) {
            if (families.size() < 12) families.push_back(new_family());
            return;
        }
        switch (below(40)) { // mostly it stays as it is
        case 0:
            return by(county(), [&](const Desk& desk) {
                return cases::suspend(desk, now_seen, {"away", plus_days(day_of(now), 7), ""});
            });
        case 1:
            return by(county(), [&](const Desk& desk) {
                return cases::close_referral(desk, now_seen, {CloseReason::unmet, ""});
            });
        case 2:
            return by(county(), [&](const Desk& desk) { return cases::withdraw(desk, now_seen, {{}, "x"}); });
        case 3:
            return by(county(), [&](const Desk& desk) {
                return cases::end_referral(desk, now_seen, {CloseReason::moved, ""});
            });
        case 4:
            return by(below(2) == 0 ? county() : second_county(), [&](const Desk& desk) {
                return cases::mark_as_error(desk, now_seen, "entered_twice", "x");
            });
        case 5:
            return by(county(), [&](const Desk& desk) { return cases::correct(desk, now_seen, {}, "x"); });
        default: return;
        }
    }

    // Mostly there is one by the time something is offered.
    void give_consent(ReferralId family)
    {
        if (live_consent(family) || below(8) == 0) return;
        consent(family,
                below(3) == 0 ? std::vector{organization} : std::vector{organization, other_organization});
    }

    void end_consent(const std::optional<OfferRow>& row)
    {
        const auto given = row ? live_consent(row->referral) : std::nullopt;
        if (!given) return;
        given::act(*this, county(), [&](const Desk& desk) {
            return server::referrals::withdraw_consent(desk, row->referral, given->id, given->version);
        }).value();
    }

    std::optional<store::ConsentRow> live_consent(ReferralId family)
    {
        const auto rows =
            db.read([&](store::Reader& reader) { return store::list_consents(reader, family); });
        if (rows.empty() || !is_live_on(rows.front(), day_of(now))) return {};
        return rows.front();
    }

    void counted(const Moved& done) { done ? ++went : ++refused; }

    tests::Dice dice;
    int went = 0, refused = 0, reopened = 0;
};

// So many walks; each move of the table at least so often.
void walk_about(std::uint64_t first, std::uint64_t walks, int least)
{
    constexpr int kSteps = 400; // of one walk: by then its program has little left
    std::map<std::string, int> reached;
    std::map<Walk::Made, int> made;
    int went = 0, refused = 0, reopened = 0;
    for (auto seed = first; seed < first + walks; ++seed) {
        Walk walk(seed);
        for (int i = 0; i < kSteps; ++i) BOOST_TEST_CONTEXT("walk " << seed << " step " << i)
            {
                walk.step();
                walk.check();
                for (const auto& row : walk.offers()) ++reached[std::string(name_of(row.state))];
            }
        walk.check_log();
        went += walk.went;
        refused += walk.refused;
        reopened += walk.reopened;
        for (const auto& [move, count] : walk.made) made[move] += count;
        BOOST_TEST(walk.db.value_of("SELECT COUNT(*) FROM offer_move WHERE act <> 'draft'") ==
                   walk.db.value_of("SELECT COUNT(*) FROM audit WHERE event LIKE 'offer.%' AND event NOT IN "
                                    "('offer.draft', 'offer.read', 'offer.fields_opened', "
                                    "'offer.error_asked', 'offer.pass_on_asked')"));
    }
    BOOST_TEST_MESSAGE(went << " moves went, " << refused << " were refused");
    int never = 0; // a fifth may miss what is as seldom as an error in help that was completed
    for (const auto& move : offer_moves()) {
        const int made_so = made[{name_of(move.act), move.from}];
        BOOST_TEST_MESSAGE(name_of(move.act)
                           << " from " << (move.from ? name_of(*move.from) : "nothing") << ": " << made_so);
        never += made_so < least;
    }
    BOOST_TEST(never <= 1);
    BOOST_TEST(went > 0);
    BOOST_TEST(refused > went / 2);
    BOOST_TEST(reopened > 0);
    for (const auto* state : {"offered", "received", "info_needed", "waitlisted", "accepted", "delivering",
                              "fulfilled", "partly_fulfilled", "declined", "expired", "withdrawn",
                              "consent_ended", "failed", "passed_on", "entered_in_error"})
        BOOST_TEST(reached[state] > 0, state << " was never reached");
}

} // namespace

BOOST_AUTO_TEST_SUITE(walks_of_offers)

BOOST_AUTO_TEST_CASE(what_must_hold_holds_after_every_step) { walk_about(0, 3, 0); }

// quality.md 66: 100,000 steps by hand, in fifths that may be run side by side.
BOOST_DATA_TEST_CASE(and_after_every_step_of_a_long_walk, boost::unit_test::data::xrange(5), fifth)
{
    if (!std::getenv("PARASOL_LONG")) return;
    constexpr std::uint64_t kWalks = 50;
    walk_about(static_cast<std::uint64_t>(fifth) * kWalks, kWalks, 1);
}

BOOST_AUTO_TEST_SUITE_END()
