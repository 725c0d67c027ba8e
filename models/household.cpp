#include "models/household.hpp"
#include <algorithm>

namespace models {

std::optional<std::int64_t> residual_of(const Need& need)
{
    if (!need.assessed) return {};
    return std::max<std::int64_t>(0, *need.assessed - need.government_aid - need.promised);
}

} // namespace models
