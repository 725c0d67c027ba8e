// Erasure on request: what is left names nobody, can be read, and stays erased after an older backup came
// back.
#include "models/store/audit.hpp"
#include "models/store/holds.hpp"
#include "models/store/query_codes.hpp"
#include "server/erasure/service.hpp"
#include "server/referrals/document.hpp"
#include "tests/server/approvals/given.hpp"
#include "tests/support/spellings.hpp"
#include <filesystem>

using namespace models;
using support::page_faults;

namespace {

struct Erasing : given::ApprovalWorld {
    std::string page_of(ReferralId id) { return "/referrals/" + to_text(id); }
    std::string document(ReferralId id)
    {
        const auto row = referral(id);
        return db.read([&](store::Reader& r) { return store::find_document(r, id, row.facts_version); });
    }
    std::size_t erase_again(const std::vector<store::Erasure>& kept)
    {
        const Actor nobody;
        return db.write(
            [&](store::Writer& w) { return server::erasure::erase_again({w, nobody, *library, now}, kept); });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(erasure_on_request, Erasing)

BOOST_AUTO_TEST_CASE(an_erased_referral_says_so_and_names_nobody)
{
    const auto family = withdrawn();
    BOOST_TEST(document(family.id).find("石玉兰") != std::string::npos);
    BOOST_TEST(has(get(county(), page_of(family.id)), page_of(family.id) + "/erase"));
    BOOST_REQUIRE(erased(family.id).status == 303);

    for (const auto* word : {"石玉兰", "529903196304120024", "facts\":[{"})
        BOOST_TEST(document(family.id).find(word) == std::string::npos, word);
    const auto shown = get(county(), page_of(family.id));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(has(shown, "应家庭要求"));
    BOOST_TEST(support::text_of(shown.body, "h1") == "资料已删除");
    BOOST_TEST(!has(shown, "/reveal"));
    BOOST_TEST(!has(shown, "consent-title"));
    BOOST_TEST(!has(shown, "石"));
    BOOST_TEST(!has(shown, page_of(family.id) + "/erase"));
    BOOST_TEST(!has(shown, page_of(family.id) + "/reopen"));
    db.read([&](store::Reader& r) { BOOST_TEST(!store::verify_audit(r)); });
}

BOOST_AUTO_TEST_CASE(the_reason_says_it_without_saying_who)
{
    const auto family = withdrawn();
    for (const auto* reason : {"石玉兰来信要求", "本人来电 139 0000 0000", "529903196304120024 要求"}) {
        const auto refused = ask_erasure(county(), family.id, "family", reason);
        BOOST_TEST(refused.status == 422, reason);
        BOOST_TEST(page_faults(refused) == "");
        BOOST_TEST(has(refused, "不写是谁"));
        BOOST_TEST(has(refused, reason)); // kept, to be mended
    }
    BOOST_TEST(ask_erasure(county(), family.id).status == 303);
}

BOOST_AUTO_TEST_CASE(what_arrived_stays_readable_as_sums_and_days)
{
    const auto family = withdrawn();
    erased(family.id);
    const auto shown = get(county(), "/offers/" + models::to_text(helped));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(has(shown, "100"));
    BOOST_TEST(has(shown, "已删除"));
    BOOST_TEST(!has(shown, "石"));
}

BOOST_AUTO_TEST_CASE(nothing_is_done_about_it_any_more)
{
    const auto family = withdrawn();
    erased(family.id);
    const auto version = std::to_string(referral(family.id).version);
    BOOST_TEST(post(county(), page_of(family.id) + "/reopen",
                    {{"once", once()}, {"version", version}, {"text", "x"}})
                   .status == 409);
    BOOST_TEST(
        post(county(), page_of(family.id) + "/reveal", {{"once", once()}, {"reason", "contact"}}).status ==
        409);
    BOOST_TEST(post(county(), page_of(family.id) + "/file", {{"once", once()}}).status == 409);
    BOOST_TEST(post(county(), page_of(family.id) + "/code", {{"once", once()}}).status == 409);
    BOOST_TEST(get(county(), page_of(family.id) + "/print").status == 409);
    BOOST_TEST(ask_erasure(county(), family.id).status == 409);
    BOOST_TEST(count("query_code") == 0);
    BOOST_TEST(count("blind_index") == 0);
}

BOOST_AUTO_TEST_CASE(what_was_delivered_can_still_be_read_by_its_charity)
{
    const auto family = withdrawn();
    const auto row = offers_of(family.id).front();
    erased(family.id);
    const auto theirs = get(charity(), "/offers/" + to_text(row.id));
    BOOST_TEST(theirs.status == 200);
    BOOST_TEST(page_faults(theirs) == "");
    const auto ours = get(county(), "/offers/" + to_text(row.id));
    BOOST_TEST(ours.status == 200);
    BOOST_TEST(!has(ours, "石"));
    BOOST_TEST(get(county(), "/offers").status == 200);
    BOOST_TEST(get(county(), "/referrals").status == 200);
}

BOOST_AUTO_TEST_CASE(a_live_referral_and_a_held_one_are_not_erased)
{
    const auto live = family();
    BOOST_TEST(get(county(), page_of(live.id) + "/erase").status == 409);
    BOOST_TEST(ask_erasure(county(), live.id).status == 409);

    const auto closed = withdrawn();
    const auto path = asked(closed.id);
    const auto by = county().account;
    db.write([&](store::Writer& w) {
        return store::set_hold(w, {.referral = closed.id, .reason = "调查", .set_by = by, .set_at = now});
    });
    BOOST_TEST(decide(second_county(), path, "approve").status == 409);
    BOOST_TEST(!referral(closed.id).erased_at);
    BOOST_TEST(count_events("family.erased") == 0);
}

BOOST_AUTO_TEST_CASE(an_older_backup_loses_the_family_again_whatever_it_was_then)
{
    const auto live = accepted(); // as the backup knows it: being helped
    const auto kept = std::vector{store::Erasure{live.referral, now}};
    BOOST_TEST(erase_again(kept) == 1u);

    const auto row = referral(live.referral);
    BOOST_CHECK(row.state == ReferralState::closed && row.erased_for == ErasedFor::request);
    BOOST_TEST(document(row.id).find("石玉兰") == std::string::npos);
    BOOST_TEST(held().committed == 0);
    BOOST_TEST(std::stoi(db.value_of("SELECT COUNT(*) FROM consent WHERE state = 'given'")) == 0);
    BOOST_TEST(page_faults(get(county(), page_of(row.id))) == "");
    BOOST_TEST(count_events("family.erased_again") == 1);
    BOOST_TEST(erase_again(kept) == 0u);
    BOOST_TEST(count_events("family.erased_again") == 1);
}

// quality.md 54: an older backup that comes back, erased again, and the backup made of it then.
BOOST_AUTO_TEST_CASE(in_what_was_restored_nothing_of_the_family_is_left_in_any_spelling)
{
    namespace fs = std::filesystem;
    const auto file = db.folder() / "parasol.db", backup = db.folder() / "backup.db";
    const auto family = withdrawn();
    const auto facts = "SELECT sealed FROM household_document WHERE referral_id = " + to_text(family.id) +
                       " ORDER BY facts_version DESC LIMIT 1";
    const auto ciphertext = db.value_of(facts.c_str()).substr(40, 60);
    db.connection().execute("test.backup", "VACUUM INTO '" + backup.string() + "'");
    BOOST_TEST(support::bytes_of(backup).contains(ciphertext));
    BOOST_REQUIRE(erased(family.id).status == 303);
    const auto kept = db.read([](store::Reader& r) { return store::list_erasures(r); });
    db.close();
    for (const auto* more : {"-wal", "-shm"}) fs::remove(file.string() + more);
    fs::rename(backup, file);
    db.reopen();
    BOOST_TEST(document(family.id).find("石玉兰") != std::string::npos); // it came back

    BOOST_TEST(erase_again(kept) == 1u);
    db.connection().execute("test.backup", "VACUUM INTO '" + backup.string() + "'");
    db.close();

    std::size_t looked = 0;
    for (const auto& one : fs::recursive_directory_iterator(db.folder())) {
        if (!one.is_regular_file()) continue;
        const auto bytes = support::bytes_of(one.path());
        looked += bytes.size();
        BOOST_TEST(!bytes.contains(ciphertext), one.path().filename());
        for (const auto& text :
             support::spellings({"石玉兰", "石光明", "529903196304120024", "13900000000", "竹坪组17号"}))
            BOOST_TEST(!bytes.contains(text), one.path().filename() << " holds " << text);
    }
    BOOST_TEST(looked > 200'000u);
}

BOOST_AUTO_TEST_CASE(what_a_backup_does_not_know_is_listed_and_a_draft_goes_whole)
{
    const auto actor = village();
    const auto draft = db.write(
        [&](store::Writer& w) { return server::referrals::start_draft({w, actor, *library, now}).id; });
    BOOST_TEST(erase_again({{draft, now}, {ReferralId{12345}, now}}) == 2u);
    BOOST_TEST(count("referral") == 0);
    BOOST_TEST(count("erasure") == 2);
}

BOOST_AUTO_TEST_SUITE_END()
