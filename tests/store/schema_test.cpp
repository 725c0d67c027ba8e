// The first migration against the domain's tables: the same states, and nothing of a person in plain columns.
#include "models/account.hpp"
#include "models/application.hpp"
#include "models/clock.hpp"
#include "models/consent.hpp"
#include "models/delivery.hpp"
#include "models/household.hpp"
#include "models/objection.hpp"
#include "models/offer.hpp"
#include "models/plan.hpp"
#include "models/program.hpp"
#include "models/referral.hpp"
#include "models/round.hpp"
#include "models/store/capacity.hpp"
#include "models/store/migrate.hpp"
#include "models/store/notices.hpp"
#include "models/task.hpp"
#include <boost/test/unit_test.hpp>
#include <map>
#include <regex>
#include <set>

namespace {

using Names = std::set<std::string>;

template <class E> Names names_of()
{
    Names names;
    for (const auto& [value, name] : models::kNames<E>) names.emplace(name);
    return names;
}

struct Column {
    std::string table, name, definition;
    std::string full() const { return table + "." + name; }
};

// One entry a column, read from the text: lines inside CREATE TABLE (…), joined until the next comma at depth
// 0.
std::vector<Column> columns_of(std::string text)
{
    std::vector<Column> columns;
    text = std::regex_replace(text, std::regex("--[^\n]*"), "");
    const std::regex table(R"(CREATE TABLE (\w+) \(([^;]*)\);)");
    for (std::sregex_iterator at(text.begin(), text.end(), table), end; at != end; ++at) {
        std::string part;
        int depth = 0;
        const auto body = (*at)[2].str() + ",";
        for (const char c : body) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c != ',' || depth != 0) {
                part += c;
                continue;
            }
            std::smatch found;
            if (std::regex_search(part, found, std::regex(R"(^\s*([a-z_]+)\s+(BIGINT|TEXT)\b)")))
                columns.push_back({(*at)[1], found[1], part});
            part.clear();
        }
    }
    return columns;
}

std::vector<Column> added_columns_of(const std::string& text)
{
    std::vector<Column> columns;
    const std::regex added(R"(ALTER TABLE (\w+) ADD COLUMN ((\w+) (?:BIGINT|TEXT)[^;]*);)");
    for (std::sregex_iterator at(text.begin(), text.end(), added), end; at != end; ++at)
        columns.push_back({(*at)[1], (*at)[3], (*at)[2]});
    return columns;
}

// Each as the last migration that makes it says.
std::vector<Column> all_columns()
{
    std::map<std::string, Column> last;
    for (const auto& migration : store::migrations()) {
        const std::string text(migration.text);
        for (const auto& made : {columns_of(text), added_columns_of(text)})
            for (const auto& column : made) last[column.full()] = column;
    }
    std::vector<Column> columns;
    for (auto& [name, column] : last) columns.push_back(std::move(column));
    return columns;
}

Names checked_in(const std::string& definition)
{
    Names names;
    const std::regex word("'([a-z_]*)'");
    for (std::sregex_iterator at(definition.begin(), definition.end(), word), end; at != end; ++at)
        names.insert((*at)[1]);
    return names;
}

const std::map<std::string, Names>& expected()
{
    static const std::map<std::string, Names> kExpected{
        {"account.role", names_of<models::Role>()},
        {"application.state", names_of<models::ApplicationState>()},
        {"program.state", names_of<models::ProgramState>()},
        {"capacity_entry.what", names_of<store::EntryKind>()},
        {"referral.state", names_of<models::ReferralState>()},
        {"referral.left_state", names_of<models::ReferralState>()},
        {"referral.kind", names_of<models::ReferralKind>()},
        {"referral.urgency", names_of<models::Urgency>()},
        {"referral.close_reason", names_of<models::CloseReason>()},
        {"need.state", names_of<models::NeedState>()},
        {"referral_move.act", names_of<models::ReferralAct>()},
        {"referral_move.from_state", names_of<models::ReferralState>()},
        {"referral_move.to_state", names_of<models::ReferralState>()},
        {"referral_move.side", names_of<models::Side>()},
        {"clock.clock", names_of<models::Clock>()},
        {"clock_that_climbs.clock", names_of<models::Clock>()},
        {"clock_that_climbs.side", names_of<models::Side>()},
        {"task.kind", names_of<models::TaskKind>()},
        {"task.side", names_of<models::Side>()},
        {"notice.side", names_of<models::Side>()},
        {"notice.state", names_of<models::NoticeState>()},
        {"notice_event.state", names_of<models::NoticeState>()},
        {"consent.state", names_of<models::ConsentState>()},
        {"consent.way", names_of<models::ConsentWay>()},
        {"plan.state", names_of<models::PlanState>()},
        {"offer.state", names_of<models::OfferState>()},
        {"offer.decline_reason", names_of<models::DeclineReason>()},
        {"offer.unit", names_of<models::NeedUnit>()},
        {"offer_move.act", names_of<models::OfferAct>()},
        {"offer_move.from_state", names_of<models::OfferState>()},
        {"offer_move.to_state", names_of<models::OfferState>()},
        {"offer_move.side", names_of<models::Side>()},
        {"delivery.state", names_of<models::DeliveryState>()},
        {"objection.kind", names_of<models::ObjectionKind>()},
        {"objection.state", names_of<models::ObjectionState>()},
        {"objection.about", names_of<models::ObjectionAbout>()},
        {"round.state", names_of<models::RoundState>()},
        {"round.failure", names_of<models::RoundFailure>()},
        // Words of the store alone:
        {"organization.kind", {"foundation", "society", "service", "federation", "government"}},
        {"application.kind", {"foundation", "society", "service", "federation", "government"}},
        {"session.language", {"", "zh", "en"}},
        {"one_time_code.purpose", {"first_admin", "invite", "reset"}},
        {"clock.noun", {"referral", "offer", "delivery", "consent", "objection"}},
        {"clock_that_climbs.noun", {"referral", "offer", "delivery", "consent", "objection"}},
        {"notice.noun", names_of<store::NoticeNoun>()},
        {"notice_event.channel", {"in_page"}},
        {"change_ledger.noun", {"program", "organization", "referral"}}};
    return kExpected;
}

