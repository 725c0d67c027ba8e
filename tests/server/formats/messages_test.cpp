// Every word that facts, rules, referrals and programs may use has its text, in both languages.
#include "models/facts.hpp"
#include "models/program.hpp"
#include "models/referral.hpp"
#include "server/formats/codes.hpp"
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

using namespace models;
namespace fs = std::filesystem;

static std::map<std::string, std::string> catalog(const std::string& language)
{
    std::map<std::string, std::string> texts;
    for (const auto* area : {"facts", "codes", "rules", "programs_record", "faults"}) {
        const auto path = std::string(SOURCE_DIR "/config/messages/") + language + "/" + area + ".json";
        const auto file = nlohmann::json::parse(std::ifstream(path));
        for (const auto& [key, text] : file.items()) texts[key] = text;
    }
    return texts;
}

static const std::map<std::string, std::string> kChinese = catalog("zh"), kEnglish = catalog("en");

static void expect(const std::string& key)
{
    for (const auto* texts : {&kChinese, &kEnglish}) {
        const auto at = texts->find(key);
        BOOST_TEST((at != texts->end() && !at->second.empty()), key);
    }
}

static std::set<std::string> places_of(const std::string& text)
{
    static const std::regex place(R"(\{\{([a-z_]+)\}\})");
    std::set<std::string> places;
    for (std::sregex_iterator at(text.begin(), text.end(), place), end; at != end; ++at)
        places.insert((*at)[1]);
    return places;
}

template <class E> static void expect_names(const std::string& group)
{
    for (const auto& [value, name] : kNames<E>) expect(group + "." + std::string(name));
}

static void expect_table(const std::string& group, server::CodeTable table)
{
    for (const auto code : table) expect(group + "." + std::string(code));
}

BOOST_AUTO_TEST_SUITE(messages_of_the_domain)

BOOST_AUTO_TEST_CASE(every_fact_has_label_question_and_sentence)
{
    for (const auto& row : all_facts()) {
        const std::string name(row.name);
        expect("fact." + name);
        expect("ask." + name);
        if (row.level == FactLevel::member)
            BOOST_TEST(kEnglish.at("ask." + name).contains("{{person}}"), name);
        const bool described =
            row.type != FactType::number && row.type != FactType::fen && row.type != FactType::date;
        for (const auto* group : {"say.", "deny."}) {
            if (!described) continue;
            expect(group + name);
            const bool has_place = places_of(kChinese.at(group + name)).contains("value");
            BOOST_TEST(has_place == (row.type != FactType::yes_no), group << name);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_code_has_its_word)
{
    for (const auto& row : all_facts())
        for (const auto code : row.codes) expect("code." + std::string(row.name) + "." + std::string(code));
}

BOOST_AUTO_TEST_CASE(the_short_lists_have_their_words)
{
    expect_table("aid", server::kAidKinds);
    expect_table("document", server::kDocuments);
    expect_table("step", server::kSteps);
    expect_table("duty", server::kDuties);
    expect_table("item", server::kItems);
    expect_table("service", server::kServices);
    expect_table("service_per", server::kServicePer);
    expect_table("every", server::kEvery);
    expect_table("per", server::kPer);
    expect_table("within", server::kWithin);
    expect_table("no_id_reason", server::kNoIdReasons);
    expect_names<Applicant>("applicant");
    expect_names<ServedOf>("served");
    expect_names<ReferralKind>("kind");
    expect_names<Urgency>("urgency");
    expect_names<IdType>("id_type");
    expect_names<NeedUnit>("unit.need");
    expect_names<StandardName>("standard");
    expect_names<Op>("op.name");
}

BOOST_AUTO_TEST_CASE(needs_hardships_and_shared_rules_have_their_words)
{
    std::ifstream csv(SOURCE_DIR "/config/needs.csv");
    std::string line;
    std::getline(csv, line);
    while (std::getline(csv, line)) expect("need." + line.substr(0, line.find(',')));
    const auto policy = nlohmann::json::parse(std::ifstream(SOURCE_DIR "/config/policy.json"));
    for (const auto& hardship : policy["hardships"])
        expect("hardship." + hardship["name"].get<std::string>());
    const auto named = nlohmann::json::parse(std::ifstream(SOURCE_DIR "/config/programs/named_rules.json"));
    for (const auto& [name, rule] : named.items()) expect("named." + name);
}

// Keys are made in these folders as literals: each must have its text.
BOOST_AUTO_TEST_CASE(every_fault_has_its_sentence)
{
    const std::regex literal(R"re("((?:error|warning)\.[a-z_.]+[a-z])")re");
    std::set<std::string> keys;
    for (const auto* folder : {"/models", "/server/formats"})
        for (const auto& entry : fs::directory_iterator(std::string(SOURCE_DIR) + folder)) {
            if (entry.path().extension() != ".cpp") continue;
            std::ifstream file(entry.path());
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            for (std::sregex_iterator at(text.begin(), text.end(), literal), end; at != end; ++at)
                keys.insert((*at)[1]);
        }
    BOOST_TEST(keys.size() > 60u);
    for (const auto& key : keys) expect(key);
}

BOOST_AUTO_TEST_CASE(both_languages_fill_in_the_same_values)
{
    for (const auto& [key, text] : kChinese) {
        BOOST_REQUIRE_MESSAGE(kEnglish.contains(key), key);
        if (!key.starts_with("ask.")) BOOST_TEST(places_of(text) == places_of(kEnglish.at(key)), key);
    }
    BOOST_TEST(kChinese.size() == kEnglish.size());
}

BOOST_AUTO_TEST_CASE(chinese_has_full_width_marks)
{
    const std::regex narrow(R"([^\x00-\x7F][,;:?!()]|[,;:?!()][^\x00-\x7F])");
    for (const auto& [key, text] : kChinese)
        BOOST_TEST(!std::regex_search(text, narrow), key << ": " << text);
}

BOOST_AUTO_TEST_SUITE_END()
