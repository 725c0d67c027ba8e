#include "server/net/context.hpp"
#include "server/net/feed.hpp"

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

bool Uploads::admits(const std::string& share, bool known)
{
    constexpr int kMost = 8, kMostOfOne = 2, kMostStrangers = 6;
    const auto own = of_.find(share);
    if (all_ >= kMost || (own != of_.end() && own->second >= kMostOfOne)) return false;
    if (!known && strangers_ >= kMostStrangers) return false;
    ++of_[share];
    ++all_;
    strangers_ += !known;
    return true;
}

void Uploads::leaves(const std::string& share, bool known)
{
    if (--of_[share] == 0) of_.erase(share);
    --all_;
    strangers_ -= !known;
}

bool Feed::admits()
{
    if (++followers_ <= most_) return true;
    --followers_;
    return false;
}

bool Feed::publish(FeedTexts texts)
{
    const std::lock_guard lock(mutex_);
    if (texts_ && *texts_ == texts) return false;
    texts_ = std::make_shared<const FeedTexts>(std::move(texts));
    return true;
}

std::optional<std::string> Feed::text_of(const std::string& topic) const
{
    std::shared_ptr<const FeedTexts> texts;
    {
        const std::lock_guard lock(mutex_);
        texts = texts_;
    }
    if (!texts) return {};
    const auto found = texts->find(topic);
    return found == texts->end() ? "0" : found->second;
}

} // namespace server::net
