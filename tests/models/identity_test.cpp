#include "models/identity.hpp"
#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>

using namespace models;

static const Date kToday = parse_date("2026-11-24").value();

static std::string fault_of_id(std::string_view text)
{
    const auto read = parse_resident_id(text, kToday);
    return read ? "" : read.error().faults.at(0).key;
}

static std::string fault_of_code(std::string_view text)
{
    const auto read = parse_unified_code(text);
    return read ? "" : read.error().faults.at(0).key;
}

static std::string some_resident_id()
{
    const Date birth{std::chrono::sys_days{std::chrono::days{*rc::gen::inRange(-25000, 20000)}}};
    auto day = to_text(birth);
    std::erase(day, '-');
    auto number = "52" + std::to_string(*rc::gen::inRange(1000, 9999)) + day;
    number += std::to_string(*rc::gen::inRange(100, 999));
    return number + resident_check_character(number);
}

BOOST_AUTO_TEST_SUITE(identity_test)

BOOST_AUTO_TEST_CASE(the_published_resident_number_is_read)
{
    const auto id = parse_resident_id("11010519491231002X", kToday);
    BOOST_REQUIRE(id);
    BOOST_TEST(id->number == "11010519491231002X");
    BOOST_TEST(to_text(id->birth) == "1949-12-31");
    BOOST_TEST((id->sex == Sex::female));
    BOOST_TEST(resident_check_character("11010519491231002") == 'X');
}

BOOST_AUTO_TEST_CASE(a_number_is_understood_however_it_was_typed)
{
    for (const auto* text : {" 11010519491231002x ", "110105 19491231 002X", "110105-19491231-002X",
                             "１１０１０５１９４９１２３１００２Ｘ", "１１０１０５１９４９１２３１００２ｘ",
                             "　11010519491231002X"})
        BOOST_TEST(fault_of_id(text) == "", text);
}

BOOST_AUTO_TEST_CASE(a_number_of_15_digits_becomes_one_of_18)
{
    const auto id = parse_resident_id("110105491231002", kToday);
    BOOST_REQUIRE(id);
    BOOST_TEST(id->number == "11010519491231002X");
}

BOOST_AUTO_TEST_CASE(each_fault_of_a_number_is_named)
{
    BOOST_TEST(fault_of_id("") == "error.id.length");
    BOOST_TEST(fault_of_id("1101051949123100") == "error.id.length");
    BOOST_TEST(fault_of_id("110105194912310021X") == "error.id.length");
    BOOST_TEST(fault_of_id("11010519491231A02X") == "error.id.characters");
    BOOST_TEST(fault_of_id("11010519491231002Y") == "error.id.characters");
    BOOST_TEST(fault_of_id("110105194913310021") == "error.id.birth");
    BOOST_TEST(fault_of_id("110105202612310022") == "error.id.birth");
    BOOST_TEST(fault_of_id("110105190002290021") == "error.id.birth");
    BOOST_TEST(fault_of_id("110105194912310021") == "error.id.check_digit");
    BOOST_TEST(fault_of_id("110105491331002") == "error.id.birth");
}

BOOST_AUTO_TEST_CASE(a_child_born_today_may_have_a_number)
{
    std::string first = "52032420261124002";
    BOOST_TEST(fault_of_id(first + resident_check_character(first)) == "");
    first = "52032420261125002";
    BOOST_TEST(fault_of_id(first + resident_check_character(first)) == "error.id.birth");
}

BOOST_AUTO_TEST_CASE(a_wrong_length_says_how_long_it_is)
{
    const auto read = parse_resident_id("1101051949123", kToday);
    BOOST_REQUIRE(!read);
    BOOST_TEST(read.error().faults.at(0).values.at("length") == "13");
    const auto chinese = parse_resident_id("没有身份证", kToday);
    BOOST_REQUIRE(!chinese);
    BOOST_TEST(chinese.error().faults.at(0).values.at("length") == "5");
}

BOOST_AUTO_TEST_CASE(a_good_number_is_read_back_with_its_birth_date)
{
    BOOST_TEST(rc::check("good numbers", [] {
        const auto number = some_resident_id();
        const auto id = parse_resident_id(number, kToday);
        RC_ASSERT(id.has_value());
        RC_ASSERT(id->number == number);
        RC_ASSERT((id->sex == Sex::male) == ((number[16] - '0') % 2 == 1));
    }));
}

// Every weight and every difference of two digits is prime to 11, so no single changed digit gets through.
BOOST_AUTO_TEST_CASE(one_changed_digit_is_always_refused)
{
    BOOST_TEST(rc::check("one digit", [] {
        auto number = some_resident_id();
        const auto place = *rc::gen::inRange<std::size_t>(0, 18);
        const auto before = number[place];
        number[place] = "0123456789X"[*rc::gen::inRange(0, place == 17 ? 11 : 10)];
        RC_PRE(number[place] != before);
        RC_ASSERT(!parse_resident_id(number, kToday));
    }));
}

BOOST_AUTO_TEST_CASE(any_text_at_all_is_answered)
{
    BOOST_TEST(rc::check("any text", [](const std::string& text) {
        const auto read = parse_resident_id(text, kToday);
        RC_ASSERT((read || !read.error().faults.empty()));
        const auto masked = masked_name(folded(text));
        RC_ASSERT((!is_utf8(text) || is_utf8(masked)));
    }));
}

