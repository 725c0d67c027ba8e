// Signatures and letters, byte by byte.
#include "server/sending/mail_text.hpp"
#include "server/sending/signature.hpp"
#include "tests/support/test_db.hpp"
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace server::sending;

BOOST_AUTO_TEST_SUITE(texts)

// The example of standard-webhooks.github.io.
BOOST_AUTO_TEST_CASE(a_signature_is_the_standards)
{
    BOOST_TEST(signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})",
                         "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ==
               "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

BOOST_AUTO_TEST_CASE(each_secret_is_new_and_long_enough)
{
    const auto one = new_secret(), other = new_secret();
    BOOST_TEST(one != other);
    BOOST_TEST(one.starts_with("whsec_"));
    BOOST_TEST(one.size() == 6 + 44);
}

BOOST_AUTO_TEST_CASE(a_letter_holds_no_line_that_is_too_long_or_not_ascii)
{
    const auto text = mail_text({"parasol@office.example", "wang@office.example",
                                 "今天要办 3 件事，请尽快处理；其余的明天再办也不迟", "msg_7",
                                 "有新的对接单，请答复  ZJ-1\n.\nFrom here\n", support::at_minute(0)});
    BOOST_TEST(text.starts_with("From: =?UTF-8?B?"));
    BOOST_TEST(text.contains("\r\nDate: Tue, 24 Nov 2026 09:00:00 +0800\r\n"));
    BOOST_TEST(text.contains("\r\nMessage-ID: <msg_7@office.example>\r\n"));
    BOOST_TEST(!text.contains("\r\n.\r\n"));
    std::size_t at = 0;
    for (auto end = text.find("\r\n"); end != std::string::npos; at = end + 2, end = text.find("\r\n", at))
        BOOST_TEST(end - at <= 78);
    for (const char c : text) BOOST_TEST((c == '\r' || c == '\n' || (c >= ' ' && c < 0x7F)));
}

BOOST_DATA_TEST_CASE(an_address_is_one_word_of_two_parts,
                     std::vector<std::string>({"", "a", "@", "a@", "@b.example", "a@b", "a b@c.example",
                                               "a@b@c.example", "a@b.example\r\nRCPT TO:<x@y.example>",
                                               "<a@b.example>", "a@b.example,c@d.example", "\"a\"@b.example",
                                               "王@b.example", "a..b@c.example", "a@b.example."}),
                     text)
{
    BOOST_TEST(!is_mail_address(text));
}

BOOST_AUTO_TEST_CASE(usual_addresses_are_taken)
{
    BOOST_TEST(is_mail_address("wang.li+parasol@mz.guizhou.gov.cn"));
    BOOST_TEST(is_mail_address("1234@qq.com"));
}

BOOST_AUTO_TEST_SUITE_END()
