// Lists, filters, counts and search.
#include "models/store/seal.hpp"
#include "tests/store/given.hpp"
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace store;
using models::ReferralState;
using support::at_minute;
using support::kBoth;
using support::TestDb;

// Five reported families in two villages of one county and one of another, one draft.
struct Families {
    TestDb db;
    models::AccountId wang, li;
    std::vector<models::ReferralId> ids;
    explicit Families(Backend backend)
        : db(backend), wang(given::account(db, "wang")), li(given::account(db, "li"))
    {
        add("石玉兰", given::kVillage, "medical");
        add("石玉明", given::kVillage, "education");
        add("韦玉兰", given::kNeighbor, "medical");
        add("单小红", given::kNeighbor, "living");
        add("石玉兰", given::kOtherVillage, "medical");
        ids.push_back(given::draft(db, wang));
        index(ids.back(), "石玉兰", given::kVillage);
    }
    void add(std::string_view name, models::Area village, std::string_view need)
    {
        ids.push_back(given::reported(db, wang, village));
        index(ids.back(), name, village);
        db.write([&](Writer& w) {
            replace_needs(w, ids.back(),
                          {{.id = w.new_id<models::NeedId>(), .type = std::string(need), .member = 1}});
        });
    }
    void index(models::ReferralId id, std::string_view name, models::Area village)
    {
        auto texts = texts_of_name(name);
        texts.push_back({"last4", "0028"});
        texts.push_back({"reference", "zj-520324-2026-00000" + std::to_string(ids.size())});
        const auto county = models::part_of(village, models::AreaLevel::county);
        db.write([&](Writer& w) { replace_search_tokens(w, id, county, texts); });
    }
    // Positions in `ids`, newest first.
    std::vector<std::size_t> list(const Scope& scope, const ReferralFilter& filter = {},
                                  const PageOf& page = {})
    {
        const auto rows =
            db.read([&](Reader& reader) { return list_referrals(reader, scope, filter, page); });
        std::vector<std::size_t> places;
        for (const auto& row : rows)
            places.push_back(static_cast<std::size_t>(std::ranges::find(ids, row.id) - ids.begin()));
        return places;
    }
    std::vector<std::size_t> search(const Scope& scope, std::string_view typed, models::Area within = {})
    {
        return list(scope, {.within = within, .search = groups_of_query(typed)});
    }
    std::int64_t count(const Scope& scope, const ReferralFilter& filter = {})
    {
        return db.read([&](Reader& reader) { return count_referrals(reader, scope, filter); });
    }
};

using Places = std::vector<std::size_t>;

BOOST_AUTO_TEST_SUITE(lists)

BOOST_DATA_TEST_CASE(a_list_shows_its_scope_newest_first, kBoth, backend)
{
    Families families(backend);
    BOOST_TEST((families.list(given::scope(given::kVillage)) == Places{1, 0}));
    BOOST_TEST(
        (families.list(given::scope(given::kVillage, families.wang)) == Places{5, 1, 0})); // and one's drafts
    BOOST_TEST((families.list(given::scope(given::kVillage, families.li)) == Places{1, 0}));
    BOOST_TEST((families.list(given::scope(given::kTownship)) == Places{3, 2, 1, 0}));
    BOOST_TEST((families.list(given::scope(given::kProvince)) == Places{4, 3, 2, 1, 0}));
    BOOST_TEST((families.list(given::scope({})) == Places{}));
    BOOST_TEST(families.count(given::scope(given::kProvince)) == 5);
    BOOST_TEST(families.count(given::scope(given::kVillage, families.wang)) == 3);
}