BOOST_AUTO_TEST_CASE(other_papers_are_letters_and_digits)
{
    BOOST_TEST(parse_id_number(IdType::passport, " e１２３ 45678 ", kToday).value() == "E12345678");
    BOOST_TEST(parse_id_number(IdType::resident, "11010519491231002x", kToday).value() ==
               "11010519491231002X");
    for (const auto* text : {"", "E1", "护照12345", "E12_345", "1234567890123456789012345678901"})
        BOOST_TEST(!parse_id_number(IdType::passport, text, kToday), text);
}

BOOST_AUTO_TEST_CASE(the_published_unified_code_is_read)
{
    BOOST_TEST(parse_unified_code("91350100M000100Y43").value() == "91350100M000100Y43");
    BOOST_TEST(parse_unified_code("９1350100m000100y43").value() == "91350100M000100Y43");
}

BOOST_AUTO_TEST_CASE(the_published_inner_code_fits_with_one_check_character_only)
{
    int fitting = 0, fitting_other = 0;
    for (const char last : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
        fitting += fault_of_code(std::string("91350100D2143569X") + last).empty();
        fitting_other += fault_of_code(std::string("91350100D21435690") + last).empty();
    }
    BOOST_TEST(fitting == 1);
    BOOST_TEST(fitting_other == 0);
}

BOOST_AUTO_TEST_CASE(each_fault_of_a_unified_code_is_named)
{
    BOOST_TEST(fault_of_code("91350100M000100Y4") == "error.code.length");
    BOOST_TEST(fault_of_code("91350100M000100Y4I") == "error.code.characters");
    BOOST_TEST(fault_of_code("91350100M000100Y44") == "error.code.check_character");
    BOOST_TEST(fault_of_code("91350101M000100Y43") == "error.code.check_character");
}

BOOST_AUTO_TEST_CASE(one_changed_character_of_a_unified_code_is_refused)
{
    const std::string good = "91350100M000100Y43";
    for (std::size_t place = 0; place < good.size(); ++place)
        for (const char other : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
            auto changed = good;
            changed[place] = other;
            BOOST_TEST((other == good[place] || !parse_unified_code(changed)), changed);
        }
}

BOOST_AUTO_TEST_CASE(telephone_numbers_keep_their_digits)
{
    BOOST_TEST(parse_phone("139 0000 0000").value() == "13900000000");
    BOOST_TEST(parse_phone("+86 139-0000-0000").value() == "13900000000");
    BOOST_TEST(parse_phone("０８５１－８６８６８６８６").value() == "085186868686");
    for (const auto* text : {"", "12345", "1234567890123456", "139abc00000", "没有电话"})
        BOOST_TEST(!parse_phone(text), text);
}

BOOST_AUTO_TEST_CASE(full_width_numbers_fold_and_chinese_marks_stay)
{
    BOOST_TEST(folded("　１２３ＡＢｃ．－ ") == "123ABc.-");
    BOOST_TEST(folded("安场镇,竹坪村(三组)") == "安场镇,竹坪村(三组)");
    BOOST_TEST(folded("安场镇,竹坪村。") == "安场镇,竹坪村。");
    BOOST_TEST(folded(" \t\r\n ") == "");
}

BOOST_AUTO_TEST_CASE(only_well_formed_text_is_text)
{
    BOOST_TEST(is_utf8("安场镇\n\t\r abc 𠀀"));
    using namespace std::string_view_literals;
    for (const auto text : {"\0"sv, "a\x01"sv, "\x7F"sv, "\xFF"sv, "\xC0\x80"sv, "\xE0\x80\x80"sv,
                            "\xE0\x9F\xBF"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv, "\xE5\xAE"sv, "\x80"sv})
        BOOST_TEST(!is_utf8(text));
    BOOST_TEST(count_characters("韦秀兰") == 3U);
    BOOST_TEST(count_characters("𠀀a") == 2U);
}

BOOST_AUTO_TEST_CASE(masks_show_no_more_than_they_say)
{
    BOOST_TEST(masked_name("韦秀兰") == "韦*兰");
    BOOST_TEST(masked_name("韦秀") == "韦*");
    BOOST_TEST(masked_name("欧阳秀兰") == "欧**兰");
    BOOST_TEST(masked_name("韦") == "*");
    BOOST_TEST(masked_name("") == "");
    BOOST_TEST(masked_name("买买提·吐尔逊") == "买*提");
    BOOST_TEST(masked_id_number("529903196304120028") == "5299**************");
    BOOST_TEST(masked_id_number("1234567") == "*******");
    BOOST_TEST(masked_phone("13800000000") == "138********");
    BOOST_TEST(masked_phone("12345") == "*****");
    BOOST_TEST(masked_id_number("户口簿第十二号乙") == "户口簿第****");
    BOOST_TEST(masked_phone("村委会代转一二") == "村委会****");
    BOOST_TEST(masked_phone("村委会代转") == "*****");
}

BOOST_AUTO_TEST_CASE(the_numbers_of_people_are_found_in_a_text)
{
    for (const auto* text : {"529903196304120028", "证件529903196304120024。", "52990319630412002X",
                             "529903-19630412-0024", "电话13800138000", "138 0013 8000", "138-0013-8000",
                             "１３８００１３８０００", "卡号6222 0000 0000 0000，尾号6222000000000000"})
        BOOST_TEST(holds_a_persons_number(text), text);
    for (const auto* text :
         {"", "两袋米", "2026-11-30 2026-12-01", "3,000.00 元", "20261130，12 袋", "0851-22220000",
          "ZJ-520324-2026-010417-12", "第 3 次，共 12 次，每次 500 元", "ZJ-520324-2026-000417-2"})
        BOOST_TEST(!holds_a_persons_number(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
