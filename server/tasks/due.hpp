#pragma once
#include "models/result.hpp"
#include "models/store/tasks.hpp"
#include "server/desk/desk.hpp"
#include <string>
#include <vector>

// 今天要办: what an actor's office, or organization, has to do and by when.
namespace server::tasks {

struct Due {
    std::string what; // message due.<what>: "clock.answer", "task.resume", "certificate"
    std::string reference, href;
    models::Time due_at{};
    models::TaskId task; // that a person may say is done; none: it ends with its move
};
// First due first; due_at < before. Certificates of organizations stand on it 30 days earlier.
std::vector<Due> due_list(store::Reader&, const models::Actor&, models::Time before, int limit);

// A clock that ends with a day is due on that day.
models::Date last_day(models::Time due);

// 已办: whoever has it on the list says so. What waited for it goes on. error.task.unknown
models::Result<store::TaskRow> finish(const Desk&, models::TaskId);

} // namespace server::tasks
