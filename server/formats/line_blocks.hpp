#pragma once
#include <cstddef>
#include <fstream>
#include <mutex>
#include <string>

namespace server {

// The lines of a file, handed out in blocks of whole lines to whichever thread asks next, so that no more of
// the file is in memory than is being read.
struct LineBlock {
    std::size_t number{};     // 0, 1, … in the order of the file
    std::size_t first_line{}; // from 1
    std::string text;         // ends with a line feed, except perhaps the file's last line
};

class LineBlocks {
public:
    LineBlocks(std::ifstream file, std::size_t bytes) : file_(std::move(file)), bytes_(bytes) {}
    // False: nothing is left. A line longer than a block comes whole, in a longer block
    // (above 16 MB in pieces).
    bool next(LineBlock&);
    void stop(); // hands out no more

private:
    std::mutex mutex_;
    std::ifstream file_;
    std::size_t bytes_;
    std::string begun_; // of a line whose end is not read yet
    std::size_t number_ = 0, line_ = 1;
    bool stopped_ = false;
};

} // namespace server
