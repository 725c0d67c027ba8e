#include "models/id.hpp"
#include "models/private.hpp"
#include <boost/test/unit_test.hpp>
#include <ostream>

using namespace models;

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

BOOST_AUTO_TEST_SUITE(id_test)

BOOST_AUTO_TEST_CASE(an_id_is_digits_and_nothing_else)
{
    BOOST_TEST((parse_id<ReferralId>("42") == ReferralId{42}));
    BOOST_TEST((parse_id<ReferralId>("9223372036854775807")->value == INT64_MAX));
    for (const auto* text : {"", "0", "-1", "+1", "1 ", " 1", "1a", "0x1", "9223372036854775808", "１"})
        BOOST_TEST(!parse_id<ReferralId>(text), text);
}

BOOST_AUTO_TEST_CASE(ids_of_two_nouns_cannot_be_mixed)
{
    static_assert(!std::is_convertible_v<ReferralId, OfferId>);
    static_assert(!std::is_convertible_v<std::int64_t, ReferralId>);
    BOOST_TEST(!ReferralId{});
    BOOST_TEST(to_text(ReferralId{7}) == "7");
}

BOOST_AUTO_TEST_CASE(a_personal_fact_cannot_be_printed_by_accident)
{
    static_assert(!Printable<PrivateText>);
    static_assert(!std::is_convertible_v<PrivateText, std::string>);
    const PrivateText name(std::string("韦秀兰"));
    BOOST_TEST(name.reveal() == "韦秀兰");
    BOOST_TEST(!name.empty());
    BOOST_TEST(PrivateText().empty());
}

BOOST_AUTO_TEST_SUITE_END()
