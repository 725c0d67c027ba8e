#include "models/area.hpp"
#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>

using namespace models;

static Area area(const char* digits) { return parse_area(digits).value(); }

static Divisions some_divisions()
{
    return Divisions({{area("520324101203"), "竹坪村", ""},
                      {area("52"), "贵州省", "Guizhou Province"},
                      {area("5203"), "遵义市", "Zunyi City"},
                      {area("520304"), "播州区", "Bozhou District"},
                      {area("520324"), "正安县", "Zheng'an County"},
                      {area("520324101"), "安场镇", ""},
                      {area("5205"), "毕节市", "Bijie City"},
                      {area("520581"), "黔西市", "Qianxi City"},
                      {area("520581100"), "金碧镇", ""}},
                     {{area("520522"), area("520581")}, {area("520321"), area("520304")}});
}

BOOST_AUTO_TEST_SUITE(area_test)

BOOST_AUTO_TEST_CASE(a_code_of_each_length_has_its_level)
{
    BOOST_TEST((level_of(area("52")) == AreaLevel::province));
    BOOST_TEST((level_of(area("5203")) == AreaLevel::prefecture));
    BOOST_TEST((level_of(area("520324")) == AreaLevel::county));
    BOOST_TEST((level_of(area("520324101")) == AreaLevel::township));
    BOOST_TEST((level_of(area("520324101203")) == AreaLevel::village));
    BOOST_TEST((level_of(Area{}) == AreaLevel::none));
    BOOST_TEST(area("520324").code == 520324000000);
    BOOST_TEST((area("520324000000") == area("520324")));
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_area)
{
    for (const auto* text : {"", "5", "520", "52032", "5203241", "52032410120", "5203241012033", "52a324",
                             "-5", "020324", " 520324", "００００"})
        BOOST_TEST(!parse_area(text), text);
}

BOOST_AUTO_TEST_CASE(a_code_is_written_as_short_as_it_can_be)
{
    for (const auto* text : {"52", "5203", "520324", "520324101", "520324101203"})
        BOOST_TEST(to_text(area(text)) == text);
    BOOST_TEST(to_text(area("520324101000")) == "520324101");
    BOOST_TEST(to_text(Area{}) == "");
}

BOOST_AUTO_TEST_CASE(a_part_is_the_area_of_that_level_around_it)
{
    const auto village = area("520324101203");
    BOOST_TEST((part_of(village, AreaLevel::county) == area("520324")));
    BOOST_TEST((part_of(village, AreaLevel::province) == area("52")));
    BOOST_TEST((part_of(area("5203"), AreaLevel::county) == area("5203")));
    BOOST_TEST((part_of(Area{}, AreaLevel::county) == Area{}));
}

BOOST_AUTO_TEST_CASE(an_area_covers_itself_and_what_lies_under_it)
{
    BOOST_TEST(covers(area("520324"), area("520324")));
    BOOST_TEST(covers(area("52"), area("520324101203")));
    BOOST_TEST(covers(area("520324101"), area("520324101203")));
    BOOST_TEST(!covers(area("520324101203"), area("520324101")));
    BOOST_TEST(!covers(area("520325"), area("520324101")));
    BOOST_TEST(!covers(area("52"), Area{}));
    BOOST_TEST(!covers(Area{}, area("52")));
}

BOOST_AUTO_TEST_CASE(every_part_of_an_area_covers_it_and_is_read_back)
{
    BOOST_TEST(rc::check("parts", [] {
        const Area one{*rc::gen::inRange<std::int64_t>(110000000000, 659999999999)};
        for (const auto level : {AreaLevel::province, AreaLevel::prefecture, AreaLevel::county,
                                 AreaLevel::township, AreaLevel::village}) {
            const auto part = part_of(one, level);
            RC_ASSERT(covers(part, one));
            RC_ASSERT(level_of(part) <= level);
            RC_ASSERT(parse_area(to_text(part)) == part);
        }
    }));
}

BOOST_AUTO_TEST_CASE(divisions_are_found_in_any_order_given)
{
    const auto divisions = some_divisions();
    BOOST_REQUIRE(divisions.find(area("520324")));
    BOOST_TEST(divisions.find(area("520324"))->name == "正安县");
    BOOST_TEST(divisions.find(area("520324"))->name_en == "Zheng'an County");
    BOOST_TEST(!divisions.find(area("520999")));
    BOOST_TEST(!divisions.find(Area{}));
    BOOST_TEST(divisions.count(AreaLevel::county) == 3U);
    BOOST_TEST(divisions.count(AreaLevel::village) == 1U);
}

BOOST_AUTO_TEST_CASE(an_old_code_and_everything_under_it_leads_to_todays)
{
    const auto divisions = some_divisions();
    BOOST_TEST((divisions.current(area("520522")) == area("520581")));
    BOOST_TEST((divisions.current(area("520522100")) == area("520581100")));
    BOOST_TEST((divisions.current(area("520522100201")) == area("520581100201")));
    BOOST_TEST((divisions.current(area("520324")) == area("520324")));
    BOOST_TEST((divisions.current(area("52")) == area("52")));
    BOOST_REQUIRE(divisions.find(area("520522100")));
    BOOST_TEST(divisions.find(area("520522100"))->name == "金碧镇");
}

BOOST_AUTO_TEST_CASE(children_come_in_order_of_their_codes)
{
    const auto divisions = some_divisions();
    const auto provinces = divisions.under({});
    BOOST_REQUIRE(provinces.size() == 1U);
    BOOST_TEST(provinces[0].name == "贵州省");
    const auto counties = divisions.under(area("5203"));
    BOOST_REQUIRE(counties.size() == 2U);
    BOOST_TEST(counties[0].name == "播州区");
    BOOST_TEST(counties[1].name == "正安县");
    BOOST_TEST(divisions.under(area("520324101203")).empty());
    BOOST_TEST(divisions.under(area("520304")).empty());
}

BOOST_AUTO_TEST_CASE(a_path_reads_from_the_county_down)
{
    const auto divisions = some_divisions();
    BOOST_TEST(divisions.path(area("520324101203")) == "正安县安场镇竹坪村");
    BOOST_TEST(divisions.path(area("520324101203"), AreaLevel::province) == "贵州省遵义市正安县安场镇竹坪村");
    BOOST_TEST(divisions.path(area("520522100")) == "黔西市金碧镇");
    BOOST_TEST(divisions.path(Area{}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
