// What is erased about a family, held against the schema: a column that the erasure does not know fails here.
#include "models/store/approvals.hpp"
#include "models/store/consents.hpp"
#include "models/store/erasure.hpp"
#include "models/store/objections.hpp"
#include "models/store/offers.hpp"
#include "models/store/seal.hpp"
#include "tests/store/about_families.hpp"
#include "tests/store/given.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>

using namespace models;
using namespace about_families;
using support::at_minute;
using support::kBoth;
using support::TestDb;

namespace {

// Text that stays: codes, days, numbers; and sealed words that are kept for another reason.
const Names kStays{"referral.reference",
                   "need.type",
                   "need.amount_band",
                   "referral_move.reason",
                   "consent.text_version",
                   "consent.purposes",
                   "consent.fields",
                   "consent.from_day",
                   "consent.until_day",
                   "offer.reference",
                   "offer.site",
                   "offer.need_type",
                   "offer_move.reason",
                   "delivery.on_day",
                   "attachment.sha256",
                   "guardian_consent.holds",
                   "guardian_consent.from_day",
                   "guardian_consent.until_day",
                   "worry.reference",
                   "channel.topics", // an office's, no family's
                   "channel.daily_on",
                   "channel.sealed",
                   "dispatch.subject",
                   "dispatch.outcome",
                   "dispatch_try.outcome",
                   "objection.reference",
                   "objection.undecided",
                   "task.reason",
                   "notice.about",
                   "notice.reference",
                   "round_award.need_type",
                   "first_answer.key_hash",
                   "first_answer.location",
                   "first_answer.body_hash",
                   "first_answer.sealed", // a day at most
                   "approval.ask",
                   "approval.outcome",
                   "approval.reason_sealed",
                   "approval.answer_sealed", // the request itself
                   "legal_hold.reason_sealed",
                   "legal_hold.lifting_sealed"}; // why it was kept so long

// Of tables that were made anew since.
const Names kGone{"objection.against_act", "notice.event", "notice.subject"};

constexpr auto* kCanary = "canary";

// One family that every table knows.
struct Known {
    explicit Known(store::Backend backend) : db(backend)
    {
        by = given::account(db, "county", Role::county, given::kCounty);
        referral = given::reported(db, by);
        const auto organization = given::organization(db);
        program = models::to_text(given::program(db, organization, "p"));
        fill(organization);
    }
    void run(const std::string& text) { db.connection().execute("test.fill", text); }
    void fill(OrganizationId organization)
    {
        const auto r = to_text(referral), a = to_text(by), o = to_text(organization);
        run("INSERT INTO need (id, referral_id, type, member, amount_band, state) VALUES (71, " + r +
            ", 'living', 1, '', 'open')");
        run("INSERT INTO referral_move VALUES (" + r + ", 1, 'report', NULL, 'reported', " + a +
            ", 'village', '', 'x', 1)");
        run("INSERT INTO clock VALUES ('referral', " + r + ", " + r +
            ", 'recheck', 'township', 1, 1, 0, NULL)");
        run("INSERT INTO search_token VALUES ('x', " + r + ")");
        run("INSERT INTO blind_index VALUES ('x', " + r + ")");
        run("INSERT INTO consent VALUES (72, " + r +
            ", 'given', 'paper', 'v', 0, '', '', 'x', "
            "'2026-11-01', '2027-11-01', " +
            a + ", 1, 1)");
        run("INSERT INTO consent_organization VALUES (72, " + o + ")");
        run("INSERT INTO plan VALUES (73, " + r + ", 'done', 1, 1)");
        run("INSERT INTO plan_line VALUES (74, 73, 71, " + program + ", 'x')");
        run("INSERT INTO offer (id, reference, referral_id, need_id, need_type, unit, person, program_id, "
            "program_version, organization_id, state, site, member, places, units, amount_fen, version) "
            "VALUES (75, 'ref-1', " +
            r + ", 71, 'living', 'fen', 'x', " + program + ", 1, " + o + ", 'fulfilled', '', 1, 1, 5, 5, 1)");
        run("INSERT INTO offer_move VALUES (75, 1, 'deliver', NULL, 'fulfilled', " + a +
            ", 'charity', '', 'x', 5, 5, 1)");
        run("INSERT INTO delivery VALUES (76, 75, 'recorded', 5, 5, '2026-11-02', 'x', " + a + ", 1)");
        run("INSERT INTO attachment VALUES (83, " + r + ", 76, NULL, 'png', 1, 'x', " + a + ", 1)");
        run("INSERT INTO attachment_content VALUES (83, 'x')");
        run("INSERT INTO payment_run VALUES (84, " + o + ", 1, " + program + ", 'prepared', " + a +
            ", 1, NULL, NULL, NULL, NULL, 1)");
        run("INSERT INTO payment_line VALUES (85, 84, 1, 75, NULL, 5, 'failed', NULL, 'x', 1)");
        fill_site(a);
        run("INSERT INTO objection VALUES (77, 'ref-T1', " + r +
            ", 'objection', 'dismissed', 'facts', 0, NULL, 'x', 'x', NULL, 1, " + a + ", 1, 1)");
        run("INSERT INTO task (id, kind, referral_id, side, reason, begun_at, due_at) VALUES (78, "
            "'resume', " +
            r + ", 'county', '', 1, 1)");
        run("INSERT INTO notice (id, about, noun, noun_id, reference, side, area, supervisor, state, "
            "shown_from) "
            "VALUES (79, 'x', 'referral', " +
            r + ", 'ref', 'county', 1, 0, 'told', 1)");
        run("INSERT INTO notice_event VALUES (79, 1, 'in_page', 'told', NULL, 1)");
        fill_dispatch(a);
        run("INSERT INTO query_code VALUES (" + r + ", 1, 'x', NULL, 1)");
        run("INSERT INTO family_session VALUES ('x', " + r + ", 1, 1)");
        run("INSERT INTO first_answer VALUES (" + a + ", 'x', 'x', 200, 'x', '', 1)");
        run("INSERT INTO round (id, name, state, area, opened_by, opened_at, seed, slowly, permille, awards, "
            "result, certificate, version) VALUES (80, 'n', 'approved', 1, " +
            a + ", 1, 's', 0, 1000, 1, '{}', '{}', 2)");
        run("INSERT INTO round_family (round_id, referral_id, referral_version, village, tier, awards, "
            "sealed) "
            "VALUES (80, " +
            r + ", 1, 1, 1, 0, 'x')");
        run("INSERT INTO round_award VALUES (80, 1, " + r + ", 71, 'living', 1, " + program +
            ", 1, 1, 1, 1, 1, 1, NULL)");
        run("INSERT INTO approval (id, kind, state, area, referral_id, ask, reason_sealed, asked_by, "
            "asked_at, "
            "until_at, answer_sealed, outcome, version) VALUES (81, 'erase_family', 'asked', 1, " +
            r + ", 'family', 'x', " + a + ", 1, 1, '', '', 1)");
        run("INSERT INTO legal_hold (id, referral_id, reason_sealed, set_by, set_at, lifting_sealed) VALUES "
            "(82, " +
            r + ", 'x', " + a + ", 1, 'x')");
    }
    void fill_site(const std::string& a)
    {
        run("INSERT INTO site (id, uuid, program_id, code, name, name_en, area, hours, active) VALUES (86, "
            "'u', " +
            program + ", 's', 'n', '', 1, '', 1)");
        run("INSERT INTO site_session (id, site_id, on_day, from_minute, until_minute, kind, state, sheet, "
            "version) "
            "VALUES (87, 86, '2026-11-02', 60, 120, 'tutoring', 'planned', 0, 1)");
        run("INSERT INTO attendance VALUES (87, 75, 1, 'present', " + a + ", 1)");
        run("INSERT INTO guardian_consent VALUES (88, 75, 'pictures', 'given', 'paper', 'x', 'x', "
            "'2026-11-01', "
            "'2027-11-01', " +
            a + ", 1, NULL, NULL, 1)");
        run("INSERT INTO worry (id, reference, offer_id, site_id, kind, urgent, state, due_at, rung, "
            "version) VALUES "
            "(89, 'y', 75, 86, 'other', 0, 'open', 1, 0, 1)");
        run("INSERT INTO worry_move VALUES (89, 1, 'raise', 'charity', " + a + ", 'x', 1)");
    }
    void fill_dispatch(const std::string& a)
    {
        run("INSERT INTO channel VALUES (90, 'webhook', 'on', NULL, " + a +
            ", NULL, 'system', NULL, NULL, 0, '', 'zh', 0, '', NULL, 'x', 1, 1)");
        run("INSERT INTO dispatch VALUES (91, 90, 'notice', 'waiting', 'x', NULL, 0, 1, '', 1, NULL)");
        run("INSERT INTO dispatch_notice VALUES (91, 79)");
        run("INSERT INTO dispatch_try VALUES (91, 1, 1, 1, 500, 'x')");
    }
    std::vector<Column> texts()
    {
        std::vector<Column> all;
        for (const auto& column : all_columns())
            if (kAboutFamilies.contains(column.table) && !kGone.contains(column.full()) &&
                column.definition.find("TEXT") != std::string::npos &&
                column.definition.find("CHECK") == std::string::npos)
                all.push_back(column);
        return all;
    }
    std::string count(const std::string& table, const std::string& where = "1 = 1")
    {
        return db.value_of(("SELECT COUNT(*) FROM " + table + " WHERE " + where).c_str());
    }
    std::optional<store::Erased> erase()
    {
        const auto row = given::found(db, referral);
        return db.write([&](store::Writer& writer) {
            return store::erase_family(writer, row, "{\"shell\":1}", ErasedFor::request, at_minute(9));
        });
    }

