#include "server/files/new_file.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace server {

namespace fs = std::filesystem;

constexpr std::size_t kBuffer = 1'048'576;
constexpr mode_t kMode = 0666; // cut by the umask

NewFile::NewFile(fs::path target) : target_(std::move(target)), beside_(target_.string() + ".part")
{
    const auto folder = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
    file_ = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kMode);
    if (file_ >= 0) return;
    file_ = ::open(beside_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, kMode);
    if (file_ < 0) fail("cannot be made");
    named_ = true;
}

NewFile::~NewFile()
{
    if (file_ >= 0) ::close(file_);
    if (named_) ::unlink(beside_.c_str());
}

void NewFile::fail(const char* what) const
{
    throw std::runtime_error("The file " + target_.string() + " " + what + ": " + std::strerror(errno) + ".");
}

void NewFile::write(std::string_view text)
{
    buffer_ += text;
    if (buffer_.size() >= kBuffer) flush();
}

void NewFile::flush()
{
    for (std::string_view rest = buffer_; !rest.empty();) {
        const auto written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) fail("cannot be written");
        if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

void NewFile::keep()
{
    flush();
    if (::fdatasync(file_) != 0) fail("cannot be written");
    if (!named_) {
        ::unlink(beside_.c_str());
        const auto unnamed = "/proc/self/fd/" + std::to_string(file_);
        if (::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, beside_.c_str(), AT_SYMLINK_FOLLOW) != 0)
            fail("cannot be put in its place");
        named_ = true;
    }
    if (::rename(beside_.c_str(), target_.c_str()) != 0) fail("cannot be put in its place");
    named_ = false;
}

} // namespace server
