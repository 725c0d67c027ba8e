#include "models/store/audit.hpp"
#include "models/store/consents.hpp"
#include "models/store/programs.hpp"
#include "models/store/query_codes.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

namespace {

bool may_change(ReferralState state)
{
    return state == ReferralState::draft || state == ReferralState::reported ||
           state == ReferralState::returned;
}

Moved keep_change(const Desk& desk, Referral referral, const char* event, const Entries& facts)
{
    if (!store::save_referral(desk.db, referral, desk.now))
        return refuse(Reason::stale, "error.referral.changed");
    ++referral.version;
    referral.changed_at = desk.now;
    audit(desk, event, referral.id, facts);
    return referral;
}

} // namespace

Moved change_facts(const Desk& desk, const Seen& seen, ReferralBody told)
{
    store::hold_referral(desk.db, seen.id);
    auto opened_case = find_case(desk.db, desk.actor, seen.id);
    if (!opened_case) return std::unexpected(opened_case.error());
    auto& referral = opened_case->referral;
    if (referral.version != seen.version) return refuse(Reason::stale, "error.referral.changed");
    if (!may_change(referral.state))
        return refuse(Reason::wrong_state, "error.referral.now." + std::string(name_of(referral.state)));

    told.household = carried_over(opened_case->household(), std::move(told.household));
    Document changed{std::move(told), {}};
    if (referral.state == ReferralState::draft) return save_draft(desk, seen, std::move(changed));
    if (auto missing = missing_for_report(changed, day_of(desk.now)); !missing.empty())
        return refuse(std::move(missing));
    if (!covers(desk.actor.area, changed.body.household.village))
        return refuse(Reason::forbidden, "error.referral.outside_area", "/household/village");
    referral.kind = changed.body.kind;
    referral.urgency = changed.body.urgency;
    save_facts(desk, referral, std::move(changed.body.household));
    return keep_change(desk, std::move(referral), "referral.facts_changed", {});
}

bool may_answer(const Actor& actor, const Referral& referral)
{
    if (may_change(referral.state)) return actor.is_officer();
    if (referral.state == ReferralState::rechecked)
        return actor.role == Role::township || actor.role == Role::county;
    return is_live(referral.state) && actor.role == Role::county;
}

namespace {

// Answers to a list add up: who is asked about one illness may have another.
FactValue joined(const FactValue* known, const FactValue& told)
{
    const auto* before = known ? std::get_if<CodeList>(known) : nullptr;
    const auto* now = std::get_if<CodeList>(&told);
    if (!before || !now) return told;
    CodeList list{before->codes, now->complete};
    for (const auto& code : now->codes)
        if (std::ranges::find(list.codes, code) == list.codes.end()) list.codes.push_back(code);
    std::ranges::sort(list.codes);
    return list;
}

FactRecords* records_for(Household& household, const Answer& answer)
{
    const auto level = row_of(answer.fact).level;
    if (level == FactLevel::household) return &household.facts;
    if (level == FactLevel::need)
        return answer.need < household.needs.size() ? &household.needs[answer.need].facts : nullptr;
    const auto member = std::ranges::find(household.members, answer.member, &Member::number);
    return member == household.members.end() ? nullptr : &member->facts;
}

std::optional<Refusal> write_down(const Desk& desk, Household& household, const Answer& answer)
{
    const auto& row = row_of(answer.fact);
    auto* records = records_for(household, answer);
    if (!records) return refuse({fault("error.referral.answer.whom", "member")}).error();
    const auto today = day_of(desk.now);
    const auto value = joined(value_on(*records, answer.fact, today), answer.value);
    if (row.derived || fault_of(row, value)) return refuse({fault("error.fact.type", "value")}).error();
    const Date always{std::chrono::year{1900} / 1 / 1};
    records->push_back({answer.fact,
                        value,
                        row.can_change ? today : always,
                        {},
                        desk.now,
                        std::string(name_of(desk.actor.role))});
    if (answer.fact == Fact::counted_members) household.all_members_listed = true;
    return {};
}

} // namespace

