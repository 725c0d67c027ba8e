// parasol_bench: measures, prints a table, writes JSON. 0: all answers were as expected; 1: some were not, or
// something could not be measured; 2: the command line cannot be taken.
#include "tests/bench/attendance.hpp"
#include "tests/bench/engine.hpp"
#include "tests/bench/living.hpp"
#include "tests/bench/loop.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/matching.hpp"
#include "tests/bench/memory.hpp"
#include "tests/bench/outbox.hpp"
#include "tests/bench/posting.hpp"
#include "tests/bench/province.hpp"
#include "tests/bench/reading.hpp"
#include "tests/bench/rounds.hpp"
#include "tests/bench/test_drive.hpp"
#include "tests/support/postgresql_server.hpp"
#include <algorithm>
#include <csignal>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

namespace bench {

namespace {

using nlohmann::json;
using support::PostgresqlServer;

// The same data in a PostgreSQL that keeps what is committed.
struct Beside {
    std::unique_ptr<PostgresqlServer> server;
    std::optional<Site> site;
    pid_t process() const { return server ? server->process() : 0; }
    const Site* data() const { return site ? &*site : nullptr; }
};

bool is_any_of(const Wishes& wishes, std::initializer_list<const char*> parts)
{
    return std::ranges::any_of(parts, [&](const char* part) { return wishes.has(part); });
}

Beside start_beside(const DemoData& data, const Wishes& wishes)
{
    Beside beside;
    if (!wishes.postgresql || !is_any_of(wishes, {"posts", "memory", "live", "loop"})) return beside;
    try {
        beside.server = std::make_unique<PostgresqlServer>(PostgresqlServer::Keeps::what_is_committed);
    } catch (const std::exception& missing) {
        std::cout << "PostgreSQL is left out: " << missing.what() << '\n';
        return beside;
    }
    const auto database = beside.server->make_database("template0");
    beside.site = data.make_site("postgresql", "postgresql:" + beside.server->conninfo(database));
    return beside;
}

// Told as they come: a full run takes minutes.
class Report {
public:
    explicit Report(const Wishes& wishes)
    {
        written_ = {{"machine", machine_json()},
                    {"rounds", wishes.rounds},
                    {"round_ms", wishes.round.count()},
                    {"warm_up_rounds", wishes.rounds > 1 ? 1 : 0}};
        std::cout << "Parasol bench · 测量\n"
                  << machine_line() << "; " << wishes.rounds << " rounds"
                  << (wishes.rounds > 1 ? " after one of warm-up" : "") << "; medians [min–max]\n"
                  << std::flush;
    }
    void add(const Section& section)
    {
        print(section);
        written_[section.name] = *section.figures;
        good_ = good_ && section.faults.empty();
    }
    void write(const std::filesystem::path& file) const
    {
        if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
        std::ofstream out(file);
        out << written_.dump(2) << '\n';
        if (!out.flush()) throw std::runtime_error("The figures cannot be written to " + file.string() + ".");
        std::cout << "\nAll figures: " << file.string() << '\n';
    }
    bool good() const { return good_; }

private:
    json written_;
    bool good_ = true;
};

void measure_server(const DemoData& data, const Site& fresh, const Beside& beside, const Wishes& wishes,
                    Report& report)
{
    const auto site = data.copy_site(fresh, "reads");
    Serving server(site);
    MemoryAtRest memory(server, site, beside.process(), wishes);
    if (wishes.has("reads")) {
        report.add(measure_reading(server, site, wishes));
        memory.measure_used();
    }
    if (wishes.has("memory")) report.add(memory.told());
    server.stop();
}

// Of the demo: its data in folders of their own.
void measure_demo(const Wishes& wishes, Report& report)
{
    const DemoData data(wishes.clients);
    const auto fresh = data.make_site("demo");
    const auto beside = start_beside(data, wishes);
    if (wishes.has("match")) report.add(measure_matching(data, fresh, wishes));
    if (wishes.has("live")) report.add(measure_living(data, fresh, beside.data(), wishes));
    if (wishes.has("reads") || wishes.has("memory")) measure_server(data, fresh, beside, wishes, report);
    if (wishes.has("outbox")) {
        report.add(measure_outbox(data, wishes));
        report.add(measure_streams(data, fresh, wishes));
    }
    if (wishes.has("posts")) report.add(measure_posting(data, fresh, beside.data(), wishes));
    if (wishes.has("attendance")) report.add(measure_attendance(data, fresh, wishes));
    if (wishes.has("loop")) report.add(measure_loop(data, fresh, beside.data(), wishes));
}

void measure_invented(const Wishes& wishes, Report& report)
{
    if (wishes.has("province") || wishes.has("engine") || wishes.has("test-drive")) {
        const auto made = make_province(wishes.province, wishes.programs);
        if (wishes.has("province")) report.add(measure_province(made, wishes));
        if (wishes.has("engine")) report.add(measure_engine(made, wishes));
        if (wishes.has("test-drive")) report.add(measure_test_drive(made, wishes));
    }
    if (wishes.has("rounds")) report.add(measure_rounds(wishes));
}

bool run(const Wishes& wishes)
{
    Report report(wishes);
    measure_invented(wishes, report);
    if (is_any_of(wishes, {"match", "live", "reads", "posts", "loop", "memory", "attendance", "outbox"}))
        measure_demo(wishes, report);
    report.write(wishes.json);
    return report.good();
}

} // namespace

} // namespace bench

int main(int count, char** words)
{
    for (const int end : {SIGINT, SIGTERM}) // so that folders and servers go, too
        std::signal(end, [](int) { bench::stop_rounds(); });
    try {
        const auto wishes = bench::read_wishes({words + 1, words + count});
        if (wishes.help) return std::cout << bench::help(), 0;
        return bench::run(wishes) ? 0 : 1;
    } catch (const bench::Misunderstood& wrong) {
        std::cerr << wrong.what() << '\n';
        return 2;
    } catch (const std::exception& wrong) {
        std::cerr << "The measuring stopped: " << wrong.what() << '\n';
        return 1;
    }
}
