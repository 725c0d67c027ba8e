#include "matching/draft.hpp"
#include <algorithm>

namespace matching {

static_assert(kMostAwards < 256);

Draft::Draft(const Round& round, std::vector<Capacity> left)
    : round_(&round),
      left_(std::move(left)),
      slots_(round.most_awards),
      held_(round.families.size() * slots_),
      counts_(round.families.size()),
      search_(round)
{
}

bool Draft::has_room(const RoundOption& option) const
{
    return std::ranges::all_of(round_->kinds[option.kind].capacities, [&](std::uint32_t at) {
        return left_[at].places >= 1 && left_[at].fen >= option.cost;
    });
}

void Draft::give(std::uint32_t family, std::uint32_t option)
{
    held_[family * slots_ + counts_[family]++] = option;
    const auto& given = option_of(family, option);
    for (const auto at : round_->kinds[given.kind].capacities) {
        if (left_[at].places != kUnlimited) --left_[at].places;
        if (left_[at].fen != kUnlimited) left_[at].fen -= given.cost;
    }
}

void Draft::withdraw(std::uint32_t family, std::uint32_t option)
{
    const auto begin = held_.begin() + static_cast<std::ptrdiff_t>(family * slots_);
    const auto end = begin + counts_[family]--;
    std::copy(std::find(begin, end, option) + 1, end, std::find(begin, end, option));
    const auto& given = option_of(family, option);
    for (const auto at : round_->kinds[given.kind].capacities) {
        if (left_[at].places != kUnlimited) ++left_[at].places;
        if (left_[at].fen != kUnlimited) left_[at].fen += given.cost;
    }
}

void Draft::clear(std::uint32_t family)
{
    while (counts_[family] > 0) withdraw(family, of(family).back());
}

std::int64_t Draft::value_of(std::uint32_t family) const
{
    std::int64_t sum = 0;
    for (const auto option : of(family)) sum += option_of(family, option).value;
    return sum;
}

} // namespace matching
