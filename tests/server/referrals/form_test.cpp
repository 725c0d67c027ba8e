// The new-referral form as a clerk meets it: kept from the first field, forgiving, told once what is wrong.
#include "tests/server/referrals/form_given.hpp"

using namespace form_given;

BOOST_FIXTURE_TEST_SUITE(the_form, FormWorld)

BOOST_AUTO_TEST_CASE(two_clicks_on_start_make_one_draft)
{
    const auto first = begun("once-one"), second = begun("once-one");

    BOOST_TEST(first == second);
    BOOST_TEST(count("referral") == 1);
}

BOOST_AUTO_TEST_CASE(three_answers_on_the_first_step_lead_to_the_second)
{
    const auto form = begun();

    const auto answer = post(form + "who", {{"version", "1"},
                                            {"name", "石玉兰"},
                                            {"id_number", "５２９９０３ 1963-0412-0024"},
                                            {"village", "520324103207"}});

    BOOST_TEST(answer.status == 303);
    BOOST_TEST(support::location(answer) == form + "needs");
    const auto known = document(form).body.household;
    BOOST_TEST(known.members.at(0).id_number.reveal() == "529903196304120024");
    const auto* birth = value_on(known.members[0].facts, Fact::birth_date, day_of(now));
    BOOST_TEST(to_text(std::get<Date>(*birth)) == "1963-04-12");
}

BOOST_AUTO_TEST_CASE(a_faulty_step_is_kept_shown_again_as_typed_and_says_why_twice)
{
    const auto form = begun();

    const auto answer = post(form + "who", {{"version", "1"},
                                            {"name", "石玉兰"},
                                            {"id_number", "529903196304120021"},
                                            {"phone", "139 0000 0000"},
                                            {"address", "竹坪组 17 号"}});

    BOOST_TEST(answer.status == 422);
    BOOST_TEST(has(answer, "<title>错误："));
    BOOST_TEST(has(answer, "href=\"#id_number\""));
    BOOST_TEST(has(answer, "href=\"#village\""));
    for (const auto* typed : {"石玉兰", "529903196304120021", "139 0000 0000", "竹坪组 17 号"})
        BOOST_TEST(has(answer, typed), typed);
    const auto why = std::string("身份证号的最后一位对不上");
    BOOST_TEST(answer.body.find(why) != answer.body.rfind(why));
    BOOST_TEST(document(form).kept.at("who").at("id_number").at(0) == "529903196304120021");
    BOOST_TEST(document(form).body.household.members.at(0).phone.reveal() == "13900000000");
}

BOOST_AUTO_TEST_CASE(the_draft_is_there_on_another_day_and_hides_what_it_knows)
{
    const auto form = filled();
    now += std::chrono::hours(24);

    const auto page = get(form + "who");
    const auto list = get("/referrals/new");

    BOOST_TEST(page.status == 200);
    BOOST_TEST(!has(page, "529903196304120024"));
    BOOST_TEST(!has(page, "石玉兰"));
    BOOST_TEST(has(page, "5299**************"));
    BOOST_TEST(has(page, "63 岁"));
    BOOST_TEST(has(list, form + "check"));
    BOOST_TEST(has(list, "石*兰"));
}

BOOST_AUTO_TEST_CASE(nobody_else_finds_a_draft)
{
    const auto form = filled();

    for (const auto& actor : {county(), village(), elsewhere()})
        for (const auto* step : {"who", "needs", "family", "check", "members/2"})
            BOOST_TEST(ask(actor, Verb::get, form + step).status == 404, step);
    BOOST_TEST(ask(county(), Verb::post, form + "who", {{"version", "3"}, {"name", "x"}}).status == 404);
}

BOOST_AUTO_TEST_CASE(autosave_answers_nothing_but_the_new_version)
{
    const auto form = begun();

    const auto answer =
        post(form + "who", {{"version", "1"}, {"autosave", "1"}, {"name", "石"}, {"phone", "12"}});

    BOOST_TEST(answer.status == 204);
    BOOST_TEST(support::field(answer, "ETag") == "\"v2\"");
    BOOST_TEST(document(form).kept.at("who").at("phone").at(0) == "12");
}

BOOST_AUTO_TEST_CASE(an_older_copy_of_the_page_is_shown_again_with_what_was_typed_and_saves_nothing)
{
    const auto form = filled();

    const auto answer = post(form + "who", {{"version", "1"}, {"name", "王二"}, {"village", "520324103207"}});

    BOOST_TEST(answer.status == 409);
    BOOST_TEST(has(answer, "王二"));
    BOOST_TEST(has(answer, "name=\"version\" value=\"" + version(form) + "\""));
    BOOST_TEST(document(form).body.household.members.at(0).name.reveal() == "石玉兰");
}

BOOST_AUTO_TEST_CASE(no_paper_is_a_reason_and_a_passport_has_no_check_digit)
{
    const auto form = begun();

    const auto none =
        post(form + "who",
             {{"version", "1"}, {"name", "石玉兰"}, {"no_id_reason", "lost"}, {"village", "520324103207"}});
    const auto passport = post(
        form + "who",
        {{"version", "2"}, {"id_type", "passport"}, {"id_number", "E12345678"}, {"village", "520324103207"}});

    BOOST_TEST(none.status == 303);
    BOOST_TEST(passport.status == 303);
    BOOST_TEST(document(form).body.household.members[0].id_number.reveal() == "E12345678");
}

