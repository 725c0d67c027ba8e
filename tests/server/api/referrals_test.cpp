#include "tests/support/api_server.hpp"
#include <boost/test/unit_test.hpp>

using nlohmann::json;
using namespace support;

namespace {

constexpr const char* kReferrals = "/api/v1/referrals";

struct Family : ApiServer {
    json told = fixture("grandmother");
    Heard first = post(Who::village, kReferrals, told);
    std::string address = first.field("location");
    std::string etag = first.field("etag");
};

// Of one family, reported: how many rows each wish finds.
constexpr std::pair<const char*, std::size_t> kWishes[] = {
    {"state=reported", 1},
    {"state=confirmed", 0},
    {"kind=beyond_aid", 1},
    {"kind=outside_aid", 0},
    {"need=medical", 1},
    {"need=legal", 0},
    {"area=520324103", 1},
    {"area=520324102", 0},
    {"area=52", 1},
    {"area=520525", 0},
    {"only_open=true", 1},
    {"q=%E7%9F%B3%E7%8E%89%E5%85%B0", 1},
    {"q=0024", 1},
    {"q=9999", 0},
    {"q=ZJ-520324-2026-000001", 1},
    {"state=reported&need=living&kind=beyond_aid&area=520324&only_open=false", 1}};

} // namespace

BOOST_FIXTURE_TEST_SUITE(referrals_over_the_api, Family)

BOOST_AUTO_TEST_CASE(a_family_is_reported)
{
    BOOST_REQUIRE(first.status == 201);
    const auto referral = body_of(first);

    BOOST_TEST(referral["state"] == "reported");
    BOOST_TEST(referral["reference"] == "ZJ-520324-2026-000001");
    BOOST_TEST(address == "/api/v1/referrals/" + referral["id"].get<std::string>());
    BOOST_TEST(etag == "\"v" + std::to_string(referral["version"].get<int>()) + "\"");
    BOOST_TEST(referral["same_household"].empty());
    BOOST_TEST(count_events("referral.report") == 1);
    BOOST_TEST(count("household_document") >= 1);
}

BOOST_AUTO_TEST_CASE(persons_are_masked_wherever_they_are_shown)
{
    for (const auto& heard : {first, get(Who::county, address), get(Who::county, kReferrals),
                              patch(Who::village, address, {{"urgency", "urgent"}}, etag)})
        for (const auto* canary : {"石玉兰", "石光明", "529903196304120024", "0024", "13900000000", "竹坪组"})
            BOOST_TEST(heard.body.find(canary) == std::string::npos, canary);

    const auto member = body_of(first)["household"]["members"][0];
    BOOST_TEST(member["name"] == "石*兰");
    BOOST_TEST(member["id_number"] == "5299**************");
    BOOST_TEST(member["phone"] == "139********");
}

BOOST_AUTO_TEST_CASE(each_reading_of_a_family_is_in_the_audit)
{
    get(Who::county, address);
    get(Who::township, address);
    get(Who::elsewhere, address);
    get(Who::county, kReferrals);

    BOOST_TEST(count_events("referral.read") == 2);
}

