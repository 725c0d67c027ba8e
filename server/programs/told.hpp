#pragma once
#include "matching/counted.hpp"
#include "models/money.hpp"
#include "models/store/db.hpp"
#include <optional>

// How far a count of families may be shown, for test drives and what-ifs alike
// (docs/decisions/2026-11-29-test-drive.md).
namespace server::programs {

// Numbers are first moved by less than the smallest number that is told, always the same way for the same
// families and another way for others, then rounded to multiples of it; nothing: so moved, they do not reach
// twice that number less one, as fewer than the smallest number never do.
std::optional<std::int64_t> told_count(const matching::Counted&, std::int64_t smallest, std::uint64_t secret);

// What these families get, as the told number times an average of two digits.
models::Money told_sum(models::Money all, const matching::Counted&, std::int64_t told);

// The same for the same families as long as the key file is, and nobody outside knows it.
std::uint64_t secret_of(const store::Reader&);

} // namespace server::programs
