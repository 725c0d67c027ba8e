#pragma once
#include "tests/bench/peers/blocks.hpp"
#include <filesystem>

// The province as files for peers: CSV without heads, empty for NULL; sql/*_tables.sql names the columns.
namespace bench {

// All that peers are given; made once.
struct Province {
    matching::Snapshot snapshot;
    matching::Asked asked; // points into the snapshot
    std::vector<NeedRow> needs;
    std::vector<Offer> offers;
    Blocks blocks;
    explicit Province(matching::Snapshot);
    std::vector<std::size_t> families() const; // by need
};

// Every step-th family.
void write_rewritten(const Province&, const std::filesystem::path& folder, std::size_t step);
void write_first(const Province&, const std::filesystem::path& folder, std::size_t step);

// The text of sql/NAME: each line with {w} once for every word, weights put in; `whole`: how the database
// divides whole numbers.
std::string sql(const std::string& name, const Province&, const std::string& whole);

// The tables of a query, in the order in which sql/*_tables.sql makes them.
enum class Form { rewritten, first };
std::vector<std::string> tables_of(Form);
std::string name_of(Form); // "rewritten"

} // namespace bench
