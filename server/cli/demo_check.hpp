#pragma once
#include "server/app.hpp"

namespace server::cli {

// Starts the server, refers one more invented family over its API as the officer of its village, shows what
// it is matched to, stops the server. 0; what went wrong is a std::runtime_error, a sentence.
int check_demo(std::shared_ptr<const Config>, std::shared_ptr<const Library>, Database);

} // namespace server::cli
