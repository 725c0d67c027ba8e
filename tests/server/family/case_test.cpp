// What a family reads and decides on its page.
#include "models/store/consents.hpp"
#include "server/offers/service.hpp"
#include "tests/server/family/given.hpp"
#include "tests/server/referrals/given.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using given::FamilyWorld;
using given::has;
using server::Verb;

namespace {

struct Page : FamilyWorld {
    store::OfferRow helped() // help arrived, and is not confirmed
    {
        const auto row = accepted();
        const server::offers::DeliveryTold told{row.units, day_of(now), "bank", "石玉兰", ""};
        act(charity(), [&](const server::Desk& desk) {
            return server::offers::deliver(desk, given::seen(row), told);
        }).value();
        sign_in(row.referral);
        return now_of(row.id);
    }
    store::ConsentRow consent_of(ReferralId id)
    {
        return db.read([&](store::Reader& reader) { return store::list_consents(reader, id).front(); });
    }
    static std::string path(const store::ConsentRow& row)
    {
        return "/family/consents/" + to_text(row.id) + "/withdraw";
    }
    DeliveryId delivery_of(const store::OfferRow& row)
    {
        return db.read(
            [&](store::Reader& reader) { return store::list_deliveries(reader, row.id).front().id; });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(page_of_a_family, Page)

BOOST_AUTO_TEST_CASE(it_says_in_everyday_words_how_things_stand)
{
    const auto row = accepted();
    sign_in(row.referral);
    for (const auto spoken : {server::Language::en, server::Language::zh}) {
        language = spoken;
        BOOST_TEST(support::page_faults(open("/family/case")) == "");
    }
    const auto page = open("/family/case");
    BOOST_TEST(has(page, "1 家组织正在帮您家"), page.body);
    BOOST_TEST(has(page, "春风基金会答应帮 500.00 元"));
    BOOST_TEST(has(page, "第一次帮扶会到"));
    BOOST_TEST(has(page, "县里正在找合适的组织")); // for the other needs
    BOOST_TEST(has(page, "正安县民政局"));
    BOOST_TEST(count_events("family.read") == 3);
}

BOOST_AUTO_TEST_CASE(no_full_name_and_no_digit_of_an_id_stands_on_it)
{
    helped();
    for (const auto* target : {"/family/case", "/family/looks", "/family/objection", "/family/withdraw"}) {
        const auto page = open(target);
        BOOST_TEST(page.status == 200);
        BOOST_TEST(support::page_faults(page) == "", target);
        for (const auto* secret : {"石玉兰", "石小安", "529903196304120024", "13900000000", "竹坪组17号"})
            BOOST_TEST(!has(page, secret), target << " tells " << secret);
    }
}

BOOST_AUTO_TEST_CASE(what_was_sent_back_says_what_is_missing)
{
    const auto returned = given::returned(*this);
    sign_in(returned.id);
    const auto page = open("/family/case");
    BOOST_TEST(has(page, "还缺一点材料"));
    BOOST_TEST(has(page, "The income of the last 12 months."));
    BOOST_TEST(has(page, "前补上"));
}

BOOST_AUTO_TEST_CASE(one_organization_is_told_no_more)
{
    const auto row = accepted();
    sign_in(row.referral);
    const auto consent = consent_of(row.referral);

    const auto done = press(path(consent), {{"version", std::to_string(consent.version)},
                                            {"organization", to_text(organization)}});

    BOOST_TEST(support::location(done) == "/family/case?done=consent");
    BOOST_TEST((now_of(row.id).state == OfferState::consent_ended));
    BOOST_TEST((moves(row.id).back().side == Side::family));
    BOOST_TEST(!moves(row.id).back().by);
    BOOST_TEST((consent_of(row.referral).state == ConsentState::withdrawn));
    BOOST_TEST(held().committed == 0);
    BOOST_TEST(has(open("/family/case"), "不再告诉春风基金会"));
}

BOOST_AUTO_TEST_CASE(the_others_of_a_consent_stay_named)
{
    const auto row = accepted();
    sign_in(row.referral);
    db.write([&](store::Writer& writer) {
        auto wider = store::list_consents(writer, row.referral).front();
        store::save_consent_state(writer, wider.id, wider.version, ConsentState::replaced);
        wider.organizations = {organization, other_organization};
        store::insert_consent(writer, wider);
    });
    const auto consent = consent_of(row.referral);

    press(path(consent),
          {{"version", std::to_string(consent.version)}, {"organization", to_text(other_organization)}});

    const auto left = consent_of(row.referral);
    BOOST_TEST((left.state == ConsentState::given));
    BOOST_CHECK(left.organizations == std::vector{organization});
    BOOST_TEST((now_of(row.id).state == OfferState::accepted));
}

BOOST_AUTO_TEST_CASE(a_family_names_the_organizations_whose_help_fits)
{
    const auto known = family(false);
    sign_in(known.id);
    BOOST_TEST(has(open("/family/case"), "/family/consent\""));
    const auto page = open("/family/consent");
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST(has(page, "value=\"" + to_text(organization) + "\" checked"), page.body);
    BOOST_TEST(!has(page, "value=\"" + to_text(other_organization) + "\"")); // it has no program

    const given::Sent told{{"offered", to_text(organization)},
                           {"organizations", to_text(organization)},
                           {"fields", "name"},
                           {"fields", "phone"},
                           {"purposes", "living"},
                           {"who", "石玉兰"},
                           {"until", "2027-06-01"}};
    const auto asked = press("/family/consent", told); // a child of ten
    BOOST_TEST(asked.status == 422);
    BOOST_TEST(support::page_faults(asked) == "");
    BOOST_TEST(has(asked, "监护人"));
    BOOST_TEST(has(asked, "value=\"石玉兰\""));
    auto complete = told;
    complete.emplace_back("guardian", "石玉兰");

    BOOST_TEST(support::location(press("/family/consent", complete)) == "/family/case?done=consent_given");

    const auto row = consent_of(known.id);
    BOOST_TEST((row.state == ConsentState::given));
    BOOST_TEST((row.way == ConsentWay::screen));
    BOOST_TEST(row.text_version == "2026-11");
    BOOST_TEST(!row.recorded_by);
    BOOST_CHECK(row.organizations == std::vector{organization});
    BOOST_TEST(support::location(press("/family/consent", complete)) == "/family/case?done=consent_given");
    BOOST_TEST((consent_of(known.id).id == row.id)); // said twice, done once
    BOOST_TEST(count_events("consent.give") == 1);
    BOOST_TEST(given::why(offer(known.id)) == "");
    language = server::Language::en;
    BOOST_TEST(support::page_faults(open("/family/consent")) == "");
}

BOOST_AUTO_TEST_CASE(what_the_family_says_anew_takes_the_place_of_what_it_said_before)
{
    const auto row = accepted();
    sign_in(row.referral);
    add_program(other_organization, "second");
    const auto page = open("/family/consent");
    for (const auto id : {organization, other_organization})
        BOOST_TEST(has(page, "value=\"" + to_text(id) + "\" checked"));

    press("/family/consent", {{"organizations", to_text(other_organization)},
                              {"fields", "name"},
                              {"purposes", "living"},
                              {"who", "石玉兰"},
                              {"guardian", "石玉兰"},
                              {"until", "2027-06-01"}});

    BOOST_CHECK(consent_of(row.referral).organizations == std::vector{other_organization});
    BOOST_TEST((now_of(row.id).state == OfferState::consent_ended)); // the first one is told nothing more
}

BOOST_AUTO_TEST_CASE(an_officers_form_has_those_that_fit_ticked_and_the_one_that_waits_first)
{
    const auto known = family();
    const auto second = add_program(other_organization, "second");
    db.write([&](store::Writer& writer) {
        store::begin_task(writer, {.kind = TaskKind::ask_consent,
                                   .referral = known.id,
                                   .program = second,
                                   .organization = other_organization,
                                   .begun_at = now,
                                   .due_at = now});
    });

    const auto page = as(county(), Verb::get, "/referrals/" + to_text(known.id) + "/consent");

    BOOST_TEST(support::page_faults(page) == "");
    const auto first = page.body.find("value=\"" + to_text(other_organization) + "\" checked");
    const auto then = page.body.find("value=\"" + to_text(organization) + "\" checked");
    BOOST_REQUIRE(first != std::string::npos);
    BOOST_REQUIRE(then != std::string::npos);
    BOOST_TEST(first < then);

    const auto came =
        as(county(), Verb::get,
           "/referrals/" + to_text(known.id) + "/consent?organization=" + to_text(organization));
    BOOST_TEST(came.body.find("value=\"" + to_text(organization) + "\" checked") <
               came.body.find("value=\"" + to_text(other_organization) + "\" checked"));
    BOOST_TEST(
        as(county(), Verb::get, "/referrals/" + to_text(known.id) + "/consent?organization=x").status == 200);
}

BOOST_AUTO_TEST_CASE(of_another_familys_consent_nothing_is_known)
{
    const auto other = another_family();
    sign_in(family().id);
    const auto consent = consent_of(other.id);
    BOOST_TEST(press(path(consent), {{"version", "1"}}).status == 404);
    BOOST_TEST((consent_of(other.id).state == ConsentState::given));
}

BOOST_AUTO_TEST_CASE(help_that_arrived_is_confirmed_once)
{
    const auto row = helped();
    BOOST_TEST(has(open("/family/case"), "您收到了吗"));
    const auto path = "/family/deliveries/" + to_text(delivery_of(row)) + "/confirm";

    BOOST_TEST(support::location(press(path)) == "/family/case?done=arrived");
    BOOST_TEST(press(path).status == 303);

    BOOST_TEST(count_events("delivery.confirm") == 1);
    BOOST_TEST(!has(open("/family/case"), "您收到了吗"));
    BOOST_TEST(press("/family/deliveries/7/confirm").status == 404);
}

BOOST_AUTO_TEST_CASE(an_officer_who_saw_it_confirms_too)
{
    const auto row = helped();
    const auto offer_path = "/offers/" + to_text(row.id);
    const auto confirm = offer_path + "/deliveries/" + to_text(delivery_of(row)) + "/confirm";
    BOOST_TEST(has(as(township(), Verb::get, offer_path), confirm));
    BOOST_TEST(!has(as(charity(), Verb::get, offer_path), confirm));

    BOOST_TEST(as(charity(), Verb::post, confirm).status == 403);
    BOOST_TEST(as(elsewhere(), Verb::post, confirm).status == 404);
    BOOST_TEST(support::location(as(township(), Verb::post, confirm)) == offer_path);

    const auto shown = as(charity(), Verb::get, offer_path);
    BOOST_TEST(has(shown, "已确认收到"));
    BOOST_TEST(support::page_faults(shown) == "");
}

BOOST_AUTO_TEST_CASE(the_whole_referral_is_withdrawn_after_a_question)
{
    const auto row = accepted();
    sign_in(row.referral);
    BOOST_TEST(has(open("/family/withdraw"), "不影响政府给您的救助"));
    const auto version = std::to_string(referral(row.referral).version);

    BOOST_TEST(press("/family/withdraw", {{"version", "1"}}).status == 409);
    const auto done = press("/family/withdraw", {{"version", version}});

    BOOST_TEST(support::location(done) == "/family/case?done=withdrawn");
    BOOST_TEST((referral(row.referral).state == ReferralState::closed));
    BOOST_TEST((now_of(row.id).state == OfferState::consent_ended));
    BOOST_TEST((consent_of(row.referral).state == ConsentState::withdrawn));
    BOOST_TEST(has(open("/family/case"), "按您的意思，不再办了"));
    BOOST_TEST(!has(open("/family/case"), "/family/withdraw"));
}

BOOST_AUTO_TEST_CASE(a_contact_person_with_another_id_comes_with_other_digits)
{
    const auto reported = given::reported(*this);
    const auto own_code = code(reported.id);
    auto body = given::document(*this, reported).body;
    body.household.members.front().id_number = PrivateText("529903196304121238");
    act(village(), [&](const server::Desk& desk) {
        return server::referrals::change_facts(desk, given::seen(reported), body);
    }).value();

    BOOST_TEST(try_code(own_code, given::kDigits).status == 422);
    BOOST_TEST(try_code(own_code, "1238").status == 303);
}

BOOST_AUTO_TEST_SUITE_END()
