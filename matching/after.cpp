#include "matching/levers.hpp"

namespace matching {

using namespace models;

namespace {

// What stays is told as if it had always been so; what changes, from today on.
void apply(Family& family, const FactChange& change, Time as_of)
{
    const Topic topic{change.everyone_listed, change.fact, change.member, change.need};
    if (change.kind == ChangeKind::comes) return;
    if (change.kind == ChangeKind::told) return suppose(family, topic, change.to);
    auto& records = records_of(family, topic);
    FactRecord record;
    record.fact = change.fact;
    record.value = change.to;
    if (change.kind == ChangeKind::stays) {
        std::erase_if(records, [&](const FactRecord& one) { return one.fact == change.fact; });
        record.recorded_at = Time{std::chrono::sys_days{record.valid_from}};
    } else {
        record.valid_from = models::day_of(as_of);
        record.recorded_at = as_of;
    }
    records.push_back(std::move(record));
}

} // namespace

Family family_after(const Family& family, const Way& way, Time as_of)
{
    auto after = family;
    for (const auto kind : {ChangeKind::stays, ChangeKind::told, ChangeKind::finding, ChangeKind::changes})
        for (const auto& change : way.changes)
            if (change.kind == kind) apply(after, change, as_of);
    return after;
}

Time as_of_after(const Way& way, Time as_of)
{
    for (const auto& change : way.changes)
        if (change.kind == ChangeKind::comes) return start_of(std::get<Date>(change.to));
    return as_of;
}

} // namespace matching