BOOST_DATA_TEST_CASE(pages_follow_a_cursor_and_miss_nothing, kBoth, backend)
{
    Families families(backend);
    const auto scope = given::scope(given::kProvince);
    BOOST_TEST((families.list(scope, {}, {.limit = 2}) == Places{4, 3}));
    BOOST_TEST((families.list(scope, {}, {.before = families.ids[3], .limit = 2}) == Places{2, 1}));
    BOOST_TEST((families.list(scope, {}, {.before = families.ids[1], .limit = 2}) == Places{0}));
    BOOST_TEST((families.list(scope, {}, {.before = families.ids[0], .limit = 2}) == Places{}));
    BOOST_TEST((families.list(scope, {}, {.limit = 0}) == Places{4}));
}

BOOST_DATA_TEST_CASE(rows_carry_their_need_types, kBoth, backend)
{
    Families families(backend);
    families.db.write([&](Writer& w) {
        replace_needs(w, families.ids[0],
                      {{.id = w.new_id<models::NeedId>(), .type = "medical", .member = 1},
                       {.id = w.new_id<models::NeedId>(), .type = "education", .member = 2},
                       {.id = w.new_id<models::NeedId>(),
                        .type = "medical",
                        .member = 3,
                        .amount_band = "1000_5000",
                        .state = models::NeedState::met}});
    });
    const auto rows = families.db.read(
        [](Reader& reader) { return list_referrals(reader, given::scope(given::kVillage), {}, {}); });
    BOOST_TEST((rows[1].need_types == std::vector<std::string>{"education", "medical"}));
    BOOST_TEST((rows[0].need_types == std::vector<std::string>{"education"}));
}

BOOST_DATA_TEST_CASE(filters_narrow_and_are_combined, kBoth, backend)
{
    Families families(backend);
    const auto scope = given::scope(given::kProvince, families.wang);
    families.db.write([&](Writer& w) {
        auto row = *find_referral(w, scope, families.ids[2]);
        row.state = ReferralState::closed;
        row.kind = models::ReferralKind::outside_aid;
        save_referral(w, row, at_minute(5));
    });
    BOOST_TEST((families.list(scope, {.need_type = "medical"}) == Places{4, 2, 0}));
    BOOST_TEST((families.list(scope, {.need_type = "medical", .only_open = true}) == Places{4, 0}));
    BOOST_TEST((families.list(scope, {.state = ReferralState::closed}) == Places{2}));
    BOOST_TEST((families.list(scope, {.state = ReferralState::draft}) == Places{5}));
    BOOST_TEST((families.list(scope, {.kind = models::ReferralKind::outside_aid}) == Places{2}));
    BOOST_TEST((families.list(scope, {.kind = models::ReferralKind::beyond_aid}) == Places{}));
    BOOST_TEST((families.list(scope, {.within = given::kNeighbor}) == Places{5, 3, 2}));
    BOOST_TEST((families.list(scope, {.need_type = "' OR '1'='1"}) == Places{}));
    BOOST_TEST(families.count(scope, {.need_type = "medical", .only_open = true}) == 2);
}

BOOST_DATA_TEST_CASE(a_filter_never_widens_the_scope, kBoth, backend)
{
    Families families(backend);
    BOOST_TEST((families.list(given::scope(given::kVillage), {.within = given::kProvince}) == Places{1, 0}));
    BOOST_TEST(
        (families.list(given::scope(given::kVillage), {.within = given::kOtherCounty}) == Places{1, 0}));
    BOOST_TEST((families.search(given::scope(given::kVillage), "石玉兰", given::kProvince) == Places{0}));
}

BOOST_DATA_TEST_CASE(a_family_is_found_by_name_initials_number_and_reference, kBoth, backend)
{
    Families families(backend);
    const auto county = given::scope(given::kCounty);
    BOOST_TEST((families.search(county, "石玉兰") == Places{0}));
    BOOST_TEST((families.search(county, "玉兰") == Places{2, 0}));
    BOOST_TEST((families.search(county, "石玉") == Places{1, 0}));
    BOOST_TEST((families.search(county, "兰") == Places{})); // one character is no search
    BOOST_TEST((families.search(county, "syl") == Places{0}));
    BOOST_TEST((families.search(county, "sxh") == Places{3}));
    BOOST_TEST((families.search(county, "dxh") == Places{3})); // 单 is also read dan
    BOOST_TEST((families.search(county, "0028") == Places{3, 2, 1, 0}));
    BOOST_TEST((families.search(county, "ZJ-520324-2026-000002") == Places{1}));
    BOOST_TEST((families.search(county, "玉石") == Places{}));
}

