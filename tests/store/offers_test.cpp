// Offers, their log, deliveries, promises and clocks, the same in both databases.
#include "models/store/clocks.hpp"
#include "models/store/offers.hpp"
#include "models/store/plans.hpp"
#include "models/store/stock.hpp"
#include "models/store/tasks.hpp"
#include "tests/store/given.hpp"
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;
using store::OfferBox;
using support::at_minute;

namespace {

struct Place {
    explicit Place(store::Backend backend) : db(backend)
    {
        by = given::account(db, "officer");
        organization = given::organization(db);
        program = given::program(db, organization, "p");
        referral = given::reported(db, by);
        need = {71};
        db.write([&](store::Writer& writer) {
            store::replace_needs(writer, referral, {{need, "living", 1, "", NeedState::open}});
        });
    }
    store::OfferRow insert(OfferState state, std::int64_t units)
    {
        const auto id = db.write([&](store::Writer& writer) {
            return store::insert_offer(writer, {.referral = referral,
                                                .need = need,
                                                .need_type = "living",
                                                .member = 1,
                                                .unit = NeedUnit::fen,
                                                .program = program,
                                                .organization = organization,
                                                .state = state,
                                                .person = "digest",
                                                .program_version = 3,
                                                .places = 1,
                                                .units = units,
                                                .amount = {units}});
        });
        return find(id).value();
    }
    std::optional<store::OfferRow> find(OfferId id, store::OfferScope scope = {given::kCounty, {}})
    {
        return db.read([&](store::Reader& reader) { return store::find_offer(reader, scope, id); });
    }
    void log(OfferId id, OfferAct act, std::optional<OfferState> from, OfferState to, std::int64_t units,
             int minute)
    {
        db.write([&](store::Writer& writer) {
            store::insert_offer_move(
                writer, {id, act, from, to, by, Side::county, "", "说明", units, {units}, at_minute(minute)});
        });
    }
    std::int64_t promised()
    {
        const auto rows =
            db.read([&](store::Reader& reader) { return store::promised_of(reader, referral); });
        return rows.empty() ? 0 : rows.front().units;
    }
    std::int64_t promised_at(int minute)
    {
        const auto rows = db.read(
            [&](store::Reader& reader) { return store::promised_at(reader, referral, at_minute(minute)); });
        return rows.empty() ? 0 : rows.front().units;
    }

    support::TestDb db;
    AccountId by;
    OrganizationId organization;
    ProgramId program;
    ReferralId referral;
    NeedId need;
};

} // namespace

BOOST_AUTO_TEST_SUITE(offers)

