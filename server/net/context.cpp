#include "server/net/context.hpp"

namespace server::net {

bool Headcount::admits(const std::string& address)
{
    const std::lock_guard lock(mutex_);
    auto& own = of_[address];
    if (all_ >= most_ || own >= most_of_one_) {
        if (own == 0) of_.erase(address);
        return false;
    }
    ++own;
    ++all_;
    return true;
}

void Headcount::leaves(const std::string& address)
{
    const std::lock_guard lock(mutex_);
    const auto own = of_.find(address);
    if (--own->second == 0) of_.erase(own);
    --all_;
}

} // namespace server::net
