#include "server/population/follower.hpp"
#include "models/store/programs.hpp"
#include "server/log/log.hpp"

namespace server::population {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{25};
constexpr std::chrono::milliseconds kBetweenTries{500};
constexpr std::chrono::milliseconds kBetweenColumns{100}; // where nothing happens: has the day passed?

std::int64_t steady_milliseconds()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

} // namespace

Follower::Follower(std::shared_ptr<Population> population, std::string database,
                   std::shared_ptr<const store::Vault> vault)
    : population_(std::move(population)),
      database_(std::move(database)),
      vault_(std::move(vault)),
      current_at_(steady_milliseconds()),
      thread_([this] { run(); }),
      columns_([this] { make_columns(); })
{
}

Follower::~Follower()
{
    ending_ = true;
    population_->wake();
    thread_.join();
    columns_.join();
}

void Follower::make_columns()
{
    while (!ending_) {
        try {
            population_->wait_for_columns(kBetweenColumns);
            const auto now = std::chrono::system_clock::now();
            population_->make_columns(std::chrono::time_point_cast<std::chrono::milliseconds>(now),
                                      [this] { return ending_.load(); });
        } catch (const std::exception&) { // then it goes row by row
            log(Level::error, "population.columns", {{"error", name_of_exception()}});
            std::this_thread::sleep_for(kBetweenTries);
        }
    }
}

double Follower::seconds_behind() const
{
    return static_cast<double>(steady_milliseconds() - current_at_) / 1'000;
}

void Follower::run()
{
    while (!ending_) {
        try {
            store::Connection connection(database_, store::Connection::Access::read, vault_);
            follow(connection);
        } catch (const std::exception&) {
            if (!lost_) log(Level::error, "population.lost", {{"error", name_of_exception()}});
            lost_ = true;
            population_->wait(kBetweenTries);
        }
    }
}

void Follower::follow(store::Connection& connection)
{
    while (!ending_) {
        look(connection);
        if (lost_) log(Level::info, "population.found_again");
        lost_ = false;
        if (population_->is_complete()) population_->wait(kBetweenLooks);
    }
}

void Follower::look(store::Connection& connection)
{
    const auto known = population_->sequence();
    const auto last = store::last_change(connection);
    if (last < known) { // asked later, it cannot know less
        log(Level::warning, "population.reloads", {{"known", known}, {"now", last}});
        return population_->reload();
    }
    if (!population_->is_complete()) {
        store::Reader db(connection);
        if (!population_->load_more(db)) return;
        log(Level::info, "population.loaded", {{"families", population_->families()}});
    } else if (last > known) {
        store::Reader db(connection);
        population_->current(db);
    }
    if (population_->is_complete()) current_at_ = steady_milliseconds();
}

} // namespace server::population
