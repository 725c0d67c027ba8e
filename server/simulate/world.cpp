#include "server/simulate/world.hpp"
#include "server/http/library.hpp"
#include "server/library/assets.hpp"
#include "server/library/csv.hpp"
#include "server/simulate/programs.hpp"
#include <nlohmann/json.hpp>

namespace server::simulate {

using namespace models;

Villages::Villages(const Divisions& divisions, std::string_view csv)
{
    const auto table = read_table(csv);
    const auto code = table.column("code"), people = table.column("people_2020"),
               permille = table.column("low_income_permille");
    std::int64_t upto = 0;
    for (const auto& row : table.rows) {
        Prefecture prefecture{parse_area(row[code]).value(), {}, {}, {}};
        prefecture.weight = std::stoll(row[people]) / 1000 * std::stoll(row[permille]) / 1000;
        upto += prefecture.weight;
        prefecture.upto = upto;
        for (const auto& county : divisions.under(prefecture.area))
            for (const auto& town : divisions.under(county.area))
                for (const auto& village : divisions.under(town.area))
                    prefecture.villages.push_back(village.area);
        prefectures_.push_back(std::move(prefecture));
    }
}

Area Villages::pick(Chance& chance) const
{
    const auto drawn = chance.below(prefectures_.back().upto);
    auto at = prefectures_.begin();
    while (drawn >= at->upto) ++at;
    const auto which = chance.below(std::ssize(at->villages));
    return at->villages[static_cast<std::size_t>(which)];
}

std::vector<std::pair<Area, std::int64_t>> Villages::weights() const
{
    std::vector<std::pair<Area, std::int64_t>> weights;
    for (const auto& prefecture : prefectures_) weights.emplace_back(prefecture.area, prefecture.weight);
    return weights;
}

static std::map<Area, std::vector<std::size_t>> by_county(const std::vector<ProgramEntry>& programs,
                                                          const Divisions& divisions)
{
    std::map<Area, std::vector<std::size_t>> serving;
    for (const auto& prefecture : divisions.under(divisions.under({}).front().area))
        for (const auto& county : divisions.under(prefecture.area))
            for (std::size_t i = 0; i < programs.size(); ++i)
                if (covers(programs[i].program.areas.front(), county.area)) serving[county.area].push_back(i);
    return serving;
}

World::World(const Library& library, const Wish& wish)
    : seed(wish.seed),
      shares(nlohmann::json::parse(asset("config/simulate/families.json"))),
      villages(*library.divisions, asset("config/simulate/prefectures.csv")),
      divisions(*library.divisions),
      standards(*library.standards),
      as_of(simulate::as_of()),
      programs(make_programs(library, wish)),
      serving(by_county(programs, divisions))
{
}

Time as_of() { return parse_time("2026-09-01T09:00:00+08:00").value(); }

} // namespace server::simulate
