#pragma once
#include "models/result.hpp"
#include "models/store/tasks.hpp"
#include "server/desk/desk.hpp"
#include <optional>
#include <string>
#include <vector>

// 今天要办: what an actor's office, or organization, has to do and by when.
namespace server::tasks {

struct Due {
    std::string
        what; // message due.<what>: "clock.answer", "task.resume", "approval.erase_family", "certificate"
    std::string reference, href;
    models::Time due_at{};
    std::int64_t id{};      // of what the clock runs for, or of the task
    models::TaskId task;    // that a person may say is done; none: it ends with its move
    models::Area village{}; // these two may be empty
    std::string need_type{};
};
// First due first; due_at < before, certificates of organizations 30 days earlier; behind the last one of the
// page before. At most 200 of a page.
struct AfterDue {
    models::Time due_at{};
    std::int64_t id{};
    std::string what;
};
std::vector<Due> due_list(store::Reader&, const models::Actor&, models::Time before, int limit,
                          const AfterDue& = {});
inline constexpr int kMostDue = 200;

// A cursor of pages: "1790000000000-417-clock.answer".
std::string cursor_of(const Due&);
std::optional<AfterDue> read_cursor(const std::string&);

// A clock that ends with a day is due on that day.
models::Date last_day(models::Time due);

// 已办: whoever has it on the list says so. What waited for it goes on. error.task.unknown
models::Result<store::TaskRow> finish(const Desk&, models::TaskId);

} // namespace server::tasks
