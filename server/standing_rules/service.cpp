#include "server/standing_rules/service.hpp"
#include "models/clock.hpp"
#include <algorithm>

namespace server::standing_rules {

using namespace models;

namespace {

std::vector<Fault> faults_of(const Desk& desk, const Wish& wish)
{
    std::vector<Fault> faults;
    const auto& types = desk.library.need_types;
    if (std::ranges::find(types, wish.need_type, &NeedType::code) == types.end())
        faults.push_back({"error.standing_rule.need", "/need", {}});
    if (!wish.most || wish.most->fen <= 0) faults.push_back({"error.standing_rule.most", "/most", {}});
    if (!wish.tries || *wish.tries < 1 || *wish.tries > kHopLimit)
        faults.push_back({"error.standing_rule.tries", "/tries", {{"most", std::to_string(kHopLimit)}}});
    return faults;
}

} // namespace

Result<StandingRuleId> approve(const Desk& desk, const Wish& wish)
{
    if (auto faults = faults_of(desk, wish); !faults.empty()) return refuse(std::move(faults));
    const auto county = desk.actor.area;
    if (const auto holds = store::standing_rule_for(desk.db, county, wish.need_type))
        store::end_standing_rule(desk.db, county, holds->id, desk.actor.account, desk.now);
    const auto id = store::insert_standing_rule(desk.db, {.county = county,
                                                          .need_type = wish.need_type,
                                                          .most = *wish.most,
                                                          .tries = *wish.tries,
                                                          .approved_by = desk.actor.account,
                                                          .approved_at = desk.now});
    audit(desk, "standing_rule.approved", to_text(id), R"({"need":")" + wish.need_type + "\"}");
    return id;
}

Result<bool> end(const Desk& desk, StandingRuleId id)
{
    if (!store::end_standing_rule(desk.db, desk.actor.area, id, desk.actor.account, desk.now))
        return refuse(Reason::not_found, "error.standing_rule.unknown");
    audit(desk, "standing_rule.ended", to_text(id));
    return true;
}

} // namespace server::standing_rules
