// A program before it is there: whom it would reach, without anybody being told from it.
#include "models/store/sketches.hpp"
#include "server/editor/routes.hpp"
#include "server/editor/sections.hpp"
#include "server/population/closed.hpp"
#include "server/programs/drive.hpp"
#include "tests/server/programs/families.hpp"
#include "tests/support/pages.hpp"

using support::location;

namespace {

using matching::Driven;
using server::programs::ToldDriven;

// 26 families with medical needs, see given::Families; a sketch for those up to an income.
struct Drives : given::Families {
    Drives()
    {
        read_population();
        router_ = std::make_unique<server::Router>(
            std::vector<std::span<const server::Route>>{server::editor::routes()});
    }

    models::SketchId given_sketch(std::int64_t income)
    {
        auto document = server::editor::new_document();
        for (const auto& [name, value] : written("draft", income).items()) document[name] = value;
        document["code"] = "sketched";
        return db.write([&](store::Writer& writer) {
            store::Sketch sketch;
            sketch.organization = organization;
            sketch.document = document.dump();
            sketch.changed_by = worker.account;
            sketch.changed_at = now;
            return store::insert_sketch(writer, sketch);
        });
    }
    server::Response driven(models::SketchId sketch)
    {
        auto asked = call(worker, server::Verb::post, "/sketches/" + models::to_text(sketch) + "/test-drive");
        const auto found = router_->find(asked.verb, asked.path);
        asked.captures = found.captures;
        return run(*found.route, asked);
    }
    Driven of(std::int64_t income, std::uint64_t secret = 7)
    {
        const auto program = server::read_program(written("draft", income), library->named_rules).value();
        const auto families =
            db.read([&](store::Reader& reader) { return library->population->current(reader)->at(now); });
        return matching::test_drive(*families, program, secret).value();
    }

private:
    std::unique_ptr<server::Router> router_;
};

constexpr store::Sql kClose{
    "test.close",
    "UPDATE referral SET state = 'closed', close_reason = 'need_met' WHERE id BETWEEN :from AND :upto"};
constexpr store::Sql kMarkAsError{
    "test.error", "UPDATE referral SET state = 'entered_in_error' WHERE id BETWEEN :from AND :upto"};
constexpr store::Sql kErase{"test.erase",
                            "UPDATE referral SET erased_at = 1 WHERE id BETWEEN :from AND :upto"};

bool says(const server::Response& response, std::string_view text)
{
    return response.body.find(text) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_test_drive, Drives)

BOOST_AUTO_TEST_CASE(counts_who_fits_and_what_it_would_cost)
{
    BOOST_TEST(of(1'200'000).fit.families == 12);
    BOOST_TEST(of(1'500'000).fit.families == 24);
    BOOST_TEST(of(3'000'000).fit.families == 26);
    BOOST_TEST(of(1'200'000).near.families + of(1'200'000).unknown.families + 12 <= 26);
    BOOST_TEST(of(1'500'000).by_county.at(support::kCounty).families == 24);
    BOOST_CHECK(of(1'200'000).low.fen > 0 && of(1'200'000).low < of(1'500'000).low);
}

BOOST_AUTO_TEST_CASE(the_result_does_not_depend_on_the_workers)
{
    const auto program = server::read_program(written("draft", 1'500'000), library->named_rules).value();
    const auto families =
        db.read([&](store::Reader& reader) { return library->population->current(reader)->at(now); });
    matching::Progress four;
    four.workers = 4;
    const auto many = matching::test_drive(*families, program, 7, four).value();
    BOOST_CHECK(many.fit == of(1'500'000).fit);
    BOOST_CHECK(many.by_county == of(1'500'000).by_county);
}

// More families than a worker takes at once.
BOOST_AUTO_TEST_CASE(every_family_of_thousands_is_counted_once)
{
    const auto program = server::read_program(written("draft", 1'500'000), library->named_rules).value();
    const auto few =
        db.read([&](store::Reader& reader) { return library->population->current(reader)->at(now); });
    std::vector<matching::Family> many;
    for (std::int64_t i = 0; i < 2'600; ++i) {
        many.push_back(few->families()[static_cast<std::size_t>(i % 26)]);
        many.back().referral.value = i + 1;
    }
    const auto families = few->with(many);
    matching::Progress four;
    four.workers = 4;
    four.tell = [](int) { return true; };
    const auto shared = matching::test_drive(families, program, 7, four).value();
    BOOST_TEST(shared.fit.families == 2'400);
    BOOST_CHECK(shared.fit == matching::test_drive(families, program, 7)->fit);
    BOOST_TEST(shared.low.fen == 2'400 * 300'000);
}

// Whatever became of them: whom a program would have met, not whom it would meet today.
BOOST_AUTO_TEST_CASE(what_was_reported_in_the_last_90_days_counts_also_once_it_is_closed)
{
    const auto lately = [&] {
        const auto families =
            db.read([&](store::Reader& reader) { return library->population->current(reader)->at(now); });
        const auto closed = db.read([&](store::Reader& reader) {
            return server::population::closed_families(reader, now - server::programs::kLately, 100).value();
        });
        const auto found = server::programs::reported_lately(*families, closed);
        const auto program = server::read_program(written("draft", 3'000'000), library->named_rules).value();
        return std::pair(found.families().size(), matching::test_drive(found, program, 7)->fit.families);
    };
    BOOST_CHECK(lately() == std::pair(std::size_t{26}, std::int64_t{26}));
    const auto set = [&](const store::Sql& change, std::size_t from, std::size_t upto) {
        db.write([&](store::Writer& writer) {
            for (auto i = from; i <= upto; ++i) store::append_change(writer, "referral", ids.at(i).value);
            return writer.change(change, {{"from", ids.at(from)}, {"upto", ids.at(upto)}});
        });
    };
    set(kClose, 0, 4);
    set(kMarkAsError, 5, 6);
    BOOST_CHECK(lately() == std::pair(std::size_t{24}, std::int64_t{24}));
    set(kErase, 4, 4);
    BOOST_CHECK(lately() == std::pair(std::size_t{23}, std::int64_t{23}));
    now += std::chrono::days(91);
    BOOST_CHECK(lately() == std::pair(std::size_t{0}, std::int64_t{0}));
}

// The same families, asked for in whatever words, are told alike; one family more or less is not seen.
BOOST_AUTO_TEST_CASE(no_family_is_found_by_the_difference_of_two)
{
    using server::programs::told;
    BOOST_CHECK(told(of(1'200'000), 10, 7).fit == told(of(1'250'000), 10, 7).fit);
    std::map<std::optional<std::int64_t>, int> with, without;
    for (std::uint64_t secret = 1; secret <= 2000; ++secret) {
        Driven many, fewer;
        many.fit = {25, secret * 0x9E3779B97F4A7C15U};
        fewer.fit = {24, secret * 0xD1B54A32D192ED03U};
        ++with[told(many, 10, secret).fit];
        ++without[told(fewer, 10, secret).fit];
    }
    BOOST_TEST(with.size() == 3U);           // 20, 30 and nothing
    for (const auto& [number, times] : with) // whatever is told is about as likely without the family
        BOOST_TEST(std::abs(times - without[number]) < 2000 / 10);
}

// At the threshold, too, being told hardly says that the tenth family is there.
BOOST_AUTO_TEST_CASE(the_threshold_gives_nobody_away)
{
    int ten = 0;
    for (std::uint64_t secret = 1; secret <= 2000; ++secret) {
        Driven driven;
        driven.fit = {9, secret * 0x9E3779B97F4A7C15U};
        BOOST_TEST(!server::programs::told(driven, 10, secret).fit);
        driven.fit = {10, secret * 0xD1B54A32D192ED03U};
        ten += server::programs::told(driven, 10, secret).fit.has_value();
    }
    BOOST_TEST(ten < 2000 / 10);
}

BOOST_AUTO_TEST_CASE(fewer_than_may_be_told_are_hidden_with_all_that_goes_with_them)
{
    Driven few;
    few.fit = {9, 1};
    few.unknown = {3, 2};
    few.missing[models::Fact::age] = {3, 2};
    few.by_county[support::kCounty] = {9, 1};
    few.low = few.high = models::Money{900'000};
    const auto result = server::programs::told(few, 10, 1);
    BOOST_TEST(!result.fit);
    BOOST_TEST(!result.low);
    BOOST_TEST(!result.unknown);
    BOOST_TEST(result.missing.empty());
    BOOST_TEST(result.by_county.empty());
    BOOST_TEST(result.counties_hidden);
}

BOOST_AUTO_TEST_CASE(it_is_logged_and_limited_for_each_account)
{
    const auto sketch = given_sketch(1'500'000);
    const auto page = driven(sketch);
    BOOST_TEST(page.status == 200);
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST(says(page, "现在未解决的需求"));
    BOOST_TEST(!says(page, "24 户"));
    for (int i = 1; i < 30; ++i) BOOST_TEST(driven(sketch).status == 200);
    BOOST_TEST(driven(sketch).status == 429);
    BOOST_TEST(count_events("sketch.test_drive") == 30);
    now += std::chrono::hours(25);
    BOOST_TEST(driven(sketch).status == 200);
    BOOST_TEST(count("test_drive") == 1);
}

BOOST_AUTO_TEST_CASE(what_takes_longer_goes_on_beside_requests)
{
    library->trials->patience = std::chrono::milliseconds(-1);
    const auto sketch = given_sketch(1'500'000);
    const auto begun = driven(sketch);
    BOOST_TEST(location(begun) == "/sketches/" + models::to_text(sketch) + "/test-drive");
    const auto seen = library->trials->look(worker, models::ProgramId{sketch.value}, now);
    BOOST_REQUIRE(seen.has_value());
    BOOST_CHECK(seen->state == server::programs::TrialState::waiting);
}

BOOST_AUTO_TEST_SUITE_END()
