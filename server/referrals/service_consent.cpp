#include "models/store/programs.hpp"
#include "models/store/tasks.hpp"
#include "server/clocks/clocks.hpp"
#include "server/offers/moves.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

bool is_guardian_needed(const Household& household, std::int64_t number, Date on)
{
    return std::ranges::any_of(household.members, [&](const Member& member) {
        if (number != 0 && member.number != number) return false;
        const auto* birth = value_on(member.facts, Fact::birth_date, on);
        return birth && needs_guardian(std::get<Date>(*birth), on);
    });
}

namespace {

void faults_of_whom(store::Reader& db, const ConsentTold& told, std::vector<Fault>& faults)
{
    const bool known = std::ranges::all_of(told.organizations, [&](OrganizationId id) {
        const auto row = store::find_organization(db, id);
        return row && row->active;
    });
    if (told.organizations.empty() || !known)
        faults.push_back(fault("error.consent.organizations", "organizations"));
}

void faults_of_what(const Library& library, const ConsentTold& told, std::vector<Fault>& faults)
{
    const auto is_field = [](const auto& code) {
        return std::ranges::find(kConsentFields, code) != kConsentFields.end();
    };
    const auto is_need = [&](const auto& code) {
        return std::ranges::find(library.need_types, code, &NeedType::code) != library.need_types.end();
    };
    if (told.fields.empty() || !std::ranges::all_of(told.fields, is_field))
        faults.push_back(fault("error.consent.fields", "fields"));
    if (told.purposes.empty() || !std::ranges::all_of(told.purposes, is_need))
        faults.push_back(fault("error.consent.purposes", "purposes"));
}

void faults_of_days(const ConsentTold& told, Date today, std::vector<Fault>& faults)
{
    if (!told.from || *told.from > today) faults.push_back(fault("error.consent.from", "from"));
    if (!told.until || *told.until < today) {
        faults.push_back(fault("error.consent.until", "until"));
    } else if (told.from && moment(*told.until) > moment(*told.from, 0, kConsentMonths)) {
        faults.push_back(fault("error.consent.too_long", "until"));
    }
}

std::vector<Fault> faults_of(const Desk& desk, const Household& household, const ConsentTold& told)
{
    std::vector<Fault> faults;
    const auto today = day_of(desk.now);
    if (told.member != 0 &&
        std::ranges::find(household.members, told.member, &Member::number) == household.members.end())
        faults.push_back(fault("error.consent.member", "member"));
    faults_of_whom(desk.db, told, faults);
    faults_of_what(desk.library, told, faults);
    if (!told.way) faults.push_back(fault("error.consent.way", "way"));
    faults_of_days(told, today, faults);
    if (told.who.empty()) faults.push_back(fault("error.consent.who", "who"));
    if (told.way == ConsentWay::phone_with_witness && told.witness.empty())
        faults.push_back(fault("error.consent.witness", "witness"));
    if (told.guardian.empty() && is_guardian_needed(household, told.member, told.from.value_or(today)))
        faults.push_back(fault("error.consent.guardian", "guardian"));
    return faults;
}

Result<Case> case_to_consent(const Desk& desk, ReferralId id)
{
    store::hold_referral(desk.db, id);
    auto known = find_case(desk.db, desk.actor, id);
    if (!known) return known;
    if (known->referral.erased_at) return refuse(Reason::wrong_state, "error.referral.erased");
    const auto state = known->referral.state;
    if (!takes_consent(state, known->referral.close_reason))
        return refuse(Reason::wrong_state, "error.referral.now." + std::string(name_of(state)));
    return known;
}

bool move_consent(const Desk& desk, const store::ConsentRow& row, std::int64_t version, ConsentAct act)
{
    const auto to = after(row.state, act, Side::family);
    if (!to || !store::save_consent_state(desk.db, row.id, version, *to)) return false;
    const auto event = "consent." + std::string(name_of(act));
    audit(desk, event.c_str(), row.referral, {{"consent", to_text(row.id)}});
    store::stop_clocks(desk.db, store::ClockNoun::consent, row.id.value);
    return true;
}

// What waited for it goes on.
void go_on_with(const Desk& desk, const store::ConsentRow& row)
{
    start_consent_clock(desk, row);
    for (auto task : store::open_tasks_of(desk.db, row.referral)) {
        if (task.kind != TaskKind::ask_consent) continue;
        store::end_task(desk.db, task.id, desk.actor.account, desk.now);
        task.kind = TaskKind::next_best;
        task.begun_at = task.due_at = desk.now;
        store::begin_task(desk.db, task);
    }
}

// Said twice, it is done once.
bool is_the_same(const store::ConsentRow& one, const store::ConsentRow& other)
{
    const auto told = [](const store::ConsentRow& row) {
        return std::tie(row.way, row.text_version, row.purposes, row.fields, row.organizations, row.given,
                        row.from, row.until, row.recorded_by);
    };
    return told(one) == told(other);
}

// Whoever no consent names any longer sees nothing more from this moment on.
Result<bool> close_to_others(const Desk& desk, ReferralId id)
{
    store::append_change(desk.db, "referral", id.value);
    if (auto refusal = offers::end_unconsented(desk, id, Side::family))
        return std::unexpected(*std::move(refusal));
    return true;
}

} // namespace

