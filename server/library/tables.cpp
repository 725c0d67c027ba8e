#include "server/library/tables.hpp"
#include "server/library/csv.hpp"
#include <charconv>
#include <stdexcept>

namespace server {

using namespace models;

namespace {

[[noreturn]] void fail(std::size_t row, const std::string& what)
{
    throw std::runtime_error("line " + std::to_string(row + 2) + ": " + what);
}

template <class Value> Value expect(std::optional<Value> value, std::size_t row, const char* what)
{
    if (!value) fail(row, what);
    return *std::move(value);
}

// 竹坪村村民委员会 is shown as 竹坪村, 九洲巷社区居民委员会 as 九洲巷社区.
std::string short_name(std::string name)
{
    for (const std::string_view office :
         {"村民委员会", "居民委员会", "村委会", "居委会", "村民委会员", "居民委会员"}) {
        if (!name.ends_with(office) || name == office) continue;
        name.resize(name.size() - office.size());
        if (name.ends_with("村") || name.ends_with("社区")) return name;
        return name + (office.starts_with("村") ? "村" : "社区");
    }
    return name;
}

std::int64_t number_of(const std::string& text, std::size_t row)
{
    std::int64_t number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) fail(row, "a whole number is expected");
    return number;
}

} // namespace

Divisions read_divisions(std::string_view csv)
{
    const auto table = read_table(csv);
    const auto code = table.column("code"), name = table.column("name"), name_en = table.column("name_en"),
               replaces = table.column("replaces");
    std::vector<Division> divisions;
    std::map<Area, Area> replaced;
    divisions.reserve(table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        const auto area = expect(parse_area(row[code]), i, "a division code is expected");
        const bool village = level_of(area) == AreaLevel::village;
        divisions.push_back({area, village ? short_name(row[name]) : row[name], row[name_en]});
        if (!row[replaces].empty())
            replaced[expect(parse_area(row[replaces]), i, "a division code is expected")] = area;
    }
    return {std::move(divisions), std::move(replaced)};
}

AnnouncedDays read_announced_days(std::string_view csv)
{
    const auto table = read_table(csv);
    const auto date = table.column("date"), kind = table.column("kind");
    AnnouncedDays days;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto day = expect(parse_date(table.rows[i][date]), i, "a date is expected");
        const bool worked = table.rows[i][kind] == "workday";
        if (!worked && table.rows[i][kind] != "holiday") fail(i, "holiday or workday is expected");
        days[day] = worked;
    }
    return days;
}

WorkingDays working_days_of(const AnnouncedDays& days)
{
    std::set<Date> holidays, extra;
    for (const auto& [day, worked] : days) (worked ? extra : holidays).insert(day);
    return {std::move(holidays), std::move(extra)};
}

WorkingDays read_working_days(std::string_view csv) { return working_days_of(read_announced_days(csv)); }

Standards read_standards(std::string_view csv)
{
    const auto table = read_table(csv);
    const auto name = table.column("name"), area = table.column("area"),
               residence = table.column("residence"), period = table.column("period"),
               from = table.column("from"), until = table.column("until"), fen = table.column("fen");
    std::vector<Standard> standards;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        Standard standard;
        standard.name = expect(from_name<StandardName>(row[name]), i, "the name of a standard is expected");
        standard.area = expect(parse_area(row[area]), i, "a division code is expected");
        standard.residence =
            expect(from_name<ResidenceKind>(row[residence]), i, "urban or rural is expected");
        standard.period = expect(from_name<Period>(row[period]), i, "month or year is expected");
        standard.from = expect(parse_date(row[from]), i, "a date is expected");
        if (!row[until].empty()) standard.until = expect(parse_date(row[until]), i, "a date is expected");
        standard.amount = Money{number_of(row[fen], i)};
        standards.push_back(standard);
    }
    return Standards(std::move(standards));
}

std::vector<NeedType> read_need_types(std::string_view csv)
{
    const auto table = read_table(csv);
    const auto code = table.column("code"), unit = table.column("unit"), common = table.column("common");
    std::vector<NeedType> types;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        types.push_back(
            {row[code], expect(from_name<NeedUnit>(row[unit]), i, "fen, hours, pieces or places is expected"),
             row[common] == "1"});
    }
    return types;
}

Ladders read_ladders(std::string_view csv)
{
    const auto table = read_table(csv);
    const auto clock = table.column("clock"), need = table.column("need"),
               before = table.column("days_before"), told = table.column("told");
    std::vector<Rung> rungs;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        const auto days = number_of(row[before], i);
        if (days < 0 || days > 60) fail(i, "0 to 60 working days are expected");
        if (row[told] != "office" && row[told] != "supervisor") fail(i, "office or supervisor is expected");
        rungs.push_back({expect(from_name<Clock>(row[clock]), i, "the name of a clock is expected"),
                         row[need], static_cast<int>(days), row[told] == "supervisor"});
    }
    return Ladders(std::move(rungs));
}

} // namespace server
