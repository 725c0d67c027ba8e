// What no form of ours sends: each value is refused on a page that says what to do, and nothing is written.
#include "server/http/idempotency.hpp"
#include "tests/server/sites/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using given::mark_field;
using support::page_faults;

namespace {

using Sent = std::vector<std::pair<std::string, std::string>>;

struct Crafted : given::SiteWorld {
    server::Response submit(const Actor& who, const std::string& to, const Sent& sent)
    {
        auto made = call(who, server::Verb::post, to);
        server::Pairs<std::string> fields{{"once", server::new_form_token()}};
        for (const auto& field : sent) fields.push_back(field);
        made.form = server::Form(fields);
        made.body = std::to_string(fields.size());
        return send(std::move(made));
    }
    // Every one of these values in that field, the others as they are.
    void refuse_each(const Actor& who, const std::string& to, const Sent& good, const std::string& field,
                     const std::vector<std::string>& values)
    {
        for (const auto& value : values) {
            auto sent = good;
            for (auto& [name, old] : sent)
                if (name == field) old = value;
            const auto told = to + " " + field + "=" + value.substr(0, 30);
            const auto answer = submit(who, to, sent);
            BOOST_TEST((answer.status == 422 || answer.status == 409), told << ": " << answer.status);
            BOOST_TEST(page_faults(answer) == "", told);
        }
        auto sent = good;
        std::erase_if(sent, [&](const auto& one) { return one.first == field; });
        const auto missing = submit(who, to, sent);
        BOOST_TEST((missing.status == 422 || missing.status == 409), to << " without " << field);
    }
};

const std::string kLong(5'000, 'x');
const std::vector<std::string> kNoCode{"", "x", "-1", "0", "1.5", "99999999999999999999", kLong};
const std::vector<std::string> kNoNumber{"x", "-1", "1.5", "99999999999999999999", kLong};

} // namespace

BOOST_FIXTURE_TEST_SUITE(crafted_values, Crafted)

BOOST_AUTO_TEST_CASE(a_plan_takes_no_value_it_does_not_know)
{
    const Sent session{{"on", "2026-11-27"}, {"kind", "safety"}, {"from", "16:30"}, {"until", "17:30"}};
    for (const auto* field : {"on", "kind", "from", "until"})
        refuse_each(charity(), path("/sessions"), session, field, kNoCode);
    const Sent pattern{{"month", "2026-12"},
                       {"weekday", "3"},
                       {"pattern_kind", "safety"},
                       {"pattern_from", "16:30"},
                       {"pattern_until", "17:30"}};
    for (const auto* field : {"weekday", "pattern_kind", "pattern_from", "pattern_until"})
        refuse_each(manager(), path("/pattern"), pattern, field, kNoCode);
    const Sent row{{"weekday", "3"}, {"kind", "safety"}, {"from", "16:30"}};
    for (const auto* field : {"weekday", "kind", "from"})
        refuse_each(manager(), path("/pattern/remove"), row, field, kNoCode);
    refuse_each(manager(), path("/pattern/remove"), row, "weekday", {"4294967299"}); // 3 in 32 bits
    BOOST_TEST(count("site_session") == 0);
    BOOST_TEST(count("site_pattern") == 0);
    for (const auto* month : {"0000-01", "9999-12", "2026-13", "x", "99999-01"})
        BOOST_TEST(page_faults(get(charity(), path("/plan?month=") + month)) == "", month);
}

BOOST_AUTO_TEST_CASE(a_site_takes_no_value_it_does_not_know)
{
    Sent setting{{"version", "0"}, {"program_version", "1"}, {"contact", "0851"}, {"places", "40"}};
    refuse_each(manager(), path("/setting"), setting, "version", kNoNumber);
    refuse_each(manager(), path("/setting"), setting, "contact", {"", kLong});
    setting.emplace_back("from_1", "8:00");
    setting.emplace_back("until_1", "9:00");
    for (const auto* field : {"from_1", "until_1"})
        refuse_each(manager(), path("/setting"), setting, field, kNoCode);
    for (const auto& places : kNoNumber) {
        setting[3].second = places;
        BOOST_TEST(submit(manager(), path("/setting"), setting).status == 422, places.substr(0, 30));
    }
    const Sent staff{{"account", ""}, {"name", "田小满"}, {"role", "volunteer"}};
    refuse_each(manager(), path("/staff"), staff, "name", {"", kLong});
    refuse_each(manager(), path("/staff"), staff, "role", kNoCode);
    BOOST_TEST(submit(manager(), path("/staff/x/end"), {}).status == 404);
    BOOST_TEST(submit(manager(), "/sites/99999999999999999999/staff", staff).status == 404);
}

BOOST_AUTO_TEST_CASE(a_sheet_passes_over_nothing)
{
    const auto row = child();
    const auto id = session(day_of(now));
    const Sent sheet{{"sheet", "0"}, {mark_field(row), "present"}, {"rest", "present"}};
    auto values = kNoCode;
    std::erase(values, "0");
    values.push_back("1"); // there is no such sheet yet
    refuse_each(charity(), path_of(id), sheet, "sheet", values);
    for (const auto& value : kNoCode) {
        auto sent = sheet;
        sent[1].second = value;
        const auto answer = submit(charity(), path_of(id), sent);
        BOOST_TEST(answer.status == 422, value.substr(0, 30));
        BOOST_TEST(answer.body.contains("href=\"#" + mark_field(row) + "_present\""));
        sent = sheet;
        sent[2].second = value;
        BOOST_TEST(submit(charity(), path_of(id), sent).status == 422, value.substr(0, 30));
    }
    for (const auto* field : {"mark_", "mark_x", "mark_-1", "mark_99999999999999999999"}) {
        auto sent = sheet;
        sent.emplace_back(field, "present");
        BOOST_TEST(submit(charity(), path_of(id), sent).status == 422, field);
    }
    auto twice = sheet;
    twice.emplace_back(mark_field(row), "absent");
    BOOST_TEST(submit(charity(), path_of(id), twice).status == 422);
    BOOST_TEST(count("attendance") == 0);
    BOOST_TEST(submit(charity(), path_of(id), sheet).status == 303);
}

BOOST_AUTO_TEST_CASE(what_is_said_of_a_child_takes_no_value_it_does_not_know)
{
    const auto row = child();
    const auto at = path("/children/" + to_text(row.id));
    const Sent consent{{"kinds", "pictures"}, {"way", "paper"}, {"who", "吴奶奶"}, {"until", "2027-06-30"}};
    for (const auto* field : {"kinds", "way", "until"}) refuse_each(charity(), at, consent, field, kNoCode);
    auto mixed = consent;
    mixed.emplace_back("kinds", "everything");
    BOOST_TEST(submit(charity(), at, mixed).status == 422);
    refuse_each(charity(), at, consent, "who", {"", kLong});
    refuse_each(charity(), at, consent, "until", {"2026-11-23", "2027-12-01", "9999-12-31"});
    BOOST_TEST(submit(charity(), at + "/consents/x/withdraw", {}).status == 409);

    const Sent worry{{"kind", "accident"}, {"urgency", "normal"}, {"text", "摔了一跤"}};
    for (const auto* field : {"kind", "urgency"})
        refuse_each(charity(), at + "/worry", worry, field, kNoCode);
    refuse_each(charity(), at + "/worry", worry, "text", {"", kLong});
    BOOST_TEST(count("guardian_consent") == 0);
    BOOST_TEST(count("worry") == 0);

    BOOST_TEST(submit(charity(), at + "/worry", worry).status == 303);
    const auto raised = "/worries/" + db.value_of("SELECT id FROM worry");
    const Sent answer{{"version", "1"}, {"act", "answer"}, {"text", "已上门"}};
    for (const auto* field : {"version", "act"}) refuse_each(county(), raised, answer, field, kNoCode);
    refuse_each(county(), raised, answer, "text", {"", kLong});
    const Sent unsaid{{"version", "1"}, {"act", ""}, {"text", "已上门"}};
    BOOST_TEST(submit(county(), raised, unsaid).body.contains("已上门")); // what was typed stays
    BOOST_TEST(count("worry_move") == 1);
    for (const auto* cursor : {"x", "-1", "99999999999999999999"})
        BOOST_TEST(get(charity(), std::string("/worries?after=") + cursor).status == 422, cursor);
}

BOOST_AUTO_TEST_SUITE_END()
