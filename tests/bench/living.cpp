#include "tests/bench/living.hpp"
#include "models/store/programs.hpp"
#include "models/store/referrals.hpp"
#include "server/population/follower.hpp"
#include "server/programs/catalog.hpp"
#include <chrono>
#include <malloc.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <thread>

namespace bench {

using namespace models;
using nlohmann::json;
using server::population::Follower;
using server::population::Population;

namespace {

using Access = store::Connection::Access;
constexpr int kCommits = 300;

// As a server process that has just begun.
std::shared_ptr<server::Library> process_of(const DemoData& data)
{
    auto library = std::make_shared<server::Library>(data.library());
    library->catalog = std::make_shared<server::programs::Catalog>(*library);
    library->population = std::make_shared<Population>(*library);
    return library;
}

struct Reading {
    double families{}, bytes_a_family{}, microseconds_a_thousand{};
};

// What is freed with the families, when nobody else holds them any more.
double bytes_of(std::shared_ptr<server::Library> process, store::Reader& db)
{
    auto families = process->population->current(db)->snapshot.families();
    const auto count = static_cast<double>(families.size());
    process.reset();
    const auto before = ::mallinfo2().uordblks;
    families = {};
    return static_cast<double>(before - ::mallinfo2().uordblks) / count;
}

Reading read_once(const DemoData& data, const Site& site, const std::shared_ptr<const store::Vault>& vault)
{
    store::Connection connection(site.url, Access::read, vault);
    auto process = process_of(data);
    auto& population = *process->population;
    {
        store::Reader db(connection);
        population.current(db); // the programs are not counted
    }
    const auto began = Clock::now();
    for (bool all = false; !all;) {
        store::Reader db(connection);
        all = population.load_more(db);
    }
    const auto took = microseconds_since(began);
    const auto families = static_cast<double>(population.families());
    store::Reader db(connection);
    return {families, bytes_of(std::move(process), db), took / families * 1'000};
}

// A referral is saved as it is: one more line of the ledger. Its number, once it is committed.
std::int64_t commit(store::Connection& writer, ReferralId id, Area province, Time now)
{
    std::int64_t number{};
    writer.begin();
    {
        store::Writer db(writer);
        const auto referral = store::find_referral(db, {province, {}}, id).value();
        store::save_referral(db, referral, now);
        number = store::last_change(db);
        db.keep();
    }
    writer.commit();
    return number;
}

double lag(const Population& population, std::int64_t number, Clock::time_point committed)
{
    while (population.sequence() < number) std::this_thread::sleep_for(std::chrono::microseconds(20));
    return microseconds_since(committed);
}

double processor_seconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& of) {
        return static_cast<double>(of.tv_sec) + static_cast<double>(of.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// The part of a core that both followers use while nothing happens, in per cent.
double idle_share(std::chrono::milliseconds time)
{
    const auto before = processor_seconds();
    std::this_thread::sleep_for(time);
    return (processor_seconds() - before) / std::chrono::duration<double>(time).count() * 100;
}

void measure_site(const DemoData& data, const Site& site, const std::string& name, const Wishes& wishes,
                  Section& section)
{
    const auto vault = store::Vault::open_or_make(site.folder / "key");
    const auto reading = read_once(data, site, vault);
    store::Connection writer(site.url, Access::write, vault);
    const auto own = process_of(data), other = process_of(data);
    const Follower following_own(own->population, site.url, vault),
        following_other(other->population, site.url, vault);
    while (!own->population->is_complete() || !other->population->is_complete())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const auto idle = idle_share(wishes.round) / 2;
    const auto province = data.library().divisions->under({}).front().area;
    const auto commits = wishes.rounds > 1 ? kCommits : 20;
    std::vector<double> in_one, across;
    for (int i = 0; i < commits; ++i) {
        const auto number = commit(writer, site.links.grandmother, province, data.now());
        const auto committed = Clock::now();
        own->population->wake(); // as the write lane of its process does
        in_one.push_back(lag(*own->population, number, committed));
        across.push_back(lag(*other->population, number, committed));
    }
    const auto one = sample_of(in_one, 1), two = sample_of(across, 1);
    section.rows.push_back({name, shown(reading.bytes_a_family) + " B",
                            shown_time(reading.microseconds_a_thousand), shown_time(one.p50),
                            shown_time(one.p99), shown_time(two.p50), shown_time(two.p99),
                            shown(idle) + " %"});
    section.figures->push_back({{"database", name},
                                {"families", reading.families},
                                {"bytes_a_family", reading.bytes_a_family},
                                {"first_reading_us_per_1000", reading.microseconds_a_thousand},
                                {"lag_in_one_process_us", {{"p50", one.p50}, {"p99", one.p99}}},
                                {"lag_across_two_us", {{"p50", two.p50}, {"p99", two.p99}}},
                                {"idle_per_cent_of_a_core", idle}});
    if (two.p50 > 50'000)
        section.faults.push_back(name + ": the population is more than 50 ms behind a commit");
}

} // namespace

Section measure_living(const DemoData& data, const Site& fresh, const Site* beside, const Wishes& wishes)
{
    auto result = section("live", "The live population · 内存中的全部在办户");
    *result.figures = json::array();
    result.notes = {
        "Every open referral of the demo, unsealed, as a server process keeps it.",
        "behind: from a commit until the next generation is there; in the process that wrote it, and in "
        "another one, which looks every 25 ms. idle: of a core, while nothing is written."};
    result.rows.push_back({"database", "a family", "1,000 read in", "behind: p50", "p99",
                           "another process: p50", "p99", "idle"});
    measure_site(data, data.copy_site(fresh, "live"), "SQLite", wishes, result);
    if (beside) measure_site(data, *beside, "PostgreSQL", wishes, result);
    return result;
}

} // namespace bench