BOOST_DATA_TEST_CASE(an_offer_comes_back_whole_to_whom_it_concerns, support::kBoth, backend)
{
    Place place(backend);
    const auto row = place.insert(OfferState::offered, 50'000), second = place.insert(OfferState::draft, 1);

    BOOST_TEST(row.reference + "|" + second.reference ==
               given::found(place.db, place.referral).reference + "-1|" +
                   given::found(place.db, place.referral).reference + "-2");
    BOOST_TEST((row.village == given::kVillage));
    BOOST_TEST((row.unit == NeedUnit::fen && row.units == 50'000 && row.program_version == 3));
    BOOST_TEST(place.find(row.id, {{}, place.organization}).has_value());
    BOOST_TEST(!place.find(second.id, {{}, place.organization}).has_value()); // not sent
    BOOST_TEST(!place.find(row.id, {given::kOtherCounty, {}}).has_value());
    BOOST_TEST(!place.find(row.id, {}).has_value());
}

BOOST_DATA_TEST_CASE(it_is_saved_by_who_saw_it_as_it_is, support::kBoth, backend)
{
    Place place(backend);
    auto row = place.insert(OfferState::received, 50'000);
    row.state = OfferState::declined;
    row.decline_reason = DeclineReason::too_far;
    row.offered_at = at_minute(1);
    const auto save = [&](store::Writer& writer) { return store::save_offer(writer, row); };

    BOOST_TEST(place.db.write(save));
    BOOST_TEST(!place.db.write(save));
    const auto now = place.find(row.id).value();
    BOOST_TEST(
        (now.decline_reason == DeclineReason::too_far && now.offered_at == at_minute(1) && now.version == 2));
}

BOOST_DATA_TEST_CASE(boxes_hold_what_their_states_say, support::kBoth, backend)
{
    Place place(backend);
    for (const auto state : {OfferState::offered, OfferState::received, OfferState::waitlisted,
                             OfferState::accepted, OfferState::fulfilled})
        place.insert(state, 1);
    const auto count = [&](OfferBox box, store::OfferScope scope) {
        const auto all = place.db.read([&](store::Reader& reader) {
            const auto counts = store::count_boxes(reader, scope);
            BOOST_TEST(std::ranges::find(counts, box, [](const auto& of) { return of.first; })->second ==
                       store::count_offers(reader, scope, box));
            return std::pair{store::list_offers(reader, scope, box, {}, 100),
                             store::count_offers(reader, scope, box)};
        });
        BOOST_TEST(std::ssize(all.first) == all.second);
        return all.second;
    };
    for (const auto& scope :
         {store::OfferScope{given::kCounty, {}}, store::OfferScope{{}, place.organization}}) {
        BOOST_TEST(count(OfferBox::all, scope) == 5);
        BOOST_TEST(count(OfferBox::to_answer, scope) == 2);
        BOOST_TEST(count(OfferBox::asked, scope) == 0);
        BOOST_TEST(count(OfferBox::waiting, scope) == 1);
        BOOST_TEST(count(OfferBox::ended, scope) == 1);
    }
    BOOST_TEST(count(OfferBox::all, {given::kOtherCounty, {}}) == 0);
}

// The states of a box are read one by one; the pages are of both, and miss and repeat nothing.
BOOST_DATA_TEST_CASE(pages_of_a_box_with_clocks_are_in_the_order_of_what_is_due, support::kBoth, backend)
{
    Place place(backend);
    std::vector<OfferId> in_order;
    for (int i = 0; i < 7; ++i) {
        const auto row = place.insert(i % 3 == 0 ? OfferState::offered : OfferState::received, 1);
        const auto due = std::to_string(i < 2 ? 7 : 100 - i); // two that are due at once
        place.db.connection().execute("test.due",
                                      "UPDATE offer SET due_at = " + due + " WHERE id = " + to_text(row.id));
        in_order.insert(i < 2 ? in_order.end() : in_order.begin() + 2, row.id);
    }
    place.insert(OfferState::accepted, 1);
    for (const auto& scope :
         {store::OfferScope{given::kCounty, {}}, store::OfferScope{{}, place.organization}}) {
        std::vector<OfferId> read;
        for (bool more = true; more;) {
            const auto page = place.db.read([&](store::Reader& reader) {
                return store::list_offers(reader, scope, OfferBox::to_answer,
                                          read.empty() ? OfferId{} : read.back(), 2);
            });
            for (const auto& row : page) read.push_back(row.id);
            more = page.size() == 2;
        }
        BOOST_TEST((read == in_order));
    }
}

BOOST_DATA_TEST_CASE(promised_is_what_is_under_way_and_what_arrived, support::kBoth, backend)
{
    Place place(backend);
    const auto row = place.insert(OfferState::draft, 50'000);
    place.log(row.id, OfferAct::draft, {}, OfferState::draft, 50'000, 0);
    BOOST_TEST(place.promised() == 0);
    auto offered = row;
    offered.state = OfferState::offered;
    place.db.write([&](store::Writer& writer) { return store::save_offer(writer, offered); });
    place.log(row.id, OfferAct::offer, OfferState::draft, OfferState::offered, 50'000, 5);
    BOOST_TEST(place.promised() == 50'000);
    place.db.write([&](store::Writer& writer) {
        store::insert_delivery(writer, {.offer = row.id,
                                        .state = DeliveryState::recorded,
                                        .units = 20'000,
                                        .amount = {20'000},
                                        .on = parse_date("2026-11-24").value(),
                                        .told = "本人签收",
                                        .recorded_by = place.by,
                                        .recorded_at = at_minute(8)});
    });
    auto ended = place.find(row.id).value();
    ended.state = OfferState::partly_fulfilled;
    place.db.write([&](store::Writer& writer) { return store::save_offer(writer, ended); });
    place.log(row.id, OfferAct::stop_short, OfferState::delivering, OfferState::partly_fulfilled, 20'000, 9);

    BOOST_TEST(place.promised() == 20'000);
    BOOST_TEST(place.promised_at(0) == 0);
    BOOST_TEST(place.promised_at(6) == 50'000);
    BOOST_TEST(place.promised_at(10) == 20'000);
    const auto between = place.db.read(
        [&](store::Reader& reader) { return store::promised_between(reader, {}, place.referral); });
    BOOST_TEST(between.size() == 1u);
    const auto moves =
        place.db.read([&](store::Reader& reader) { return store::list_offer_moves(reader, row.id); });
    BOOST_TEST(moves.size() == 3u);
    BOOST_TEST(moves[1].note == "说明");
    BOOST_TEST(place.db.value_of("SELECT note_sealed FROM offer_move WHERE number = 1").find("说明") ==
               std::string::npos);
    const auto deliveries =
        place.db.read([&](store::Reader& reader) { return store::list_deliveries(reader, row.id); });
    BOOST_TEST(deliveries.at(0).told == "本人签收");
}

BOOST_DATA_TEST_CASE(clocks_lines_and_persons_are_found, support::kBoth, backend)
{
    Place place(backend);
    const auto waits = place.insert(OfferState::waitlisted, 1), ended = place.insert(OfferState::expired, 1);
    place.db.write([&](store::Writer& writer) {
        store::start_clock(writer, {.noun = store::ClockNoun::offer,
                                    .noun_id = waits.id.value,
                                    .referral = place.referral,
                                    .clock = Clock::reconfirm_waitlist,
                                    .side = Side::charity,
                                    .due_at = at_minute(9)});
    });
    BOOST_TEST((place.find(waits.id)->due_at == at_minute(9)));
    place.db.read([&](store::Reader& reader) {
        BOOST_TEST(store::clocks_due(reader, place.organization, at_minute(9), 10).empty());
        BOOST_TEST(store::clocks_due(reader, place.organization, at_minute(10), 10).size() == 1u);
        BOOST_TEST((store::programs_with_waitlist(reader) == std::vector{place.program}));
        BOOST_TEST(store::waitlist_of(reader, place.program).size() == 1u);
        BOOST_TEST(store::offers_of_person(reader, "digest", "living").size() ==
                   1u); // nothing came of the other
        BOOST_TEST(store::offers_of_person(reader, "", "living").empty());
        BOOST_TEST(store::offers_of(reader, place.referral).size() == 2u);
        BOOST_TEST(!store::has_open_task(reader, place.program, TaskKind::follow_decline));
        return true;
    });
    place.db.write(
        [&](store::Writer& writer) { store::stop_clocks(writer, store::ClockNoun::offer, waits.id.value); });
    BOOST_TEST((!place.find(waits.id)->due_at.has_value()));
}

BOOST_DATA_TEST_CASE(what_went_out_with_a_delivery_comes_back_once, support::kBoth, backend)
{
    Place place(backend);
    auto& db = place.db;
    const auto row = place.insert(OfferState::delivering, 4);
    const auto rice = db.write([&](store::Writer& writer) {
        return store::insert_stock_item(writer, {{}, place.organization, "大米", "袋", 0}).value();
    });
    const auto delivery = db.write([&](store::Writer& writer) {
        return store::insert_delivery(writer, {.offer = row.id,
                                               .state = DeliveryState::recorded,
                                               .units = 4,
                                               .on = parse_date("2026-11-24").value(),
                                               .recorded_by = place.by,
                                               .recorded_at = at_minute(1)});
    });
    db.write([&](store::Writer& writer) {
        store::move_stock(writer, {rice, StockAct::receive, 10, {}, place.by, at_minute(1)});
        store::move_stock(writer, {rice, StockAct::hand_out, -3, delivery, place.by, at_minute(2)});
        store::move_stock(writer, {rice, StockAct::hand_out, -1, delivery, place.by, at_minute(3)});
    });
    const auto out = [&] {
        return db.read([&](store::Reader& reader) { return store::handed_out_with(reader, delivery); });
    };
    BOOST_TEST_REQUIRE(out().size() == 1u);
    BOOST_TEST(out().front().quantity == 4);
    for (int twice = 0; twice < 2; ++twice)
        db.write(
            [&](store::Writer& writer) { store::take_back_stock(writer, delivery, place.by, at_minute(4)); });
    BOOST_TEST(out().empty());
    BOOST_TEST(db.value_of("SELECT quantity FROM stock_item") == "10");
}

BOOST_AUTO_TEST_SUITE_END()
