// Payments by list, the same in both databases: counted by organization, one open line an offer, ended once.
#include "models/store/offers.hpp"
#include "models/store/payments.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace models;
using support::at_minute;

namespace {

struct Runs {
    explicit Runs(store::Backend backend) : db(backend)
    {
        db.write([&](store::Writer& writer) {
            store::replace_needs(writer, referral, {{need, "living", 1, "", NeedState::open}});
        });
    }
    support::TestDb db;
    AccountId by = given::account(db, "caseworker");
    OrganizationId organization = given::organization(db);
    ProgramId program = given::program(db, organization, "p");
    ReferralId referral = given::reported(db, by);
    NeedId need{71};

    OfferId offer(OfferState state = OfferState::accepted, NeedUnit unit = NeedUnit::fen,
                  const std::string& person = "digest")
    {
        return db.write([&](store::Writer& writer) {
            return store::insert_offer(writer, {.referral = referral,
                                                .need = need,
                                                .need_type = "living",
                                                .member = 1,
                                                .unit = unit,
                                                .program = program,
                                                .organization = organization,
                                                .state = state,
                                                .person = person,
                                                .program_version = 1,
                                                .places = 1,
                                                .units = 500,
                                                .amount = {500}});
        });
    }
    PaymentRunId run()
    {
        return db.write([&](store::Writer& writer) {
            return store::insert_payment_run(writer, {.organization = organization,
                                                      .program = program,
                                                      .prepared_by = by,
                                                      .prepared_at = at_minute(1)});
        });
    }
    bool add(PaymentRunId id, std::int64_t number, OfferId offer)
    {
        return db.write([&](store::Writer& writer) {
            return store::insert_payment_line(writer, id, number, offer, {500});
        });
    }
    store::PaymentRunRow found(PaymentRunId id)
    {
        return db.read(
            [&](store::Reader& reader) { return store::find_payment_run(reader, organization, id).value(); });
    }
    std::vector<store::PaymentLineRow> lines(PaymentRunId id)
    {
        return db.read([&](store::Reader& reader) { return store::payment_lines(reader, id); });
    }
    std::vector<OfferId> to_pay()
    {
        return db.read([&](store::Reader& reader) {
            std::vector<OfferId> ids;
            for (const auto& row : store::offers_to_pay(reader, organization, program))
                ids.push_back(row.offer.id);
            return ids;
        });
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(payments)

BOOST_DATA_TEST_CASE(runs_are_counted_by_their_organization, support::kBoth, backend)
{
    Runs world(backend);
    const auto first = world.run(), second = world.run();
    BOOST_TEST(world.found(first).number == 1);
    BOOST_TEST(world.found(second).number == 2);
    world.db.read([&](store::Reader& reader) {
        BOOST_TEST(!store::find_payment_run(reader, {world.organization.value + 1}, first));
        const auto all = store::list_payment_runs(reader, world.organization, {}, 10);
        BOOST_REQUIRE(all.size() == 2U);
        BOOST_TEST((all.front().id == second));
        BOOST_TEST(store::list_payment_runs(reader, world.organization, second, 10).size() == 1U);
    });
}

BOOST_DATA_TEST_CASE(a_run_is_saved_by_who_saw_it_last, support::kBoth, backend)
{
    Runs world(backend);
    auto row = world.found(world.run());
    row.state = PaymentRunState::checked;
    row.checked_by = world.by;
    row.checked_at = at_minute(5);
    const auto save = [&] {
        return world.db.write([&](store::Writer& writer) { return store::save_payment_run(writer, row); });
    };
    BOOST_TEST(save());
    BOOST_TEST(!save());
    const auto now = world.found(row.id);
    BOOST_TEST((now.state == PaymentRunState::checked));
    BOOST_TEST((now.checked_at == at_minute(5)));
    BOOST_TEST(!now.issued_at.has_value());
    BOOST_TEST(now.version == 2);
}

BOOST_DATA_TEST_CASE(an_offer_has_one_open_line, support::kBoth, backend)
{
    Runs world(backend);
    const auto offer = world.offer();
    const auto first = world.run(), second = world.run();
    BOOST_TEST(world.to_pay().size() == 1U);
    BOOST_TEST(world.add(first, 1, offer));
    BOOST_TEST(!world.add(second, 1, offer));
    BOOST_TEST(world.to_pay().empty());

    world.db.write([&](store::Writer& writer) { store::release_payment_lines(writer, first); });
    BOOST_TEST(world.to_pay().size() == 1U);
    BOOST_TEST(world.add(second, 1, offer));
    world.db.write([&](store::Writer& writer) { store::delete_payment_lines(writer, second); });
    BOOST_TEST(world.lines(second).empty());
    BOOST_TEST(world.lines(first).size() == 1U);
}

BOOST_DATA_TEST_CASE(a_line_ends_once_and_what_the_bank_said_is_sealed, support::kBoth, backend)
{
    Runs world(backend);
    const auto id = world.run();
    const auto offer = world.offer();
    world.add(id, 1, offer);
    auto line = world.lines(id).front();
    line.state = PaymentLineState::failed;
    line.told = "户名不符";
    line.ended_at = at_minute(9);
    const auto end = [&] {
        return world.db.write([&](store::Writer& writer) { return store::end_payment_line(writer, line); });
    };
    BOOST_TEST(end());
    line.state = PaymentLineState::paid;
    BOOST_TEST(!end());
    const auto now = world.lines(id).front();
    BOOST_TEST((now.state == PaymentLineState::failed));
    BOOST_TEST(now.told == "户名不符");
    BOOST_TEST(!world.db.value_of("SELECT sealed FROM payment_line").contains("户名"));
    BOOST_TEST(world.to_pay().size() == 1U); // free for another run
    world.db.read([&](store::Reader& reader) {
        const auto of_offer = store::payment_lines_of(reader, offer);
        BOOST_REQUIRE(of_offer.size() == 1U);
        BOOST_TEST(of_offer.front().told == "户名不符");
    });
}

BOOST_DATA_TEST_CASE(only_money_that_was_promised_can_be_paid, support::kBoth, backend)
{
    Runs world(backend);
    world.offer(OfferState::received);
    world.offer(OfferState::fulfilled);
    world.offer(OfferState::accepted, NeedUnit::hours);
    const auto under_way = world.offer(OfferState::delivering);
    const auto all = world.to_pay();
    BOOST_REQUIRE(all.size() == 1U);
    BOOST_TEST((all.front() == under_way));
}

// Those of which all has arrived wait for somebody to say so: they hide no other behind the first 500.
BOOST_DATA_TEST_CASE(what_has_arrived_is_not_to_be_paid, support::kBoth, backend)
{
    Runs world(backend);
    const auto whole = world.offer(OfferState::delivering), half = world.offer(OfferState::delivering);
    const auto run = world.run();
    world.add(run, 1, half);
    world.db.write([&](store::Writer& writer) {
        for (const auto& [offer, units] : {std::pair{whole, 500}, {half, 200}})
            store::insert_delivery(writer, {.offer = offer,
                                            .state = DeliveryState::recorded,
                                            .units = units,
                                            .amount = {units},
                                            .told = "x",
                                            .recorded_by = world.by,
                                            .recorded_at = at_minute(1)});
    });
    BOOST_TEST(world.to_pay().empty());
    world.db.read([&](store::Reader& reader) {
        BOOST_TEST(store::programs_to_pay(reader, world.organization).empty());
        const auto in_run = store::offers_in_run(reader, world.organization, run);
        BOOST_REQUIRE(in_run.size() == 1U);
        BOOST_TEST(in_run.front().arrived.fen == 200);
    });
    world.db.write([&](store::Writer& writer) { store::release_payment_lines(writer, run); });
    BOOST_TEST((world.to_pay() == std::vector{half}));
    world.db.read([&](store::Reader& reader) {
        BOOST_TEST((store::programs_to_pay(reader, world.organization) == std::vector{world.program}));
        BOOST_TEST(store::offers_to_pay(reader, world.organization, world.program).front().arrived.fen ==
                   200);
    });
}

BOOST_DATA_TEST_CASE(a_familys_offers_are_those_of_its_referral_and_of_its_person, support::kBoth, backend)
{
    Runs world(backend);
    const auto first = world.offer();
    world.offer(OfferState::draft);
    const auto of = [&](OrganizationId organization, ReferralId referral, const std::string& person) {
        return world.db.read([&](store::Reader& reader) {
            return store::offers_of_family(reader, organization, referral, person).size();
        });
    };
    BOOST_TEST(of(world.organization, world.referral, "") == 1U);
    BOOST_TEST(of(world.organization, {1}, "digest") == 1U);
    BOOST_TEST(of(world.organization, {1}, "") == 0U);
    BOOST_TEST(of({1}, world.referral, "digest") == 0U);
    BOOST_TEST(static_cast<bool>(first));
}

BOOST_AUTO_TEST_SUITE_END()
