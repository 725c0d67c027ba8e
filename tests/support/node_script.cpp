#include "tests/support/node_script.hpp"
#include <csignal>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {

NodeScript::NodeScript(const std::string& name, const std::vector<std::string>& arguments)
{
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    std::vector<std::string> words{"node", SOURCE_DIR "/tests/receivers/" + name};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(ends[1], 1);
        ::close(ends[0]);
        ::execvp("node", argv.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    out_ = ends[0];
}

NodeScript::~NodeScript()
{
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::close(out_);
}

bool NodeScript::says(std::chrono::milliseconds most)
{
    const auto until = std::chrono::steady_clock::now() + most;
    while (!heard_.contains('\n')) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd watched{out_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&watched, 1, static_cast<int>(left.count())) <= 0) return false;
        char some[4096];
        const auto size = ::read(out_, some, sizeof some);
        if (size <= 0) return false;
        heard_.append(some, static_cast<std::size_t>(size));
    }
    return true;
}

std::string NodeScript::line(std::chrono::milliseconds most)
{
    if (!says(most)) throw std::runtime_error("the receiver says nothing (are tests/receivers installed?)");
    const auto end = heard_.find('\n');
    auto text = heard_.substr(0, end);
    heard_.erase(0, end + 1);
    return text;
}

} // namespace support
