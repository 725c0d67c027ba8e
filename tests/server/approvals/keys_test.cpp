// Two administrators change the key while the server works, and drop the old one once nothing needs it.
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/look_up.hpp"
#include "models/store/seal.hpp"
#include "server/jobs/sweep.hpp"
#include "tests/server/approvals/given.hpp"

using namespace models;
using support::page_faults;
using namespace std::chrono_literals;

namespace {

struct Changing : given::ApprovalWorld {
    Actor admin() { return officer(Role::admin, {}, "admin"); }
    Actor second_admin() { return officer(Role::admin, {}, "admin2"); }
    server::Response ask(const std::string& what, const std::string& reason = "每年一次",
                         const std::string& which = "fields")
    {
        return post(admin(), "/keys/" + what, {{"once", once()}, {"ask", which}, {"reason", reason}});
    }
    int both_want(const std::string& what, const std::string& which = "fields")
    {
        const auto path = support::location(ask(what, "每年一次", which));
        return decide(second_admin(), path, "approve").status;
    }
    void minute_passes()
    {
        now += 1min;
        db.write([&](store::Writer& w) { server::jobs::minute_sweep(library)(w, now); });
    }
    std::size_t keys() { return db.vault()->key_names().size(); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(change_of_key, Changing)

BOOST_AUTO_TEST_CASE(two_administrators_change_the_key_and_later_drop_the_old_one)
{
    const auto family = this->family(false);
    BOOST_TEST(ask("drop").status == 409); // there is only one
    BOOST_TEST(has(get(admin(), "/keys"), "申请更换密钥"));
    BOOST_TEST(!has(get(admin(), "/keys"), "/keys/drop"));
    BOOST_TEST(has(get(admin(), "/keys"), "没有旧的可以销毁"));
    BOOST_TEST(both_want("rotate") == 303);
    BOOST_TEST(keys() == 2u);
    BOOST_TEST(page_faults(get(admin(), "/keys")) == "");
    BOOST_TEST(get(county(), "/referrals/" + to_text(family.id)).status == 200);
    BOOST_TEST(ask("drop").status == 409); // too soon
    for (int i = 0; i < 12; ++i) minute_passes();
    BOOST_TEST(count_events("keys.sealed_anew") == 1);
    BOOST_TEST(both_want("drop") == 303);
    BOOST_TEST(keys() == 1u);
    BOOST_TEST(get(county(), "/referrals/" + to_text(family.id)).status == 200);
    BOOST_TEST(count_events("keys.rotated") == 1);
    BOOST_TEST(count_events("keys.dropped") == 1);
}

BOOST_AUTO_TEST_CASE(one_administrator_cannot_and_an_officer_sees_nothing_of_it)
{
    const auto path = support::location(ask("rotate"));
    BOOST_TEST(page_faults(get(admin(), path)) == "");
    for (const auto& who : {admin(), second_admin()}) {
        const auto waiting = get(who, "/keys");
        BOOST_TEST(page_faults(waiting) == "");
        BOOST_TEST(!has(waiting, "申请更换密钥")); // asked for: nothing can be pressed
        BOOST_TEST(!has(waiting, "<button class=\"btn btn-primary\""));
        BOOST_TEST(has(waiting, "等另一位管理员决定"));
        BOOST_TEST(has(waiting, "href=\"" + path + "\""));
    }
    BOOST_TEST(decide(admin(), path, "approve").status == 403);
    BOOST_TEST(keys() == 1u);
    BOOST_TEST(get(county(), path).status == 404);
    BOOST_TEST(get(county(), "/keys").status == 403);
    BOOST_TEST(has(get(second_admin(), "/approvals"), "更换密钥"));
    BOOST_TEST(!has(get(second_admin(), "/approvals"), "/exports/new"));
    BOOST_TEST(ask("rotate").status == 409); // asked already
    BOOST_TEST(ask("rotate", "").status == 409);
    BOOST_TEST(ask("melt").status == 404);
    const auto wordless =
        post(second_admin(), path + "/decide", {{"once", once()}, {"version", "1"}, {"act", "refuse"}});
    BOOST_TEST(wordless.status == 422);
}

BOOST_AUTO_TEST_CASE(with_a_new_key_of_sessions_everybody_signs_in_again)
{
    const auto account = county().account;
    const auto is_in = [&] {
        return db.read([&](store::Reader& r) { return store::find_session(r, "token").has_value(); });
    };
    db.write([&](store::Writer& w) { store::insert_session(w, "token", account, now); });
    BOOST_TEST(is_in());
    BOOST_TEST(both_want("rotate", "session") == 303);
    BOOST_TEST(!is_in());
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM session") == "0");
    db.write([&](store::Writer& w) { store::insert_session(w, "another", account, now); });
    BOOST_TEST(db.value_of("SELECT COUNT(*) FROM session") == "1");
    BOOST_TEST(keys() == 1u); // of what is sealed
    BOOST_TEST(page_faults(get(admin(), "/keys")) == "");
}

BOOST_AUTO_TEST_CASE(the_audit_goes_on_under_a_new_key_and_verifies)
{
    BOOST_TEST(both_want("rotate", "audit") == 303);
    BOOST_TEST(db.vault()->key_names(store::KeyUse::audit).size() == 2u);
    BOOST_TEST(count_events("audit.key_changed") == 1);
    BOOST_TEST(count_events("keys.rotated") == 1);
    minute_passes();
    BOOST_TEST(count_events("keys.sealed_anew") == 0);
    db.read([&](store::Reader& r) { BOOST_TEST(!store::verify_audit(r).has_value()); });
    BOOST_TEST(ask("rotate", "每年一次", "codes").status == 422);
}

BOOST_AUTO_TEST_CASE(families_are_found_by_the_new_look_up_key_when_all_rows_are_there)
{
    const auto row = accepted();
    const auto finds = [&] {
        const bool by_name = has(get(county(), "/referrals?q=%E7%9F%B3%E7%8E%89%E5%85%B0"),
                                 "/referrals/" + to_text(row.referral));
        const bool by_person = db.read([&](store::Reader& r) {
            return store::offers_of_person(r, store::person_of_offer(r, now_of(row.id)), "living").size() ==
                   1;
        });
        return by_name && by_person;
    };
    const auto names = [&] { return db.vault()->key_names(store::KeyUse::search).size(); };
    const auto digest = [&] { return db.value_of("SELECT person FROM offer"); };
    const auto before = digest();
    BOOST_TEST(finds());
    BOOST_TEST(both_want("rotate", "look_up") == 303);
    BOOST_TEST(names() == 2u);
    BOOST_TEST(ask("rotate", "每年一次", "look_up").status == 409); // one at a time
    for (int minute = 0; minute < 15; ++minute) {
        BOOST_TEST(finds(), "minute " << minute);
        minute_passes();
    }
    BOOST_TEST(names() == 1u);
    BOOST_TEST(finds());
    BOOST_TEST(digest() != before);
    BOOST_TEST(db.value_of("SELECT person_next FROM offer") == "");
    const auto left = "SELECT COUNT(*) FROM blind_index WHERE digest = '" + before + "'";
    BOOST_TEST(db.value_of(left.c_str()) == "0");
    BOOST_TEST(count_events("keys.look_up_changed") == 1);
    BOOST_TEST(count_events("keys.look_up_cleaned") == 1);
    BOOST_TEST(ask("rotate", "每年一次", "look_up").status == 303);
}

BOOST_AUTO_TEST_CASE(a_reason_is_needed)
{
    const auto wrong = ask("rotate", "");
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(page_faults(wrong) == "");
}

BOOST_AUTO_TEST_SUITE_END()
