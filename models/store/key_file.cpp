#include "models/store/key_file.hpp"
#include "models/store/files.hpp"
#include "models/store/seal.hpp"
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace store {

namespace {

constexpr std::size_t kRoot = 32;
constexpr auto kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

// A new name in a folder is only safe on the disk with the folder.
void sync_folder(const std::filesystem::path& file)
{
    const auto folder = file.has_parent_path() ? file.parent_path().string() : ".";
    const int open_folder = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (open_folder < 0) return;
    ::fsync(open_folder);
    ::close(open_folder);
}

[[noreturn]] void cannot_make(const std::filesystem::path& path)
{
    throw std::runtime_error("The key file " + path.string() +
                             " cannot be made. Check the permissions of its folder and the free space.");
}

} // namespace

std::string encoded(const unsigned char* bytes, std::size_t size)
{
    std::string text(sodium_base64_encoded_len(size, kBase64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, kBase64);
    text.pop_back(); // its terminating NUL
    return text;
}

std::vector<unsigned char> decoded(std::string_view text)
{
    std::vector<unsigned char> bytes(text.size() + 1);
    std::size_t size = 0;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                          kBase64) != 0)
        throw SealBroken();
    bytes.resize(size);
    return bytes;
}

// Written aside and linked into place whole: a crash leaves no half key, and of two processes one is first.
void make_key_file(const std::filesystem::path& path)
{
    std::array<unsigned char, kRoot> root;
    randombytes_buf(root.data(), root.size());
    auto text = encoded(root.data(), root.size()) + "\n";
    const auto fresh = path.string() + ".new." + std::to_string(::getpid());
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) cannot_make(path);
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    sodium_memzero(root.data(), root.size());
    sodium_memzero(text.data(), text.size());
    const bool placed = written && (::link(fresh.c_str(), path.c_str()) == 0 || errno == EEXIST);
    ::unlink(fresh.c_str());
    if (!placed) cannot_make(path);
    sync_folder(path);
}

// By the file that is open and not by its name.
std::string key_text(const std::filesystem::path& path)
{
    constexpr std::size_t kMost = 65'536;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status{};
    std::string text(kMost, '\0');
    const bool open = file >= 0 && ::fstat(file, &status) == 0;
    const auto size = open ? ::read(file, text.data(), text.size()) : -1;
    if (file >= 0) ::close(file);
    if (size < 0) throw std::runtime_error("The key file " + path.string() + " cannot be read.");
    if ((status.st_mode & 077) != 0)
        throw std::runtime_error("Others may read the key file " + path.string() + ". Run: chmod 600 " +
                                 path.string());
    text.resize(static_cast<std::size_t>(size));
    return text;
}

void replace_key_file(const std::filesystem::path& file, const std::string& text)
{
    replace_file(file, text);
    sync_folder(file);
}

} // namespace store
