#include "tests/bench/memory.hpp"
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

namespace bench {

namespace {

namespace fs = std::filesystem;

constexpr double kMega = 1024.0 * 1024.0;

void settle(const Wishes& wishes) { std::this_thread::sleep_for(wishes.round); }

std::size_t number_in(const fs::path& file, const std::string& name)
{
    std::ifstream in(file);
    for (std::string word; in >> word;)
        if (std::size_t number = 0; word == name && in >> number) return number;
    return 0;
}

// A process and its children, each with its share of what they have in common.
std::size_t bytes_of_all(pid_t first)
{
    std::size_t kilobytes = 0;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const auto name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const auto parent = number_in(entry.path() / "status", "PPid:");
        if (name == std::to_string(first) || parent == static_cast<std::size_t>(first))
            kilobytes += number_in(entry.path() / "smaps_rollup", "Pss:");
    }
    return kilobytes * 1024;
}

std::string megabytes(std::size_t bytes) { return shown(static_cast<double>(bytes) / kMega) + " MB"; }

} // namespace

MemoryAtRest::MemoryAtRest(const Serving& server, const Site& site, pid_t postgresql, const Wishes& wishes)
    : server_(server), data_(file_bytes(site))
{
    settle(wishes);
    fresh_ = server_.resident_bytes();
    if (postgresql != 0) postgresql_ = bytes_of_all(postgresql);
}

void MemoryAtRest::measure_used() { used_ = server_.resident_bytes(); }

Section MemoryAtRest::told() const
{
    auto result = section("memory", "Memory at rest · 空闲内存");
    result.notes = {"The whole server with the demo's data (the database file: " + megabytes(data_) +
                    "), idle."};
    result.rows = {{"", "RSS"}, {"Parasol, just started", megabytes(fresh_)}};
    if (used_ != 0) result.rows.push_back({"Parasol, after the reads above", megabytes(used_)});
    if (postgresql_ != 0)
        result.rows.push_back(
            {"beside: PostgreSQL 15 alone with the same data (PSS)", megabytes(postgresql_)});
    *result.figures = {{"fresh_bytes", fresh_},
                       {"used_bytes", used_},
                       {"database_bytes", data_},
                       {"postgresql_pss_bytes", postgresql_}};
    return result;
}

} // namespace bench
