// In every state the family reads how things stand, what comes next, whom to ask, whom to tell and how to
// complain: in both languages, in words that are no codes.
#include "server/html/format.hpp"
#include "tests/server/family/given.hpp"
#include "tests/server/referrals/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using given::has;
using server::Language;

namespace {

struct Reading : given::FamilyWorld {
    store::OfferRow row = accepted();
    Reading() { sign_in(row.referral); }

    void put(const std::string& sql) { db.connection().execute("test.put", sql); }
    void put_referral(std::string_view state, std::string_view reason = {})
    {
        put("UPDATE referral SET state = '" + std::string(state) +
            "', left_state = 'confirmed', close_reason = " +
            (reason.empty() ? "NULL" : "'" + std::string(reason) + "'") +
            " WHERE id = " + to_text(row.referral));
    }
    void put_offer(std::string_view state)
    {
        put("UPDATE offer SET state = '" + std::string(state) + "' WHERE id = " + to_text(row.id));
    }
    // What is read there, in one language.
    std::string read(Language spoken)
    {
        language = spoken;
        const auto page = open("/family/case");
        BOOST_TEST(page.status == 200);
        BOOST_TEST(support::page_faults(page) == "");
        return page.body;
    }
    // Between the marks, once.
    static std::string between(const std::string& body, const std::string& from, const std::string& until)
    {
        const auto start = body.find(from);
        if (start == std::string::npos) return {};
        const auto begin = start + from.size();
        return body.substr(begin, body.find(until, begin) - begin);
    }
    void check_page(Language spoken, std::string_view what)
    {
        const auto body = read(spoken);
        const auto title = between(body, "<h1>", "</h1>");
        const auto lead = between(between(body, "<h2 id=\"next-title\">", "</section>"), "<p>", "</p>");
        BOOST_TEST(title.size() > 6u, what);
        BOOST_TEST(lead.size() > 12u, what);
        for (const auto* part :
             {"id=\"consent-title\"", "href=\"/family/objection\"", "href=\"/family/looks\"", "正安"})
            BOOST_TEST(body.contains(part), what << " lacks " << part);
        const auto main = between(body, "<main", "</main>");
        for (const auto* code :
             {"_met", "in_support", "waitlisted", "info_needed", "partly_", "consent_ended", "passed_on",
              "entered_in", "not_in_", "now_on_", "not_pursued", "{{", ">family."})
            BOOST_TEST(!main.contains(code), what << " says " << code);
    }
};

constexpr Language kSpoken[] = {Language::zh, Language::en};

} // namespace

BOOST_FIXTURE_TEST_SUITE(words_for_a_family, Reading)

BOOST_AUTO_TEST_CASE(every_state_of_the_referral_is_told)
{
    for (const auto& [state, name] : kNames<ReferralState>) {
        if (state == ReferralState::draft || state == ReferralState::closed)
            continue; // nobody has a slip yet
        put_referral(name);
        for (const auto spoken : kSpoken) check_page(spoken, name);
    }
    for (const auto& [reason, name] : kNames<CloseReason>) {
        put_referral("closed", name);
        for (const auto spoken : kSpoken) check_page(spoken, name);
    }
}

BOOST_AUTO_TEST_CASE(every_state_of_an_offer_is_told)
{
    std::map<std::string, std::string> told;
    for (const auto& [state, name] : kNames<OfferState>) {
        if (state == OfferState::draft || state == OfferState::entered_in_error) continue; // nobody was told
        put_offer(name);
        for (const auto spoken : kSpoken) {
            check_page(spoken, name);
            const auto needs = between(read(spoken), "id=\"needs-title\"", "</section>");
            const auto at = needs.find("春风基金会");
            BOOST_REQUIRE(at != std::string::npos);
            const auto begin = needs.rfind('>', at) + 1;
            const auto line = needs.substr(begin, needs.find('<', at) - begin);
            BOOST_TEST(line.size() > 6u, name);
            BOOST_TEST(told.emplace(line, name).second, name << " is told like " << told[line]);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_has_a_last_day_says_which)
{
    const auto seen = given::seen(referral(row.referral));
    act(county(), [&](const server::Desk& desk) {
        return server::referrals::suspend(desk, seen, {"away", plus_days(day_of(now), 20), ""});
    });
    const auto suspended = referral(row.referral).state == ReferralState::suspended;
    if (suspended) BOOST_TEST(read(Language::zh).contains("停到"));
    BOOST_TEST(suspended);
}

BOOST_AUTO_TEST_CASE(who_waits_in_line_reads_how_many_are_before_and_until_when)
{
    put_referral("planned");
    put_offer("waitlisted");
    put("UPDATE offer SET due_at = " +
        std::to_string((now + std::chrono::days(20)).time_since_epoch().count()) +
        " WHERE id = " + to_text(row.id));
    auto zh = read(Language::zh);
    BOOST_TEST(zh.contains("下一个空出来的名额就轮到您家"));
    BOOST_TEST(zh.contains("还要不要排队"));
}

BOOST_AUTO_TEST_CASE(an_erased_one_says_that_nothing_is_left)
{
    put_referral("closed", "withdrawn");
    put("UPDATE referral SET erased_at = 1, erased_for = 'request' WHERE id = " + to_text(row.referral));
    BOOST_TEST(read(Language::zh).contains("已经按要求删除"));
    BOOST_TEST(read(Language::en).contains("has been erased"));
}

BOOST_AUTO_TEST_CASE(after_withdrawing_the_family_may_consent_again)
{
    put_referral("closed", "withdrawn");
    BOOST_TEST(read(Language::zh).contains("href=\"/family/consent\""));
    put_referral("closed", "unmet");
    BOOST_TEST(!read(Language::zh).contains("href=\"/family/consent\""));
}

BOOST_AUTO_TEST_SUITE_END()
