#include "models/store/audit.hpp"
#include "models/store/files.hpp"
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace store {

namespace {

bool write_and_sync(const std::filesystem::path& path, const std::string& text)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return false;
    const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool synced = written && ::fsync(file) == 0;
    ::close(file);
    return synced;
}

} // namespace

void replace_file(const std::filesystem::path& file, const std::string& text)
{
    auto fresh = file;
    fresh += ".new";
    if (!write_and_sync(fresh, text) || std::rename(fresh.c_str(), file.c_str()) != 0)
        throw std::runtime_error("The file " + file.string() +
                                 " cannot be written. Check its folder and the free space of the disk.");
}

void damaged(const std::filesystem::path& file)
{
    throw std::runtime_error("The file " + file.string() + " is damaged. Restore it from your safe copy.");
}

void keep_heads(const std::filesystem::path& file, const std::vector<ChainHead>& heads)
{
    std::string text;
    for (const auto& head : heads)
        text += std::to_string(head.chain) + " " + std::to_string(head.sequence) + " " + head.mac + "\n";
    replace_file(file, text);
}

std::vector<ChainHead> kept_heads(const std::filesystem::path& file)
{
    std::vector<ChainHead> heads;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        ChainHead head;
        if (!(words >> head.chain >> head.sequence >> head.mac)) damaged(file);
        heads.push_back(head);
    }
    return heads;
}

} // namespace store
