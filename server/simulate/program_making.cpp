#include "server/simulate/program_making.hpp"
#include "server/formats/program_json.hpp"
#include "server/http/library.hpp"
#include "server/simulate/world.hpp"
#include <algorithm>
#include <stdexcept>

namespace server::simulate {

using nlohmann::json;
using namespace models;

namespace {

constexpr std::int64_t kFamiliesOfTables = 1'000'000;

bool happens(ProgramMaking& making, const std::string& path)
{
    return making.shares.happens(making.chance, path);
}
std::int64_t number(ProgramMaking& making, const std::string& path)
{
    return making.shares.number(making.chance, path);
}

std::string day_from(std::int64_t days)
{
    return to_text(start_of(plus_days(day_of(as_of()), static_cast<int>(days))));
}

void name_it(ProgramMaking& making)
{
    auto& form = making.written;
    const auto& kind = making.kind;
    const auto number = std::to_string(making.number);
    const auto* place = making.library.divisions->find(making.area);
    form["code"] = kind.at("kind").get<std::string>() + "_" + to_text(making.area) + "_" + number;
    form["name"] = place->name + kind.at("name").get<std::string>() + " " + number;
    form["name_en"] = kind.at("name_en").get<std::string>() + ", " + place->name_en + ", " + number;
    form["state"] = making.shares.word(making.chance, "state");
    form["served"]["areas"] = json::array({to_text(making.area)});
}

// Always open, or one window that is open, still to come or over.
void open_it(ProgramMaking& making)
{
    const auto& window = making.shares.word(making.chance, "window");
    const auto gone = number(making, "window_days.gone");
    const auto ahead = number(making, "window_days.ahead");
    const auto length = number(making, "window_days.length");
    auto& windows = making.written["windows"] = json::array();
    if (window == "open")
        windows.push_back({{"from", day_from(-gone)}, {"until", day_from(ahead)}});
    else if (window == "later")
        windows.push_back({{"from", day_from(ahead)}, {"until", day_from(ahead + length)}});
    else if (window == "over")
        windows.push_back({{"from", day_from(-gone - length)}, {"until", day_from(-gone)}});
}

std::int64_t part_of_places(std::int64_t places, std::int64_t part, std::int64_t all)
{
    return std::max<std::int64_t>(1, places * part / all);
}

std::vector<Area> villages_under(const Divisions& divisions, Area area)
{
    std::vector<Area> villages, level{area};
    while (!level.empty()) {
        std::vector<Area> below;
        for (const auto one : level) {
            if (level_of(one) == AreaLevel::village) villages.push_back(one);
            for (const auto& division : divisions.under(one)) below.push_back(division.area);
        }
        level = std::move(below);
    }
    return villages;
}

// A row for each division below, by its villages; or one for families with minors.
json quotas_of(ProgramMaking& making, std::int64_t places)
{
    auto quotas = json::array();
    const auto& divisions = *making.library.divisions;
    const bool by_area = making.level != "county" && happens(making, "quota.area");
    const bool by_group = happens(making, "quota.group");
    if (by_area) {
        const auto all = std::ssize(villages_under(divisions, making.area));
        for (const auto& below : divisions.under(making.area)) {
            const auto share = std::ssize(villages_under(divisions, below.area));
            quotas.push_back({{"area", to_text(below.area)}, {"places", part_of_places(places, share, all)}});
        }
    } else if (by_group) {
        const json minor{{"member", {{"fact", "age"}, {"less_than", 18}}}};
        quotas.push_back({{"rule", minor}, {"places", part_of_places(places, 1, 2)}});
    }
    return quotas;
}

void limit_it(ProgramMaking& making)
{
    auto& capacity = making.written["capacity"];
    const auto full = number(making, "places." + making.level);
    const auto families = static_cast<std::int64_t>(making.families);
    const auto places = part_of_places(full, std::min(families, kFamiliesOfTables), kFamiliesOfTables);
    const bool counted = happens(making, "has_places"), budgeted = happens(making, "has_budget");
    const auto a_place = making.kind.value("fen_a_place", std::int64_t{0});
    if (counted) {
        capacity["places"] = places;
        capacity["quotas"] = quotas_of(making, places);
    }
    if (budgeted && a_place > 0) capacity["budget_fen"] = places * a_place;
    capacity["keeps_waitlist"] = happens(making, "keeps_waitlist");
    if (!making.excluded.empty() && happens(making, "excludes"))
        making.written["excludes"] = json::array({making.excluded});
}

// At townships of the area: a place of one's own to go to.
void build_sites(ProgramMaking& making)
{
    if (!making.kind.value("has_sites", false)) return;
    const auto& divisions = *making.library.divisions;
    const auto villages = villages_under(divisions, making.area);
    auto& sites = making.written["sites"] = json::array();
    for (std::int64_t count = number(making, "sites"); count > 0; --count) {
        const auto which = making.chance.below(std::ssize(villages));
        const auto town = part_of(villages[static_cast<std::size_t>(which)], AreaLevel::township);
        sites.push_back({{"code", "s" + std::to_string(sites.size() + 1)},
                         {"name", divisions.find(town)->name},
                         {"area", to_text(town)}});
    }
}

Program read(const ProgramMaking& making)
{
    auto program = read_program(making.written, making.library.named_rules, making.library.need_types);
    if (program) return *std::move(program);
    const auto& fault = program.error().faults.front();
    throw std::logic_error("config/simulate/programs.json: " + making.kind.at("kind").get<std::string>() +
                           " " + fault.pointer + " " + fault.key);
}

// What is left of the places, and as much of the money. Unless nothing is left, a place is.
void use_up(ProgramMaking& making, Room& room)
{
    const auto left = number(making, "left");
    if (room.places) room.places_left = (*room.places * left + 999) / 1000;
    if (!room.budget) return;
    const auto part = room.places ? *room.places_left : left, all = room.places.value_or(1000);
    room.budget_left = Money{room.budget->fen / all * part};
}

TrackRecord record_of(ProgramMaking& making)
{
    TrackRecord record;
    record.answered = number(making, "record.answered");
    record.answered_in_time = record.answered * number(making, "record.in_time") / 1000;
    record.accepted = record.answered * number(making, "record.accepted") / 1000;
    record.fulfilled = record.accepted * number(making, "record.fulfilled") / 1000;
    record.median_days_to_first_help = number(making, "record.median_days");
    return record;
}

} // namespace

Program make_program(ProgramMaking& making)
{
    name_it(making);
    open_it(making);
    limit_it(making);
    build_sites(making);
    making.written["last_confirmed"] =
        to_text(plus_days(day_of(as_of()), -static_cast<int>(number(making, "confirmed_days"))));
    auto program = read(making);
    program.id.value = static_cast<std::int64_t>(making.number);
    use_up(making, program.room);
    program.record = record_of(making);
    return program;
}

} // namespace server::simulate
