#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace bench {

// A peer in a process of its own: it is told a line, it answers a line. Ended with this program, and killed
// where it takes longer than it may: limits of solvers' own do not always hold.
class Talker {
public:
    // What it says on the error output goes to the log.
    Talker(const std::vector<std::string>& command, const std::filesystem::path& log);
    ~Talker();
    Talker(const Talker&) = delete;

    // Nothing: it took too long and was killed. std::runtime_error: it ended.
    std::optional<std::string> ask(const std::string& line, std::chrono::seconds limit);
    std::string ask(const std::string& line); // takes its time, ten minutes at most

private:
    void kill();

    std::filesystem::path log_;
    pid_t process_{};
    int to_{}, from_{};
    std::string read_;
};

bool is_there(const std::string& program); // to be executed, on the path or as it is written

} // namespace bench
