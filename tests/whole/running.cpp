#include "tests/whole/running.hpp"
#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace support {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kStep{10};

Running::Running(const std::filesystem::path& output, const std::vector<std::string>& arguments)
    : output_(output)
{
    std::vector<std::string> words{PARASOL};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    process_ = ::fork();
    if (process_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // it does not outlive us
    const int file = ::open(output_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, 1);
    ::dup2(file, 2);
    ::execv(PARASOL, argv.data());
    ::_exit(127);
}

Running::~Running()
{
    if (process_ == 0) return;
    signal(SIGKILL);
    status_within(std::chrono::seconds(10));
}

void Running::signal(int number) const { ::kill(process_, number); }

int Running::status_within(std::chrono::milliseconds time)
{
    for (const auto until = Clock::now() + time; Clock::now() < until; std::this_thread::sleep_for(kStep)) {
        int raw = 0;
        if (::waitpid(process_, &raw, WNOHANG) != process_) continue;
        process_ = 0;
        left_core_ = WIFSIGNALED(raw) && WCOREDUMP(raw);
        return WIFEXITED(raw) ? WEXITSTATUS(raw) : -WTERMSIG(raw);
    }
    return -1000;
}

std::string Running::output() const
{
    std::ifstream in(output_);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool Running::says_within(std::chrono::milliseconds time, const std::string& text) const
{
    for (const auto until = Clock::now() + time; Clock::now() < until; std::this_thread::sleep_for(kStep))
        if (output().find(text) != std::string::npos) return true;
    return false;
}

std::uint16_t free_port()
{
    const int made = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(made, reinterpret_cast<const sockaddr*>(&address), size);
    ::getsockname(made, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(made);
    return ntohs(address.sin_port);
}

} // namespace support