    TestDb db;
    AccountId by;
    ReferralId referral;
    std::string program;
};

std::string everything_in(const std::filesystem::path& folder)
{
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(erasure)

BOOST_DATA_TEST_CASE(every_text_about_a_family_is_erased_or_reviewed_to_stay, kBoth, backend)
{
    Known known(backend);
    for (const auto& table : kAboutFamilies)
        BOOST_TEST(known.count(table) != "0", table << " is not filled by this test");
    Names seen;
    int number = 0;
    for (const auto& column : known.texts()) {
        seen.insert(column.full());
        if (kStays.contains(column.full())) continue;
        // A key of several columns: one row alone, so that it stays unique.
        const auto one = column.table == "household_document" ? " WHERE facts_version = 1" : "";
        known.run("UPDATE " + column.table + " SET " + column.name + " = '" + kCanary +
                  std::to_string(++number) + "'" + one);
    }
    BOOST_TEST(number > 12);
    for (const auto& column : kStays) BOOST_TEST(seen.contains(column), column << " is gone");

    BOOST_REQUIRE(known.erase());

    for (const auto& column : known.texts())
        BOOST_TEST(known.count(column.table, column.name + " LIKE 'canary%'") == "0", column.full());
}

BOOST_DATA_TEST_CASE(what_a_law_keeps_stays_and_the_shell_takes_the_documents_place, kBoth, backend)
{
    Known known(backend);
    const auto erased = known.erase();
    BOOST_REQUIRE(erased);
    BOOST_TEST(erased->documents == 2);
    BOOST_TEST(erased->words == 11);
    BOOST_TEST(erased->indexes == 3);
    BOOST_TEST(erased->entrances == 2);
    for (const auto* table :
         {"offer", "delivery", "offer_move", "referral_move", "consent", "round_award", "notice"})
        BOOST_TEST(known.count(table) == "1", table);
    BOOST_TEST(known.db.value_of("SELECT amount_fen FROM delivery") == "5");
    known.db.read([&](store::Reader& reader) {
        BOOST_TEST(store::find_document(reader, known.referral, 1) == "{\"shell\":1}");
        BOOST_TEST(store::list_consents(reader, known.referral).front().given == "");
        BOOST_TEST(store::list_deliveries(reader, OfferId{75}).front().told == "");
        BOOST_TEST(store::objections_of(reader, known.referral).front().text == "");
        BOOST_TEST(store::list_moves(reader, known.referral).front().note == "");
    });
    const auto row = given::found(known.db, known.referral);
    BOOST_CHECK(row.erased_at == at_minute(9) && row.erased_for == ErasedFor::request);
    BOOST_TEST(!known.erase()); // once
}

BOOST_AUTO_TEST_CASE(no_ciphertext_of_before_is_left_in_the_file)
{
    TestDb db(store::Backend::sqlite);
    const auto by = given::account(db, "county", Role::county, given::kCounty);
    const auto id = given::reported(db, by, given::kVillage, std::string(20'000, 'x'));
    const auto sealed =
        db.value_of("SELECT sealed FROM household_document WHERE facts_version = 1").substr(15'000, 60);
    const auto token = db.vault()->search_token(given::kCounty, "name", "石玉兰");
    db.write(
        [&](store::Writer& w) { store::replace_search_tokens(w, id, given::kCounty, {{"name", "石玉兰"}}); });
    db.connection().execute("test.checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)");
    BOOST_TEST(everything_in(db.folder()).find(sealed) != std::string::npos);
    BOOST_TEST(everything_in(db.folder()).find(token) != std::string::npos);

    const auto row = given::found(db, id);
    db.write([&](store::Writer& w) {
        BOOST_TEST(store::erase_family(w, row, "{}", ErasedFor::request, at_minute(9)).has_value());
    });
    db.close(); // the log is emptied into the file

    BOOST_TEST(everything_in(db.folder()).find(sealed) == std::string::npos);
    BOOST_TEST(everything_in(db.folder()).find(token) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_list_beside_the_key_only_grows)
{
    const support::TempFolder folder;
    const auto file = folder.path() / "erasures";
    BOOST_TEST(store::kept_erasures(file).empty());
    const store::Erasure one{ReferralId{1}, at_minute(1)}, other{ReferralId{2}, at_minute(2)};
    store::keep_erasures(file, {one});
    store::keep_erasures(file, {other}); // of an older backup
    const auto kept = store::kept_erasures(file);
    BOOST_TEST(kept.size() == 2u);
    BOOST_CHECK(std::ranges::find(kept, one) != kept.end() && std::ranges::find(kept, other) != kept.end());
    std::ofstream(file) << "what?\n";
    BOOST_CHECK_THROW(store::kept_erasures(file), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
