#pragma once
#include <filesystem>

namespace support {

// A folder of one's own, gone with everything in it at the end.
class TempFolder {
public:
    explicit TempFolder(const std::filesystem::path& below = std::filesystem::temp_directory_path());
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace support
