#include "server/rights/rights.hpp"
#include "models/application.hpp"
#include "models/approval.hpp"
#include "models/objection.hpp"
#include "models/payment.hpp"
#include "models/round.hpp"
#include "models/worry.hpp"
#include "server/erasure/service.hpp"
#include "server/offers/acts.hpp"
#include "server/programs/manage.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/offered.hpp"
#include <algorithm>

namespace server::rights {

using namespace models;

namespace {

using States = std::vector<std::string_view>;

constexpr std::pair<std::string_view, Record> kNouns[] = {{"/referrals/{", Record::referral},
                                                          {"/offers/{", Record::offer},
                                                          {"/programs/{", Record::program},
                                                          {"/rounds/{", Record::round},
                                                          {"/organizations/{", Record::organization},
                                                          {"/accounts/{", Record::account},
                                                          {"/objections/{", Record::objection},
                                                          {"/applications/{", Record::application},
                                                          {"/standing-rules/{", Record::standing_rule},
                                                          {"/due/{", Record::task},
                                                          {"/account/tokens/{", Record::token},
                                                          {"/sites/{", Record::site},
                                                          {"/payments/{", Record::payment},
                                                          {"/worries/{", Record::worry},
                                                          {"/attachments/{", Record::attachment},
                                                          {"/stock/{", Record::stock},
                                                          {"/approvals/{", Record::approval},
                                                          {"/channels/{", Record::channel},
                                                          {"/sketches/{", Record::sketch}};
constexpr std::string_view kApi = "/api/v1";

template <class State> States all_states()
{
    States all;
    for (const auto& [state, name] : kNames<State>) all.push_back(name);
    return all;
}

// Below /things/{id}/.
std::string_view tail_of(std::string_view path)
{
    const auto end = path.find("}/");
    return end == std::string_view::npos ? std::string_view() : path.substr(end + 2);
}

// Somebody of this role whose record it is.
Actor owner(Role role)
{
    Actor actor;
    actor.account = AccountId{1};
    actor.role = role;
    return actor;
}

template <class Paths> auto act_at(const Paths& paths, std::string_view tail)
{
    const auto found = std::ranges::find(paths, tail, [](const auto& row) { return row.path; });
    return found == std::end(paths) ? std::nullopt : std::optional(found->act);
}

template <class State, class Offers> States states_where(Offers offers)
{
    States states;
    for (const auto& [state, name] : kNames<State>)
        if (offers(state)) states.push_back(name);
    return states;
}

Referral referral_in(ReferralState state)
{
    Referral referral;
    referral.state = state;
    referral.author = AccountId{1};
    return referral;
}

// What is no move of lifecycle.md, and yet not possible in every state.
std::optional<States> states_of_papers(std::string_view tail, bool changes)
{
    if (tail == "erase") return states_where<ReferralState>(erasure::has_ended);
    const bool after_sending = tail == "hold" || tail == "objection" || tail == "code";
    if (tail == "print" || (changes && after_sending))
        return states_where<ReferralState>(referrals::is_past_draft);
    if (changes && (tail == "consent" || tail == "consents"))
        return states_where<ReferralState>([](ReferralState state) {
            return std::ranges::any_of(kNames<CloseReason>, [&](const auto& row) {
                return referrals::takes_consent(state, row.first);
            });
        });
    return {};
}

std::optional<States> states_of_referral(const Route& route, Role role)
{
    const auto tail = tail_of(route.path);
    const auto actor = owner(role);
    if (tail.starts_with("form/") && tail != "form/done")
        return states_where<ReferralState>(
            [&](ReferralState state) { return referrals::may_mend(actor, referral_in(state)); });
    const auto act = act_at(referrals::kActPaths, tail);
    if (!act) return states_of_papers(tail, route.verb != Verb::get);
    return states_where<ReferralState>([&](ReferralState state) {
        return std::ranges::any_of(referrals::offered(actor, referral_in(state), actor),
                                   [&](const auto& offered) { return offered.act == *act; });
    });
}

std::optional<States> states_of_offer(const Route& route, Role role)
{
    using enum OfferState;
    const auto tail = tail_of(route.path);
    if (tail == "file") // 受助档案: of help that was accepted
        return states_where<OfferState>(follows_acceptance);
    if (tail.ends_with("/vouchers"))
        return States{name_of(accepted), name_of(delivering), name_of(fulfilled), name_of(partly_fulfilled)};
    if (tail.ends_with("/reverse")) return States{name_of(accepted), name_of(delivering)};
    const auto act = act_at(offers::kActPaths, tail);
    if (!act) return {};
    return states_where<OfferState>([&](OfferState state) { return may(side_of(owner(role)), state, *act); });
}

// What was worked out is there until the round is thrown away; money is paid after it was approved.
std::optional<States> states_of_round(const Route& route)
{
    const auto tail = tail_of(route.path);
    if (tail.starts_with("pay-list")) return States{name_of(RoundState::approved)};
    if (tail == "awards" || tail == "others" || tail == "certificate")
        return States{name_of(RoundState::proposed), name_of(RoundState::approved),
                      name_of(RoundState::discarded)};
    const auto act = from_name<RoundAct>(tail);
    if (!act || route.verb == Verb::get) return {};
    return states_where<RoundState>([&](RoundState state) { return after(state, *act).has_value(); });
}

// A list is changed and checked before it goes out; its results come back after.
std::optional<States> states_of_payment(const Route& route)
{
    const auto tail = tail_of(route.path);
    if (tail == "results") // read twice: the same again
        return States{name_of(PaymentRunState::issued), name_of(PaymentRunState::settled)};
    const auto act = from_name<PaymentRunAct>(tail == "send-back" ? "send_back" : tail);
    if (!act) return {};
    return states_where<PaymentRunState>(
        [&](PaymentRunState state) { return move_of(state, *act) != nullptr; });
}

} // namespace

std::optional<Record> record_of(std::string_view path)
{
    if (path.starts_with(kApi)) path.remove_prefix(kApi.size());
    for (const auto& [start, record] : kNouns)
        if (path.starts_with(start)) return record;
    return {};
}

std::vector<std::string_view> states_of(Record record)
{
    switch (record) {
    case Record::referral: return all_states<ReferralState>();
    case Record::offer: return all_states<OfferState>();
    case Record::program: return all_states<ProgramState>();
    case Record::round: return all_states<RoundState>();
    case Record::objection: return all_states<ObjectionState>();
    case Record::application: return all_states<ApplicationState>();
    case Record::payment: return all_states<PaymentRunState>();
    case Record::worry: return all_states<WorryState>();
    case Record::approval: return all_states<ApprovalState>();
    case Record::stock:
    case Record::channel:
    case Record::sketch:
    case Record::site:
    case Record::attachment:
    case Record::organization:
    case Record::account:
    case Record::standing_rule:
    case Record::task:
    case Record::token: return {};
    }
    return {};
}

bool is_there_for(Role role, bool own, Record record, std::string_view state)
{
    if (record == Record::offer) return state != name_of(OfferState::draft) || !is_charity(role);
    if (record == Record::round)
        return state == name_of(RoundState::approved) || role == Role::county || role == Role::admin ||
               role == Role::analyst;
    if (record == Record::approval) return role == Role::county; // what concerns keys is the administrators'
    if (record == Record::program) return state != name_of(ProgramState::draft) || (own && is_charity(role));
    return true;
}

std::optional<std::vector<std::string_view>> states_for(const Route& route, Role role)
{
    const auto record = record_of(route.path);
    if (record == Record::referral) return states_of_referral(route, role);
    if (record == Record::offer) return states_of_offer(route, role);
    if (record == Record::round) return states_of_round(route);
    if (record == Record::payment) return states_of_payment(route);
    const bool changes = route.verb != Verb::get;
    if (record == Record::program && changes && tail_of(route.path) == "state")
        return states_where<ProgramState>(
            [](ProgramState state) { return !programs::next_states(state).empty(); });
    if (record == Record::worry && changes)
        return states_where<WorryState>([&](WorryState state) {
            return std::ranges::any_of(kWorryMoves, [&](const WorryMove& move) {
                return move.from == state && has_side(move.sides, side_of(owner(role)));
            });
        });
    if (record == Record::approval && changes)
        return States{
            name_of(tail_of(route.path) == "file" ? ApprovalState::approved : ApprovalState::asked)};
    if (record == Record::objection && changes) return States{name_of(ObjectionState::open)};
    if (record == Record::application && changes) return States{name_of(ApplicationState::applied)};
    return {};
}

} // namespace server::rights