Result<ConsentId> record_consent(const Desk& desk, ReferralId id, const ConsentTold& told)
{
    const auto known = case_to_consent(desk, id);
    if (!known) return std::unexpected(known.error());
    if (auto faults = faults_of(desk, known->household(), told); !faults.empty())
        return refuse(std::move(faults));
    store::ConsentRow row{
        .referral = id,
        .state = after({}, ConsentAct::give, Side::family).value(),
        .way = *told.way,
        .text_version = std::string(kConsentText),
        .member = told.member,
        .purposes = told.purposes,
        .fields = told.fields,
        .organizations = told.organizations,
        .given = note_of({{"who", told.who}, {"guardian", told.guardian}, {"witness", told.witness}}),
        .from = *told.from,
        .until = *told.until,
        .recorded_by = desk.actor.account,
        .recorded_at = desk.now};
    for (const auto& before : store::list_consents(desk.db, id)) {
        if (before.member != told.member || before.state != ConsentState::given) continue;
        if (is_the_same(before, row)) return before.id;
        if (!move_consent(desk, before, before.version, ConsentAct::replace))
            return refuse(Reason::stale, "error.referral.changed");
    }
    row.id = store::insert_consent(desk.db, row);
    audit(desk, "consent.give", id, {{"consent", to_text(row.id)}, {"way", std::string(name_of(row.way))}});
    if (const auto closed = close_to_others(desk, id); !closed) return std::unexpected(closed.error());
    go_on_with(desk, row);
    return row.id;
}

namespace {

Result<store::ConsentRow> consent_in_scope(const Desk& desk, ReferralId id, ConsentId consent)
{
    store::hold_referral(desk.db, id);
    const auto referral = find_in_scope(desk.db, desk.actor, id);
    if (!referral) return std::unexpected(referral.error());
    auto rows = store::list_consents(desk.db, id);
    const auto row = std::ranges::find(rows, consent, &store::ConsentRow::id);
    if (row == rows.end()) return refuse(Reason::not_found, "error.referral.unknown");
    return std::move(*row);
}

} // namespace

Result<bool> withdraw_consent(const Desk& desk, ReferralId id, ConsentId consent, std::int64_t version)
{
    const auto row = consent_in_scope(desk, id, consent);
    if (!row) return std::unexpected(row.error());
    if (row->state == ConsentState::withdrawn) return true; // said twice, done once
    if (is_end(row->state)) return refuse(Reason::wrong_state, "error.consent.ended");
    if (!move_consent(desk, *row, version, ConsentAct::withdraw))
        return refuse(Reason::stale, "error.referral.changed");
    return close_to_others(desk, id);
}

Result<bool> leave_out(const Desk& desk, ReferralId id, ConsentId consent, std::int64_t version,
                       OrganizationId organization)
{
    auto row = consent_in_scope(desk, id, consent);
    if (!row) return std::unexpected(row.error());
    if (std::erase(row->organizations, organization) == 0) return true; // it was not told anything
    if (row->organizations.empty()) return withdraw_consent(desk, id, consent, version);
    if (is_end(row->state)) return refuse(Reason::wrong_state, "error.consent.ended");
    if (!move_consent(desk, *row, version, ConsentAct::replace))
        return refuse(Reason::stale, "error.referral.changed");
    row->state = ConsentState::given;
    row->recorded_at = desk.now;
    row->id = store::insert_consent(desk.db, *row);
    audit(desk, "consent.give", id, {{"consent", to_text(row->id)}, {"left_out", to_text(organization)}});
    return close_to_others(desk, id);
}

Result<bool> withdraw_consents(const Desk& desk, ReferralId id)
{
    for (const auto& row : store::list_consents(desk.db, id))
        if (row.state == ConsentState::given && !move_consent(desk, row, row.version, ConsentAct::withdraw))
            return refuse(Reason::stale, "error.referral.changed");
    return close_to_others(desk, id);
}

} // namespace server::referrals
