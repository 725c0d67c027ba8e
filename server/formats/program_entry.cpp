#include "server/formats/program_entry.hpp"
#include "server/formats/reader.hpp"

namespace server {

using nlohmann::json;
using namespace models;

namespace {

constexpr std::int64_t kMostCount = 1'000'000'000;
constexpr std::int64_t kMostDays = 3650;

std::optional<Money> money(std::optional<std::int64_t> fen)
{
    if (!fen) return {};
    return Money{*fen};
}

// What is left is never more than there is; where there is no limit nothing is left of it either.
Room read_room(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    Room room;
    room.places = part.number("places", 0, kMostCount);
    room.places_left = part.number("places_left", 0, room.places.value_or(0));
    room.budget = part.optional_fen("budget_fen");
    room.budget_left = money(part.number("budget_left_fen", 0, room.budget.value_or(Money{}).fen));
    if (room.places && !part.member("places_left")) part.fault("error.json.required", "places_left");
    if (room.budget && !part.member("budget_left_fen")) part.fault("error.json.required", "budget_left_fen");
    return room;
}

TrackRecord read_record(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    TrackRecord record;
    record.accepted = part.number("accepted", 0, kMostCount).value_or(0);
    record.fulfilled = part.number("fulfilled", 0, record.accepted).value_or(0);
    record.answered = part.number("answered", 0, kMostCount).value_or(0);
    record.answered_in_time = part.number("answered_in_time", 0, record.answered).value_or(0);
    record.median_days_to_first_help =
        part.number("median_days_to_first_help", 0, kMostDays).value_or(record.median_days_to_first_help);
    return record;
}

template <class Number> json number_or_null(const std::optional<Number>& number)
{
    return number ? json(*number) : json();
}

json fen_or_null(const std::optional<Money>& amount) { return amount ? json(amount->fen) : json(); }

json write_room(const Room& room)
{
    return {{"places", number_or_null(room.places)},
            {"places_left", number_or_null(room.places_left)},
            {"budget_fen", fen_or_null(room.budget)},
            {"budget_left_fen", fen_or_null(room.budget_left)}};
}

json write_record(const TrackRecord& record)
{
    return {{"accepted", record.accepted},
            {"fulfilled", record.fulfilled},
            {"answered", record.answered},
            {"answered_in_time", record.answered_in_time},
            {"median_days_to_first_help", record.median_days_to_first_help}};
}

Program program_of(ObjectReader& part, const NamedRules& named, std::span<const NeedType> types,
                   std::vector<Fault>& faults)
{
    const auto* told = part.member("program");
    if (!told) return part.fault("error.json.required", "program"), Program{};
    auto program = read_program(*told, named, types);
    if (program) return *std::move(program);
    for (auto& fault : program.error().faults)
        faults.push_back({std::move(fault.key), "/program" + fault.pointer, std::move(fault.values)});
    return {};
}

} // namespace

Result<ProgramEntry> read_program_entry(const json& value, const NamedRules& named,
                                        std::span<const NeedType> types)
{
    std::vector<Fault> faults;
    ProgramEntry entry;
    {
        ObjectReader part(value, "", faults);
        entry.organization_code = part.required_text("organization", 40);
        entry.program = program_of(part, named, types, faults);
        if (!part.member("id")) part.fault("error.json.required", "id");
        entry.program.id.value = part.number("id", 1, kMostId).value_or(0);
        if (const auto* room = part.member("room")) entry.program.room = read_room(*room, "/room", faults);
        if (const auto* record = part.member("record"))
            entry.program.record = read_record(*record, "/record", faults);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return entry;
}

json write_program_entry(const ProgramEntry& entry)
{
    return {{"id", entry.program.id.value},
            {"organization", entry.organization_code},
            {"program", write_program(entry.program)},
            {"room", write_room(entry.program.room)},
            {"record", write_record(entry.program.record)}};
}

} // namespace server
