#pragma once
#include "models/store/db.hpp"

namespace store {

// Whether the database file is sound in itself: pages, indexes, rows that refer to others. PostgreSQL keeps
// watch over its own: always true. Takes seconds per GB: limit_reading() first.
bool is_sound(Reader&);

} // namespace store
