#include "server/cli/impact_sheet.hpp"
#include "server/cli/columns.hpp"
#include "server/html/format.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>
#include <ostream>

namespace server::cli {

using namespace matching;
using namespace models;

namespace {

constexpr std::size_t kLabel = 22, kCount = 10, kMoney = 18, kShown = 20;

nlohmann::json reach_json(const Reach& reach)
{
    return {{"eligible", reach.eligible.families},
            {"to_be_asked", reach.to_be_asked.families},
            {"low_fen", reach.low.fen},
            {"high_fen", reach.high.fen}};
}

nlohmann::json shift_json(const Shift& shift)
{
    return {{"before", reach_json(shift.before)},
            {"after", reach_json(shift.after)},
            {"in", shift.in.families},
            {"out", shift.out.families},
            {"other_award", shift.other_award.families}};
}

std::string count(std::int64_t number) { return right(std::to_string(number), kCount); }

} // namespace

std::string ImpactSheet::say(const std::string& key, std::map<std::string, std::string> values) const
{
    return words_.say("terminal.what_if." + key, std::move(values));
}

std::string ImpactSheet::row(const std::string& label, const Shift& shift) const
{
    return left(label, kLabel) + count(shift.before.eligible.families) +
           count(shift.after.eligible.families) + count(shift.in.families) + count(shift.out.families) +
           count(shift.other_award.families) + count(shift.after.to_be_asked.families) +
           right(html::yuan(shift.before.high), kMoney) + right(html::yuan(shift.after.high), kMoney);
}

std::string ImpactSheet::moved(const FamilyMoved& moved) const
{
    const auto& family = snapshot_.families()[moved.family.value];
    return "  " + say("household", {{"id", std::to_string(family.referral.value)},
                                    {"need", std::to_string(moved.need + 1)},
                                    {"what", say("moved." + std::string(name_of(moved.what)))},
                                    {"before", html::yuan(moved.before)},
                                    {"after", html::yuan(moved.after)}});
}

void ImpactSheet::table(std::ostream& out) const
{
    const auto& program = snapshot_.programs()[program_.value];
    out << say("head", {{"program", programs::name_in(words_.language, program.name)},
                        {"day", to_text(models::day_of(snapshot_.ground().as_of))},
                        {"tried", std::to_string(impact_.tried)}})
        << "\n\n"
        << std::string(kLabel, ' ');
    for (const char* column : {"before", "after", "in", "out", "other_award", "asked"})
        out << right(say(column), kCount);
    out << right(say("cost_before"), kMoney) << right(say("cost_after"), kMoney) << '\n'
        << row(say("all"), impact_.all) << '\n';
    for (std::size_t tier = 0; tier < impact_.by_tier.size(); ++tier)
        out << row(say("tier", {{"n", std::to_string(tier + 1)}}), impact_.by_tier[tier]) << '\n';
    for (const auto& [county, shift] : impact_.by_county)
        out << row(county ? html::area_name(words_, county) : say("no_county"), shift) << '\n';
    if (impact_.moved.empty()) return;
    out << '\n';
    for (std::size_t i = 0; i < impact_.moved.size() && i < kShown; ++i)
        out << moved(impact_.moved[i]) << '\n';
    if (impact_.moved.size() > kShown) out << "  " << say("more") << '\n';
}

void ImpactSheet::json(std::ostream& out) const
{
    using nlohmann::json;
    json value{{"program", snapshot_.programs()[program_.value].id.value},
               {"as_of", to_text(snapshot_.ground().as_of)},
               {"tried", impact_.tried},
               {"all", shift_json(impact_.all)},
               {"by_tier", json::array()},
               {"by_county", json::array()},
               {"moved", json::array()}};
    for (const auto& shift : impact_.by_tier) value["by_tier"].push_back(shift_json(shift));
    for (const auto& [county, shift] : impact_.by_county) {
        auto one = shift_json(shift);
        one["county"] = county ? json(to_text(county)) : json();
        value["by_county"].push_back(std::move(one));
    }
    for (const auto& moved : impact_.moved)
        value["moved"].push_back({{"household", snapshot_.families()[moved.family.value].referral.value},
                                  {"need", moved.need + 1},
                                  {"what", name_of(moved.what)},
                                  {"before_fen", moved.before.fen},
                                  {"after_fen", moved.after.fen}});
    out << value.dump(1) << '\n';
}

} // namespace server::cli
