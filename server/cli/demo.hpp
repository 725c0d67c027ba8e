#pragma once
#include <cstdint>
#include <filesystem>

namespace server::cli {

struct DemoOptions {
    std::uint16_t port = 8080;
    std::filesystem::path data = "demo-data";
    bool reset = false; // begin with fresh data
    bool check = false; // refer one family over the live API, show its ranking, stop
};

// The demo on this machine only: its data are made at the first start and kept. 0; what is in the way is a
// std::runtime_error, a sentence, and a taken port is found before anything is written.
int run_demo(const DemoOptions&);

} // namespace server::cli
