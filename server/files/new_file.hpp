#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace server {

// A file that is there whole or not at all: written without a name where the disk can do so, else beside its
// place as NAME.part, and put in its place by keep(). Whatever ends the program before leaves the old one as
// it was. What is in the way is a std::runtime_error, a sentence.
class NewFile {
public:
    explicit NewFile(std::filesystem::path target);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    void write(std::string_view text);
    void keep();

private:
    void flush();
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path target_, beside_;
    int file_ = -1;
    bool named_ = false; // beside_ exists
    std::string buffer_;
};

} // namespace server
