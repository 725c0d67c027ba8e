#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

// build/release/parasol as a process of its own, its output in a file.
namespace support {

class Running {
public:
    Running(const std::filesystem::path& output, const std::vector<std::string>& arguments);
    ~Running(); // killed if it still runs
    Running(const Running&) = delete;

    pid_t process() const { return process_; }
    void signal(int number) const;
    // Its exit status, minus the signal's number when one ended it; -1000: it still runs after that time.
    int status_within(std::chrono::milliseconds time);
    bool left_core() const { return left_core_; } // a file of what was in its memory, when it ended
    std::string output() const;
    bool says_within(std::chrono::milliseconds time, const std::string& text) const;

private:
    std::filesystem::path output_;
    pid_t process_{};
    bool left_core_ = false;
};

std::uint16_t free_port();

} // namespace support
