// The ledger behind a program's places and money, and the warning that little is left.
#include "models/store/notices.hpp"
#include "server/notices/notices.hpp"
#include "tests/server/editor/charity.hpp"
#include <boost/test/unit_test.hpp>

using namespace editor_tests;

namespace {

struct Budget : Charity {
    ProgramId id;
    std::string budget;

    Budget()
    {
        auto document = file();
        document["capacity"]["places"] = 40;
        document["capacity"]["budget_fen"] = 1'000'000;
        id = given_program(document);
        db.connection().execute("test.organization",
                                "UPDATE account SET organization_id = " + to_text(organization) +
                                    " WHERE id = " + to_text(manager.account));
        budget = "/programs/" + to_text(id) + "/budget";
    }
    std::vector<store::CapacityEntry> entries()
    {
        return db.read([&](store::Reader& reader) { return store::list_entries(reader, id, 100); });
    }
    void set_room(std::optional<std::int64_t> places, std::optional<Money> money)
    {
        db.write([&](store::Writer& writer) {
            auto program = programs::stored_program(row(id), library->named_rules);
            program.room.places = places;
            program.room.budget = money;
            return programs::change_program(writer, manager, id, row(id).version, program,
                                            *library->divisions, now)
                .value();
        });
    }
    bool moves(const char* site, std::int64_t places, std::int64_t fen, const Actor& by)
    {
        return db.write([&](store::Writer& writer) {
            return store::move_capacity(writer, id, site, store::CapacityMove::reserve, {places, Money{fen}},
                                        {.by = by.account, .at = now});
        });
    }
    std::vector<std::string> told()
    {
        std::vector<std::string> about;
        const auto to = notices::office_of(organization, true);
        for (const auto& row :
             db.read([&](store::Reader& reader) { return store::list_notices(reader, to, {}, 50); }))
            about.push_back(row.about);
        return about;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_programs_ledger, Budget)

BOOST_AUTO_TEST_CASE(a_total_that_was_wrong_is_corrected_by_a_counter_entry)
{
    set_room(40, Money{10'000'000});
    BOOST_TEST(support::page_faults(shown(budget)) == "");
    BOOST_TEST(has(shown(budget), "+90,000.00"));
    const auto entry = to_text(entries().at(0).id);
    const Typed typed{{"entry", entry}, {"version", "2"}};
    const auto no_reason = sent(manager, budget + "/counter", typed);
    BOOST_TEST(no_reason.status == 422);
    BOOST_TEST(has(no_reason, "href=\"#reason-" + entry + "\""));
    BOOST_TEST(support::page_faults(no_reason) == "");
    auto with_reason = typed;
    with_reason.emplace_back("reason", "多写了一个零");
    BOOST_TEST(sent(manager, budget + "/counter", with_reason).status == 303);
    BOOST_TEST(row(id).room.budget->fen == 1'000'000);
    BOOST_TEST(has(shown(budget), "多写了一个零"));
    with_reason[1].second = "3";
    BOOST_TEST(sent(manager, budget + "/counter", with_reason).status == 409); // once
}

BOOST_AUTO_TEST_CASE(each_entry_says_who_made_it_and_at_which_site)
{
    BOOST_REQUIRE(moves("a", 1, 100, officer(Role::county, support::kCounty, "county")));
    const auto page = shown(budget);
    BOOST_TEST(has(page, ">officer manager<"));
    BOOST_TEST(has(page, "正安县 县级经办"), page.body);
    BOOST_TEST(has(page, "站点：甲站"));
    BOOST_TEST(support::page_faults(page) == "");
}

// Nothing can be taken from what has no limit: that is said, and no entry is lost.
BOOST_AUTO_TEST_CASE(a_limit_that_is_gone_is_not_taken_back)
{
    set_room({}, Money{1'000'000});
    const auto before = entries().size();
    const auto refused = sent(manager, budget + "/counter",
                              {{"entry", to_text(entries().at(0).id)}, {"version", "2"}, {"reason", "错了"}});
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(has(refused, "现在不限总额"));
    BOOST_TEST(entries().size() == before);
}

BOOST_AUTO_TEST_CASE(its_managers_are_told_once_a_fall_that_little_is_left)
{
    set_state(id, ProgramState::open, second);
    BOOST_TEST(told().empty());
    set_room(40, Money{1'000'000});
    BOOST_REQUIRE(moves("", 0, 80'000, manager));
    set_room(40, Money{100'000}); // a fifth is free
    BOOST_TEST(told().empty());
    set_room(40, Money{88'000}); // less than a tenth
    BOOST_TEST(told() == std::vector<std::string>{"program.little_money"}, boost::test_tools::per_element());
    set_room(40, Money{85'000}); // still
    BOOST_TEST(told().size() == 1U);
    set_room(40, Money{200'000});
    set_room(40, Money{81'000}); // again
    BOOST_TEST(told().size() == 2U);
    BOOST_TEST(has(shown("/programs/" + to_text(id) + "/budget"), "冲正"));
}

BOOST_AUTO_TEST_SUITE_END()
