// A rule as rows of a form and back: nothing of it changes that nobody changed.
#include "server/editor/found.hpp"
#include "server/editor/routes.hpp"
#include "server/editor/rule_form.hpp"
#include "server/formats/program_json.hpp"
#include "server/formats/rule_json.hpp"
#include "server/programs/words.hpp"
#include "tests/server/editor/form_of_page.hpp"
#include "tests/support/page_world.hpp"
#include "tests/support/random_rules.hpp"
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

using namespace models;
using namespace server;
using namespace server::editor;
using nlohmann::json;

namespace {

struct Rows : support::PageWorld {
    Rows() : PageWorld(editor::routes()) {}
    const html::Words words = programs::words_of(*library, Language::zh);

    json sent_back(const json& rule, const std::string& id = "rule")
    {
        const std::vector<Fault> none;
        const auto view = rows_view({words, library->named_rules, none}, node_of(rule, "/" + id), id);
        return json_of(node_in(Form(editor_tests::fields_of_rows(view)), id, *library->divisions));
    }
    Rule read(const json& rule) { return read_rule(rule, library->named_rules).value(); }

    RuleNode node(const json& rule) { return node_of(rule, "/rule"); }
    json after(const json& rule, const std::string& act, Pairs<std::string> fields = {})
    {
        auto whole = node(rule);
        BOOST_TEST(change_rows(Form(std::move(fields)), act, "rule", whole));
        return json_of(whole);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_rule_as_rows, Rows)

BOOST_AUTO_TEST_CASE(any_rule_comes_back_as_it_was)
{
    int shown = 0;
    BOOST_TEST(rc::check([&] {
        const auto rule = *tests::any_rule();
        if (!check_rule(rule).faults.empty()) return; // is not saved
        const auto written = write_rule(rule);
        RC_ASSERT(read(sent_back(written)) == rule);
        ++shown;
    }));
    BOOST_TEST(shown > 20);
}

// Also what is not complete yet comes back as it was typed.
BOOST_AUTO_TEST_CASE(rows_that_are_not_complete_come_back)
{
    for (const auto* text :
         {R"({"all":[{"fact":"age","at_least":""}]})", R"({"all":[{"fact":"income_year","at_most":"viel"}]})",
          R"({"all":[{"fact":"layers","has":[]},{"any":[]}]})", R"({"all":[]})",
          R"({"all":[{"fact":"income_year","at_most":{"standard":"dibao_line","times":"x"}}]})",
          R"({"all":[{"member":{"all":[]},"at_least":0}]})",
          R"({"all":[{"fact":"residence_area","in":"正安县里没有的地方"}]})"}) {
        const auto rule = json::parse(text);
        BOOST_TEST(sent_back(rule) == rule, text);
    }
}

BOOST_AUTO_TEST_CASE(every_section_of_every_known_program_is_saved_unchanged)
{
    int count = 0;
    const auto asked = call(village(), Verb::get, "/");
    for (const auto& file : std::filesystem::directory_iterator(SOURCE_DIR "/config/programs")) {
        const auto entry = json::parse(std::ifstream(file.path()));
        if (!entry.is_object() || !entry.contains("program")) continue;
        const auto document =
            write_program(read_program(entry["program"], library->named_rules, library->need_types).value());
        Found found{{}, document};
        found.sketch.program = ProgramId{1};
        for (const auto& [section, name] : kNames<Section>) {
            const Form form(editor_tests::fields_of_section(section_view(asked, found, section, false)));
            auto after = document;
            BOOST_TEST(!put_section({words, *library, false}, section, form, after));
            BOOST_TEST(after == document, file.path() << " " << name << json::diff(document, after).dump());
        }
        ++count;
    }
    BOOST_TEST(count == 26);
}

BOOST_AUTO_TEST_CASE(what_a_form_cannot_show_is_kept_whole_and_said)
{
    const auto rule = json::parse(R"({"all":[{"not":{"not":{"fact":"relocated","is":true}}},
        {"fact":"layers","on":"first_entry","known":"then","has":["dibao"]},{"fact":"relocated","is":false}]})");
    const auto whole = node(rule);
    BOOST_CHECK(whole.parts[0].kind == RuleNode::Kind::kept);
    BOOST_CHECK(whole.parts[1].kind == RuleNode::Kind::kept);
    BOOST_CHECK(whole.parts[2].kind == RuleNode::Kind::leaf);
    const std::vector<Fault> none;
    const auto view = rows_view({words, library->named_rules, none}, whole, "rule");
    BOOST_TEST(view[2]["row"]["row_title"].get<std::string>().find("低保") != std::string::npos);
    BOOST_TEST(sent_back(rule) == rule);
    BOOST_TEST(after(rule, "remove rule.1")["all"].size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_fact_is_added_with_its_own_comparison)
{
    const json nothing{{"all", json::array()}};
    const auto one = after(nothing, "add rule", {{"rule/add", "fact:income_year"}});
    BOOST_TEST(one == json::parse(R"({"all":[{"fact":"income_year","at_most":""}]})"));
    const auto two = after(one, "add rule", {{"rule/add", "named:poor"}});
    BOOST_TEST(two["all"][1] == json::parse(R"({"named":"poor"})"));
}

// No rule can say a member's fact of a household: its frame comes with it.
BOOST_AUTO_TEST_CASE(a_members_fact_gets_its_frame_at_once)
{
    const json nothing{{"all", json::array()}};
    const auto rule = after(nothing, "add rule", {{"rule/add", "fact:age"}});
    BOOST_TEST(rule == json::parse(R"({"all":[{"member":{"fact":"age","at_most":""}}]})"));
    const auto more = after(rule, "add rule.0", {{"rule.0/add", "fact:sex"}});
    BOOST_TEST(
        more ==
        json::parse(R"({"all":[{"member":{"all":[{"fact":"age","at_most":""},{"fact":"sex","in":""}]}}]})"));
}

BOOST_AUTO_TEST_CASE(a_frame_is_removed_with_its_rows_and_no_other)
{
    const auto rule = json::parse(
        R"({"all":[{"any":[{"named":"poor"},{"fact":"relocated","is":true}]},{"named":"poor"}]})");
    BOOST_TEST(after(rule, "remove rule.0") == json::parse(R"({"all":[{"named":"poor"}]})"));
    BOOST_TEST(after(rule, "remove rule.0.1")["all"][0] == json::parse(R"({"any":[{"named":"poor"}]})"));
    auto whole = node(rule);
    for (const auto* act :
         {"remove rule.9", "remove rule.0.x", "remove rules.0", "remove", "add elsewhere", "remove rule"})
        BOOST_TEST(!change_rows(Form(), act, "rule", whole), act);
    BOOST_TEST(json_of(whole) == rule);
}

BOOST_AUTO_TEST_CASE(every_fault_of_a_rule_stands_at_its_row)
{
    const auto rule = json::parse(R"({"all":[{"fact":"counted_members","at_least":500},
        {"not":{"member":{"all":[{"fact":"age","at_least":18},{"fact":"age","less_than":10}]}}}]})");
    const auto checked = read_rule(rule, library->named_rules, "/rule");
    BOOST_REQUIRE(!checked);
    const auto placed = at_rows(checked.error().faults, node(rule), "rule");
    BOOST_REQUIRE(placed.size() == 2U);
    BOOST_TEST(placed[0].pointer == "/rule.0");
    BOOST_TEST(placed[1].pointer == "/rule.1.1");
}

BOOST_AUTO_TEST_CASE(the_sentence_leaves_out_what_is_not_complete)
{
    const auto rule = json::parse(R"({"all":[{"fact":"relocated","is":""},
        {"member":{"all":[{"fact":"age","at_least":60},{"fact":"sex","in":[]}]}},{"any":[{"fact":"layers","has":[]}]}]})");
    BOOST_TEST(complete_part(rule, library->named_rules) ==
               json::parse(R"({"all":[{"member":{"all":[{"fact":"age","at_least":60}]}}]})"));
}

BOOST_AUTO_TEST_SUITE_END()
