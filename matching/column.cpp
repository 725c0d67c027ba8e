#include "matching/column.hpp"
#include <algorithm>

namespace matching {

std::uint64_t packed(const EachCount& count)
{
    return static_cast<std::uint64_t>(count.yes) << 33 | static_cast<std::uint64_t>(count.most) << 2 |
           (count.known ? 2U : 0U) | (count.nobody ? 1U : 0U);
}

EachCount unpacked(std::uint64_t number)
{
    return {static_cast<std::int64_t>(number >> 33), static_cast<std::int64_t>(number >> 2 & 0x7fffffff),
            (number & 2) != 0, (number & 1) != 0};
}

std::optional<std::uint32_t> Column::member_of(std::int64_t key) const
{
    const auto at = std::ranges::lower_bound(keys, key);
    if (at == keys.end() || *at != key) return {};
    return static_cast<std::uint32_t>(at - keys.begin());
}

std::size_t Column::bytes() const
{
    auto sum = keys.size() * sizeof(std::int64_t) + rows.size() * sizeof(Row) +
               (indexes.size() + first.size() + row_order.size()) * sizeof(std::uint32_t);
    for (const auto& words : answers) sum += words->size() * sizeof(std::uint64_t);
    return sum;
}

} // namespace matching
