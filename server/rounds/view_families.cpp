#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/views.hpp"
#include <nlohmann/json.hpp>

// Who gets what, and why the others do not.
namespace server::rounds {

using namespace models;
using html::Words;
using matching::Blocked;
using nlohmann::json;

namespace {

// In value for each yuan where it costs money, else in value: 110.7, 332,100.
std::string worth_text(std::int64_t value, Money cost)
{
    return cost.fen > 0 ? tenths(value * 1000 / cost.fen) : html::whole_number(value);
}

// Stable mode knows places in line and no prices.
bool is_behind(const WhyTold& why) { return why.why == Blocked::outbid && why.short_by == 0; }

std::string why_sentence(const Words& words, const programs::Programs& all, const WhyTold& why)
{
    std::map<std::string, std::string> values{{"program", program_name(words, all, why.program)},
                                              {"need", words.say("need." + why.need_type)},
                                              {"cost", html::yuan_short(why.cost)},
                                              {"value", worth_text(why.value, why.cost)},
                                              {"price", worth_text(why.price, why.cost)},
                                              {"short", worth_text(why.short_by, why.cost)}};
    auto key = "rounds.why." + std::string(name_of(why.why));
    if (is_behind(why))
        key = "rounds.why.behind";
    else if (why.why == Blocked::outbid && why.cost.fen > 0)
        key += "_yuan";
    return words.say(key, std::move(values));
}

std::string label_of(const Words& words, const Asking& asking)
{
    if (asking.shut != Shut::none) return words.say("rounds.shut." + std::string(name_of(asking.shut)));
    if (asking.whys.empty()) return {};
    const auto& first = asking.whys.front();
    return words.say(is_behind(first) ? "rounds.blocked.behind"
                                      : "rounds.blocked." + std::string(name_of(first.why)));
}

json lines_of(const Words& words, const programs::Programs& all, const Asking& asking)
{
    json lines = json::array();
    if (asking.shut != Shut::none)
        lines.push_back({{"text", words.say("rounds.shut_why." + std::string(name_of(asking.shut)))}});
    for (const auto& why : asking.whys) lines.push_back({{"text", why_sentence(words, all, why)}});
    return lines;
}

json case_view(ReferralId id, const std::string& reference)
{
    return {{"href", "/referrals/" + to_text(id)}, {"reference", reference}};
}

} // namespace

json awards_view(const Words& words, const Call& call, const std::vector<store::RoundAwardRow>& awards,
                 const programs::Programs& all)
{
    json rows = json::array();
    for (const auto& award : awards) {
        auto row = case_view(award.referral, award.reference);
        row["number"] = award.number;
        row["place"] = place_name(*call.library, award.village);
        row["tier"] = tier_name(words, award.tier);
        row["need"] = words.say("need." + award.need_type);
        row["program_name"] = program_name(words, all, award.program);
        row["award"] = award_text(words, *call.library, award);
        rows.push_back(std::move(row));
    }
    return rows;
}

json others_view(const Words& words, const Call& call, const std::vector<store::RoundFamilyRow>& families,
                 const programs::Programs& all)
{
    json rows = json::array();
    for (const auto& family : families) {
        const auto asking = read_asking(family.text);
        auto row = case_view(family.referral, family.reference);
        row["place"] = place_name(*call.library, family.village);
        row["tier"] = tier_name(words, family.tier);
        row["lacking"] = words.say("rounds.lacking", {{"yuan", html::yuan_short(Money{asking.lacking_fen})}});
        row["label"] = label_of(words, asking);
        row["lines"] = lines_of(words, all, asking);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace server::rounds
