#include "server/simulate/programs.hpp"
#include "server/http/library.hpp"
#include "server/library/assets.hpp"
#include "server/simulate/program_making.hpp"
#include "server/simulate/template.hpp"
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::simulate {

using nlohmann::json;
using namespace models;

namespace {

// The one whose weight, added to those before, passes a drawn number.
const json& pick_kind(const json& kinds, Chance& chance)
{
    std::int64_t all = 0;
    for (const auto& kind : kinds) all += kind.at("weight").get<std::int64_t>();
    auto drawn = chance.below(all);
    for (const auto& kind : kinds) {
        drawn -= kind.at("weight").get<std::int64_t>();
        if (drawn < 0) return kind;
    }
    return kinds.back();
}

Area pick_area(const Divisions& divisions, const std::string& level, Chance& chance)
{
    const auto province = divisions.under({}).front().area;
    if (level == "province") return province;
    std::vector<Area> areas;
    for (const auto& prefecture : divisions.under(province)) {
        if (level == "prefecture")
            areas.push_back(prefecture.area);
        else
            for (const auto& county : divisions.under(prefecture.area)) areas.push_back(county.area);
    }
    const auto which = chance.below(std::ssize(areas));
    return areas[static_cast<std::size_t>(which)];
}

// A place-holder with right check characters: found by trying, as nobody was given it.
std::string organization_code(Area area, std::int64_t number)
{
    constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    auto county = to_text(area);
    county.resize(6, '0');
    auto eight = std::to_string(90'000'000 + number);
    for (const char inner : kAlphabet)
        for (const char last : kAlphabet) {
            const auto code = "53" + county + eight + inner + last;
            if (parse_unified_code(code)) return code;
        }
    throw std::logic_error("no unified code fits");
}

} // namespace

std::vector<ProgramEntry> make_programs(const Library& library, const Wish& wish)
{
    const auto tables = json::parse(asset("config/simulate/programs.json"));
    const Shares shares(tables.at("shares"));
    std::vector<ProgramEntry> entries;
    std::map<std::pair<std::string, Area>, std::string> last; // code by kind and area, for exclusions
    for (std::size_t i = 0; i < wish.programs; ++i) {
        auto chance = Chance::of(wish.seed, 2, i + 1);
        const auto& kind = pick_kind(tables.at("kinds"), chance);
        const auto level = shares.word(chance, "level");
        const auto area = pick_area(*library.divisions, level, chance);
        ProgramMaking making{library, shares, chance, kind, level, area, i + 1, wish.families, {}, {}};
        making.excluded = last[{kind.at("kind"), area}];
        making.written = filled_in(kind.at("program"), tables.at("parts"), making.chance);
        auto program = make_program(making);
        last[{kind.at("kind"), area}] = program.code;
        entries.push_back({organization_code(area, static_cast<std::int64_t>(i / 7)), std::move(program)});
    }
    return entries;
}

} // namespace server::simulate
