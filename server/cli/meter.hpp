#pragma once
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <optional>

namespace server::cli {

// One line of a terminal that says how far the work has come, written over again and gone at the end.
class Meter {
public:
    // `out`: nothing is shown where it is not a terminal.
    Meter(std::ostream& out, bool terminal) : out_(out), terminal_(terminal) {}
    void show(std::size_t done, std::optional<std::size_t> of = {}); // from any thread
    std::function<bool(int permille)> teller(); // for matching::Progress; never stops it
    void clear();

private:
    std::ostream& out_;
    bool terminal_;
    std::mutex mutex_;
    std::size_t shown_ = 0; // percent, or thousands where the end is not known
};

} // namespace server::cli
