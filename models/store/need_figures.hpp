#pragma once
#include "models/need_figure.hpp"
#include "models/store/db.hpp"
#include "models/time.hpp"
#include <vector>

namespace store {

// What was published of the needs of a month, once and for all.
struct NeedMonth {
    models::Date month{}; // its first day
    models::Date published_on{};
    std::vector<models::NeedFigure> figures; // none: the month has too few families for any
};
bool is_published(Reader&, models::Date month);
void publish_needs(Writer&, const NeedMonth&);              // a second time: DatabaseError
std::vector<NeedMonth> list_need_months(Reader&, int most); // the newest first

} // namespace store
