#pragma once
#include "models/result.hpp"
#include <filesystem>
#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace server::cli {

inline constexpr std::size_t kMostTextBytes = 262'144; // of a file or a line: as a body of the API may have

// A file that is given on the command line, whole.
models::Result<std::string> text_of_file(const std::filesystem::path&,
                                         std::size_t most_bytes = kMostTextBytes);

// The same as JSON; the pointer of a fault begins with the file.
models::Result<nlohmann::json> json_of_file(const std::filesystem::path&,
                                            std::size_t most_bytes = kMostTextBytes);

// The next line, of which no more than kMostTextBytes + 1 are read. False: there is none.
bool next_line(std::istream&, std::string& line);

// The pointers of the faults begin with a place: "FILE:17: /needs/0/type".
models::Refusal placed(models::Refusal, const std::string& place);

} // namespace server::cli
