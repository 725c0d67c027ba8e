#include "tests/support/api_server.hpp"
#include <boost/test/unit_test.hpp>

using nlohmann::json;
using namespace support;

namespace {

constexpr const char* kPrograms = "/api/v1/programs";

struct Registered : ApiServer {
    json told = fixture("whole_program");
    Heard first = post(Who::charity, kPrograms, told); // a draft
    std::string address = first.field("location");
    json open = opened(told);
    Heard published = put(Who::second_manager, address, open, "\"v1\"");

    static json opened(json program)
    {
        program["state"] = "open";
        return program;
    }
    Heard change(const std::string& pointer, const json& value, const std::string& etag = "\"v2\"")
    {
        auto changed = open;
        changed[json::json_pointer(pointer)] = value;
        return put(Who::charity, address, changed, etag);
    }
    bool lists(Who who) const
    {
        return get(who, kPrograms).body.find("\"code\":\"whole\"") != std::string::npos;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(programs_over_the_api, Registered)

BOOST_AUTO_TEST_CASE(a_charity_registers_a_program_of_its_own)
{
    BOOST_REQUIRE_MESSAGE(first.status == 201, first.body);
    const auto program = body_of(first);

    BOOST_TEST(program["organization"]["id"] == models::to_text(organization()));
    BOOST_TEST(program["version"] == 1);
    BOOST_TEST(program["room"]["places_left"] == 10);
    BOOST_TEST(program["record"]["accepted"] == 0);
    BOOST_TEST(!program["sentences"]["zh"]["who"].get<std::string>().empty());
    BOOST_TEST(first.field("etag") == "\"v1\"");
    BOOST_TEST(get(Who::village, address).body == published.body);
    BOOST_TEST(count_events("program.registered") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_told_is_kept_as_it_was_told)
{
    const auto kept = body_of(first);
    for (const auto& [name, value] : told.items()) BOOST_TEST(kept[name] == value, name);
}

BOOST_AUTO_TEST_CASE(who_writes_it_does_not_open_it)
{
    told["code"] = "second";
    const auto begun_open = post(Who::charity, kPrograms, opened(told));
    BOOST_TEST(fault_of_problem(begun_open, 409) == "");
    BOOST_TEST(pointers_of(begun_open).front() == "/state error.program.opened_by_another");
    const auto draft = post(Who::charity, kPrograms, told).field("location");
    const auto own = put(Who::charity, draft, opened(told), "\"v1\"");
    BOOST_TEST(fault_of_problem(own, 409) == "");
    BOOST_TEST(put(Who::second_manager, draft, opened(told), "\"v1\"").status == 200);
    const auto live = change("/duties", json::parse(R"(["每年回访一次"])"));
    BOOST_TEST(fault_of_problem(live, 409) == "");
    BOOST_TEST(pointers_of(live).front() == "/state error.program.pause_first");
}

BOOST_AUTO_TEST_CASE(nobody_but_a_charity_writes_programs)
{
    const auto before = counts();
    for (const auto who : {Who::village, Who::township, Who::county, Who::caseworker, Who::analyst,
                           Who::admin, Who::integrator}) {
        BOOST_TEST(fault_of_problem(post(who, kPrograms, told), 403) == "");
        BOOST_TEST(fault_of_problem(put(who, address, told, "\"v1\""), 403) == "");
    }
    BOOST_TEST(fault_of_problem(put(Who::other_charity, address, told, "\"v1\""), 404) == "");
    BOOST_TEST(fault_of_problem(put(Who::charity, "/api/v1/programs/1", told, "\"v1\""), 404) == "");
    BOOST_CHECK(counts() == before);
}

BOOST_AUTO_TEST_CASE(a_draft_is_its_organizations_alone)
{
    told["code"] = "draft-one";
    told.erase("state");
    const auto draft = post(Who::charity, kPrograms, told).field("location");

    BOOST_TEST(body_of(get(Who::charity, draft))["state"] == "draft");
    for (const auto who : {Who::other_charity, Who::county, Who::village, Who::admin}) {
        BOOST_TEST(fault_of_problem(get(who, draft), 404) == "");
        BOOST_TEST(get(who, kPrograms).body.find("draft-one") == std::string::npos);
        BOOST_TEST(body_of(get(who, std::string(kPrograms) + "?state=draft"))["total"] == 0);
    }
    BOOST_TEST(body_of(get(Who::charity, std::string(kPrograms) + "?state=draft"))["total"] == 1);
}

BOOST_AUTO_TEST_CASE(it_is_paused_resumed_confirmed_and_closed)
{
    BOOST_TEST(body_of(change("/state", "paused"))["state"] == "paused");
    BOOST_TEST(body_of(change("/state", "open", "\"v3\""))["state"] == "open");
    BOOST_TEST(body_of(change("/last_confirmed", "2026-11-24", "\"v4\""))["last_confirmed"] == "2026-11-24");
    BOOST_TEST(body_of(change("/state", "closed", "\"v5\""))["state"] == "closed");
    BOOST_TEST(lists(Who::village));

    const auto again = change("/state", "open", "\"v6\"");
    BOOST_TEST(fault_of_problem(again, 409) == "");
    BOOST_TEST(pointers_of(again).front() == "/state error.program.closed");
    BOOST_TEST(count("program_version") == 6);
    BOOST_TEST(count_events("program.changed") == 5);
}

BOOST_AUTO_TEST_CASE(places_money_and_sites_change)
{
    auto changed = open;
    changed["capacity"]["places"] = 25;
    changed["capacity"]["budget_fen"] = nullptr;
    BOOST_TEST(put(Who::charity, address, changed, "\"v2\"").status == 200); // while it is open
    changed["state"] = "paused";
    changed["sites"] =
        json::parse(R"([{"code":"b","name":"乙站","area":"520525005","places":8,"hours":"周末"}])");
    const auto program = body_of(put(Who::charity, address, changed, "\"v3\""));

    BOOST_TEST(program["room"]["places_left"] == 25);
    BOOST_TEST(program["room"]["budget_fen"].is_null());
    BOOST_TEST(program["sites"].size() == 1u);
    BOOST_TEST(program["sites"][0]["code"] == "b");
    BOOST_TEST(count("site") == 2); // the first is kept, not active
}

BOOST_AUTO_TEST_CASE(what_must_stay_is_told_with_its_place)
{
    const std::tuple<const char*, json, const char*> kRefused[] = {
        {"/code", "another", "/code error.program.code_fixed"},
        {"/state", "draft", "/state error.program.draft_again"}};
    for (const auto& [pointer, value, told_why] : kRefused) {
        const auto heard = change(pointer, value);
        BOOST_TEST(fault_of_problem(heard, 409) == "");
        BOOST_TEST(pointers_of(heard).front() == told_why);
    }
    BOOST_TEST(pointers_of(post(Who::charity, kPrograms, told)).front() == "/code error.program.code_taken");
    BOOST_TEST(post(Who::other_charity, kPrograms, told).status == 201);
}

BOOST_AUTO_TEST_CASE(a_change_needs_the_version_that_was_read)
{
    BOOST_TEST(fault_of_problem(send(Who::charity, "PUT", address, told.dump()), 428) == "");
    BOOST_TEST(fault_of_problem(put(Who::charity, address, open, "\"v3\""), 412) == "");
    BOOST_TEST(fault_of_problem(put(Who::charity, address, open, "W/\"v2\""), 412) == "");
    BOOST_TEST(put(Who::charity, address, open, "\"v2\"").status == 200);
    BOOST_TEST(fault_of_problem(put(Who::charity, address, open, "\"v2\""), 412) == "");
}

BOOST_AUTO_TEST_CASE(a_fault_of_a_rule_points_at_its_place)
{
    const std::tuple<const char*, json, const char*> kFaults[] = {
        {"/rule", json::parse(R"({"all":[{"fact":"relocated","is":true},{"fact":"shoe_size","is":4}]})"),
         "/rule/all/1/fact error.rule.fact"},
        {"/rule", json::parse(R"({"fact":"age","less_than":18})"), "/rule/fact error.rule.member_fact"},
        {"/rule", json::parse(R"({"person":{"fact":"age"}})"), "/rule/person error.rule.one_operator"},
        {"/rule", json::parse(R"({"named":"nobody-knows"})"), "/rule/named error.rule.named"},
        {"/rule", json::parse(R"({"any":[]})"), "/rule/any error.rule.empty"},
        {"/award/cases/0/when/fact", "shoe_size", "/award/cases/0/when/fact error.rule.fact"},
        {"/capacity/quotas/1/rule/is", "yes", "/capacity/quotas/1/rule/is error.rule.value_type"},
        {"/priority/groups/0/rule", json::parse(R"({"fact":"layers","has":"rich"})"),
         "/priority/groups/0/rule/has error.rule.code"},
        {"/last_confirmed", "2026-11-25", "/last_confirmed error.fact.future"}};
    for (const auto& [pointer, value, expected] : kFaults) BOOST_TEST_CONTEXT(pointer << " " << value)
        {
            const auto heard = change(pointer, value);
            BOOST_TEST(fault_of_problem(heard, 422) == "");
            BOOST_TEST(pointers_of(heard).front() == expected);
        }
    BOOST_TEST(body_of(get(Who::charity, address))["version"] == 2);
}

BOOST_AUTO_TEST_CASE(filters_narrow_the_list)
{
    const std::pair<const char*, int> kWishes[] = {
        {"need=education", 1}, {"need=legal", 0},           {"state=open", 1}, {"state=closed", 0},
        {"area=52", 1},        {"q=%E6%A0%B7%E4%BE%8B", 1}, {"q=whole", 1},    {"q=nothing", 0}};
    for (const auto& [wish, rows] : kWishes)
        BOOST_TEST(body_of(get(Who::village, std::string(kPrograms) + "?" + wish))["total"] == rows, wish);
    for (const auto* wish : {"need=wealth", "state=gone", "area=99", "organization=x", "limit=101"})
        BOOST_TEST(fault_of_problem(get(Who::village, std::string(kPrograms) + "?" + wish), 422) == "", wish);
    BOOST_TEST(fault_of_problem(get(Who::village, std::string(kPrograms) + "?budget=1"), 400) == "");
}

BOOST_AUTO_TEST_SUITE_END()
