#pragma once
#include "matching/snapshot.hpp"
#include "models/result.hpp"
#include "server/cli/meter.hpp"
#include "server/html/rule_words.hpp"
#include <filesystem>
#include <iosfwd>

namespace server {
class Library;
}

namespace server::cli {

// The folder of a province as one run sees it; the pointer of a fault begins with its file.
models::Result<matching::Snapshot> read_snapshot(const std::filesystem::path& folder, const Library&,
                                                 std::size_t threads, Meter&);

// DIR/households.jsonl:17: /needs/0/type: there is no such need; a line each.
void say_faults(const html::Words&, const models::Refusal&, std::ostream& wrong);

} // namespace server::cli