BOOST_DATA_TEST_CASE(search_keeps_to_the_scope_and_reaches_all_its_counties, kBoth, backend)
{
    Families families(backend);
    BOOST_TEST((families.search(given::scope(given::kVillage), "玉兰") == Places{0}));
    BOOST_TEST((families.search(given::scope(given::kProvince), "石玉兰") == Places{4, 0}));
    BOOST_TEST((families.search(given::scope(given::kPrefecture), "石玉兰") == Places{0}));
    BOOST_TEST((families.search(given::scope(given::kOtherCounty), "石玉兰") == Places{4}));
    BOOST_TEST((families.search(given::scope(given::kProvince), "石玉兰", given::kOtherCounty) == Places{4}));
    BOOST_TEST((families.search(given::scope(given::kVillage, families.wang), "石玉兰") == Places{5, 0}));
    BOOST_TEST((families.search(given::scope(given::kVillage, families.li), "石玉兰") == Places{0}));
}

BOOST_DATA_TEST_CASE(search_takes_filters_cursor_and_count, kBoth, backend)
{
    Families families(backend);
    const auto scope = given::scope(given::kProvince);
    ReferralFilter filter{.search = groups_of_query("0028")};
    BOOST_TEST(families.count(scope, filter) == 5);
    BOOST_TEST((families.list(scope, filter, {.limit = 2}) == Places{4, 3}));
    BOOST_TEST((families.list(scope, filter, {.before = families.ids[3], .limit = 2}) == Places{2, 1}));
    filter.need_type = "medical";
    BOOST_TEST((families.list(scope, filter) == Places{4, 2, 0}));
    BOOST_TEST(families.count(scope, filter) == 3);
}

BOOST_DATA_TEST_CASE(replaced_tokens_find_no_more, kBoth, backend)
{
    Families families(backend);
    families.db.write([&](Writer& w) {
        replace_search_tokens(w, families.ids[0], given::kCounty, texts_of_name("潘阿妹"));
    });
    BOOST_TEST((families.search(given::scope(given::kCounty), "石玉兰") == Places{}));
    BOOST_TEST((families.search(given::scope(given::kCounty), "pam") == Places{0}));
}

BOOST_DATA_TEST_CASE(the_same_household_is_shown_wherever_it_is_open, kBoth, backend)
{
    Families families(backend);
    const std::string grandmother = "529903196304120028", child = "529903201501010012";
    families.db.write([&](Writer& w) {
        replace_blind_indexes(w, families.ids[0], {grandmother, child});
        replace_blind_indexes(w, families.ids[1], {child});
        replace_blind_indexes(w, families.ids[4], {grandmother, child});
        replace_blind_indexes(w, families.ids[5], {grandmother}); // a draft
        auto closed = *find_referral(w, given::scope(given::kProvince), families.ids[1]);
        closed.state = ReferralState::closed;
        save_referral(w, closed, at_minute(5));
    });
    const auto same = [&](const std::vector<std::string>& ids, models::ReferralId not_this) {
        return families.db.read([&](Reader& reader) { return same_household_open(reader, ids, not_this); });
    };
    BOOST_TEST(same({grandmother, child}, {}).size() == 2u);
    BOOST_REQUIRE(same({grandmother, child}, families.ids[4]).size() == 1u);
    BOOST_TEST(same({grandmother, child}, families.ids[4])[0].id.value == families.ids[0].value);
    BOOST_TEST(same({"529903199001010011"}, {}).empty());
    BOOST_TEST(same({}, {}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
