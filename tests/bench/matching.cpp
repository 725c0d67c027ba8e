#include "tests/bench/matching.hpp"
#include "matching/explain.hpp"
#include "models/store/referrals.hpp"
#include "server/library/assets.hpp"
#include "server/library/csv.hpp"
#include "server/matches/service.hpp"
#include "server/population/population.hpp"
#include "tests/bench/many_programs.hpp"
#include "tests/oracle/difference.hpp"
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

namespace bench {

using namespace matching;
using namespace models;
using nlohmann::json;

namespace {

using Clock = std::chrono::steady_clock;
constexpr Limit kShown = 20;
constexpr std::size_t kOracleFamilies = 8;

// The same programs and families, for the engine and for the slow matcher.
struct World {
    std::string name;
    std::vector<Program> programs;
    Snapshot snapshot;
    oracle::World slow;
    std::vector<oracle::Book> books;
};

struct Stored {
    std::vector<Program> programs;
    std::vector<Family> families;
};

std::vector<Referral> open_referrals(store::Reader& db, Area province)
{
    std::vector<Referral> all;
    store::PageOf page{{}, 100};
    const store::ReferralFilter filter{.only_open = true};
    for (auto rows = store::list_referrals(db, {province, {}}, filter, page); !rows.empty();
         rows = store::list_referrals(db, {province, {}}, filter, page)) {
        page.before = rows.back().id;
        std::ranges::move(rows, std::back_inserter(all));
    }
    std::erase_if(all, [](const Referral& row) { return row.state == ReferralState::draft; });
    return all;
}

// Every so-many-th open referral that is past its draft, and the programs as the server would match them.
Stored read_stored(const DemoData& data, const Site& site, std::size_t count)
{
    const auto vault = store::Vault::open_or_make(site.folder / "key");
    store::Connection connection(site.url, store::Connection::Access::read, vault);
    store::Reader db(connection);
    Stored stored;
    const auto newest = data.library().population->current(db);
    const auto& programs = newest->snapshot.programs();
    stored.programs.assign(programs.begin(), programs.end());
    const auto rows = open_referrals(db, data.library().divisions->under({}).front().area);
    const auto step = std::max<std::size_t>(rows.size() / count, 1);
    for (std::size_t i = 0; i < rows.size() && stored.families.size() < count; i += step) {
        auto document = server::referrals::find_document(db, rows[i]);
        stored.families.push_back(server::matches::family_of({rows[i], std::move(document)}));
    }
    if (stored.families.empty()) throw std::logic_error("The demo has no referrals.");
    return stored;
}

// The oracle's own storage of what config/ says.
std::vector<Standard> read_lines()
{
    std::vector<Standard> lines;
    const auto table = server::read_table(server::asset("config/standards.csv"));
    for (const auto& row : table.rows) {
        const auto cell = [&](const char* name) { return row[table.column(name)]; };
        Standard line;
        line.name = from_name<StandardName>(cell("name")).value();
        line.area = parse_area(cell("area")).value();
        line.residence = from_name<ResidenceKind>(cell("residence")).value();
        line.period = from_name<Period>(cell("period")).value();
        line.from = parse_date(cell("from")).value();
        if (!cell("until").empty()) line.until = parse_date(cell("until"));
        line.amount.fen = std::stoll(cell("fen"));
        lines.push_back(line);
    }
    return lines;
}

std::map<Area, Area> read_replaced()
{
    std::map<Area, Area> replaced;
    const auto table = server::read_table(server::asset("config/areas.csv"));
    const auto code = table.column("code"), old = table.column("replaces");
    for (const auto& row : table.rows)
        if (!row[old].empty()) replaced[parse_area(row[old]).value()] = parse_area(row[code]).value();
    return replaced;
}

World make_world(const DemoData& data, std::string name, const std::vector<Family>& families,
                 const std::vector<Program>& programs)
{
    const auto& library = data.library();
    const Ground ground{library.divisions, library.standards, library.policy, data.now()};
    World world{std::move(name),
                programs,
                Snapshot::build(families, programs, ground),
                oracle::world_of(read_lines(), read_replaced(), *library.policy, data.now()),
                {}};
    for (const auto& family : families) world.books.push_back(oracle::book_of(family));
    return world;
}

double microseconds(const std::function<void()>& work)
{
    const auto began = Clock::now();
    work();
    return std::chrono::duration<double, std::micro>(Clock::now() - began).count();
}

// `work` for each of the first so many families in turn, so often.
Sample for_each_family(std::size_t families, int repeats, const std::function<void(std::size_t)>& work)
{
    std::vector<double> times;
    double all = 0;
    for (int i = 0; i < repeats; ++i)
        for (std::size_t f = 0; f < families; ++f) {
            times.push_back(microseconds([&] { work(f); }));
            all += times.back();
        }
    return sample_of(std::move(times), all / 1e6);
}

// What a page or the API makes of it.
void answer_page(const World& world, FamilyIndex family)
{
    const auto candidates = programs_for(world.snapshot, family);
    for (std::size_t i = 0; i < std::min<std::size_t>(candidates.size(), kShown); ++i)
        explain(world.snapshot, candidates[i]);
    ask(world.snapshot, family);
}

// How the whole lists differ from the slow matcher's; and what is in them.
struct Compared {
    std::vector<std::string> faults;
    std::size_t pairs = 0, fits = 0;
};
Compared compare(const World& world, std::size_t families)
{
    Compared result;
    for (std::size_t f = 0; f < families; ++f) {
        const auto ours = programs_for(world.snapshot, {f});
        const auto theirs = oracle::programs_for(world.slow, world.books[f], world.programs);
        result.pairs += ours.size();
        std::string what = ours.size() == theirs.size() ? "" : "length";
        for (std::size_t i = 0; i < ours.size() && what.empty(); ++i) {
            if (ours[i].standing == Standing::fits) ++result.fits;
            if (ours[i].program.value != theirs[i].other || ours[i].need != theirs[i].need)
                what = "order";
            else
                what = oracle::difference(ours[i], theirs[i].judged);
        }
        if (!what.empty())
            result.faults.push_back(world.name + ", family " + std::to_string(f) + ": the " + what +
                                    " differs from the oracle's");
    }
    return result;
}

void measure_world(const World& world, const Wishes& wishes, Section& section)
{
    const auto families = world.books.size(), few = std::min(families, kOracleFamilies);
    const auto best = [&](std::size_t f) { programs_for(world.snapshot, {f}, kShown); };
    const auto slow = [&](std::size_t f) {
        oracle::programs_for(world.slow, world.books[f], world.programs);
    };
    auto compared = compare(world, few);
    const auto measured = in_rounds(
        {{"best", [&] { return for_each_family(families, wishes.repeats, best); }},
         {"page", [&] { return for_each_family(families, 1, [&](auto f) { answer_page(world, {f}); }); }},
         {"best of few", [&] { return for_each_family(few, wishes.repeats, best); }},
         {"oracle", [&] { return for_each_family(few, 1, slow); }}},
        wishes.rounds);
    const auto faster = ratio(measured[3], measured[2], &Sample::p50);
    const auto time = [](const Measured& of, double Sample::* figure) {
        return shown_time(of.spread(figure).median);
    };
    section.rows.push_back({world.name, time(measured[0], &Sample::p50), time(measured[0], &Sample::p99),
                            time(measured[1], &Sample::p50), time(measured[1], &Sample::p99),
                            time(measured[3], &Sample::p50), shown_times(faster)});
    section.figures->push_back(
        {{"programs", world.programs.size()},
         {"name", world.name},
         {"families", families},
         {"candidates_per_family", static_cast<double>(compared.pairs) / static_cast<double>(few)},
         {"fits_per_family", static_cast<double>(compared.fits) / static_cast<double>(few)},
         {"best_20", json_of(measured[0])},
         {"as_a_page", json_of(measured[1])},
         {"oracle", json_of(measured[3])},
         {"oracle_p50_over_ours", json_of(faster)}});
    std::ranges::move(compared.faults, std::back_inserter(section.faults));
}

} // namespace

Section measure_matching(const DemoData& data, const Site& site, const Wishes& wishes)
{
    auto result = section("match", "One family before all programs · 一户对全部项目");
    *result.figures = json::array();
    const auto stored = read_stored(data, site, wishes.families);
    result.notes = {
        std::to_string(stored.families.size()) +
            " families of the demo, one thread, in memory. best 20: ranked with scores.",
        "as a page: the whole list, the first 20 explained rule by rule, the three best questions.",
        "oracle: the slow matcher of tests/oracle on " +
            std::to_string(std::min(stored.families.size(), kOracleFamilies)) +
            " of these families; the whole lists are equal to ours."};
    result.rows.push_back(
        {"programs", "best 20: p50", "p99", "as a page: p50", "p99", "oracle: p50", "oracle ÷ ours"});
    const auto count = wishes.programs;
    const auto& divisions = *data.library().divisions;
    const auto many = shown(static_cast<double>(count));
    const auto measure = [&](const std::string& name, std::vector<Program> programs) {
        measure_world(make_world(data, name, stored.families, programs), wishes, result);
    };
    measure(std::to_string(stored.programs.size()) + ", the demo's", stored.programs);
    measure(many + " over 88 counties", over_the_counties(stored.programs, divisions, count));
    measure(many + ", all everywhere", everywhere(stored.programs, count));
    return result;
}

} // namespace bench
