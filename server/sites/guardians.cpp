#include "server/sites/guardians.hpp"
#include "models/identity.hpp"

namespace server::sites {

using namespace models;

namespace {

constexpr std::size_t kMostName = 50; // characters
constexpr int kMostDays = 366;

std::vector<Fault> faults_of(const GuardianTold& told, Date today)
{
    std::vector<Fault> faults;
    if (told.kinds.empty()) faults.push_back({"error.guardian.kinds", "/kinds", {}});
    if (!told.way) faults.push_back({"error.guardian.way", "/way", {}});
    if (told.who.empty() || count_characters(told.who) > kMostName)
        faults.push_back({"error.guardian.who", "/who", {}});
    if (!told.until || *told.until < today || *told.until > plus_days(today, kMostDays))
        faults.push_back({"error.guardian.until", "/until", {}});
    return faults;
}

std::string facts_of(GuardianConsentId id) { return R"({"consent":")" + to_text(id) + "\"}"; }

} // namespace

Result<bool> record_guardian_consent(const Desk& desk, const OfferRow& child, const GuardianTold& told)
{
    if (!is_under_way(child.state)) return refuse(Reason::wrong_state, "error.site.child_left");
    const auto today = day_of(desk.now);
    if (auto faults = faults_of(told, today); !faults.empty()) return refuse(std::move(faults));
    for (const auto kind : told.kinds) {
        const auto id = store::give_guardian_consent(desk.db, {.child = child.id,
                                                               .kind = kind,
                                                               .way = *told.way,
                                                               .who = told.who,
                                                               .from = today,
                                                               .until = *told.until,
                                                               .recorded_by = desk.actor.account,
                                                               .recorded_at = desk.now});
        audit(desk, "guardian_consent.given", to_text(child.id), facts_of(id));
    }
    return true;
}

Result<bool> withdraw_guardian_consent(const Desk& desk, const OfferRow& child, GuardianConsentId id)
{
    if (!store::withdraw_guardian_consent(desk.db, child.id, id, desk.actor.account, desk.now))
        return refuse(Reason::wrong_state, "error.guardian.not_given");
    audit(desk, "guardian_consent.withdrawn", to_text(child.id), facts_of(id));
    return true;
}

} // namespace server::sites
