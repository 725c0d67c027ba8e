#include "tests/bench/peers/talker.hpp"
#include "tests/bench/figures.hpp"
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr std::chrono::seconds kLongest{600};

void become(const std::vector<std::string>& command, int in, int out, const std::filesystem::path& log)
{
    const int errors = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(errors, 2);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    ::execvp(words[0], words.data());
    ::_exit(127);
}

} // namespace

Talker::Talker(const std::vector<std::string>& command, const std::filesystem::path& log) : log_(log)
{
    std::signal(SIGPIPE, SIG_IGN); // a peer that ended is told by what read and write return
    int to[2], from[2];
    if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ < 0) throw std::runtime_error("fork failed");
    if (process_ == 0) become(command, to[0], from[1], log);
    ::close(to[0]);
    ::close(from[1]);
    to_ = to[1];
    from_ = from[0];
}

Talker::~Talker()
{
    kill();
    ::close(to_);
    ::close(from_);
}

void Talker::kill()
{
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
}

std::optional<std::string> Talker::ask(const std::string& line, std::chrono::seconds limit)
{
    const auto ended = [&] { return std::runtime_error("a peer ended: see " + log_.string()); };
    const auto text = line + '\n';
    if (::write(to_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) throw ended();
    const auto until = std::chrono::steady_clock::now() + limit;
    for (;;) {
        if (const auto end = read_.find('\n'); end != std::string::npos) {
            auto answer = read_.substr(0, end);
            read_.erase(0, end + 1);
            return answer;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd waiting{from_, POLLIN, 0};
        const auto heard = left.count() <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left.count()));
        go_on_unless_stopped();
        if (heard < 0) continue; // a signal that does not end this program
        if (heard == 0) {
            kill();
            return {};
        }
        char part[4096];
        const auto size = ::read(from_, part, sizeof part);
        if (size <= 0) throw ended();
        read_.append(part, static_cast<std::size_t>(size));
    }
}

std::string Talker::ask(const std::string& line)
{
    if (auto answer = ask(line, kLongest)) return *answer;
    throw std::runtime_error("a peer did not answer within ten minutes");
}

bool is_there(const std::string& program)
{
    if (program.contains('/')) return ::access(program.c_str(), X_OK) == 0;
    const auto* path = std::getenv("PATH");
    std::istringstream folders(path ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((folder + '/' + program).c_str(), X_OK) == 0) return true;
    return false;
}

} // namespace bench
