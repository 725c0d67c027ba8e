#include "tests/bench/loop_site.hpp"
#include "models/identity.hpp"
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "models/store/seal.hpp"
#include "server/demo/places.hpp"
#include "server/demo/referrals.hpp"
#include "server/formats/program_json.hpp"
#include "server/programs/document.hpp"
#include "server/referrals/consent.hpp"
#include "tests/support/told_program.hpp"
#include <algorithm>
#include <stdexcept>

namespace bench {

using namespace models;
using server::Desk;
namespace referrals = server::referrals;

namespace {

constexpr auto kNeed = "medical";
constexpr Money kAward{100'000};
constexpr std::int64_t kRoom = 10'000'000;
const auto& kPlace = server::demo::kZhengan;

// All of it in one transaction.
template <class Work> void write(const Site& site, Work work)
{
    const auto vault = store::Vault::open_or_make(site.folder / "key");
    store::Connection connection(site.url, store::Connection::Access::write, vault);
    connection.lease_process_number();
    connection.begin();
    {
        store::Writer db(connection);
        work(db);
        db.keep();
    }
    connection.commit();
}

template <class T> T passed(Result<T> result)
{
    if (result) return *std::move(result);
    throw std::runtime_error("A family to measure with was refused: " + result.error().faults.front().key);
}

Actor account_of(store::Writer& db, const std::string& login, Role role, Area area, OrganizationId of,
                 Time now)
{
    store::AccountRow row;
    row.login = row.actor.name = login;
    row.actor.role = role;
    row.actor.area = area;
    row.actor.organization = of;
    return store::find_account(db, store::insert_account(db, row, now)).value().actor;
}

std::string new_token(store::Writer& db, const Actor& actor, Time now)
{
    auto token = store::random_token();
    store::insert_token(db, {{}, actor.account, "bench", true, now + std::chrono::hours{12}, {}}, token, now);
    return token;
}

std::string new_session(store::Writer& db, const Actor& actor, Time now)
{
    auto token = store::random_token();
    store::insert_session(db, token, actor.account, now);
    store::mark_factor(db, token, now);
    return token;
}

OrganizationId organization(store::Writer& db, Time now)
{
    store::OrganizationRow row;
    row.uuid = store::new_uuid();
    row.unified_code = "53520000MJ0000034E";
    row.name = "青山助学基金会";
    row.kind = "foundation";
    row.area = kPlace.county;
    return store::insert_organization(db, row, now);
}

ProgramId new_program(store::Writer& db, OrganizationId organization, Time now)
{
    auto told = support::program_for_all("bench", kNeed, kAward.fen);
    told["capacity"]["places"] = kRoom;
    told["capacity"]["budget_fen"] = kRoom * kAward.fen;
    auto row = server::programs::row_of(server::read_program(told, {}).value());
    row.organization = organization;
    row.uuid = store::new_uuid();
    return store::insert_program(db, row, now);
}

referrals::Confirm decision_on(store::Reader& db, const Referral& referral)
{
    referrals::Confirm decision{.kind = ReferralKind::outside_aid,
                                .aid_check = "not_eligible",
                                .aid_text = "",
                                .needs = {},
                                .spot_check = "已入户核实",
                                .reason = ""};
    const auto document = referrals::find_document(db, referral);
    for (const auto& need : document.body.household.needs)
        decision.needs[need.id] = {need.assessed.value_or(kAward.fen), 0};
    return decision;
}

void allow(const Desk& desk, ReferralId id, OrganizationId organization)
{
    referrals::ConsentTold told;
    told.organizations = {organization};
    told.purposes = {kNeed};
    told.fields = {"name", "phone"};
    told.way = ConsentWay::paper;
    told.from = day_of(desk.now);
    told.until = plus_days(day_of(desk.now), 300);
    told.who = told.guardian = "母亲";
    passed(referrals::record_consent(desk, id, told));
}

LoopFamily new_family(store::Writer& db, const DemoData& data, const LoopSite& loop, const Actor& township,
                      Time told)
{
    const auto& library = data.library();
    const Desk reporting{db, loop.village, library, data.now()}, checking{db, township, library, data.now()},
        deciding{db, loop.county, library, data.now()};
    auto row = passed(referrals::report_at_once(reporting, server::demo::one_more_family(told)));
    row = passed(referrals::recheck(checking, {row.id, row.version},
                                    {"on_site", day_of(data.now()), "镇民政办", "情况属实", false}));
    row = passed(referrals::confirm(deciding, {row.id, row.version}, decision_on(db, row)));
    allow(deciding, row.id, loop.organization);
    const auto needs = referrals::find_document(db, row).body.household.needs;
    return {row.id, std::ranges::find(needs, kNeed, &Need::type)->id};
}

} // namespace

LoopSite make_loop(const DemoData& data, const Site& site, std::size_t families)
{
    const auto now = data.now();
    LoopSite loop{.site = site, .award = kAward};
    write(site, [&](store::Writer& db) {
        loop.organization = organization(db, now);
        loop.program = new_program(db, loop.organization, now);
        loop.village = account_of(db, "bench-village", Role::village, kPlace.village, {}, now);
        loop.county = account_of(db, "bench-county", Role::county, kPlace.county, {}, now);
        loop.charity = account_of(db, "bench-charity", Role::caseworker, {}, loop.organization, now);
        const auto township = account_of(db, "bench-township", Role::township, kPlace.township, {}, now);
        loop.county_token = new_token(db, loop.county, now);
        loop.charity_token = new_token(db, loop.charity, now);
        loop.county_session = new_session(db, loop.county, now);
        loop.charity_session = new_session(db, loop.charity, now);
        for (std::size_t i = 0; i < families; ++i) // by its clock one family differs from the next
            loop.families.push_back(
                new_family(db, data, loop, township, now - std::chrono::milliseconds(i + 1)));
    });
    return loop;
}

namespace {

// Copies of what stands between the brackets, counted by i.
#define BENCH_COPIES(OF)                                                                                     \
    "WITH RECURSIVE copies(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM copies WHERE i < "    \
    ":copies) "                                                                                              \
    "INSERT INTO offer (id, reference, referral_id, need_id, need_type, unit, person, program_id, "          \
    "program_version, "                                                                                      \
    "organization_id, plan_id, state, site, member, places, units, amount_fen, offered_at, version, "        \
    "due_at) " OF

constexpr store::Sql kFill{"bench.inbox", BENCH_COPIES(R"sql(
    SELECT ROW_NUMBER() OVER (ORDER BY i, n.id), 'INBOX-' || CAST(ROW_NUMBER() OVER (ORDER BY i, n.id) AS TEXT),
           n.referral_id, n.id, n.type, 'fen', '', :program, 1, :organization, NULL,
           CASE WHEN i % 2 = 0 THEN 'offered' ELSE 'received' END, '', n.member, 1, :fen, :fen, :now, 1,
           :now + 1000 * ROW_NUMBER() OVER (ORDER BY i, n.id)
      FROM copies
      JOIN need n ON n.type = :need
      JOIN referral r ON r.id = n.referral_id AND r.author_id = :author
)sql")};

// From kFirstHelped on, so that no number is used twice.
constexpr std::int64_t kFirstHelped = 100'000'000;
constexpr store::Sql kHelp{"bench.people", BENCH_COPIES(R"sql(
    SELECT :first + i, 'HELPED-' || CAST(:from + i AS TEXT), n.referral_id, n.id, :need, 'fen',
           'nobody of whom a number is known, ' || CAST(1000000 + :from + i AS TEXT), p.id, 1, p.organization_id, NULL, 'fulfilled',
           '', 0, 1, :fen, :fen, :now, 1, 9007199254740991
      FROM copies, need n, program p
     WHERE n.id = :of AND p.id = :program
)sql")};
constexpr store::Sql kName{"bench.person", "UPDATE offer SET person = :person WHERE id = :id"};

#undef BENCH_COPIES

// Known to the planner, as in a database that grew in its time.
constexpr store::Sql kAnalyze{"bench.analyze", "ANALYZE offer"};

} // namespace

void fill_inbox(const LoopSite& loop, std::size_t offers)
{
    const auto copies = static_cast<std::int64_t>((offers + loop.families.size() - 1) / loop.families.size());
    const auto now = server::system_now();
    write(loop.site, [&](store::Writer& db) {
        db.change(kFill, {{"copies", copies},
                          {"program", loop.program},
                          {"organization", loop.organization},
                          {"fen", loop.award},
                          {"now", now},
                          {"need", kNeed},
                          {"author", loop.village.account}});
        db.change(kAnalyze);
    });
}

std::string id_number_of(std::size_t number)
{
    constexpr std::size_t kDays = 28, kOrders = 999;
    const auto two = [](std::size_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    const auto order = std::to_string(1'000 + number % kOrders).substr(1);
    number /= kOrders;
    const auto day = two(1 + number % kDays), month = two(1 + number / kDays % 12),
               year = std::to_string(1950 + number / kDays / 12);
    const auto text = "529901" + year + month + day + order;
    return text + resident_check_character(text);
}

std::vector<std::string> help_people(const LoopSite& loop, std::size_t people, std::size_t known)
{
    constexpr std::size_t kAtOnce = 50'000; // a statement may not take longer than it may
    std::vector<std::string> numbers;
    write(loop.site, [&](store::Writer& db) {
        for (std::size_t from = 0; from < people; from += kAtOnce)
            db.change(kHelp, {{"copies", static_cast<std::int64_t>(std::min(kAtOnce, people - from))},
                              {"first", kFirstHelped + static_cast<std::int64_t>(from)},
                              {"from", static_cast<std::int64_t>(from)},
                              {"need", kAskedNeed},
                              {"fen", loop.award},
                              {"now", server::system_now()},
                              {"of", loop.families.front().need},
                              {"program", loop.site.links.program}});
        for (std::size_t i = 0; i < known; ++i) {
            numbers.push_back(id_number_of(i));
            const auto id = kFirstHelped + 1 + static_cast<std::int64_t>(i * (people / known));
            db.change(kName, {{"person", db.vault().blind_index(numbers.back())}, {"id", id}});
        }
        db.change(kAnalyze);
    });
    return numbers;
}

std::int64_t count_offers(const Site& site, const std::string& condition)
{
    store::Connection connection(site.url, store::Connection::Access::read, nullptr);
    store::Reader db(connection);
    const auto text = "SELECT COUNT(*) FROM offer WHERE " + condition;
    auto query = db.query({"bench.offers", text.c_str()});
    std::int64_t count = 0;
    query.next(count);
    return count;
}

} // namespace bench
