#include "server/formats/fact_json.hpp"
#include "models/identity.hpp"
#include "models/money.hpp"
#include "server/formats/reader.hpp"
#include <algorithm>
#include <map>
#include <stdexcept>

namespace server {

using nlohmann::json;
using namespace models;

constexpr Date kAlways{std::chrono::year{1900} / 1 / 1};

std::string member_name(const FactRow& row)
{
    return std::string(row.name) + (row.type == FactType::fen ? "_fen" : "");
}

// ["a", "b"] is complete; {"codes": ["a"], "complete": false} says what it is.
static std::optional<CodeList> read_list(const json& value)
{
    if (!value.is_array() && !(value.is_object() && value.contains("codes"))) return {};
    const auto& codes = value.is_array() ? value : value["codes"];
    const bool says = value.is_object() && value.contains("complete");
    if (value.is_object() && value.size() != (says ? 2U : 1U)) return {};
    if (says && !value["complete"].is_boolean()) return {};
    if (!codes.is_array() || codes.size() > 100) return {};
    CodeList list;
    list.complete = value.is_array() || (says && value["complete"].get<bool>());
    for (const auto& code : codes) {
        if (!code.is_string()) return {};
        list.codes.push_back(folded(code.get_ref<const std::string&>()));
    }
    std::ranges::sort(list.codes);
    list.codes.erase(std::unique(list.codes.begin(), list.codes.end()), list.codes.end());
    return list;
}

static std::optional<FactValue> read_plain(const FactRow& row, const json& value)
{
    switch (row.type) {
    case FactType::code:
        if (value.is_string() && value.get_ref<const std::string&>().size() <= 200)
            return Code{folded(value.get_ref<const std::string&>())};
        return {};
    case FactType::list: {
        auto list = read_list(value);
        if (!list) return {};
        return std::move(*list);
    }
    case FactType::area: {
        const auto area = value.is_string() ? parse_area(value.get_ref<const std::string&>()) : std::nullopt;
        if (!area) return {};
        return *area;
    }
    case FactType::date: {
        const auto date = value.is_string() ? parse_date(value.get_ref<const std::string&>()) : std::nullopt;
        if (!date) return {};
        return *date;
    }
    case FactType::yes_no:
        if (value.is_boolean()) return std::int64_t{value.get<bool>()};
        return {};
    case FactType::number:
    case FactType::fen:
        if (const auto number = whole_number_in(value)) return *number;
        return {};
    }
    return {};
}

// What the sentence of a fault fills in: the range (in yuan for money), or the code that is not in the table.
static Fault described(std::string key, const std::string& at, const FactRow& row,
                       const std::optional<FactValue>& value)
{
    if (key == "error.fact.range" && row.type == FactType::fen)
        return {"error.fact.range_yuan",
                at,
                {{"low", to_yuan(Money{row.low})}, {"high", to_yuan(Money{row.high})}}};
    if (key == "error.fact.range")
        return {std::move(key), at, {{"low", std::to_string(row.low)}, {"high", std::to_string(row.high)}}};
    if (key != "error.fact.code") return {std::move(key), at, {}};
    const auto* one = std::get_if<Code>(&*value);
    for (const auto& code : one ? std::vector{one->text} : std::get<CodeList>(*value).codes)
        if (std::ranges::find(row.codes, code) == row.codes.end())
            return {std::move(key), at, {{"code", code}}};
    return {std::move(key), at, {{"code", ""}}};
}

std::optional<FactValue> read_fact_value(const FactRow& row, const json& value, const std::string& at,
                                         std::vector<Fault>& faults)
{
    auto read = read_plain(row, value);
    const auto wrong = read ? fault_of(row, *read) : std::optional<std::string>("error.fact.type");
    if (!wrong) return read;
    faults.push_back(described(*wrong, at, row, read));
    return {};
}

json write_fact_value(const FactRow& row, const FactValue& value)
{
    switch (row.type) {
    case FactType::code: return std::get<Code>(value).text;
    case FactType::list:
        return {{"codes", std::get<CodeList>(value).codes}, {"complete", std::get<CodeList>(value).complete}};
    case FactType::area: return to_text(std::get<Area>(value));
    case FactType::date: return to_text(std::get<Date>(value));
    case FactType::yes_no: return std::get<std::int64_t>(value) != 0;
    case FactType::number:
    case FactType::fen: return std::get<std::int64_t>(value);
    }
    return nullptr;
}

static const FactRow* row_of_member(const std::string& name)
{
    if (const auto* row = find_fact(name); row && row->type != FactType::fen) return row;
    if (!name.ends_with("_fen")) return nullptr;
    const auto* row = find_fact(name.substr(0, name.size() - 4));
    return row && row->type == FactType::fen ? row : nullptr;
}

// Where a fact's own dates stand: {"value": …, "from": DATE, "until": DATE or null}.
static void read_dates(ObjectReader& reader, FactRecord& record)
{
    if (const auto from = reader.date("from")) record.valid_from = *from;
    record.valid_until = reader.date("until");
    if (record.valid_until && *record.valid_until <= record.valid_from)
        reader.fault("error.fact.dates", "until");
}

static std::optional<FactRecord> read_fact(const FactRow& row, const json& given, const std::string& at,
                                           Told told, std::vector<Fault>& faults)
{
    FactRecord record{row.fact, {}, row.can_change ? told.from : kAlways, {}, told.at, told.by};
    const bool dated = given.is_object() && given.contains("value");
    if (dated) {
        ObjectReader reader(given, at, faults);
        reader.member("value");
        if (row.can_change) read_dates(reader, record);
    }
    auto value = read_fact_value(row, dated ? given["value"] : given, dated ? at + "/value" : at, faults);
    if (!value) return {};
    record.value = std::move(*value);
    return record;
}

FactRecords read_facts(const json& facts, FactLevel level, const std::string& at, const Told& told,
                       std::vector<Fault>& faults)
{
    FactRecords records;
    if (!facts.is_object()) return faults.push_back({"error.json.object", at, {}}), records;
    for (const auto& [name, given] : facts.items()) {
        if (given.is_null()) continue;
        const auto pointer = pointer_below(at, name);
        const auto* row = row_of_member(name);
        if (!row || row->level != level || row->derived) {
            faults.push_back({"error.fact.unknown", pointer, {{"name", name}}});
            continue;
        }
        if (auto record = read_fact(*row, given, pointer, told, faults))
            records.push_back(std::move(*record));
    }
    std::ranges::sort(records, {}, &FactRecord::fact);
    return records;
}

// Dates are written where they say more than "as of the day it was told".
static json write_fact(const FactRow& row, const FactRecord& record)
{
    auto value = write_fact_value(row, record.value);
    const bool as_told = record.valid_from == day_of(record.recorded_at) && !record.valid_until;
    if (!row.can_change || as_told) return value;
    return {{"value", std::move(value)},
            {"from", to_text(record.valid_from)},
            {"until", record.valid_until ? json(to_text(*record.valid_until)) : json()}};
}

json write_facts(const FactRecords& records)
{
    json facts = json::object();
    std::map<Fact, const FactRecord*> newest;
    for (const auto& record : records) {
        auto& kept = newest[record.fact];
        const auto age = [](const FactRecord& of) { return std::pair{of.valid_from, of.recorded_at}; };
        if (!kept || age(*kept) <= age(record)) kept = &record;
    }
    for (const auto& [fact, record] : newest)
        facts[member_name(row_of(fact))] = write_fact(row_of(fact), *record);
    return facts;
}

json write_records(const FactRecords& records)
{
    json facts = json::array();
    for (const auto& record : records) {
        const auto& row = row_of(record.fact);
        facts.push_back({{"fact", row.name},
                         {"value", write_fact_value(row, record.value)},
                         {"from", to_text(record.valid_from)},
                         {"until", record.valid_until ? json(to_text(*record.valid_until)) : json()},
                         {"recorded_at", record.recorded_at.time_since_epoch().count()},
                         {"source", record.source}});
    }
    return facts;
}

FactRecords read_records(const json& facts)
{
    FactRecords records;
    for (const auto& stored : facts) {
        const auto* row = find_fact(stored.at("fact").get<std::string>());
        if (!row) throw std::runtime_error("a stored fact is not in the table of facts");
        FactRecord record{row->fact,
                          {},
                          parse_date(stored.at("from").get<std::string>()).value(),
                          {},
                          Time(std::chrono::milliseconds(stored.at("recorded_at").get<std::int64_t>())),
                          stored.at("source")};
        if (!stored.at("until").is_null())
            record.valid_until = parse_date(stored.at("until").get<std::string>());
        std::vector<Fault> faults;
        auto value = read_fact_value(*row, stored.at("value"), "", faults);
        if (!value) throw std::runtime_error("a stored fact does not suit the table of facts");
        record.value = std::move(*value);
        records.push_back(std::move(record));
    }
    return records;
}

} // namespace server
