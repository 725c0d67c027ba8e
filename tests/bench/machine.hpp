#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace bench {

double load_now(); // of the last minute
std::string machine_line();
nlohmann::json machine_json();

} // namespace bench
