#pragma once
#include "models/result.hpp"
#include <filesystem>
#include <string>

namespace server::cli {

// A file that is given on the command line, whole; as large as a body of the API may be.
models::Result<std::string> text_of_file(const std::filesystem::path&, std::size_t most_bytes = 262'144);

} // namespace server::cli
