#include "server/formats/fact_json.hpp"
#include "server/formats/referral_json.hpp"
#include "server/http/library.hpp"
#include "tests/support/random_rules.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace models;
using namespace server;
using nlohmann::json;

static const Time kNow = parse_time("2026-11-24T09:15:00+08:00").value();
static const std::vector<NeedType> kTypes{{"medical", NeedUnit::fen, true},
                                          {"education", NeedUnit::fen, true},
                                          {"living", NeedUnit::fen, true},
                                          {"care", NeedUnit::hours, true},
                                          {"companionship", NeedUnit::places, false}};

static const Divisions& divisions()
{
    static const auto area = [](const char* code) { return parse_area(code).value(); };
    static const Divisions kDivisions({{area("52"), "贵州省", ""},
                                       {area("520324"), "正安县", ""},
                                       {area("520324103"), "安场镇", ""},
                                       {area("520324103207"), "东坝村", ""},
                                       {area("520204"), "水城区", ""}},
                                      {{area("520221"), area("520204")}});
    return kDivisions;
}

static json grandmother()
{
    return json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json"));
}

static Result<ReferralBody> read(const json& value)
{
    return read_referral(value, kTypes, divisions(), kNow, "village");
}

static std::string refusal_of(const json& value)
{
    const auto body = read(value);
    if (body) return "accepted";
    std::string told;
    for (const auto& fault : body.error().faults)
        told += (told.empty() ? "" : " ") + fault.pointer + " " + fault.key;
    return told;
}

static std::string refusal_with(const char* pointer, const char* value)
{
    auto referral = grandmother();
    referral[json::json_pointer(pointer)] = json::parse(value);
    return refusal_of(referral);
}

static const FactValue* value_of(const FactRecords& facts, Fact fact)
{
    return value_on(facts, fact, day_of(kNow));
}

BOOST_AUTO_TEST_SUITE(referrals_as_json)

