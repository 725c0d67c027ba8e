#include "tests/support/child.hpp"
#include <csignal>
#include <exception>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace support {

Child::Child(const std::function<int()>& work) : process_(::fork())
{
    if (process_ < 0) throw std::runtime_error("fork failed");
    if (process_ > 0) return;
    int status = 99;
    try {
        status = work();
    } catch (const std::exception&) {
        status = 99;
    }
    ::_exit(status); // nothing of the parent's is taken down
}

Child::~Child()
{
    if (process_ == 0) return;
    kill();
    status();
}

void Child::kill() { ::kill(process_, SIGKILL); }

int Child::status()
{
    int raw = 0;
    ::waitpid(process_, &raw, 0);
    process_ = 0;
    return WIFEXITED(raw) ? WEXITSTATUS(raw) : -WTERMSIG(raw);
}

} // namespace support