BOOST_AUTO_TEST_CASE(who_is_out_of_scope_finds_nothing)
{
    const auto before = counts();

    BOOST_TEST(fault_of_problem(get(Who::elsewhere, address), 404) == "");
    BOOST_TEST(fault_of_problem(patch(Who::elsewhere, address, {{"urgency", "urgent"}}, etag), 404) == "");
    BOOST_TEST(fault_of_problem(get(Who::county, "/api/v1/referrals/1"), 404) == "");
    BOOST_TEST(fault_of_problem(get(Who::county, "/api/v1/referrals/x"), 404) == "");
    BOOST_TEST(body_of(get(Who::elsewhere, kReferrals))["items"].empty());
    for (const auto who : {Who::charity, Who::admin, Who::integrator}) {
        BOOST_TEST(fault_of_problem(get(who, address), 403) == "");
        BOOST_TEST(fault_of_problem(get(who, kReferrals), 403) == "");
        BOOST_TEST(fault_of_problem(post(who, kReferrals, told), 403) == "");
    }
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(nobody_reports_for_a_village_outside_the_area)
{
    const auto before = counts();

    const auto heard = post(Who::elsewhere, kReferrals, told);

    BOOST_TEST(fault_of_problem(heard, 403) == "");
    BOOST_TEST(pointers_of(heard).front() == "/household/village error.referral.outside_area");
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(what_a_report_lacks_is_told_with_its_place)
{
    const auto before = counts();

    const auto heard = post(Who::village, kReferrals, {{"household", json::object()}});

    BOOST_TEST(fault_of_problem(heard, 422) == "");
    const std::vector<std::string> lacking{"/household/members/0/name error.referral.missing.name",
                                           "/household/members/0/id_number error.referral.missing.id_number",
                                           "/household/village error.referral.missing.village",
                                           "/needs error.referral.missing.need",
                                           "/kind error.referral.missing.kind"};
    BOOST_TEST(pointers_of(heard) == lacking, boost::test_tools::per_element());
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(the_same_household_is_told_and_not_refused)
{
    told["household"]["members"].erase(3);
    told["needs"].erase(0);
    const auto second = post(Who::township, kReferrals, told);

    BOOST_REQUIRE(second.status == 201);
    const auto others = body_of(second)["same_household"];
    BOOST_REQUIRE(others.size() == 1);
    BOOST_TEST(others[0]["reference"] == body_of(first)["reference"]);
    BOOST_TEST(others[0]["id"] == body_of(first)["id"]);
    BOOST_TEST(others[0]["county"] == "520324");
    BOOST_TEST(body_of(get(Who::county, address))["same_household"].size() == 1);
}

BOOST_AUTO_TEST_CASE(elsewhere_the_same_household_is_told_without_its_id)
{
    told["household"]["village"] = "520525005001";
    const auto other = post(Who::elsewhere, kReferrals, told);

    BOOST_REQUIRE_MESSAGE(other.status == 201, other.body);
    const auto others = body_of(other)["same_household"];
    BOOST_REQUIRE(others.size() == 1);
    BOOST_TEST(others[0]["reference"] == body_of(first)["reference"]);
    BOOST_TEST(others[0]["id"].is_null());
}

BOOST_AUTO_TEST_CASE(a_merge_patch_changes_what_it_names)
{
    const auto heard =
        patch(Who::village, address,
              {{"urgency", "urgent"}, {"household", {{"facts", {{"income_year_fen", 2'000'000}}}}}}, etag);

    BOOST_REQUIRE(heard.status == 200);
    const auto changed = body_of(heard);
    BOOST_TEST(changed["urgency"] == "urgent");
    BOOST_TEST(changed["household"]["facts"]["income_year_fen"] == 2'000'000);
    BOOST_TEST(changed["household"]["facts"]["counted_members"] == 4);
    BOOST_TEST(changed["household"]["members"].size() == 4u);
    BOOST_TEST(heard.field("etag") != etag);
    BOOST_TEST(body_of(get(Who::village, address))["version"] == changed["version"]);
}

BOOST_AUTO_TEST_CASE(masked_values_that_come_back_stay_as_they_are)
{
    auto members = body_of(first)["household"]["members"];
    members[1]["facts"]["schooling"] = "senior_1";
    const auto heard =
        patch(Who::village, address, {{"household", {{"members", members}, {"address", "***"}}}}, etag);

    BOOST_REQUIRE_MESSAGE(heard.status == 200, heard.body);
    BOOST_TEST(body_of(heard)["household"]["members"][1]["name"] == "石*明");
    const auto found = body_of(get(Who::village, std::string(kReferrals) + "?q=%E7%9F%B3%E5%85%89%E6%98%8E"));
    BOOST_TEST(found["items"].size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_masked_name_is_no_name)
{
    auto members = body_of(first)["household"]["members"];
    members[1]["number"] = 9;
    const auto heard = patch(Who::village, address, {{"household", {{"members", members}}}}, etag);

    BOOST_TEST(fault_of_problem(heard, 422) == "");
    BOOST_TEST(pointers_of(heard).front() == "/household/members/1/name error.text.masked");
}

BOOST_AUTO_TEST_CASE(a_change_needs_the_version_that_was_read)
{
    const json urgent{{"urgency", "urgent"}};

    BOOST_TEST(fault_of_problem(send(Who::village, "PATCH", address, urgent.dump()), 428) == "");
    BOOST_TEST(fault_of_problem(patch(Who::village, address, urgent, "\"v9\""), 412) == "");
    BOOST_TEST(fault_of_problem(patch(Who::village, address, urgent, "*"), 412) == "");
    BOOST_TEST(patch(Who::village, address, urgent, etag).status == 200);
    BOOST_TEST(fault_of_problem(patch(Who::village, address, urgent, etag), 412) == "");
}

BOOST_AUTO_TEST_CASE(a_list_is_walked_by_its_cursor)
{
    for (int i = 0; i < 4; ++i) {
        told["household"]["members"][0]["phone"] = "1390000000" + std::to_string(i);
        post(Who::village, kReferrals, told);
    }
    std::vector<std::string> seen;
    std::string next = std::string(kReferrals) + "?limit=2&only_open=true";
    while (!next.empty()) {
        const auto heard = get(Who::county, next);
        const auto page = body_of(heard);
        for (const auto& row : page["items"]) seen.push_back(row["reference"]);
        BOOST_TEST(page["total"] == 5);
        next = page["next"].is_null() ? "" : page["next"].get<std::string>();
        BOOST_TEST(heard.field("link") == (next.empty() ? "" : "<" + next + ">; rel=\"next\""));
    }

    BOOST_REQUIRE(seen.size() == 5u);
    BOOST_TEST(seen.front() == "ZJ-520324-2026-000005");
    BOOST_TEST(seen.back() == "ZJ-520324-2026-000001");
}

BOOST_AUTO_TEST_CASE(filters_narrow_the_list)
{
    for (const auto& [wish, rows] : kWishes) BOOST_TEST_CONTEXT(wish)
        {
            const auto page = body_of(get(Who::county, std::string(kReferrals) + "?" + wish));
            BOOST_TEST(page["items"].size() == rows);
            BOOST_TEST(page["total"] == rows);
        }
}

// A list that took such a name would answer a question about what it does not show (quality.md 43).
BOOST_AUTO_TEST_CASE(no_list_of_the_api_is_sorted_or_filtered_by_what_it_does_not_offer)
{
    std::size_t lists = 0;
    for (const auto* route : router().routes()) {
        const std::string path(route->path);
        if (route->verb != server::Verb::get || !path.starts_with("/api/v1/") || path.contains('{')) continue;
        for (const auto who : {Who::county, Who::charity, Who::admin}) {
            if (get(who, path).status == 403) continue;
            ++lists;
            for (const auto* wish :
                 {"sort=name", "order=desc", "_sort=id_number", "phone=139", "id_number=5299", "fields=name",
                  "name=x", "person=x", "State=open", "filter%5Bname%5D=x"})
                BOOST_TEST(fault_of_problem(get(who, path + "?" + wish), 400) == "", path << "?" << wish);
        }
    }
    BOOST_TEST(lists > 10u);
}

BOOST_AUTO_TEST_CASE(nobody_filters_by_what_is_not_shown)
{
    for (const auto* wish : {"income_year_fen=1", "sort=name", "order=desc", "State=reported"})
        BOOST_TEST(fault_of_problem(get(Who::county, std::string(kReferrals) + "?" + wish), 400) == "", wish);
    const std::pair<const char*, const char*> kWrong[] = {
        {"state=gone", "/state"},          {"kind=x", "/kind"},
        {"need=wealth", "/need"},          {"area=99", "/area"},
        {"only_open=maybe", "/only_open"}, {"limit=0", "/limit"},
        {"limit=101", "/limit"},           {"after=x", "/after"}};
    for (const auto& [wish, pointer] : kWrong) BOOST_TEST_CONTEXT(wish)
        {
            const auto heard = get(Who::county, std::string(kReferrals) + "?" + wish);
            BOOST_TEST(fault_of_problem(heard, 422) == "");
            BOOST_TEST(body_of(heard)["errors"][0]["pointer"] == pointer);
        }
}

BOOST_AUTO_TEST_SUITE_END()
