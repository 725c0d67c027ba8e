// The first migration against the domain's tables: the same states, and nothing of a person in plain columns.
#include "models/account.hpp"
#include "models/application.hpp"
#include "models/approval.hpp"
#include "models/attachment.hpp"
#include "models/channel.hpp"
#include "models/clock.hpp"
#include "models/consent.hpp"
#include "models/delivery.hpp"
#include "models/household.hpp"
#include "models/objection.hpp"
#include "models/offer.hpp"
#include "models/payment.hpp"
#include "models/plan.hpp"
#include "models/program.hpp"
#include "models/referral.hpp"
#include "models/round.hpp"
#include "models/site.hpp"
#include "models/stock.hpp"
#include "models/store/capacity.hpp"
#include "models/store/migrate.hpp"
#include "models/store/notices.hpp"
#include "models/task.hpp"
#include "models/worry.hpp"
#include "tests/store/about_families.hpp"
#include <boost/test/unit_test.hpp>
#include <map>
#include <regex>
#include <set>

namespace {

using namespace about_families;

template <class E> Names names_of()
{
    Names names;
    for (const auto& [value, name] : models::kNames<E>) names.emplace(name);
    return names;
}

// A worry's clock runs in the worry's own row.
Names clocks_of_the_table()
{
    auto names = names_of<models::Clock>();
    names.erase("worry");
    return names;
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
        {"approval.kind", names_of<models::ApprovalKind>()},
        {"approval.state", names_of<models::ApprovalState>()},
        {"application.state", names_of<models::ApplicationState>()},
        {"program.state", names_of<models::ProgramState>()},
        {"capacity_entry.what", names_of<store::EntryKind>()},
        {"referral.state", names_of<models::ReferralState>()},
        {"referral.left_state", names_of<models::ReferralState>()},
        {"referral.kind", names_of<models::ReferralKind>()},
        {"referral.erased_for", names_of<models::ErasedFor>()},
        {"referral.urgency", names_of<models::Urgency>()},
        {"referral.close_reason", names_of<models::CloseReason>()},
        {"need.state", names_of<models::NeedState>()},
        {"referral_move.act", names_of<models::ReferralAct>()},
        {"referral_move.from_state", names_of<models::ReferralState>()},
        {"referral_move.to_state", names_of<models::ReferralState>()},
        {"referral_move.side", names_of<models::Side>()},
        {"clock.clock", clocks_of_the_table()},
        {"clock_that_climbs.clock", clocks_of_the_table()},
        {"clock_that_climbs.side", names_of<models::Side>()},
        {"task.kind", names_of<models::TaskKind>()},
        {"task.side", names_of<models::Side>()},
        {"notice.side", names_of<models::Side>()},
        {"notice.state", names_of<models::NoticeState>()},
        {"notice_event.state", names_of<models::NoticeState>()},
        {"channel.kind", names_of<models::ChannelKind>()},
        {"channel.state", names_of<models::ChannelState>()},
        {"channel.off_reason", names_of<models::OffReason>()},
        {"channel.side", names_of<models::Side>()},
        {"dispatch.kind", names_of<models::DispatchKind>()},
        {"dispatch.state", names_of<models::DispatchState>()},
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
        {"attachment.kind", names_of<models::AttachmentKind>()},
        {"payment_run.state", names_of<models::PaymentRunState>()},
        {"payment_line.state", names_of<models::PaymentLineState>()},
        {"stock_move.act", names_of<models::StockAct>()},
        {"delivery.state", names_of<models::DeliveryState>()},
        {"objection.kind", names_of<models::ObjectionKind>()},
        {"objection.state", names_of<models::ObjectionState>()},
        {"objection.about", names_of<models::ObjectionAbout>()},
        {"round.state", names_of<models::RoundState>()},
        {"round.failure", names_of<models::RoundFailure>()},
        {"site_staff.role", names_of<models::StaffRole>()},
        {"site_pattern.kind", names_of<models::SessionKind>()},
        {"site_session.kind", names_of<models::SessionKind>()},
        {"site_session.state", names_of<models::SessionState>()},
        {"attendance.mark", names_of<models::Mark>()},
        {"guardian_consent.kind", names_of<models::GuardianConsentKind>()},
        {"guardian_consent.state", names_of<models::GuardianConsentState>()},
        {"guardian_consent.way", names_of<models::ConsentWay>()},
        {"worry.kind", names_of<models::WorryKind>()},
        {"worry.state", names_of<models::WorryState>()},
        {"worry_move.act", names_of<models::WorryAct>()},
        {"worry_move.side", names_of<models::Side>()},
        // Words of the store alone:
        {"organization.kind", {"foundation", "society", "service", "federation", "government"}},
        {"application.kind", {"foundation", "society", "service", "federation", "government"}},
        {"session.language", {"", "zh", "en"}},
        {"channel.language", {"zh", "en"}},
        {"one_time_code.purpose", {"first_admin", "invite", "reset"}},
        {"clock.noun", {"referral", "offer", "delivery", "consent", "objection"}},
        {"clock_that_climbs.noun", {"referral", "offer", "delivery", "consent", "objection"}},
        {"notice.noun", names_of<store::NoticeNoun>()},
        {"notice_event.channel", {"in_page"}},
        {"change_ledger.noun", {"program", "organization", "referral"}}};
    return kExpected;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(every_list_of_words_is_the_domains)
{
    Names seen;
    for (const auto& column : all_columns()) {
        if (column.definition.find('\'') == std::string::npos || column.definition.ends_with("DEFAULT ''"))
            continue;
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
    // A column that may not be NULL is added with a value for the rows that are there.
    const std::regex added(R"(ADD COLUMN \w+ \w+ NOT NULL DEFAULT)");
    for (const auto& migration : store::migrations()) {
        const auto text = std::regex_replace(std::string(migration.text), added, "");
        BOOST_TEST(!std::regex_search(text, not_portable), migration.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
