// Objections and complaints from the family's page to the county's answer, and who looked at the family's
// data.
#include "models/store/objections.hpp"
#include "models/store/rounds.hpp"
#include "server/http/idempotency.hpp"
#include "server/offers/service.hpp"
#include "tests/server/family/given.hpp"
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using namespace models;
using given::FamilyWorld;
using given::has;
using server::Verb;

namespace {

struct Heard : FamilyWorld {
    store::OfferRow offer = accepted();
    Heard() { sign_in(offer.referral); }

    std::string about_offer() const { return "offer:" + to_text(offer.id); }
    server::Response complain(const std::string& about, const std::string& text = "学费没有收到，石玉兰")
    {
        return press("/family/objection", {{"about", about}, {"text", text}});
    }
    store::ObjectionRow raised()
    {
        return db.read(
            [&](store::Reader& reader) { return store::objections_of(reader, offer.referral).back(); });
    }
    std::string path() { return "/objections/" + to_text(raised().id); }
    server::Response answer(const Actor& actor, const std::string& act)
    {
        return as(
            actor, Verb::post, path() + "/answer",
            {{"act", act}, {"text", "已催办，本周送到"}, {"version", std::to_string(raised().version)}});
    }
    std::string referral_path() const { return "/referrals/" + to_text(offer.referral); }
    Actor second_of_county() { return officer(Role::county, support::kCounty, "second"); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(objections_of_a_family, Heard)

BOOST_AUTO_TEST_CASE(a_complaint_gets_a_number_and_a_day)
{
    BOOST_TEST(has(open("/family/objection?about=" + about_offer()), "checked"));

    BOOST_TEST(support::location(complain(about_offer())) == "/family/case?done=objection");

    const auto page = open("/family/case?done=objection");
    BOOST_TEST(has(page, raised().reference), page.body);
    BOOST_TEST(has(page, "最晚"));
    BOOST_TEST(support::page_faults(page) == "");
    BOOST_TEST((kind_of(raised().about) == ObjectionKind::complaint));
    BOOST_TEST(raised().due_at.has_value());
    BOOST_TEST(db.value_of("SELECT facts FROM audit WHERE event = 'objection.raise'").find("学费") ==
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_said_at_its_field_and_nothing_is_lost)
{
    const auto page = complain("", "写了很多");
    BOOST_TEST(page.status == 422);
    BOOST_TEST(has(page, "写了很多"));
    BOOST_TEST(has(page, "href=\"#about\""));
    BOOST_TEST(complain(about_offer(), "").status == 422);
    BOOST_TEST(complain("offer:7").status == 422);
    BOOST_TEST(complain("offer:" + std::string(40, '9')).status == 422);
    BOOST_TEST(count("objection") == 0);
}

BOOST_AUTO_TEST_CASE(what_was_written_survives_the_end_of_the_session)
{
    now += std::chrono::minutes(16);
    const auto sent_on = complain("handling:0", "写了很久\n第二行");
    BOOST_TEST(sent_on.status == 307);
    BOOST_TEST(support::location(sent_on) == "/family?ended=1");
    const given::Sent written{{"about", "handling:0"}, {"text", "写了很久\n第二行"}};
    const auto asked = press("/family?ended=1", written);
    BOOST_TEST(has(asked, "写了很久"));
    BOOST_TEST(support::page_faults(asked) == "");

    auto with_code = written;
    with_code.emplace_back("code", code(offer.referral));
    with_code.emplace_back("last_four", given::kDigits);
    const auto form = press("/family", with_code);

    BOOST_TEST(form.status == 200);
    BOOST_TEST(has(form, "写了很久\n第二行"));
    cookie = given::cookie_of(form);
    BOOST_TEST(has(form, db.vault()->csrf_token(db.vault()->session_hash(cookie))));
    BOOST_TEST(complain("handling:0").status == 303);
}

BOOST_AUTO_TEST_CASE(the_same_is_not_raised_twice_and_not_after_it_was_dismissed)
{
    complain(about_offer());
    BOOST_TEST(complain(about_offer()).status == 422);

    BOOST_TEST(answer(second_of_county(), "dismiss").status == 303);

    BOOST_TEST(complain(about_offer()).status == 422);
    BOOST_TEST(!has(open("/family/objection"), about_offer()));
    BOOST_TEST(count("objection") == 1);
}

BOOST_AUTO_TEST_CASE(who_took_a_step_does_not_answer)
{
    complain(about_offer());

    const auto seen = as(county(), Verb::get, path());
    BOOST_TEST(support::page_faults(seen) == "");
    BOOST_TEST(has(seen, "学费没有收到"));
    BOOST_TEST(has(seen, "由没有经手过的"));
    BOOST_TEST(answer(county(), "uphold").status == 403);
    BOOST_TEST(answer(elsewhere(), "uphold").status == 404);
    BOOST_TEST(as(township(), Verb::get, path()).status == 403);
    BOOST_TEST((raised().state == ObjectionState::open));
}

BOOST_AUTO_TEST_CASE(the_answer_is_read_by_the_family)
{
    complain(about_offer());
    const auto asked = as(second_of_county(), Verb::get, path());
    BOOST_TEST(support::page_faults(asked) == "");
    BOOST_TEST(has(asked, "name=\"act\""));
    BOOST_TEST(answer(second_of_county(), "").status == 422);

    BOOST_TEST(support::location(answer(second_of_county(), "uphold")) == path());

    BOOST_TEST((raised().state == ObjectionState::upheld));
    BOOST_TEST(has(open("/family/case"), "已催办，本周送到"));
    BOOST_TEST(answer(second_of_county(), "dismiss").status == 409);
    BOOST_TEST(count_events("objection.answer") == 1);
}

BOOST_AUTO_TEST_CASE(while_it_is_open_the_county_neither_refuses_nor_closes)
{
    complain("handling:0");
    for (const auto* act : {"/refuse", "/close"})
        BOOST_TEST(as(county(), Verb::get, referral_path() + act).status == 409, act);
    const auto shown = as(county(), Verb::get, referral_path());
    BOOST_TEST(has(shown, "还没有答复"), shown.body);
    BOOST_TEST(has(shown, raised().reference));
    const auto version = std::to_string(referral(offer.referral).version);
    const auto refused =
        as(county(), Verb::post, referral_path() + "/close", {{"version", version}, {"reason", "unmet"}});
    BOOST_TEST(refused.status == 409);

    BOOST_TEST(press("/family/withdraw", {{"version", version}}).status == 303);
    BOOST_TEST((referral(offer.referral).state == ReferralState::closed));
}

BOOST_AUTO_TEST_CASE(an_officer_writes_down_what_the_family_says)
{
    const auto form = as(village(), Verb::get, referral_path() + "/objection");
    BOOST_TEST(support::page_faults(form) == "");
    const auto done = as(village(), Verb::post, referral_path() + "/objection",
                         {{"about", "handling:0"}, {"text", "家人来电，说办得慢"}});

    BOOST_TEST(support::location(done).starts_with(referral_path() + "?done=objection"));
    BOOST_TEST((raised().written_by == village().account));
    const auto seen = as(village(), Verb::get, referral_path());
    BOOST_TEST(has(seen, raised().reference));
    BOOST_TEST(!has(seen, path())); // the words are the county's to read
    BOOST_TEST(as(elsewhere(), Verb::get, referral_path() + "/objection").status == 404);
}

BOOST_AUTO_TEST_CASE(a_list_shows_those_of_the_county)
{
    complain(about_offer());
    const auto list = as(county(), Verb::get, "/objections");
    BOOST_TEST(support::page_faults(list) == "");
    BOOST_TEST(has(list, path()));
    BOOST_TEST(!has(list, "学费没有收到"));
    BOOST_TEST(!has(as(elsewhere(), Verb::get, "/objections"), path()));
    BOOST_TEST(!has(as(county(), Verb::get, "/objections?state=upheld"), path()));
    BOOST_TEST(as(township(), Verb::get, "/objections").status == 403);
}

BOOST_AUTO_TEST_CASE(over_the_api_it_is_read_and_answered)
{
    complain(about_offer());
    const auto ask = [&](Verb verb, const std::string& target, const std::string& body = {},
                         const std::string& if_match = {}) {
        auto asked = call(second_of_county(), verb, "/api/v1" + target);
        asked.body = body;
        asked.if_match = if_match;
        asked.idempotency_key = server::new_form_token();
        return send_to_api(std::move(asked));
    };
    const auto list = nlohmann::json::parse(ask(Verb::get, "/objections?state=open").body);
    BOOST_TEST(list.at("total") == 1);
    BOOST_TEST(!list.at("items").at(0).contains("text"));
    BOOST_TEST(ask(Verb::get, "/objections?about=offer").status == 400);
    const auto told = R"({"act":"uphold","text":"已催办"})";
    BOOST_TEST(ask(Verb::post, path() + "/answer", told).status == 428);
    BOOST_TEST(ask(Verb::post, path() + "/answer", R"({"act":"raise","text":"x"})", "\"v1\"").status == 422);
    const auto done = ask(Verb::post, path() + "/answer", told, "\"v1\"");
    BOOST_TEST(done.status == 200, done.body);
    BOOST_TEST(nlohmann::json::parse(done.body).at("state") == "upheld");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(who_looked, Heard)

BOOST_AUTO_TEST_CASE(offices_reasons_and_times_are_told_and_no_person)
{
    as(township(), Verb::post, referral_path() + "/reveal", {{"reason", "contact"}});
    as(county(), Verb::get, referral_path() + "/print");
    as(charity(), Verb::post, "/offers/" + to_text(offer.id) + "/fields", {{"reason", "pay"}});
    as(county(), Verb::get, referral_path() + "/recheck-late");

    for (const auto& page : {open("/family/looks"), as(village(), Verb::get, referral_path() + "/looks")}) {
        BOOST_TEST(support::page_faults(page) == "");
        for (const auto* told :
             {"正安县安场镇（乡镇、街道）", "看了姓名、证件号、电话和住址", "联系家庭", "正安县民政局",
              "打印了转介单", "慈善组织", "看了您同意告诉它的内容", "付款"})
            BOOST_TEST(has(page, told), told << " is not in " << page.body);
        const auto main = page.body.substr(page.body.find("<main"));
        BOOST_TEST(!main.contains("officer ")); // the names of accounts here
    }
    BOOST_TEST(as(elsewhere(), Verb::get, referral_path() + "/looks").status == 404);
}

BOOST_AUTO_TEST_CASE(looks_of_one_day_stand_in_one_line)
{
    for (int i = 0; i < 3; ++i)
        as(township(), Verb::post, referral_path() + "/reveal", {{"reason", "contact"}});
    BOOST_TEST(has(open("/family/looks"), "3 次"));
}

BOOST_AUTO_TEST_CASE(a_family_gets_all_that_is_held_about_it)
{
    complain(about_offer());
    const auto by = county().account;
    db.write([&](store::Writer& writer) {
        AllocationRound round{
            .name = "春季助学", .area = support::kCounty, .opened_by = by, .opened_at = now};
        const auto approved = store::insert_round(writer, round, {program});
        const auto proposed = store::insert_round(writer, round, {program});
        for (const auto id : {approved, proposed}) {
            store::insert_round_family(writer, id,
                                       {offer.referral, {}, 1, {520324101201}, 2, 1, 0, R"({"why":"次序"})"});
            store::insert_round_award(writer, id,
                                      {.number = 1,
                                       .referral = offer.referral,
                                       .need = offer.need,
                                       .need_type = "living",
                                       .program = program,
                                       .village = {520324101201},
                                       .tier = 2,
                                       .award = 50'000});
            store::begin_round(writer, id);
            store::propose_round(writer, id, 1, {"{}", "{}"}, now);
        }
        auto decided = store::find_round(writer, {}, approved).value();
        store::end_round(writer, decided, RoundState::approved, by, now);
    });
    const auto file = as(county(), Verb::post, referral_path() + "/file");
    BOOST_TEST(file.status == 200);
    BOOST_TEST(support::field(file, "Content-Disposition").starts_with("attachment"));
    const auto held = nlohmann::json::parse(file.body);
    for (const auto* part :
         {"documents", "moves", "consents", "plans", "rounds", "offers", "objections", "looks"})
        BOOST_TEST(!held.at(part).empty(), part);
    BOOST_TEST(held.at("plans").front().at("lines").size() == 1u);
    BOOST_TEST(held.at("plans").front().at("lines").front().at("line").at("award") == 50'000);
    BOOST_TEST(held.at("rounds").size() == 1u); // what is only proposed is told to nobody
    BOOST_TEST(held.at("rounds").front().at("awards").front().at("award") == 50'000);
    BOOST_TEST(held.at("rounds").front().at("told").at("why") == "次序");
    for (const auto* told : {"石玉兰", "529903196304120024", "竹坪组17号", "学费没有收到"})
        BOOST_TEST(has(file, told), told << " is missing");
    BOOST_TEST(has(open("/family/looks"), "导出了全部资料"));
    BOOST_TEST(as(township(), Verb::post, referral_path() + "/file").status == 403);
    BOOST_TEST(as(elsewhere(), Verb::post, referral_path() + "/file").status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
