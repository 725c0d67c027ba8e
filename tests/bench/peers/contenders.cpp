#include "tests/bench/peers/contenders.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/peers/plain_loop.hpp"
#include "tests/bench/peers/postgresql.hpp"
#include "tests/bench/peers/talker.hpp"
#include "tests/support/temp_folder.hpp"
#include <fstream>

namespace bench {

using matching::Factor;
using support::PostgresqlServer;
using support::TempFolder;

namespace {

constexpr std::size_t kThreads = 2;
constexpr double kOverDuckdb = 75, kOverLoop = 80; // matching.md §10

void write_text(const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string form_words(Form form) { return form == Form::rewritten ? ", rewritten" : ", as first written"; }

} // namespace

struct Peers::Kept {
    TempFolder folder;
    std::unique_ptr<PostgresqlServer> server;
    std::vector<std::unique_ptr<Talker>> talkers;
    std::vector<std::unique_ptr<PostgresqlPeer>> sessions;
    std::unique_ptr<PlainLoop> loop;
    Answers loop_found;
    std::size_t files = 0;

    std::filesystem::path new_file() { return folder.path() / ("answer" + std::to_string(++files) + ".csv"); }
};

Peers::Peers(const Province& province, const Wishes& wishes)
    : province_(province), kept_(std::make_unique<Kept>())
{
    const bool few = wishes.rounds == 1; // that they agree is all that is asked
    add_loop();
    if (has_node()) {
        add_duckdb(Form::rewritten, few ? 300 : 200'000);
        add_duckdb(Form::first, few ? 50 : 500);
        add_json_rules(few ? 20 : 100);
    }
    try {
        kept_->server = std::make_unique<PostgresqlServer>(PostgresqlServer::Keeps::nothing, "512MB");
    } catch (const std::exception& missing) {
        left_out_.push_back("PostgreSQL: " + std::string(missing.what()));
        return;
    }
    add_postgresql(Form::rewritten, few ? 300 : 10'000);
    add_postgresql(Form::first, few ? 50 : 200);
}

Peers::~Peers() = default;

bool Peers::has_node()
{
    const bool installed = std::filesystem::exists(PEERS "/node_modules/@duckdb/node-api");
    if (installed && is_there("node")) return true;
    left_out_.emplace_back("DuckDB and json-rules-engine: the npm packages of tests/bench/peers are not "
                           "installed (./dev bench does)");
    return false;
}

std::size_t Peers::step_for(std::size_t most) const
{
    const auto families = province_.snapshot.families().size();
    return families <= most ? 1 : (families + most - 1) / most;
}

std::filesystem::path Peers::folder_for(Form form, std::size_t step)
{
    auto folder = kept_->folder.path() / (name_of(form) + std::to_string(step));
    if (std::filesystem::create_directory(folder)) {
        if (form == Form::rewritten)
            write_rewritten(province_, folder, step);
        else
            write_first(province_, folder, step);
    }
    return folder;
}

void Peers::add_loop()
{
    const auto step = step_for(5'000);
    auto& kept = *kept_;
    kept.loop = std::make_unique<PlainLoop>(province_, step);
    const auto go = [&kept] { return seconds_of([&] { kept.loop_found = kept.loop->run(); }); };
    all_.push_back({"plain loop over structs", step, 1, go, [&kept] { return kept.loop_found; }, kOverLoop});
}

void Peers::add_duckdb(Form form, std::size_t most)
{
    const auto step = step_for(most);
    const auto folder = folder_for(form, step);
    write_text(folder / "tables.sql", sql(name_of(form) + "_tables.sql", province_, "//"));
    write_text(folder / "query.sql", sql(name_of(form) + ".sql", province_, "//"));
    const std::vector<std::string> command{"node", PEERS "/duckdb.mjs", folder, std::to_string(kThreads)};
    auto& talker = *kept_->talkers.emplace_back(std::make_unique<Talker>(command, folder / "log"));
    const auto name = "DuckDB " + talker.ask("version") + form_words(form);
    const auto found = [&talker, file = kept_->new_file()] {
        talker.ask("answer " + file.string());
        return read_answers(file);
    };
    all_.push_back({name, step, kThreads, [&talker] { return std::stod(talker.ask("go")); }, found,
                    form == Form::rewritten ? kOverDuckdb : 0});
}

void Peers::add_json_rules(std::size_t most)
{
    const auto step = step_for(most);
    const auto folder = folder_for(Form::first, step);
    const auto& weights = province_.snapshot.ground().policy->weights;
    std::vector<std::string> command{"node", PEERS "/json_rules.mjs", folder};
    for (const auto factor : {Factor::fit, Factor::coverage, Factor::proximity})
        command.push_back(std::to_string(weights[static_cast<std::size_t>(factor)]));
    auto& talker = *kept_->talkers.emplace_back(std::make_unique<Talker>(command, folder / "log"));
    const auto found = [&talker, file = kept_->new_file()] {
        talker.ask("answer " + file.string());
        return read_answers(file);
    };
    all_.push_back(
        {"json-rules-engine", step, 1, [&talker] { return std::stod(talker.ask("go")); }, found, 0});
}

void Peers::add_postgresql(Form form, std::size_t most)
{
    const auto step = step_for(most);
    const auto folder = folder_for(form, step);
    const auto name = name_of(form);
    const PostgresqlTexts texts{sql(name + "_tables.sql", province_, "/"),
                                sql(name + "_indexes.sql", province_, "/"),
                                sql(name + ".sql", province_, "/")};
    auto& session = *kept_->sessions.emplace_back(
        std::make_unique<PostgresqlPeer>(*kept_->server, folder, tables_of(form), texts));
    const auto found = [&session, file = kept_->new_file()] {
        session.write_answer(file);
        return read_answers(file);
    };
    all_.push_back(
        {"PostgreSQL 15" + form_words(form), step, kThreads, [&session] { return session.go(); }, found, 0});
}

} // namespace bench
