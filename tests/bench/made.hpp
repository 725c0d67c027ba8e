#pragma once
#include "matching/snapshot.hpp"
#include <memory>

namespace server {
class Library; // http/library.hpp
}

// Invented provinces, as parasol simulate makes them.
namespace bench {

// What is compiled in, without a database.
std::shared_ptr<const server::Library> made_library();

struct Made {
    std::shared_ptr<const server::Library> library;
    matching::Snapshot snapshot;
    double bytes_a_family{}; // in memory, with its share of the programs
};

// Written to a folder, read from it as any other; seed 7.
Made make_province(std::size_t families, std::size_t programs);

} // namespace bench