BOOST_AUTO_TEST_CASE(amounts_are_forgiving_but_never_negative_or_overflowing)
{
    const auto form = filled();

    const auto good = post(
        form + "needs",
        {{"version", "3"}, {"need", "medical"}, {"amount_medical", "２０，０００"}, {"kind", "beyond_aid"}});
    BOOST_TEST(good.status == 303);
    BOOST_TEST(document(form).body.household.needs.at(0).assessed.value() == 2'000'000);

    for (const auto* amount : {"-5", "99999999999999999999", "1e3", "二百"}) {
        const auto bad = post(form + "needs", {{"version", version(form)},
                                               {"need", "medical"},
                                               {"amount_medical", amount},
                                               {"kind", "beyond_aid"}});
        BOOST_TEST(bad.status == 422, amount);
        BOOST_TEST(has(bad, std::string("value=\"") + amount), amount);
    }
}

BOOST_AUTO_TEST_CASE(members_are_added_changed_and_taken_off_the_list)
{
    const auto form = filled();

    const auto added = post(form + "members/2", {{"version", "3"},
                                                 {"back", "needs"},
                                                 {"name", "石小安"},
                                                 {"id_number", "529903202006010052"},
                                                 {"relation", "grandchild"},
                                                 {"treatments", "hospital"}});
    BOOST_TEST(support::location(added) == form + "needs");
    BOOST_TEST(has(get(form + "needs"), "孙辈，6 岁"));
    BOOST_TEST(has(get(form + "needs"), "住院"));

    const auto gone = post(form + "members/2/remove", {{"version", "4"}, {"back", "needs"}});
    BOOST_TEST(gone.status == 303);
    BOOST_TEST(document(form).body.household.members.size() == 1u);
    BOOST_TEST(get(form + "members/1").status == 404);
    BOOST_TEST(get(form + "members/9").status == 404);
}

BOOST_AUTO_TEST_CASE(the_family_step_keeps_the_needs_and_adds_the_aid_to_them)
{
    const auto form = filled();
    post(form + "needs",
         {{"version", "3"}, {"need", "medical"}, {"amount_medical", "20000"}, {"kind", "beyond_aid"}});

    const auto answer = post(form + "family", {{"version", "4"},
                                               {"income_year", "38688"},
                                               {"all_members_listed", "yes"},
                                               {"aid_kind_0", "temporary_aid"},
                                               {"aid_amount_0", "6000"},
                                               {"aid_on_0", "2026年11月6日"},
                                               {"aid_need_0", "medical"}});

    BOOST_TEST(support::location(answer) == form + "check");
    const auto known = document(form).body;
    BOOST_TEST(known.household.needs.at(0).assessed.value() == 2'600'000);
    BOOST_TEST(known.household.all_members_listed);
    BOOST_CHECK(known.kind == ReferralKind::beyond_aid);
}

BOOST_AUTO_TEST_CASE(impossible_dates_and_unknown_codes_are_told_where_they_stand)
{
    const auto form = filled();

    const auto answer = post(form + "family", {{"version", "3"},
                                               {"last_disaster_date", "2025-13-01"},
                                               {"residence_kind", "moon"},
                                               {"layers", "\"><script>"}});

    BOOST_TEST(answer.status == 422);
    for (const auto* field : {"last_disaster_date", "residence_kind", "layers"})
        BOOST_TEST(has(answer, std::string("href=\"#") + field), field);
    BOOST_TEST(has(answer, "2025-13-01"));
    BOOST_TEST(!has(answer, "<script>"));
}

BOOST_AUTO_TEST_CASE(a_county_officer_chooses_the_township_first_without_a_script)
{
    const auto to = support::location(ask(county(), Verb::post, "/referrals/new", {{"once", "once-county"}}));
    const auto form = to.substr(0, to.rfind('/') + 1);

    const auto listed =
        ask(county(), Verb::post, form + "who",
            {{"version", "1"}, {"act", "villages"}, {"township", "520324103"}, {"name", "石玉兰"}});
    BOOST_TEST(support::location(listed) == form + "who?township=520324103#village");
    const auto page = ask(county(), Verb::get, form + "who?township=520324103");

    BOOST_TEST(has(page, "value=\"520324103207\""));
    BOOST_TEST(has(page, "石*兰"));
}

BOOST_AUTO_TEST_CASE(every_page_prints_in_both_languages_and_no_text_becomes_markup)
{
    const std::string hostile = "\"><script>alert(1)</script>{{t:x}}<img src=x>";
    for (const auto in : {Language::zh, Language::en}) {
        language = in;
        const auto form = begun(in == Language::zh ? "once-zh" : "once-en");
        for (const auto* step : {"who", "needs", "family", "members/2"}) {
            const auto target = form + step;
            const auto bad = post(target, {{"version", version(form)},
                                           {"name", hostile},
                                           {"id_number", hostile},
                                           {"phone", hostile},
                                           {"address", hostile},
                                           {"village", hostile},
                                           {"situation", hostile},
                                           {"need", hostile},
                                           {"amount_medical", hostile},
                                           {"relation", hostile},
                                           {"hukou_area", hostile},
                                           {"birth_date", hostile},
                                           {"income_year", hostile},
                                           {"aid_kind_0", hostile},
                                           {"aid_on_0", hostile}});
            BOOST_TEST(bad.status == 422, step);
            for (const auto& page : {bad, get(target), get(form + "check"), get("/referrals/new")}) {
                BOOST_TEST(!has(page, "<script>alert"), step);
                BOOST_TEST(!has(page, "<img"), step);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
