// What a name is found by, and what a typed text may mean.
#include "models/store/pinyin.hpp"
#include "models/store/seal.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

using store::SearchGroups;
using store::SearchText;

static std::set<std::string> texts(std::string_view name, std::string_view kind)
{
    std::set<std::string> found;
    for (const auto& text : store::texts_of_name(name))
        if (text.kind == kind) found.insert(text.text);
    return found;
}

using Set = std::set<std::string>;

BOOST_AUTO_TEST_SUITE(tokens)

BOOST_AUTO_TEST_CASE(a_name_is_found_by_pairs_whole_and_initials_never_by_one_character)
{
    BOOST_TEST((texts("石玉兰", "bigram") == Set{"石玉", "玉兰"}));
    BOOST_TEST((texts("石玉兰", "name") == Set{"石玉兰"}));
    BOOST_TEST((texts("石玉兰", "initials") == Set{"syl"}));
    BOOST_TEST((texts("韦", "bigram").empty()));
    BOOST_TEST((texts("石 玉 兰", "name") == Set{"石玉兰"}));
    BOOST_TEST((texts("阿依古丽·买买提", "name") == Set{"阿依古丽买买提"}));
    BOOST_TEST((texts("John Smith", "name") == Set{"johnsmith"}));
    BOOST_TEST(store::texts_of_name("").empty());
    BOOST_TEST(store::texts_of_name("  ·").empty());
}

BOOST_AUTO_TEST_CASE(surnames_with_a_reading_of_their_own_get_it_and_two_readings_get_both)
{
    BOOST_TEST((texts("单小红", "initials") == Set{"sxh", "dxh"}));
    BOOST_TEST((texts("曾小红", "initials") == Set{"zxh", "cxh"}));
    BOOST_TEST((texts("仇小红", "initials") == Set{"qxh", "cxh"}));
    BOOST_TEST((texts("覃小红", "initials") == Set{"qxh", "txh"}));
    BOOST_TEST((texts("解小红", "initials") == Set{"xxh", "jxh"}));
    BOOST_TEST((texts("查小红", "initials") == Set{"zxh", "cxh"}));
    BOOST_TEST((texts("区小红", "initials") == Set{"oxh", "qxh"}));
    BOOST_TEST((texts("朴小红", "initials") == Set{"pxh"}));
    BOOST_TEST((texts("小单", "initials") == Set{"xd"})); // only as a surname
}

BOOST_AUTO_TEST_CASE(the_table_covers_the_characters_of_names)
{
    const auto table = store::pinyin_table();
    BOOST_TEST(std::ranges::count(table, '\n') > 26'000);
    BOOST_TEST((texts("韦阿珍", "initials") == Set{"waz"}));
    BOOST_TEST((texts("欧恩额", "initials") == Set{"oee"}));
    BOOST_TEST((texts("张𬭎", "initials").size() == 1u)); // four bytes, whatever its reading
}

BOOST_AUTO_TEST_CASE(a_typed_text_means_what_it_looks_like)
{
    const auto meant = [](std::string_view typed) { return store::groups_of_query(typed); };
    BOOST_TEST((meant("石玉兰") == SearchGroups{{{"bigram", "石玉"}}, {{"bigram", "玉兰"}}}));
    BOOST_TEST((meant("玉兰") == SearchGroups{{{"bigram", "玉兰"}}}));
    BOOST_TEST((meant("兰") == SearchGroups{{{"name", "兰"}}}));
    BOOST_TEST((meant(" SYL ") == SearchGroups{{{"initials", "syl"}, {"name", "syl"}}}));
    BOOST_TEST((meant("0028") == SearchGroups{{{"last4", "0028"}}}));
    BOOST_TEST((meant("００２８") == SearchGroups{{{"last4", "0028"}}}));
    BOOST_TEST((meant("002X") == SearchGroups{{{"last4", "002x"}}}));
    BOOST_TEST((meant("52990319630412002x") == SearchGroups{{{"last4", "002x"}}}));
    BOOST_TEST((meant("13900001234") == SearchGroups{{{"last4", "1234"}}}));
    BOOST_TEST((meant("zj-520324-2026-000417") == SearchGroups{{{"reference", "zj-520324-2026-000417"}}}));
    BOOST_TEST((meant("ZJ-520324-2026-000417") == meant("zj-520324-2026-000417")));
    BOOST_TEST(meant("").empty());
    BOOST_TEST(meant("   ").empty());
}

BOOST_AUTO_TEST_CASE(no_bytes_break_it)
{
    for (const std::string_view text : {"\xff", "\xe7\x9f", "\xf0\x9f", "\x80\x80", "a\xffz", "\xc3"}) {
        BOOST_CHECK_NO_THROW(store::texts_of_name(text));
        BOOST_CHECK_NO_THROW(store::groups_of_query(text));
    }
}

BOOST_AUTO_TEST_SUITE_END()