BOOST_AUTO_TEST_CASE(the_id_and_the_village_fill_facts)
{
    const auto body = read(grandmother());

    BOOST_REQUIRE(body);
    const auto& household = body->household;
    BOOST_TEST(household.members.size() == 4u);
    BOOST_CHECK(*value_of(household.members[0].facts, Fact::birth_date) ==
                FactValue{parse_date("1963-04-12").value()});
    BOOST_CHECK(*value_of(household.members[2].facts, Fact::sex) == FactValue{Code{"female"}});
    BOOST_CHECK(*value_of(household.facts, Fact::residence_area) ==
                FactValue{parse_area("520324103207").value()});
    BOOST_CHECK(household.needs[0].assessed == 2'600'000);
    BOOST_CHECK(household.needs[0].government_aid == 600'000);
    BOOST_CHECK(household.needs[4].unit == NeedUnit::places);
    BOOST_CHECK(household.aid[0].amount == Money{900'000});
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_the_same)
{
    const auto body = read(grandmother()).value();
    const auto written = write_referral(body);
    BOOST_CHECK(read(json::parse(written.dump())).value() == body);
    BOOST_TEST(written["needs"][0]["assessed_fen"] == 2'600'000);
    BOOST_TEST(written["household"]["facts"]["layers"].dump() == R"({"codes":["edge"],"complete":true})");
    BOOST_TEST(!written["household"]["facts"].contains("residence_area"));
}

BOOST_AUTO_TEST_CASE(full_width_typing_is_understood)
{
    auto referral = grandmother();
    referral["household"]["members"][0]["id_number"] = "５２９９０３ 19630412 ００２４";
    referral["household"]["members"][0]["phone"] = "１３９－００００－００００";
    referral["household"]["members"][0]["name"] = "　石玉兰 ";
    BOOST_CHECK(read(referral).value() == read(grandmother()).value());
}

BOOST_AUTO_TEST_CASE(old_codes_become_todays)
{
    BOOST_TEST(refusal_with("/household/members/0/facts/hukou_area", R"("520221")") == "accepted");
    auto referral = grandmother();
    referral["household"]["members"][0]["facts"]["hukou_area"] = "520221";
    const auto body = read(referral).value();
    BOOST_CHECK(*value_of(body.household.members[0].facts, Fact::hukou_area) ==
                FactValue{parse_area("520204").value()});
    BOOST_TEST(refusal_with("/household/members/0/facts/hukou_area", R"("440309")") == "accepted");
}

BOOST_AUTO_TEST_CASE(each_fault_names_its_place)
{
    const std::tuple<const char*, const char*, const char*> kFaults[] = {
        {"/kind", R"("any")", "/kind error.json.choice"},
        {"/urgency", "1", "/urgency error.json.text"},
        {"/state", R"("confirmed")", "/state error.json.unknown_member"},
        {"/version", "7", "/version error.json.unknown_member"},
        {"/household", "null", "/household error.json.required"},
        {"/household/id", "7", "/household/id error.json.unknown_member"},
        {"/household/village", R"("520324103")", "/household/village error.area.village"},
        {"/household/village", R"("520324103999")", "/household/village error.area.village"},
        {"/household/village", R"("5203241")", "/household/village error.area.code"},
        {"/household/address", "7", "/household/address error.json.text"},
        {"/household/address", "\"a\\u0001b\"", "/household/address error.json.characters"},
        {"/household/all_members_listed", R"("yes")", "/household/all_members_listed error.json.yes_no"},
        {"/household/facts/residence_area", R"("520204")",
         "/household/facts/residence_area error.fact.differs_from_village"},
        {"/household/facts/last_disaster_date", R"("2026-11-25")",
         "/household/facts/last_disaster_date error.fact.future"},
        {"/household/facts/income_year_fen", "1000000000001",
         "/household/facts/income_year_fen error.fact.range_yuan"},
        {"/household/aid/0/kind", R"("gift")", "/household/aid/0/kind error.aid.kind"},
        {"/household/aid/0/amount_fen", "1000000000001", "/household/aid/0/amount_fen error.json.range"},
        {"/household/aid/0/amount_fen", "null", "/household/aid/0/amount_fen error.json.required"},
        {"/household/aid/0/on", R"("2026-02-30")", "/household/aid/0/on error.json.date"},
        {"/household/aid/0/on", R"("2026-11-25")", "/household/aid/0/on error.fact.future"},
        {"/household/aid/0/need_type", R"("wealth")", "/household/aid/0/need_type error.need.type"},
        {"/household/members/0/number", "0", "/household/members/0/number error.json.range"},
        {"/household/members/0/number", "2", "/household/members/1/number error.member.number_twice"},
        {"/household/members/1/id_number", R"("52990319630412002")",
         "/household/members/1/id_number error.id.length"},
        {"/household/members/1/id_number", R"("52990319630412002A")",
         "/household/members/1/id_number error.id.characters"},
        {"/household/members/1/id_number", R"("529903196304120025")",
         "/household/members/1/id_number error.id.check_digit"},
        {"/household/members/1/id_number", R"("529903203104120025")",
         "/household/members/1/id_number error.id.birth"},
        {"/household/members/1/id_number", R"("529903196304120024")",
         "/household/members/1/id_number error.id.twice"},
        {"/household/members/1/id_type", R"("library_card")",
         "/household/members/1/id_type error.json.choice"},
        {"/household/members/1/no_id_reason", R"("lost")",
         "/household/members/1/no_id_reason error.id.reason_with_number"},
        {"/household/members/1/phone", R"("call me")", "/household/members/1/phone error.phone"},
        {"/household/members/1/facts/sex", R"("female")",
         "/household/members/1/facts/sex error.fact.differs_from_id"},
        {"/household/members/1/facts/birth_date", R"("2011-03-09")",
         "/household/members/1/facts/birth_date error.fact.differs_from_id"},
        {"/household/members/1/facts/hukou_area", R"("529999")",
         "/household/members/1/facts/hukou_area error.area.unknown"},
        {"/needs/0/type", R"("wealth")", "/needs/0/type error.need.type"},
        {"/needs/0/member", "9", "/needs/0/member error.need.member"},
        {"/needs/0/assessed_fen", "-1", "/needs/0/assessed_fen error.json.range"},
        {"/needs/0/assessed", "3", "/needs/0/assessed error.need.in_fen"},
        {"/needs/4/assessed_fen", "3", "/needs/4/assessed_fen error.need.in_units"},
        {"/needs/0/promised_fen", "3", "/needs/0/promised_fen error.json.unknown_member"},
        {"/needs/0/facts/self_paid_fen", "1.5", "/needs/0/facts/self_paid_fen error.fact.type"},
        {"/needs/0/facts/first_entry", R"("2027-01-01")", "/needs/0/facts/first_entry error.fact.future"},
    };
    for (const auto& [pointer, value, told] : kFaults)
        BOOST_TEST_CONTEXT(pointer << " = " << value) BOOST_TEST(refusal_with(pointer, value) == told);
}

BOOST_AUTO_TEST_CASE(all_faults_come_at_once)
{
    auto referral = grandmother();
    referral["kind"] = "any";
    referral["household"]["village"] = "7";
    referral["household"]["members"][3]["id_number"] = "1";
    referral["needs"][1]["member"] = 8;
    BOOST_TEST(refusal_of(referral) ==
               "/kind error.json.choice /household/village error.area.code "
               "/household/members/3/id_number error.id.length /needs/1/member error.need.member");
}

BOOST_AUTO_TEST_CASE(a_bare_draft_is_a_referral_too)
{
    BOOST_TEST(refusal_of(json::parse(R"({"household":{}})")) == "accepted");
    BOOST_TEST(refusal_of(json::parse(R"({"household":{"members":[{"no_id_reason":"not_issued"}]}})")) ==
               "accepted");
}

BOOST_AUTO_TEST_CASE(the_stored_document_keeps_every_record)
{
    BOOST_TEST(rc::check("documents go both ways with every fact", [] {
        auto body = read(grandmother()).value();
        body.household.id.value = 77;
        for (const auto& row : all_facts()) {
            if (row.derived) continue;
            FactRecord record{row.fact,
                              *tests::any_value_of(row),
                              parse_date("2020-02-29").value(),
                              parse_date("2030-01-01"),
                              kNow,
                              "import"};
            auto& facts = row.level == FactLevel::household ? body.household.facts
                          : row.level == FactLevel::need    ? body.household.needs[1].facts
                                                            : body.household.members[3].facts;
            facts.push_back(std::move(record));
        }
        body.household.needs[0].promised = 300'000;
        body.household.needs[0].state = NeedState::met;
        body.household.needs[0].id.value = 5;
        RC_ASSERT(read_document(json::parse(write_document(body).dump())) == body);
    }));
    BOOST_CHECK_THROW(read_document(json::parse(R"({"kind":null,"urgency":"sometimes","household":{}})")),
                      std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
