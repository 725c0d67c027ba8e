#pragma once
#include <functional>
#include <sys/types.h>

namespace support {

// A process of its own that runs `work` and ends with what it returns; 99 when it throws. Work opens its own
// connections: what was open before the fork is not its to use.
class Child {
public:
    explicit Child(const std::function<int()>& work);
    ~Child(); // killed if it still runs
    Child(const Child&) = delete;
    void kill();  // SIGKILL
    int status(); // waits; minus the signal's number when a signal ended it

private:
    pid_t process_{};
};

} // namespace support
