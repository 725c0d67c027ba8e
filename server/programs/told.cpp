#include "server/programs/told.hpp"
#include "models/store/seal.hpp"

namespace server::programs {

using namespace models;
using matching::Counted;

namespace {

std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

std::int64_t two_leading(std::int64_t value)
{
    std::int64_t step = 1;
    while (value / step >= 100) step *= 10;
    return value / step * step;
}

} // namespace

// As statistics offices perturb the cells of a table: by a key of who is in the cell. What is told once moved
// is at least what fewer families than the smallest number could never be moved to, so that one family more
// changes the chance of any answer by one in 2 * smallest - 1, also at the threshold.
std::optional<std::int64_t> told_count(const Counted& counted, std::int64_t smallest, std::uint64_t secret)
{
    const auto span = static_cast<std::uint64_t>(2 * smallest - 1);
    const auto noise = static_cast<std::int64_t>(mixed(counted.marks ^ secret) % span) - (smallest - 1);
    const auto moved = counted.families + noise;
    if (moved < 2 * smallest - 1) return {};
    return (moved + smallest / 2) / smallest * smallest;
}

Money told_sum(Money all, const Counted& counted, std::int64_t told)
{
    return Money{two_leading(all.fen / counted.families)} * told;
}

std::uint64_t secret_of(const store::Reader& db)
{
    std::uint64_t secret = 0;
    for (const char c : db.vault().blind_index("marks of a test drive"))
        secret = secret * 131 + static_cast<unsigned char>(c);
    return secret;
}

} // namespace server::programs
