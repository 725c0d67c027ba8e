#include "models/store/consents.hpp"
#include "models/store/objections.hpp"
#include "models/store/tasks.hpp"
#include "server/offers/effects.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>
#include <ranges>

// What was wrong about a referral is put right: begun anew, corrected, or marked as an error.
namespace server::referrals {

using namespace models;

namespace {

bool has_live_consent(const Desk& desk, ReferralId id)
{
    const auto rows = store::list_consents(desk.db, id);
    return std::ranges::any_of(
        rows, [&](const store::ConsentRow& row) { return is_live_on(row, day_of(desk.now)); });
}

// A complaint about help that was given, upheld since the referral was closed: it goes on where it stood.
bool is_complaint_upheld(store::Reader& db, ReferralId id)
{
    Time closed{};
    for (const auto& move : store::list_moves(db, id) | std::views::reverse)
        if (move.to == ReferralState::closed) {
            closed = move.at;
            break;
        }
    return std::ranges::any_of(store::objections_of(db, id), [&](const store::ObjectionRow& row) {
        return row.about == ObjectionAbout::offer && row.state == ObjectionState::upheld &&
               *row.decided_at >= closed;
    });
}

std::optional<store::TaskRow> asked_for(store::Reader& db, ReferralId id)
{
    for (auto& task : store::open_tasks_of(db, id))
        if (task.kind == TaskKind::second_person && !task.offer) return std::move(task);
    return {};
}

void mend(Need& need, const Mending& told)
{
    if (told.assessed) need.assessed = told.assessed;
    if (told.government_aid) need.government_aid = *told.government_aid;
    if (told.fate == "closed") need.state = NeedState::closed;
    if (told.fate == "asked_anew") need.state = NeedState::open;
}

std::vector<Fault> faults_of(const Household& household, const std::map<NeedId, Mending>& all,
                             const std::string& why)
{
    std::vector<Fault> faults;
    for (const auto& [id, told] : all) {
        const auto field = "need_" + to_text(id);
        const auto need = std::ranges::find(household.needs, id, &Need::id);
        if (need == household.needs.end()) {
            faults.push_back(fault("error.referral.correct.need", field));
            continue;
        }
        const auto assessed = told.assessed ? told.assessed : need->assessed;
        if (assessed && told.government_aid.value_or(need->government_aid) > *assessed)
            faults.push_back(fault("error.referral.confirm.aid_above", field));
        if (!told.fate.empty() && std::ranges::find(kNeedFates, told.fate) == kNeedFates.end())
            faults.push_back(fault("error.referral.correct.fate", "fate_" + to_text(id)));
    }
    if (why.empty()) faults.push_back(fault("error.referral.correct.text", "text"));
    return faults;
}

// Nothing more is looked for.
void end_tasks_of_closed(const Desk& desk, ReferralId id, const std::map<NeedId, Mending>& told)
{
    for (const auto& task : store::open_tasks_of(desk.db, id)) {
        const bool looks_on = task.kind == TaskKind::next_best || task.kind == TaskKind::decide_next ||
                              task.kind == TaskKind::ask_consent;
        const auto at = told.find(task.need);
        if (looks_on && at != told.end() && at->second.fate == "closed")
            store::end_task(desk.db, task.id, desk.actor.account, desk.now);
    }
}

} // namespace

Moved reopen(const Desk& desk, const Seen& seen, const std::string& why)
{
    auto referral = opened(desk, seen, ReferralAct::reopen);
    if (!referral) return referral;
    if (referral->close_reason == CloseReason::died)
        return refuse(Reason::wrong_state, "error.referral.reopen.died");
    if (referral->close_reason == CloseReason::withdrawn && !has_live_consent(desk, referral->id))
        return refuse(Reason::wrong_state, "error.referral.reopen.consent");
    if (why.empty()) return refuse({fault("error.referral.reopen.text", "text")});
    referral->close_reason.reset();
    const bool goes_on = referral->confirmed_at && is_complaint_upheld(desk.db, referral->id);
    if (!goes_on) {
        referral->rechecker = referral->confirmer = {};
        referral->confirmed_at.reset();
    }
    save_facts(desk, *referral, find_document(desk.db, *referral).body.household);
    auto done = moved(desk, *std::move(referral),
                      {ReferralAct::reopen,
                       goes_on ? ReferralState::confirmed : ReferralState::reported,
                       side_of(desk.actor),
                       goes_on ? "complaint_upheld" : "asked_again",
                       {{"text", why}}});
    if (!done) return done;
    for (const auto& row : store::list_consents(desk.db, done->id))
        if (is_live_on(row, day_of(desk.now))) start_consent_clock(desk, row);
    return done;
}

Moved mark_as_error(const Desk& desk, const Seen& seen, const std::string& reason, const std::string& text)
{
    auto referral = opened(desk, seen, ReferralAct::mark_as_error);
    if (!referral) return referral;
    const auto asked = asked_for(desk.db, referral->id);
    if (asked && asked->begun_by == desk.actor.account)
        return refuse(Reason::forbidden, "error.referral.mark_as_error.second");
    if (std::ranges::find(kErrorReasons, reason) == kErrorReasons.end())
        return refuse({fault("error.referral.mark_as_error.reason", "reason")});
    if (text.empty()) return refuse({fault("error.referral.mark_as_error.text", "text")});
    if (asked)
        return ended(desk, *std::move(referral),
                     {ReferralAct::mark_as_error,
                      ReferralState::entered_in_error,
                      side_of(desk.actor),
                      reason,
                      {{"text", text}}});
    store::begin_task(desk.db, {.kind = TaskKind::second_person,
                                .referral = referral->id,
                                .reason = reason,
                                .begun_by = desk.actor.account,
                                .begun_at = desk.now,
                                .due_at = due_after(desk, rule_of(TaskKind::second_person).working_days)});
    audit(desk, "referral.error_asked", referral->id, {{"reason", reason}});
    return referral;
}

Moved correct(const Desk& desk, const Seen& seen, const std::map<NeedId, Mending>& told,
              const std::string& why)
{
    auto referral = opened(desk, seen, ReferralAct::correct);
    if (!referral) return referral;
    auto household = find_document(desk.db, *referral).body.household;
    if (auto faults = faults_of(household, told, why); !faults.empty()) return refuse(std::move(faults));
    for (auto& need : household.needs)
        if (const auto at = told.find(need.id); at != told.end()) mend(need, at->second);
    save_facts(desk, *referral, std::move(household));
    store::end_tasks(desk.db, referral->id, TaskKind::ask_need_anew, desk.actor.account, desk.now);
    end_tasks_of_closed(desk, referral->id, told);
    const auto state = referral->state;
    auto done = moved(desk, *std::move(referral),
                      {ReferralAct::correct, state, side_of(desk.actor), "corrected", {{"text", why}}});
    if (!done) return done;
    if (auto refusal = offers::follow(desk, done->id, done->village))
        return std::unexpected(*std::move(refusal));
    return find_in_scope(desk.db, desk.actor, done->id); // what it meant for its needs is another version
}

} // namespace server::referrals
