#pragma once
#include "server/simulate/world.hpp"
#include <filesystem>
#include <functional>

namespace server::simulate {

// How many families have been written so far.
using Writing = std::function<void(std::size_t families)>;

// Writes the three files of a province (docs/formats.md) into the folder, which is made if it is missing. The
// same bytes for the same wish on any machine and with any number of threads; docs/simulate.md says what they
// are like. Each file is there whole or not at all.
void write_province(const Library&, const Wish&, const std::filesystem::path& folder, std::size_t threads,
                    const Writing& = {});

} // namespace server::simulate
