#include "models/store/audit.hpp"
#include "models/store/query_codes.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

namespace {

std::string member_pointer(std::size_t position, const char* name)
{
    return "/household/members/" + std::to_string(position) + "/" + name;
}

bool has_fact(const FactRecords& facts, Fact fact)
{
    return std::ranges::find(facts, fact, &FactRecord::fact) != facts.end();
}

void miss_of_contact(const Household& household, Date today, std::vector<Fault>& missing)
{
    const Member none{};
    const auto& contact = household.members.empty() ? none : household.members.front();
    if (contact.name.empty())
        missing.push_back({"error.referral.missing.name", member_pointer(0, "name"), {}});
    if (contact.id_number.empty() && contact.no_id_reason.empty())
        missing.push_back({"error.referral.missing.id_number", member_pointer(0, "id_number"), {}});
    const auto* birth = value_on(contact.facts, Fact::birth_date, today);
    const auto age = birth ? age_on(std::get<Date>(*birth), today) : std::nullopt;
    constexpr int kGuardianBelow = 14;
    if (age && *age < kGuardianBelow)
        missing.push_back({"error.referral.missing.guardian", member_pointer(0, "name"), {}});
}

} // namespace

std::vector<Fault> missing_for_report(const Document& document, Date today)
{
    const auto& household = document.body.household;
    std::vector<Fault> missing;
    miss_of_contact(household, today, missing);
    if (!household.village) missing.push_back({"error.referral.missing.village", "/household/village", {}});
    for (std::size_t i = 1; i < household.members.size(); ++i)
        if (!has_fact(household.members[i].facts, Fact::relation))
            missing.push_back({"error.referral.missing.relation",
                               member_pointer(i, "facts/relation"),
                               {{"number", std::to_string(household.members[i].number)}}});
    if (household.needs.empty()) missing.push_back({"error.referral.missing.need", "/needs", {}});
    if (!document.body.kind) missing.push_back({"error.referral.missing.kind", "/kind", {}});
    for (const auto& [part, fields] : document.kept)
        for (const auto& [field, values] : fields)
            missing.push_back({"error.referral.missing.unread", "/typed/" + part + "/" + field, {}});
    return missing;
}

Moved report(const Desk& desk, const Seen& seen)
{
    auto referral = opened(desk, seen, ReferralAct::report);
    if (!referral) return referral;
    auto document = find_document(desk.db, *referral);
    if (auto missing = missing_for_report(document, day_of(desk.now)); !missing.empty())
        return refuse(std::move(missing));

    const auto village = document.body.household.village;
    if (!covers(desk.actor.area, village))
        return refuse(Reason::forbidden, "error.referral.outside_area", "/household/village");
    referral->reporter = desk.actor.account;
    referral->reported_at = desk.now;
    referral->reference = store::next_reference(desk.db, part_of(village, AreaLevel::county),
                                                static_cast<int>(day_of(desk.now).year()));
    store::issue_query_code(desk.db, referral->id, digits_of_contact(document.body.household),
                            desk.actor.account, desk.now);
    save_facts(desk, *referral, std::move(document.body.household));
    return moved(desk, *std::move(referral),
                 {ReferralAct::report, ReferralState::reported, side_of(desk.actor), "", {}});
}

Moved report_at_once(const Desk& desk, ReferralBody body)
{
    auto referral = start_draft(desk);
    Document document{std::move(body), {}};
    document.body.household = carried_over({}, std::move(document.body.household));
    const auto saved = save_draft(desk, {referral.id, referral.version}, std::move(document));
    if (!saved) return saved;
    return report(desk, {saved->id, saved->version});
}

std::vector<SameHousehold> same_household(store::Reader& db, const Actor& actor, const Household& household,
                                          ReferralId not_this)
{
    std::vector<std::string> papers;
    for (const auto& member : household.members)
        if (!member.id_number.empty()) papers.push_back(member.id_number.reveal());
    std::vector<SameHousehold> found;
    for (auto& referral : store::same_household_open(db, papers, not_this)) {
        const bool in_scope = covers(actor.area, referral.village);
        found.push_back({std::move(referral), in_scope});
    }
    return found;
}

} // namespace server::referrals