Moved answer(const Desk& desk, const Seen& seen, const Answer& told)
{
    store::hold_referral(desk.db, seen.id);
    auto found = find_case(desk.db, desk.actor, seen.id);
    if (!found) return std::unexpected(found.error());
    auto& [referral, document] = *found;
    if (referral.version != seen.version) return refuse(Reason::stale, "error.referral.changed");
    if (!may_answer(desk.actor, referral)) {
        const bool live = is_open(referral.state) && referral.state != ReferralState::suspended;
        if (live) return refuse(Reason::forbidden, "error.referral.not_yours");
        return refuse(Reason::wrong_state, "error.referral.now." + std::string(name_of(referral.state)));
    }
    if (auto why = write_down(desk, document.body.household, told)) return std::unexpected(*std::move(why));
    if (referral.state == ReferralState::draft) return save_draft(desk, seen, std::move(document));
    const std::string name(row_of(told.fact).name);
    save_facts(desk, referral, std::move(document.body.household));
    if (!is_live(referral.state))
        return keep_change(desk, std::move(referral), "referral.fact_answered", {{"fact", name}});
    const auto state = referral.state;
    return moved(desk, std::move(referral),
                 {ReferralAct::correct, state, side_of(desk.actor), "answered", {{"fact", name}}});
}

Result<Case> reveal(const Desk& desk, ReferralId id, const std::string& reason)
{
    auto found = find_case(desk.db, desk.actor, id);
    if (!found) return found;
    if (found->referral.erased_at) return refuse(Reason::wrong_state, "error.referral.erased");
    if (std::ranges::find(kRevealReasons, reason) == kRevealReasons.end())
        return refuse({fault("error.referral.reveal.reason", "reason")});
    audit(desk, "household.revealed", id, {{"reason", reason}, {"fields", "name,id_number,phone,address"}});
    return found;
}

namespace {

Result<Case> case_past_draft(const Desk& desk, ReferralId id)
{
    auto found = find_case(desk.db, desk.actor, id);
    if (found && !is_past_draft(found->referral.state))
        return refuse(Reason::wrong_state, "error.referral.now.draft");
    if (found && found->referral.erased_at) return refuse(Reason::wrong_state, "error.referral.erased");
    return found;
}

std::string new_query_code(const Desk& desk, const Case& known)
{
    return store::issue_query_code(desk.db, known.referral.id, digits_of_contact(known.household()),
                                   desk.actor.account, desk.now);
}

void read_consented(const Desk& desk, Printed& printed)
{
    for (const auto& row : store::list_consents(desk.db, printed.known.referral.id)) {
        if (!is_live_on(row, day_of(desk.now))) continue;
        const auto until = printed.consented_until;
        printed.consented_until = until ? std::min(*until, row.until) : row.until;
        for (const auto id : row.organizations)
            if (const auto known = store::find_organization(desk.db, id);
                known && std::ranges::find(printed.consented, known->name) == printed.consented.end())
                printed.consented.push_back(known->name);
    }
}

} // namespace

Result<Printed> print(const Desk& desk, ReferralId id)
{
    auto found = case_past_draft(desk, id);
    if (!found) return std::unexpected(found.error());
    auto code = store::find_query_code(desk.db, id);
    if (!code) code = new_query_code(desk, *found); // reported before there were codes
    audit(desk, "referral.printed", id, {{"fields", "name,address,query_code"}});
    Printed printed{*std::move(found), *std::move(code)};
    read_consented(desk, printed);
    return printed;
}

Result<bool> renew_query_code(const Desk& desk, ReferralId id)
{
    const auto found = case_past_draft(desk, id);
    if (!found) return std::unexpected(found.error());
    new_query_code(desk, *found);
    audit(desk, "referral.code_renewed", id);
    return true;
}

} // namespace server::referrals
