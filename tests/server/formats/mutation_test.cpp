// Whatever arrives, reading answers: with a value or with faults that name a place, never with an exception.
#include "server/formats/policy_json.hpp"
#include "server/formats/program_json.hpp"
#include "server/formats/referral_json.hpp"
#include "server/http/library.hpp"
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

using namespace models;
using namespace server;
using nlohmann::json;

static json file(const std::string& path)
{
    return json::parse(std::ifstream(std::string(SOURCE_DIR "/") + path));
}

static json odd_value()
{
    static const std::vector<json> kOdd{nullptr,
                                        true,
                                        0,
                                        -1,
                                        1.5,
                                        1e300,
                                        std::uint64_t{18446744073709551615U},
                                        INT64_MIN,
                                        "",
                                        "x",
                                        "５２９９",
                                        std::string(5000, 'x'),
                                        "2026-02-30",
                                        "all",
                                        json::array(),
                                        json::object(),
                                        json::array({nullptr}),
                                        json::array({json::array({1})}),
                                        json{{"codes", 7}},
                                        json{{"value", json::object()}},
                                        json{{"fact", "age"}, {"between", json::array({1, 2, 3})}},
                                        json{{"standard", json::array()}},
                                        json{{"date", 7}},
                                        json{{"all", json::array({json::object()})}},
                                        json{{"codes", json::array({1})}, {"complete", "x"}}};
    return kOdd[static_cast<std::size_t>(*rc::gen::inRange<std::size_t>(0, kOdd.size()))];
}

// One to four places of the document are exchanged for, dropped for or joined by something odd.
static json mutated(const json& sound)
{
    auto flat = sound.flatten();
    std::vector<std::string> pointers;
    for (const auto& [pointer, value] : flat.items()) pointers.push_back(pointer);
    auto document = sound;
    for (auto count = *rc::gen::inRange(1, 5); count > 0; --count) {
        json::json_pointer at(*rc::gen::elementOf(pointers));
        for (auto up = *rc::gen::inRange(0, 4); up > 0 && !at.empty(); --up) at.pop_back();
        if (!document.contains(at)) continue;
        auto& place = document[at];
        const auto how = *rc::gen::inRange(0, 3);
        if (how == 0 && place.is_object())
            place[*rc::gen::element<std::string>("extra", "id", "fact", "value", "a/b")] = odd_value();
        else if (how == 1 && place.is_array())
            place.push_back(odd_value());
        else
            place = odd_value();
    }
    return document;
}

template <class Value> static void expect_answer(const Result<Value>& read)
{
    if (read) return;
    RC_ASSERT(!read.error().faults.empty());
    for (const auto& fault : read.error().faults) {
        RC_ASSERT(fault.key.starts_with("error."));
        RC_ASSERT(fault.pointer.empty() || fault.pointer[0] == '/');
    }
}

BOOST_AUTO_TEST_SUITE(odd_documents)

BOOST_AUTO_TEST_CASE(referrals_answer)
{
    const auto sound = file("tests/fixtures/grandmother.json");
    const std::vector<NeedType> types{{"medical", NeedUnit::fen, true},
                                      {"companionship", NeedUnit::places, true}};
    BOOST_TEST(rc::check("referral", [&] {
        expect_answer(read_referral(mutated(sound), types, Divisions(),
                                    parse_time("2026-11-24T09:00:00+08:00").value(), "import"));
    }));
}

BOOST_AUTO_TEST_CASE(programs_answer)
{
    const auto sound = file("tests/fixtures/whole_program.json");
    const NamedRules named{{"poor", Rule{}}};
    BOOST_TEST(rc::check("program", [&] {
        const auto document = mutated(sound);
        const auto program = read_program(document, named);
        expect_answer(program);
        if (program) RC_ASSERT(read_program(write_program(*program), named).has_value());
    }));
}

BOOST_AUTO_TEST_CASE(policies_answer)
{
    const auto sound = file("config/policy.json");
    BOOST_TEST(rc::check("policy", [&] { expect_answer(read_policy(mutated(sound), {})); }));
}

BOOST_AUTO_TEST_SUITE_END()
