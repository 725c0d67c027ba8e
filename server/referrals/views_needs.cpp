#include "server/html/format.hpp"
#include "server/referrals/views_parts.hpp"

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

json row(const Scene& scene, const Need& need)
{
    const auto& words = scene.words;
    const bool money = need.unit == NeedUnit::fen;
    return {{"need", words.say("need." + need.type)},
            {"whom", member_words(scene, need.member)},
            {"assessed", amount_words(words, need, need.assessed)},
            {"aid", money ? amount_words(words, need, need.government_aid) : "–"},
            {"promised", amount_words(words, need, need.promised)},
            {"residual", amount_words(words, need, residual_of(need))},
            {"ended", need.state == NeedState::open
                          ? json()
                          : text_part(words.say("referral.need." + std::string(name_of(need.state))))}};
}

struct Sums {
    Money assessed, aid, promised, residual;
    std::size_t counted = 0, unknown = 0;
};

Sums sums_of(const std::vector<Need>& needs)
{
    Sums sums;
    for (const auto& need : needs) {
        if (need.unit != NeedUnit::fen) continue;
        sums.unknown += need.assessed ? 0 : 1;
        if (!need.assessed) continue;
        ++sums.counted;
        sums.assessed = sums.assessed + Money{*need.assessed};
        sums.aid = sums.aid + Money{need.government_aid};
        sums.promised = sums.promised + Money{need.promised};
        sums.residual = sums.residual + Money{residual_of(need).value_or(0)};
    }
    return sums;
}

} // namespace

json needs_view(const Scene& scene)
{
    json rows = json::array();
    for (const auto& need : scene.household.needs) rows.push_back(row(scene, need));
    const auto sums = sums_of(scene.household.needs);
    json total;
    if (sums.counted > 1)
        total = {{"assessed", html::yuan(sums.assessed)},
                 {"aid", html::yuan(sums.aid)},
                 {"promised", html::yuan(sums.promised)},
                 {"residual", html::yuan(sums.residual)}};
    return {{"no_needs", rows.empty()},
            {"needs", rows_part(std::move(rows))},
            {"needs_total", std::move(total)},
            {"needs_unknown", sums.unknown > 0 && sums.counted > 1}};
}

} // namespace server::referrals
