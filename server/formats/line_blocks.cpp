#include "server/formats/line_blocks.hpp"
#include <algorithm>

namespace server {

constexpr std::size_t kMostBytes = 16'777'216; // a line that goes on for longer comes in pieces

bool LineBlocks::next(LineBlock& block)
{
    const std::scoped_lock lock(mutex_);
    block.text = std::move(begun_);
    begun_.clear();
    auto end = std::string::npos; // of the last whole line
    while (!stopped_ && file_ && end == std::string::npos && block.text.size() < kMostBytes) {
        const auto had = block.text.size();
        block.text.resize(had + bytes_);
        file_.read(block.text.data() + had, static_cast<std::streamsize>(bytes_));
        block.text.resize(had + static_cast<std::size_t>(file_.gcount()));
        end = block.text.rfind('\n');
    }
    if (stopped_ || block.text.empty()) return false;
    if (file_ && end != std::string::npos) {
        begun_ = block.text.substr(end + 1);
        block.text.resize(end + 1);
    }
    block.number = number_++;
    block.first_line = line_;
    line_ += static_cast<std::size_t>(std::ranges::count(block.text, '\n'));
    return true;
}

void LineBlocks::stop()
{
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
}

} // namespace server