// Text columns that are neither sealed nor checked, in tables about families: codes, hashes and days only.
const Names kReviewed{"referral.reference",
                      "need.type",
                      "need.amount_band",
                      "referral_move.reason",
                      "search_token.token",
                      "blind_index.digest",
                      "consent.text_version",
                      "consent.purposes",
                      "consent.fields",
                      "consent.from_day",
                      "consent.until_day",
                      "offer.reference",
                      "offer.site",
                      "offer.need_type",
                      "offer.person",
                      "offer_move.reason",
                      "delivery.on_day",
                      "objection.against_act",
                      "task.reason",
                      "notice.about",
                      "notice.reference",
                      "notice.event",
                      "notice.subject",
                      "objection.reference",
                      "objection.undecided",
                      "query_code.entry_hash",
                      "family_session.token_hash",
                      "round_award.need_type",
                      "first_answer.key_hash",
                      "first_answer.location",
                      "first_answer.body_hash"};

const Names kAboutFamilies{"household",
                           "referral",
                           "household_document",
                           "need",
                           "referral_move",
                           "clock",
                           "search_token",
                           "blind_index",
                           "consent",
                           "consent_organization",
                           "plan",
                           "plan_line",
                           "offer",
                           "offer_move",
                           "delivery",
                           "objection",
                           "task",
                           "notice",
                           "notice_event",
                           "query_code",
                           "family_session",
                           "first_answer",
                           "round_family",
                           "round_award"};

} // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(every_list_of_words_is_the_domains)
{
    Names seen;
    for (const auto& column : all_columns()) {
        if (column.definition.find('\'') == std::string::npos) continue;
        const auto found = expected().find(column.full());
        BOOST_TEST_REQUIRE((found != expected().end()), column.full() << " is compared with nothing");
        seen.insert(column.full());
        BOOST_TEST(checked_in(column.definition) == found->second, boost::test_tools::per_element());
    }
    for (const auto& [column, names] : expected())
        BOOST_TEST(seen.contains(column), column << " has no CHECK");
}

BOOST_AUTO_TEST_CASE(a_familys_facts_stand_only_in_sealed_columns)
{
    Names seen;
    for (const auto& column : all_columns()) {
        if (!kAboutFamilies.contains(column.table) || column.definition.find("TEXT") == std::string::npos)
            continue;
        seen.insert(column.full());
        const bool sealed = column.name.ends_with("sealed");
        const bool checked = column.definition.find("CHECK") != std::string::npos;
        BOOST_TEST((sealed || checked || kReviewed.contains(column.full())), column.full());
    }
    for (const auto& column : kReviewed) BOOST_TEST(seen.contains(column), column << " is gone");
    BOOST_TEST(seen.size() > kReviewed.size());
}

BOOST_AUTO_TEST_CASE(the_sql_is_portable)
{
    const std::regex not_portable(
        R"(\b(AUTOINCREMENT|SERIAL|TRIGGER|WITHOUT ROWID|INTEGER|BOOLEAN|BLOB|BYTEA|DEFAULT)\b|INDEX[^;]*WHERE)");
    for (const auto& migration : store::migrations())
        BOOST_TEST(!std::regex_search(std::string(migration.text), not_portable), migration.name);
}

BOOST_AUTO_TEST_SUITE_END()
