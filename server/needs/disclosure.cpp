#include "server/needs/disclosure.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace server::needs {

using namespace models;

namespace {

using Points = std::vector<NeedPoint>;
template <class Key> using Groups = std::map<Key, Points>;

template <class Key> struct Parted {
    Groups<Key> told; // one by one
    Points rest;      // as one; may be nobody
};

void append(Points& to, const Points& from) { to.insert(to.end(), from.begin(), from.end()); }

template <class Key> Parted<Key> parted(Groups<Key> groups)
{
    Points rest;
    std::erase_if(groups, [&](const auto& group) {
        if (is_safe(group.second)) return false;
        append(rest, group.second);
        return true;
    });
    while (!rest.empty() && !is_safe(rest) && !groups.empty()) {
        const auto smallest = std::ranges::min_element(
            groups, {}, [](const auto& group) { return std::pair(group.second.size(), group.first); });
        append(rest, smallest->second);
        groups.erase(smallest);
    }
    if (!is_safe(rest)) rest.clear();
    return {std::move(groups), std::move(rest)};
}

template <class Key> Groups<Key> grouped(const Points& points, Key NeedPoint::* key)
{
    Groups<Key> groups;
    for (const auto& point : points) groups[point.*key].push_back(point);
    return groups;
}

void tell(std::vector<NeedFigure>& figures, Area county, const std::string& category, const Points& points)
{
    if (points.empty()) return;
    Money sum;
    for (const auto& point : points) sum = sum + point.amount;
    const Money rounded{(sum.fen + kRoundedTo / 2) / kRoundedTo * kRoundedTo};
    figures.push_back({county, category, std::ssize(points), rounded});
}

} // namespace

bool is_safe(const Points& points)
{
    std::map<std::int64_t, std::int64_t> fen_of_family;
    std::set<std::string> values;
    std::int64_t sum = 0, most = 0;
    bool telling = false;
    for (const auto& point : points) {
        auto& fen = fen_of_family[point.family];
        fen += point.amount.fen;
        sum += point.amount.fen;
        most = std::max(most, fen);
        values.insert(point.sensitive);
        telling = telling || point.tells_more;
    }
    return fen_of_family.size() >= (telling ? kLeastTelling : kLeastFamilies) &&
           values.size() >= kLeastValues && most <= sum - most;
}

std::vector<NeedFigure> figures_of(Points points)
{
    std::vector<NeedFigure> figures;
    const auto counties = parted(grouped(points, &NeedPoint::county));
    for (const auto& [county, all] : counties.told) {
        const auto categories = parted(grouped(all, &NeedPoint::category));
        for (const auto& [category, some] : categories.told) tell(figures, county, category, some);
        tell(figures, county, "", categories.rest);
    }
    tell(figures, {}, "", counties.rest);
    return figures;
}

} // namespace server::needs
