#pragma once
#include "server/sites/service.hpp"

// A month's plan of a site: made from its weekly pattern or the month before, then changed one by one.
namespace server::sites {

using store::PatternRow;
using store::SiteSessionRow;

struct Made {
    std::int64_t made{};  // sessions that are new
    std::int64_t there{}; // that were there before
    std::int64_t left{};  // that the hours or a holiday leave out
};
// Of every day of the month from today on; a holiday, and a weekend that is worked instead, is left out.
Made make_month(const Desk&, const SitePlace&, models::Date first_of_month);
// What was planned or held in the month before, on the same weekday: the second Monday on the second Monday.
Made copy_month(const Desk&, const SitePlace&, models::Date first_of_month);

struct SessionTold {
    std::optional<models::Date> on;
    std::string from, until; // "16:30"
    std::optional<models::SessionKind> kind;
};
// Faults at /on, /from, /until, /kind; one of this kind at that hour is there: error.session.taken at /from.
models::Result<models::SiteSessionId> add_session(const Desk&, const SitePlace&, const SessionTold&);
models::Result<bool> change_session(const Desk&, const SiteSessionRow& seen, const SessionTold&);
models::Result<bool> move_session(const Desk&, SiteSessionRow seen, models::SessionAct); // cancel, restore
models::Result<SiteSessionRow> find_session(store::Reader&, const SitePlace&, models::SiteSessionId);

struct PatternTold {
    std::vector<std::int64_t> weekdays; // 1 Monday … 7 Sunday
    std::string from, until;
    std::optional<models::SessionKind> kind;
};
// Faults at /weekday, /pattern_kind, /pattern_from, /pattern_until.
models::Result<bool> add_pattern(const Desk&, const SitePlace&, const PatternTold&);
void remove_pattern(const Desk&, const SitePlace&, const PatternRow&);

} // namespace server::sites
