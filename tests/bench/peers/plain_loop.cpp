#include "tests/bench/peers/plain_loop.hpp"
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace bench {

using namespace matching;
using namespace models;

PlainLoop::PlainLoop(const Province& province, std::size_t step)
{
    const auto& snapshot = province.snapshot;
    const auto& weights = snapshot.ground().policy->weights;
    weight_of_fit_ = weights[static_cast<std::size_t>(Factor::fit)];
    weight_of_coverage_ = weights[static_cast<std::size_t>(Factor::coverage)];
    weight_of_proximity_ = weights[static_cast<std::size_t>(Factor::proximity)];
    std::map<std::string, int> types;
    const auto number_of = [&](const std::string& type) {
        return types.emplace(type, static_cast<int>(types.size())).first->second;
    };
    std::map<int, std::set<std::uint32_t>> questions;
    for (const auto& offer : province.offers) {
        const auto& plan = snapshot.compiled().plans[offer.program];
        const auto type = number_of(offer.need_type);
        open_.push_back({&offer, type,
                         plan.served.empty() || follows_the_person(snapshot.programs()[offer.program]),
                         plan.served, plan.places});
        for (const auto& one : offer.requirements) questions[type].insert(one.question);
        for (const auto& one : offer.points) questions[type].insert(one.question);
    }
    std::map<std::size_t, std::size_t> at; // by number of the need
    for (std::size_t i = 0; i < province.needs.size(); ++i) {
        const auto& row = province.needs[i];
        if (row.family % step != 0) continue;
        const auto type = number_of(snapshot.families()[row.family].household.needs[row.need].type);
        Need need{static_cast<std::int64_t>(i), &row, type, {}, {}};
        need.answers.resize(province.asked.conditions.size());
        if (row.home)
            for (const auto question : questions[type])
                need.answers[question] = answer_of(snapshot, province.asked, row, question);
        at[i] = needs_.size();
        needs_.push_back(std::move(need));
    }
    for (const auto& told : province.blocks.told)
        if (const auto need = at.find(told.need); need != at.end()) needs_[need->second].told.push_back(told);
}

bool PlainLoop::may_have(const Need& need, const Open& open) const
{
    const auto& offer = *open.offer;
    if (open.type != need.type || offer.names_person != need.row->names_person || !need.row->home)
        return false;
    const auto lives_in = [&](Area area) { return covers(area, need.row->home); };
    if (!open.anywhere && std::ranges::none_of(open.served, lives_in)) return false;
    if (std::ranges::find(need.row->had, offer.id) != need.row->had.end()) return false;
    if (need.row->lacks < 0 ? offer.gift.basis_points > 0 : need.row->lacks < offer.gift.least_lacks)
        return false;
    for (const auto& one : offer.requirements) {
        const auto verdict = need.answers[one.question];
        if (one.role == Role::line    ? verdict == Verdict::no
            : one.role == Role::fails ? verdict != Verdict::no
                                      : verdict != Verdict::yes)
            return false;
    }
    return true;
}

static std::int64_t permille_of(AreaLevel shared)
{
    switch (shared) {
    case AreaLevel::none: return 200;
    case AreaLevel::province: return 400;
    case AreaLevel::prefecture: return 600;
    case AreaLevel::county: return 900;
    case AreaLevel::township: return 950;
    case AreaLevel::village: return 1000;
    }
    return 0;
}

static std::int64_t proximity(const std::vector<Area>& places, Area home)
{
    auto nearest = AreaLevel::none;
    for (const auto place : places)
        for (const auto level : {AreaLevel::province, AreaLevel::prefecture, AreaLevel::county,
                                 AreaLevel::township, AreaLevel::village})
            if (level > nearest && level <= level_of(place) && part_of(place, level) == part_of(home, level))
                nearest = level;
    return permille_of(nearest);
}

std::int64_t PlainLoop::fit_by_points(const Need& need, const Offer& offer) const
{
    std::int64_t held = 0, all = 0;
    for (const auto& one : offer.points) {
        all += one.points;
        if (need.answers[one.question] == Verdict::yes) held += one.points;
    }
    return all == 0 ? 0 : 1000 * held / all;
}

std::optional<PlainLoop::Found> PlainLoop::found(const Need& need, const Open& open) const
{
    if (!may_have(need, open)) return {};
    const auto& offer = *open.offer;
    const auto& gift = offer.gift;
    const auto lacks = need.row->lacks;
    Found found{true, 0, 0, offer.id, gift.award, gift.cost};
    auto covered = gift.covered;
    if (gift.basis_points > 0 || (lacks >= 0 && lacks < gift.full_from)) {
        const auto wish = gift.basis_points > 0 ? lacks * gift.basis_points / 10'000 : gift.full_from;
        const auto money = std::min({wish, gift.most, lacks});
        covered = found.award = found.cost = money - money % gift.step;
        if (covered < gift.minimum) return {};
    }
    found.coverage = lacks < 0 || covered < 0 ? 500 : covered >= lacks ? 1000 : covered * 1000 / lacks;
    for (const auto& one : offer.requirements)
        if (one.role == Role::line && need.answers[one.question] != Verdict::yes) found.fits = false;
    found.score = offer.base[need.row->urgent] + need.row->of_family +
                  weight_of_fit_ * fit_by_points(need, offer) + weight_of_coverage_ * found.coverage +
                  weight_of_proximity_ * proximity(open.places, need.row->home);
    return found;
}

std::vector<PlainLoop::Found> PlainLoop::best(const Need& need) const
{
    std::vector<Found> all;
    for (const auto& told : need.told)
        all.push_back({told.fits, told.score, told.coverage, told.program, told.award, told.cost});
    for (const auto& open : open_)
        if (const auto one = found(need, open)) all.push_back(*one);
    const auto kept = all.begin() + static_cast<std::ptrdiff_t>(std::min(kTop, all.size()));
    std::partial_sort(all.begin(), kept, all.end(), [](const Found& a, const Found& b) {
        return std::tuple(!a.fits, -a.score, -a.coverage, a.program) <
               std::tuple(!b.fits, -b.score, -b.coverage, b.program);
    });
    all.erase(kept, all.end());
    return all;
}

Answers PlainLoop::run() const
{
    Answers answers;
    for (const auto& need : needs_)
        for (const auto& one : best(need))
            answers.push_back({need.number, one.program, one.fits, one.score, one.award, one.cost});
    return answers;
}

} // namespace bench
