#include "server/referrals/hits.hpp"
#include "models/store/seal.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

namespace {

std::string without_spaces(std::string text)
{
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
    for (const std::string dot : {"·", "•"})
        for (auto at = text.find(dot); at != text.npos; at = text.find(dot, at)) text.erase(at, dot.size());
    return text;
}

} // namespace

bool is_hit(const Household& household, const std::string& typed)
{
    const auto groups = store::groups_of_query(typed);
    const bool of_name = std::ranges::all_of(groups, [](const auto& texts) {
        return std::ranges::all_of(texts, [](const auto& text) { return text.kind == "bigram"; });
    });
    if (groups.size() < 2 || !of_name) return true; // one pair has one order; the rest is exact
    const auto words = without_spaces(folded(typed));
    return std::ranges::any_of(household.members, [&](const Member& member) {
        return without_spaces(folded(member.name.reveal())).find(words) != std::string::npos;
    });
}

} // namespace server::referrals
