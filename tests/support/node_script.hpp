#pragma once
#include <chrono>
#include <string>
#include <sys/types.h>
#include <vector>

namespace support {

// tests/receivers/NAME as a process of node; what it says, line by line.
class NodeScript {
public:
    NodeScript(const std::string& name, const std::vector<std::string>& arguments);
    ~NodeScript(); // killed
    NodeScript(const NodeScript&) = delete;
    // Throws when there is none within that time.
    std::string line(std::chrono::milliseconds most = std::chrono::seconds(20));
    bool says(std::chrono::milliseconds most); // a line is there within that time

private:
    pid_t process_{};
    int out_{};
    std::string heard_;
};

} // namespace support
