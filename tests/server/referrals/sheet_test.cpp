// The form of three steps: what can be taken is taken, the rest stays as typed.
#include "server/referrals/sheet.hpp"
#include "tests/server/referrals/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server::referrals;
using namespace given;

namespace {

struct Sheet : support::World {
    Taken take(const server::ReferralBody& known, const std::string& part, const Typed& typed)
    {
        return taken(known, part, typed, {*library, now, "village"});
    }
};

std::vector<std::string> pointers(const Taken& taken)
{
    std::vector<std::string> all;
    for (const auto& fault : taken.faults) all.push_back(fault.pointer + " " + fault.key);
    return all;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_sheet, Sheet)

BOOST_AUTO_TEST_CASE(who_is_taken_and_the_id_says_birth_date_and_sex)
{
    const auto result = take({}, "who",
                             {{"name", {"石玉兰"}},
                              {"id_number", {"529903 19630412 0024"}},
                              {"village", {"520324103207"}},
                              {"phone", {"139 0000 0000"}}});

    BOOST_TEST(pointers(result).empty());
    const auto& contact = result.body.household.members.at(0);
    BOOST_TEST(contact.name.reveal() == "石玉兰");
    BOOST_TEST(contact.id_number.reveal() == "529903196304120024");
    BOOST_TEST(contact.phone.reveal() == "13900000000");
    BOOST_TEST(std::get<Code>(*value_on(contact.facts, Fact::sex, day_of(now))).text == "female");
    BOOST_TEST(result.body.household.village.code == 520324103207);
}

BOOST_AUTO_TEST_CASE(a_wrong_number_is_kept_as_typed_and_the_rest_is_taken)
{
    const auto result = take({}, "who", {{"name", {"石玉兰"}}, {"id_number", {"529903 19630412 0021"}}});

    const std::vector<std::string> expected{"/id_number error.id.check_digit"};
    BOOST_TEST(pointers(result) == expected, boost::test_tools::per_element());
    BOOST_TEST(result.kept.at("id_number").at(0) == "529903 19630412 0021");
    BOOST_TEST(result.body.household.members.at(0).name.reveal() == "石玉兰");
    BOOST_TEST(result.body.household.members.at(0).id_number.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_secret_leaves_what_is_known)
{
    const auto result = take(grandmother(*this), "who", {{"village", {"520324103207"}}});

    BOOST_TEST(result.body.household.members.at(0).id_number.reveal() == "529903196304120024");
    BOOST_TEST(result.body.household.members.size() == 4u);
}

BOOST_AUTO_TEST_CASE(secrets_are_never_shown_again)
{
    const auto fields = shown(grandmother(*this), "who", *library);

    for (const auto* name : {"name", "id_number", "phone", "address"}) BOOST_TEST(!fields.contains(name));
    BOOST_TEST(fields.at("village").at(0) == "520324103207");
}

BOOST_AUTO_TEST_CASE(saving_what_is_shown_changes_nothing)
{
    const auto known = grandmother(*this);

    for (const auto* part : {"who", "needs", "family", "member.2", "member.4"}) {
        const auto again = take(known, part, shown(known, part, *library));
        BOOST_TEST(pointers(again).empty(), part);
        BOOST_TEST(server::write_document(again.body).dump() == server::write_document(known).dump(), part);
    }
}

BOOST_AUTO_TEST_CASE(one_chip_for_two_grandchildren_is_split_between_them)
{
    const auto known = grandmother(*this);
    auto typed = shown(known, "needs", *library);
    BOOST_TEST(one(typed, "amount_education") == "7200");
    typed["amount_education"] = {"5,000.01"};

    const auto result = take(known, "needs", typed);

    std::vector<std::int64_t> amounts;
    for (const auto& need : result.body.household.needs)
        if (need.type == "education") amounts.push_back(need.assessed.value());
    const std::vector<std::int64_t> expected{250'001, 250'000};
    BOOST_TEST(amounts == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_lacking_and_the_aid_already_paid_make_the_assessed_amount)
{
    const auto asked =
        take({}, "needs", {{"need", {"medical"}}, {"amount_medical", {"20000"}}, {"kind", {"beyond_aid"}}});

    const auto result = take(asked.body, "family",
                             {{"aid_kind_0", {"temporary_aid"}},
                              {"aid_amount_0", {"6000"}},
                              {"aid_on_0", {"2026年11月6日"}},
                              {"aid_need_0", {"medical"}}});

    BOOST_TEST(pointers(result).empty());
    const auto& need = result.body.household.needs.at(0);
    BOOST_TEST(need.assessed.value() == 2'600'000);
    BOOST_TEST(need.government_aid == 600'000);
    BOOST_TEST(residual_of(need).value() == 2'000'000);
}

BOOST_AUTO_TEST_CASE(an_amount_may_stay_open_and_a_bad_one_is_kept)
{
    const auto result = take({}, "needs", {{"need", {"medical", "living"}}, {"amount_medical", {"-5"}}});

    const std::vector<std::string> expected{"/amount_medical error.amount.not_a_number"};
    BOOST_TEST(pointers(result) == expected, boost::test_tools::per_element());
    BOOST_TEST(result.body.household.needs.size() == 2u);
    BOOST_TEST(!result.body.household.needs[1].assessed.has_value());
    BOOST_TEST(result.kept.contains("amount_medical"));
}

BOOST_AUTO_TEST_CASE(a_need_nobody_offers_is_refused_and_the_others_are_taken)
{
    const auto result = take({}, "needs", {{"need", {"<b>", "living"}}, {"amount_living", {"800"}}});

    const std::vector<std::string> expected{"/need error.need.type"};
    BOOST_TEST(pointers(result) == expected, boost::test_tools::per_element());
    BOOST_REQUIRE(result.body.household.needs.size() == 1u);
    BOOST_TEST(result.body.household.needs[0].assessed.value() == 80'000);
}

BOOST_AUTO_TEST_CASE(dates_are_understood_as_people_write_them_and_impossible_ones_kept)
{
    for (const auto* text : {"20251106", "2025/11/6", "2025.11.06", "2025年11月6日", "２０２５-１１-０６"}) {
        const auto result = take({}, "family", {{"last_disaster_date", {models::folded(text)}}});
        const auto* day = value_on(result.body.household.facts, Fact::last_disaster_date, day_of(now));
        BOOST_REQUIRE_MESSAGE(day, text);
        BOOST_TEST(to_text(std::get<Date>(*day)) == "2025-11-06");
    }
    const auto result = take({}, "family", {{"last_disaster_date", {"2025-13-01"}}});
    BOOST_TEST(result.faults.size() == 1u);
    BOOST_TEST(result.kept.contains("last_disaster_date"));
}

BOOST_AUTO_TEST_CASE(a_member_is_added_changed_and_taken_away)
{
    const auto known = grandmother(*this);
    const auto part = "member." + std::to_string(next_member_number(known.household));

    const auto added = take(known, part,
                            {{"name", {"石大海"}},
                             {"no_id_reason", {"lost"}},
                             {"relation", {"child"}},
                             {"illnesses", {"stroke"}},
                             {"able_to_work", {"no"}}});
    const auto gone = without_member(added.body, 4);

    BOOST_TEST(pointers(added).empty());
    BOOST_TEST(added.body.household.members.size() == 5u);
    const auto& son = added.body.household.members.back();
    BOOST_CHECK(std::get<CodeList>(*value_on(son.facts, Fact::illnesses, day_of(now))) ==
                (CodeList{{"stroke"}, false}));
    BOOST_TEST(gone.household.members.size() == 4u);
    BOOST_TEST(gone.household.needs[0].member == 0);
}

BOOST_AUTO_TEST_CASE(codes_nobody_offers_and_fields_nobody_asked_for_take_no_effect)
{
    const auto known = grandmother(*this);
    auto typed = shown(known, "family", *library);
    typed["layers"] = {"<script>"};
    typed["promised"] = {"1"};

    const auto result = take(known, "family", typed);

    const std::vector<std::string> expected{"/layers error.fact.code"};
    BOOST_TEST(pointers(result) == expected, boost::test_tools::per_element());
    BOOST_TEST(result.body.household.needs[0].promised == 0);
}

BOOST_AUTO_TEST_CASE(a_merge_patch_changes_one_member_of_the_form_and_refuses_unknown_ones)
{
    const Reading reading{*library, now, "village"};

    const auto changed =
        patched(grandmother(*this), {{"household", {{"facts", {{"relocated", true}}}}}}, reading);
    const auto unknown = patched(grandmother(*this), {{"state", "confirmed"}}, reading);

    BOOST_REQUIRE(changed);
    BOOST_TEST(std::get<std::int64_t>(*value_on(changed->household.facts, Fact::relocated, day_of(now))) ==
               1);
    BOOST_TEST(unknown.error().faults.front().pointer == "/state");
}

BOOST_AUTO_TEST_SUITE_END()
