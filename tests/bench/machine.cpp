#include "tests/bench/machine.hpp"
#include "tests/bench/figures.hpp"
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/utsname.h>
#include <thread>

namespace bench {

namespace {

std::string processor()
{
    std::ifstream in("/proc/cpuinfo");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "an unknown processor";
}

std::string kernel()
{
    utsname name{};
    ::uname(&name);
    return std::string(name.sysname) + " " + name.release;
}

} // namespace

double load_now()
{
    double minute = 0;
    ::getloadavg(&minute, 1);
    return minute;
}

std::string machine_line()
{
    return std::to_string(std::thread::hardware_concurrency()) + " cores of " + processor() + ", " +
           kernel() + ", load before " + shown(load_now());
}

nlohmann::json machine_json()
{
    return {{"cores", std::thread::hardware_concurrency()},
            {"processor", processor()},
            {"system", kernel()},
            {"load_before", load_now()}};
}

} // namespace bench
