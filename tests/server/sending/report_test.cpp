// Mails that came back, as Postfix, Exim and Exchange write them; and what only looks like one.
#include "server/sending/report.hpp"
#include <boost/test/unit_test.hpp>

using server::sending::read_report;
using server::sending::says_no_mailbox;

namespace {

std::string with_line_ends(std::string text)
{
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
    return text;
}

std::string report(const std::string& recipients, const std::string& type = "report-type=delivery-status; ")
{
    return "From: MAILER-DAEMON@mx.office.example (Mail Delivery System)\n"
           "Subject: Undelivered Mail Returned to Sender\n"
           "MIME-Version: 1.0\n"
           "Content-Type: multipart/report; " +
           type +
           "\n\tboundary=\"B5C2.1764\"\n"
           "\n"
           "This is a MIME-encapsulated message.\n"
           "\n"
           "--B5C2.1764\n"
           "Content-Type: text/plain; charset=us-ascii\n"
           "\n"
           "<wang@office.example>: user unknown. Message-ID: <forged@x>\n"
           "Action: failed\n"
           "\n"
           "--B5C2.1764\n"
           "Content-Description: Delivery report\n"
           "Content-Type: message/delivery-status\n"
           "\n"
           "Reporting-MTA: dns; mx.office.example\n"
           "Arrival-Date: Mon, 30 Nov 2026 08:00:00 +0800\n"
           "\n" +
           recipients +
           "\n"
           "--B5C2.1764\n"
           "Content-Type: text/rfc822-headers\n"
           "\n"
           "From: <parasol@office.example>\n"
           "Message-ID:\n <msg_17.AbC-_9@office.example>\n"
           "\n"
           "--B5C2.1764--\n";
}

const std::string kGone = "Final-Recipient: rfc822; wang@office.example\nAction: failed\nStatus: 5.1.1\n"
                          "Diagnostic-Code: smtp; 550 5.1.1 <wang@office.example>: user unknown\n";

} // namespace

BOOST_AUTO_TEST_SUITE(reports)

BOOST_AUTO_TEST_CASE(only_some_codes_mean_that_there_is_no_such_mailbox)
{
    for (const auto* code : {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.1.1 no such user"})
        BOOST_TEST(says_no_mailbox(code), code);
    for (const auto* code :
         {"5.1.7", "5.1.8", "5.2.1", "5.2.2", "5.7.1", "4.1.1", "5.1.", "5.1", "", "x5.1.1"})
        BOOST_TEST(!says_no_mailbox(code), code);
}

// It goes on as JSON: a mail server would be told "later" again and again.
BOOST_AUTO_TEST_CASE(what_is_no_printable_text_reports_nothing)
{
    for (const std::string wrong : {"\xff", "\x01", "两"}) {
        auto text = report(kGone);
        text.insert(text.find("msg_17"), wrong);
        BOOST_TEST(!read_report(text).has_value());
        BOOST_TEST(!read_report(report("Action: failed" + wrong + "\nStatus: 5.1.1\n")).has_value());
        BOOST_TEST(!read_report(report("Action: failed\nStatus: 5.1.1" + wrong + "\n")).has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_mail_that_came_back_is_named_with_why)
{
    for (const auto& text : {report(kGone), with_line_ends(report(kGone))}) {
        const auto read = read_report(text);
        BOOST_REQUIRE(read.has_value());
        BOOST_TEST(read->message_id == "msg_17.AbC-_9@office.example");
        BOOST_TEST(read->action == "failed");
        BOOST_TEST(read->status == "5.1.1");
    }
}

BOOST_AUTO_TEST_CASE(the_recipient_that_failed_counts)
{
    const auto read = read_report(report("Action: delayed\nStatus: 4.4.1\n\n" + kGone));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->action == "failed");
    BOOST_TEST(read->status == "5.1.1");
}

BOOST_AUTO_TEST_CASE(where_the_status_is_vague_the_other_server_is_heard)
{
    const auto read = read_report(report("ACTION: Failed\nstatus: 5.0.0 (permanent failure)\n"
                                         "Diagnostic-Code: smtp;\n 550 5.1.1 unknown\n"));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->status == "5.1.1");
    const auto policy =
        read_report(report("Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.1.1\n"));
    BOOST_REQUIRE(policy.has_value());
    BOOST_TEST(policy->status == "5.7.1");
}

BOOST_AUTO_TEST_CASE(what_only_looks_like_one_reports_nothing)
{
    const auto whole = report(kGone);
    for (const auto& text :
         {std::string(), std::string("Message-ID: <msg_17.AbC-_9@office.example>\n\nAction: failed\n"),
          report(kGone, ""), report(kGone, "report-type=disposition-notification; "),
          report("Status: 5.1.1\n"), whole.substr(0, whole.find("Content-Type: text/rfc822-headers")),
          whole.substr(0, whole.find("multipart/report")) + "text/plain\n\n" + whole})
        BOOST_TEST(!read_report(text).has_value(), text);
}

// Any piece of any mail may come: no cut of one is anything but read or not read.
BOOST_AUTO_TEST_CASE(every_cut_is_survived)
{
    const auto whole = report(kGone);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        read_report(whole.substr(0, size));
        read_report(whole.substr(size));
    }
    BOOST_TEST(read_report(whole).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
