// What no browser sends: values that were crafted. They are kept as they are and refused in words; never an
// error of ours.
#include "tests/server/editor/charity.hpp"
#include <boost/test/unit_test.hpp>

using namespace editor_tests;

namespace {

struct Crafted : Charity {
    std::string sketch;

    Crafted()
    {
        const auto id = given_program(file());
        sketch = location(sent(manager, "/programs/" + to_text(id) + "/edit", {}));
    }

    void every_page_still_stands(const std::string& why)
    {
        for (const auto& [section, name] : kNames<editor::Section>)
            BOOST_TEST(shown(sketch + "/sections/" + std::string(name) + "?check=1").status == 200, why);
        for (const auto* page : {"", "/review"}) BOOST_TEST(shown(sketch + page).status == 200, why);
    }

    std::vector<std::string> names_of(editor::Section section)
    {
        std::vector<std::string> names;
        for (const auto& [name, value] : fields_of_section(
                 editor::section_view(call(manager, Verb::get, sketch), found(sketch), section, false)))
            names.push_back(name);
        return names;
    }
};

const std::string kLong(5'000, '9');

} // namespace

BOOST_FIXTURE_TEST_SUITE(crafted_values, Crafted)

BOOST_AUTO_TEST_CASE(any_value_in_every_field_of_a_section_is_kept_and_refused_in_words)
{
    for (const auto& value :
         {std::string(""), std::string("-1"), std::string("99999999999999999999"), std::string("１2.5x"),
          std::string("9999-12-31"), std::string("[[{\"fact\":5}]]"), kLong}) {
        for (const auto& [section, name] : kNames<editor::Section>) {
            Typed typed;
            for (const auto& field : names_of(section))
                if (!field.ends_with("/kind") && !field.ends_with("/fact")) typed.emplace_back(field, value);
            const auto kept = filled(sketch, section, typed);
            BOOST_TEST((kept.status == 303 || kept.status == 422), std::string(name)
                                                                       << " " << value.substr(0, 30));
        }
        every_page_still_stands(value.substr(0, 30));
    }
    BOOST_TEST(saved(sketch).status == 422);
}

BOOST_AUTO_TEST_CASE(rows_that_were_never_shown_do_no_harm)
{
    using enum editor::Section;
    const std::string deep = std::string(50'000, '[') + std::string(50'000, ']');
    std::string nested = "{}";
    for (int i = 0; i < 200; ++i) nested = R"({"not":)" + nested + "}";
    const std::vector<Typed> crafted{
        {{"rule.0/kind", "named"}, {"rule.0/named", "nobody"}},
        {{"rule.0/kind", "kept"}, {"rule.0/kept", R"({"named":5})"}},
        {{"rule.0/kind", "kept"},
         {"rule.0/kept", R"({"fact":"income_year","at_most":{"standard":5,"times":7}})"}},
        {{"rule.0/kind", "kept"},
         {"rule.0/kept", R"({"fact":"income_year","at_most":{"standard":"x","times":7}})"}},
        {{"rule.0/kind", "kept"}, {"rule.0/kept", R"({"member":5,"at_least":"x"})"}},
        {{"rule.0/kind", "kept"}, {"rule.0/kept", R"({"fact":"age","between":[]})"}},
        {{"rule.0/kind", "kept"}, {"rule.0/kept", "\"text\""}},
        {{"rule.0/kind", "kept"}, {"rule.0/kept", nested}},
        {{"rule.0/kind", "kept"}, {"rule.0/kept", deep}},
        {{"rule.0/kind", "leaf"}, {"rule.0/fact", "nothing"}},
        {{"rule.0/kind", "nothing"}},
        {{"rule/kind", ""}},
    };
    for (const auto& typed : crafted) {
        const auto kept = filled(sketch, rule, typed);
        BOOST_TEST((kept.status == 303 || kept.status == 422), typed.back().second.substr(0, 60));
        every_page_still_stands(typed.back().second.substr(0, 60));
    }
}

BOOST_AUTO_TEST_CASE(acts_that_were_never_offered_do_nothing)
{
    using enum editor::Section;
    for (const auto* act : {"add rule.０", "add rule.0.0.0", "remove rule", "remove rule.9", "add caps/7",
                            "remove caps/-1", "remove caps/99999999999999999999", "add ", "remove",
                            "add award/cases\r\nX: y", "add rule\r\nX: y"})
        for (const auto section : {rule, award, capacity, areas}) {
            const auto kept =
                filled(sketch, section, {{"rule.0/add", "fact:age"}, {"rule/add", "fact:age"}}, act);
            BOOST_TEST((kept.status == 303 || kept.status == 422), act);
        }
    every_page_still_stands("acts");
}

BOOST_AUTO_TEST_CASE(a_version_or_an_entry_that_is_none_is_refused)
{
    const auto id = given_program([&] {
        auto other = file();
        other["code"] = "other";
        return other;
    }());
    for (const auto* value : {"", "-1", "x", "99999999999999999999"}) {
        BOOST_TEST(sent(manager, sketch + "/save", {{"version", value}}).status == 409);
        BOOST_TEST(sent(manager, sketch + "/drop", {{"version", value}}).status == 409);
        const Typed counter{{"entry", value}, {"version", "1"}, {"reason", "x"}};
        BOOST_TEST(sent(manager, "/programs/" + to_text(id) + "/budget/counter", counter).status == 409);
    }
}

BOOST_AUTO_TEST_SUITE_END()
