#include "server/cli/meter.hpp"
#include <ostream>
#include <string>

namespace server::cli {

constexpr std::size_t kStep = 1'000; // things between two looks

void Meter::show(std::size_t done, std::optional<std::size_t> of)
{
    if (!terminal_) return;
    const std::scoped_lock lock(mutex_);
    const auto step = of ? done * 100 / std::max<std::size_t>(*of, 1) : done / kStep;
    if (step == shown_) return;
    shown_ = step;
    out_ << "\r\x1b[K" << done;
    if (of) out_ << " / " << *of << "  " << step << " %";
    out_ << std::flush;
}

std::function<bool(int)> Meter::teller()
{
    return [this](int permille) {
        show(static_cast<std::size_t>(permille), 1'000);
        return true;
    };
}

void Meter::clear()
{
    if (terminal_) out_ << "\r\x1b[K" << std::flush;
}

} // namespace server::cli
