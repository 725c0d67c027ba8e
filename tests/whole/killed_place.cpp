#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/capacity.hpp"
#include "models/store/consents.hpp"
#include "models/store/integrity.hpp"
#include "models/store/programs.hpp"
#include "models/store/referrals.hpp"
#include "server/app.hpp"
#include "server/formats/program_json.hpp"
#include "server/jobs/routes.hpp"
#include "server/jobs/sweep.hpp"
#include "server/log/log.hpp"
#include "server/offers/moves.hpp"
#include "server/population/follower.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/document.hpp"
#include "server/programs/trials.hpp"
#include "server/referrals/document.hpp"
#include "tests/support/told_program.hpp"
#include "tests/whole/killed.hpp"
#include <fstream>

namespace killed {

using namespace models;
using Access = store::Connection::Access;

namespace {

constexpr Area kVillage{520324103207}, kTownship{520324103000}, kCounty{520324000000};

ProgramId program_of(store::Writer& db, OrganizationId organization, const std::string& code,
                     std::int64_t places, Time now)
{
    auto told = support::program_for_all(code, "medical", 50'000);
    told["capacity"]["places"] = places;
    told["capacity"]["budget_fen"] = places * 50'000;
    told["capacity"]["keeps_waitlist"] = true;
    auto row = server::programs::row_of(server::read_program(told, {}).value());
    row.organization = organization;
    row.uuid = store::new_uuid();
    return store::insert_program(db, row, now);
}

OrganizationId organization_of(store::Writer& db, Time now)
{
    store::OrganizationRow row;
    row.uuid = store::new_uuid();
    row.unified_code = "53520000MJ0000018Q";
    row.name = "春风基金会";
    row.kind = "foundation";
    row.area = kCounty;
    return store::insert_organization(db, row, now);
}

void open_account(store::Writer& db, Place& place, Role role, Area area, OrganizationId organization,
                  Time now)
{
    store::AccountRow row;
    row.login = "account-" + std::to_string(place.tokens.size());
    row.actor = {.role = role, .area = area, .organization = organization, .name = "somebody"};
    const auto id = store::insert_account(db, row, now);
    place.tokens.push_back(store::random_token());
    store::insert_token(db, {{}, id, "test", true, now + std::chrono::days(3'000), {}}, place.tokens.back(),
                        now);
    place.sessions.push_back(store::random_token());
    store::insert_session(db, place.sessions.back(), id, now);
    store::mark_factor(db, place.sessions.back(), now);
}

std::shared_ptr<server::Config> config_for(const Place& place, std::uint16_t port)
{
    auto config = std::make_shared<server::Config>();
    config->port = port;
    config->data_dir = place.db.folder();
    return config;
}

// The key of TestDb's vault, for a program that reads it from its file.
void keep_key(const std::filesystem::path& file)
{
    std::ofstream(file) << "AQID" << std::string(39, 'A') << "\n";
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

} // namespace

Place::Place(store::Backend backend) : db(backend), tables(server::make_library(config_for(*this, 0)))
{
    keep_key(db.folder() / "key");
    const auto now = server::system_now();
    db.write([&](store::Writer& writer) {
        organization = organization_of(writer, now);
        program = program_of(writer, organization, "large", 4'000, now);
        small = program_of(writer, organization, "small", 4, now);
        open_account(writer, *this, Role::village, kVillage, {}, now);
        open_account(writer, *this, Role::township, kTownship, {}, now);
        for (int i = 0; i < 3; ++i) open_account(writer, *this, Role::county, kCounty, {}, now);
        open_account(writer, *this, Role::caseworker, {}, organization, now);
    });
}

std::string Place::csrf(Who who) const
{
    const auto& session = sessions.at(static_cast<std::size_t>(who));
    return db.vault()->csrf_token(db.vault()->session_hash(session));
}

std::filesystem::path log_file(const Place& place) { return place.db.folder() / "server.log"; }

void enlarge(const Place& place)
{
    place.db.open(Access::write)
        ->execute("test.enlarge",
                  "UPDATE capacity SET places = reserved + committed + used + 2, "
                  "budget_fen = reserved_fen + committed_fen + paid_fen + 100000 WHERE places < 4000");
}

int serve(const Place& place, std::uint16_t port)
{
    const auto config = config_for(place, port);
    server::log_to(log_file(place));
    auto library = std::make_shared<server::Library>(*place.tables);
    library->config = config;
    library->catalog = std::make_shared<server::programs::Catalog>(*library);
    library->population = std::make_shared<server::population::Population>(*library);
    library->trials = std::make_shared<server::programs::Trials>();
    library->demo_clock = std::make_shared<server::DemoClock>();
    place.db.read([&](store::Reader& db) { server::jobs::resume_demo_clock(db, *library); });
    server::Database database{place.db.url(), place.db.vault(), place.db.open(Access::write), 0};
    database.writer->lease_process_number();
    server::net::Server server(server::parts_of(config, library, std::move(database)));
    server.run();
    return 0;
}

namespace {

// Looks as long as it takes, on a machine that is busy with everything else.
template <class Look> auto look(const Place& place, Look look)
{
    const auto connection = place.db.open(Access::read);
    connection->limit_reading(std::chrono::minutes(10));
    store::Reader reader(*connection);
    return look(reader);
}

std::int64_t number(store::Reader& db, const store::Sql& sql, const store::Params& params = {})
{
    auto query = db.query(sql, params);
    std::int64_t value{};
    return query.next(value) ? value : 0;
}

// Each must count nothing.
constexpr std::pair<const char*, const char*> kNothing[] = {
    {"a move of a referral without its one line in the log", R"sql(
        SELECT COUNT(*) FROM (SELECT act, referral_id, COUNT(*) AS moves FROM referral_move GROUP BY act, referral_id) AS m
         WHERE moves <> (SELECT COUNT(*) FROM audit a
                          WHERE a.event = 'referral.' || m.act AND a.subject = CAST(m.referral_id AS TEXT)))sql"},
    {"a move of an offer without its one line in the log", R"sql(
        SELECT COUNT(*) FROM (SELECT act, offer_id, COUNT(*) AS moves FROM offer_move GROUP BY act, offer_id) AS m
         WHERE moves <> (SELECT COUNT(*) FROM audit a
                          WHERE a.event = 'offer.' || m.act AND a.subject = CAST(m.offer_id AS TEXT)))sql"},
    {"an offer that is not where its last move left it", R"sql(
        SELECT COUNT(*) FROM offer o
         WHERE o.state <> (SELECT m.to_state FROM offer_move m WHERE m.offer_id = o.id ORDER BY m.number DESC LIMIT 1))sql"},
    {"a referral that is not where its last move left it", R"sql(
        SELECT COUNT(*) FROM referral r
         WHERE r.state <> (SELECT m.to_state FROM referral_move m
                            WHERE m.referral_id = r.id AND m.to_state IS NOT NULL ORDER BY m.number DESC LIMIT 1))sql"},
    {"an ended offer with a clock", R"sql(
        SELECT COUNT(*) FROM clock c JOIN offer o ON c.noun = 'offer' AND c.noun_id = o.id
         WHERE o.state NOT IN ('draft', 'offered', 'received', 'info_needed', 'waitlisted', 'accepted', 'delivering'))sql"},
    {"a closed referral with a clock of its own", R"sql(
        SELECT COUNT(*) FROM clock c JOIN referral r ON c.noun = 'referral' AND c.noun_id = r.id
         WHERE r.state IN ('closed', 'entered_in_error'))sql"},
    {"an offer under way for a referral that is not", R"sql(
        SELECT COUNT(*) FROM offer o JOIN referral r ON r.id = o.referral_id
         WHERE o.state IN ('draft', 'offered', 'received', 'info_needed', 'waitlisted', 'accepted', 'delivering')
           AND r.state NOT IN ('confirmed', 'planned', 'in_support', 'suspended'))sql"},
    {"two live offers for one person, need and program", R"sql(
        SELECT COUNT(*) FROM (SELECT 1 AS one FROM offer
         WHERE state IN ('offered', 'received', 'info_needed', 'waitlisted', 'accepted', 'delivering')
         GROUP BY person, need_type, program_id HAVING COUNT(*) > 1) AS twins)sql"},
    {"two open tasks about the same", R"sql(
        SELECT COUNT(*) FROM (SELECT 1 AS one FROM task WHERE done_at IS NULL
         GROUP BY kind, referral_id, COALESCE(offer_id, 0), COALESCE(need_id, 0), COALESCE(program_id, 0)
        HAVING COUNT(*) > 1) AS twins)sql"},
    {"a notice that the ledger does not tell of", R"sql(
        SELECT COUNT(*) FROM notice n
         WHERE n.state <> (SELECT e.state FROM notice_event e WHERE e.notice_id = n.id ORDER BY e.number DESC LIMIT 1))sql"},
    {"an objection that was raised or answered without its one line in the log", R"sql(
        SELECT COUNT(*) FROM objection o
         WHERE o.version <> (SELECT COUNT(*) FROM audit a WHERE a.event IN ('objection.raise', 'objection.answer')
                                AND a.facts LIKE '%"' || CAST(o.id AS TEXT) || '"%'))sql"},
    {"a gap in the ledger of changes",
     "SELECT (SELECT last FROM change_counter) - (SELECT COUNT(*) FROM change_ledger)"}};

bool is_told_by_consent(const store::OfferRow& row, const std::vector<store::ConsentRow>& consents)
{
    return std::ranges::any_of(consents, [&](const store::ConsentRow& consent) {
        return consent.state == ConsentState::given &&
               std::ranges::find(consent.organizations, row.organization) != consent.organizations.end();
    });
}

using Held = std::map<ProgramId, store::CapacityRow>;

void add(store::CapacityRow& sum, const server::offers::Holding& holds)
{
    using enum server::offers::Holding::Kind;
    if (holds.kind == reserved)
        sum.reserved += holds.places, sum.reserved_money = sum.reserved_money + holds.money;
    if (holds.kind == committed)
        sum.committed += holds.places, sum.committed_money = sum.committed_money + holds.money;
    if (holds.kind == used) sum.used += holds.places, sum.paid = sum.paid + holds.money;
}

// One referral: consents and needs beside its offers.
void check_referral(store::Reader& db, ReferralId id, Held& held, std::vector<std::string>& faults)
{
    const auto consents = store::list_consents(db, id);
    std::map<NeedId, std::int64_t> promised;
    for (const auto& row : store::offers_of(db, id)) {
        const auto delivered = store::delivered_of(db, row.id);
        add(held[row.program], server::offers::holding_of(row, delivered));
        promised[row.need] += holds_promise(row.state) ? row.units : delivered.units;
        if (delivered.units > row.units) faults.push_back("more arrived than was promised");
        if (is_live(row.state) && row.state != OfferState::draft && !is_told_by_consent(row, consents))
            faults.push_back("a live offer without a live consent");
    }
    const auto referral = store::find_referral(db, {kCounty, {}}, id).value();
    for (const auto& need : server::referrals::find_document(db, referral).body.household.needs) {
        if (need.promised != promised[need.id])
            faults.push_back("a need does not tell what its offers promise");
        if (need.assessed && promised[need.id] > 0 && need.promised + need.government_aid > *need.assessed)
            faults.push_back("promised " + std::to_string(need.promised) + " and aid " +
                             std::to_string(need.government_aid) + " are more than the need of " +
                             std::to_string(*need.assessed) + " of a referral " +
                             std::string(name_of(referral.state)));
    }
}

void check_capacity(store::Reader& db, const Place& place, Held& held, std::vector<std::string>& faults)
{
    for (const auto program : {place.program, place.small}) {
        const auto& sum = held[program];
        const auto has = store::list_capacity(db, program).front();
        const bool same = sum.reserved == has.reserved && sum.committed == has.committed &&
                          sum.used == has.used && sum.reserved_money == has.reserved_money &&
                          sum.committed_money == has.committed_money && sum.paid == has.paid;
        if (!same) faults.push_back("places and money are not what the offers hold");
        if (has.places && has.reserved + has.committed + has.used > *has.places)
            faults.push_back("more than there are places");
    }
}

void check_offers(store::Reader& db, const Place& place, std::vector<std::string>& faults)
{
    Held held;
    std::vector<ReferralId> referrals;
    {
        auto query = db.query({"test.referrals", "SELECT id FROM referral"});
        for (ReferralId id; query.next(id);) referrals.push_back(id);
    }
    for (const auto referral : referrals) check_referral(db, referral, held, faults);
    check_capacity(db, place, held, faults);
}

} // namespace

std::vector<std::string> faults_in(const Place& place)
{
    std::vector<std::string> faults;
    look(place, [&](store::Reader& db) {
        for (const auto& [what, sql] : kNothing)
            if (const auto count = number(db, {what, sql}); count != 0)
                faults.push_back(std::to_string(count) + " × " + what);
        if (store::verify_audit(db, store::kept_heads(place.db.folder() / "audit-head")))
            faults.push_back("the chain of the audit is broken");
        if (!store::is_sound(db)) faults.push_back("the database file is damaged");
        check_offers(db, place, faults);
    });
    return faults;
}

std::map<std::string, int> moves_in(const Place& place)
{
    std::map<std::string, int> counts;
    place.db.read([&](store::Reader& db) {
        auto query =
            db.query({"test.moves", "SELECT 'offer ' || act, COUNT(*) FROM offer_move GROUP BY act UNION ALL "
                                    "SELECT 'referral ' || act, COUNT(*) FROM referral_move GROUP BY act"});
        std::string move;
        for (int count = 0; query.next(move, count);) counts[move] = count;
    });
    return counts;
}

std::string log_of(const Place& place)
{
    std::ifstream in(log_file(place));
    std::string errors;
    for (std::string line; std::getline(in, line);)
        if (line.find("error") != std::string::npos) errors += line + "\n";
    return errors;
}

std::vector<std::string> lost_in(const Place& place, const Told& told)
{
    std::vector<std::string> lost;
    constexpr store::Sql kOffer{"test.offer", "SELECT version FROM offer WHERE id = :id"},
        kReferral{"test.referral", "SELECT version FROM referral WHERE id = :id"};
    look(place, [&](store::Reader& db) {
        for (const auto& [what, version] : told.versions) {
            const std::int64_t id = std::stoll(what.substr(what.find(' ') + 1));
            const auto now = number(db, what.starts_with("offer") ? kOffer : kReferral, {{"id", id}});
            if (now < version)
                lost.push_back(what + " was told as version " + std::to_string(version) + " and is " +
                               std::to_string(now));
        }
    });
    return lost;
}

} // namespace killed
