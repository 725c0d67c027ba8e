#include "server/auth/totp.hpp"
#include <boost/test/unit_test.hpp>
#include <set>

using namespace server::auth;
using namespace std::chrono_literals;

static const std::string kRfcSecret = "12345678901234567890";

static models::Time at(std::int64_t seconds) { return models::Time{std::chrono::seconds(seconds)}; }

BOOST_AUTO_TEST_SUITE(one_time_passwords)

BOOST_AUTO_TEST_CASE(the_vectors_of_rfc_6238_for_sha_1)
{
    const std::pair<std::int64_t, const char*> kVectors[] = {
        {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
        {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const auto& [seconds, code] : kVectors) {
        BOOST_TEST(one_time_password(kRfcSecret, step_at(at(seconds)), 8) == code, seconds);
        BOOST_TEST(one_time_password(kRfcSecret, step_at(at(seconds))) == std::string(code).substr(2));
    }
}

BOOST_AUTO_TEST_CASE(the_vectors_of_rfc_4226)
{
    const char* const kVectors[] = {"755224", "287082", "359152", "969429", "338314",
                                    "254676", "287922", "162583", "399871", "520489"};
    for (std::int64_t counter = 0; counter < 10; ++counter)
        BOOST_TEST(one_time_password(kRfcSecret, counter) == kVectors[counter]);
}

BOOST_AUTO_TEST_CASE(one_step_before_and_after_fit_and_no_further)
{
    const auto now = at(1'000'000'000);
    const auto middle = step_at(now);
    for (std::int64_t off = -3; off <= 3; ++off) {
        const auto found = step_of(kRfcSecret, one_time_password(kRfcSecret, middle + off), now);
        BOOST_TEST(found.has_value() == (off >= -1 && off <= 1), off);
        if (found) BOOST_TEST(*found == middle + off);
    }
    for (const auto* wrong : {"", "1", "0000000", "abcdef"})
        BOOST_TEST(!step_of(kRfcSecret, wrong, now).has_value());
}

BOOST_AUTO_TEST_CASE(base_32_as_rfc_4648_says)
{
    const std::pair<const char*, const char*> kVectors[] = {{"", ""},
                                                            {"f", "MY"},
                                                            {"fo", "MZXQ"},
                                                            {"foo", "MZXW6"},
                                                            {"foob", "MZXW6YQ"},
                                                            {"fooba", "MZXW6YTB"},
                                                            {"foobar", "MZXW6YTBOI"}};
    for (const auto& [plain, coded] : kVectors) BOOST_TEST(base32(plain) == coded);
    BOOST_TEST(factor_address("li.na", kRfcSecret) ==
               "otpauth://totp/Parasol:li.na?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Parasol");
    BOOST_TEST(in_groups("abcdefghij") == "abcd efgh ij");
}

BOOST_AUTO_TEST_CASE(secrets_and_recovery_codes_differ_and_read_back)
{
    BOOST_TEST(new_factor_secret().size() == 20u);
    BOOST_TEST(new_factor_secret() != new_factor_secret());
    std::set<std::string> plain;
    for (const auto& code : new_recovery_codes()) {
        BOOST_TEST(code.size() == 19u);
        plain.insert(plain_recovery_code(code));
        BOOST_TEST(plain_recovery_code(code).size() == 16u); // 80 bits
    }
    BOOST_TEST(plain.size() == 10u);
    BOOST_TEST(plain_recovery_code(" ABcd-2345 ") == "abcd2345");
}

BOOST_AUTO_TEST_SUITE_END()
