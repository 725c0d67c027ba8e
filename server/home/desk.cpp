#include "models/store/referrals.hpp"
#include "server/home/handlers.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/html/page.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include "server/notices/notices.hpp"
#include "server/offers/moves.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/service.hpp"
#include "server/tasks/due.hpp"
#include "server/tasks/words.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

namespace server::home {

using nlohmann::json;
using namespace models;
using store::OfferBox;

namespace {

// What waits for an officer, the nearest first: each state is a list one may open.
struct Waiting {
    ReferralState state{};
    std::string_view text; // message home.waiting.<text>
};
constexpr Waiting kOfVillage[] = {{ReferralState::returned, "to_resubmit"},
                                  {ReferralState::draft, "to_finish"},
                                  {ReferralState::reported, "under_recheck"},
                                  {ReferralState::confirmed, "confirmed"}};
constexpr Waiting kOfTownship[] = {{ReferralState::reported, "to_recheck"},
                                   {ReferralState::returned, "sent_back"},
                                   {ReferralState::draft, "to_finish"},
                                   {ReferralState::rechecked, "at_county"}};
constexpr Waiting kOfCounty[] = {{ReferralState::rechecked, "to_confirm"},
                                 {ReferralState::reported, "under_recheck"},
                                 {ReferralState::returned, "sent_back"},
                                 {ReferralState::confirmed, "confirmed"}};

std::span<const Waiting> waiting_for(Role role)
{
    if (role == Role::village) return kOfVillage;
    return role == Role::township ? std::span(kOfTownship) : std::span(kOfCounty);
}

std::string text(const Call& call, const std::string& key)
{
    return call.library->messages->text(call.language, key);
}

json waiting_view(const Call& call, store::Reader& db)
{
    const store::Scope scope{call.actor.area, call.actor.account};
    json rows = json::array();
    for (const auto& waiting : waiting_for(call.actor.role)) {
        store::ReferralFilter filter;
        filter.state = waiting.state;
        rows.push_back({{"label", text(call, "home.waiting." + std::string(waiting.text))},
                        {"count", html::whole_number(store::count_referrals(db, scope, filter))},
                        {"href", "/referrals?state=" + std::string(name_of(waiting.state))}});
    }
    return rows;
}

constexpr int kRoundsShown = 5;

// Rounds that only a county officer can approve; those that nobody can any more are told.
json rounds_view(const Call& call, store::Reader& db)
{
    if (call.actor.role != Role::county) return nullptr;
    const auto words = programs::words_of(*call.library, call.language);
    const auto count = store::count_proposed(db, call.actor.area);
    if (count == 0) return nullptr;
    json rows = json::array();
    for (const auto& round : store::list_proposed(db, call.actor.area, kRoundsShown))
        rows.push_back({{"round_href", "/rounds/" + to_text(round.id)},
                        {"round_name", round.name},
                        {"area", html::area_name(words, round.area)},
                        {"opened", html::minute(call.language, round.opened_at)},
                        {"outdated", !rounds::changed_programs(db, round).empty()}});
    return {{"count_text", words.one_or_many("home.rounds.count", count)},
            {"rows", std::move(rows)},
            {"more_rounds", count > kRoundsShown}};
}

// What waits in the boxes of the inbox: a charity's own, or what an officer has to answer.
json boxes_view(const Call& call, store::Reader& db, std::initializer_list<store::OfferBox> boxes)
{
    const auto scope = offers::scope_of(call.actor);
    json rows = json::array();
    for (const auto box : boxes)
        rows.push_back({{"label", text(call, "offer.box." + std::string(name_of(box)))},
                        {"live", call.actor.is_charity() && box == OfferBox::to_answer},
                        {"count", html::whole_number(store::count_offers(db, scope, box))},
                        {"href", "/offers?box=" + std::string(name_of(box))}});
    return rows;
}

constexpr int kDueShown = 5;

// What is due by the end of today, the most urgent first.
json due_view(const Call& call, store::Reader& db)
{
    if (!allowed(call.actor.role, Can::see_due)) return nullptr;
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& due : tasks::due_list(
             db, call.actor, start_of(plus_days(call.today(), 1)) + std::chrono::milliseconds(1), kDueShown))
        rows.push_back({{"due_href", due.href},
                        {"what", words.say("due." + due.what)},
                        {"reference", due.reference},
                        {"about", html::text_part(tasks::about_words(words, call.actor, due))},
                        {"over", due.due_at <= call.now}});
    const auto unread = store::count_unread(db, notices::desk_of(db, call.actor));
    return {{"nothing_due", rows.empty()},
            {"due_rows", html::rows_part(std::move(rows))},
            {"unread", unread > 0 ? html::text_part(words.one_or_many("home.desk.unread", unread)) : json()}};
}

json officer_view(const Call& call, store::Reader& db)
{
    if (!call.actor.is_officer()) return nullptr;
    return {{"place", call.library->divisions->path(call.actor.area)},
            {"waiting", waiting_view(call, db)},
            {"offers",
             boxes_view(call, db,
                        {OfferBox::to_answer, OfferBox::asked, OfferBox::waiting, OfferBox::to_deliver})},
            {"rounds", rounds_view(call, db)}};
}

json charity_view(const Call& call, store::Reader& db)
{
    if (!call.actor.is_charity()) return nullptr;
    const auto words = programs::words_of(*call.library, call.language);
    json own = json::array();
    const auto all = call.library->catalog->current(db);
    for (const auto& program : *all) {
        if (program.organization != call.actor.organization) continue;
        const std::string state(name_of(program.state));
        own.push_back({{"href", "/programs/" + to_text(program.id)},
                       {"name", program.name.zh},
                       {"state", state},
                       {"state_name", text(call, "programs.state." + state)},
                       {"left", programs::left_words(words, program.room)}});
    }
    return {{"boxes",
             boxes_view(call, db,
                        {OfferBox::to_answer, OfferBox::asked, OfferBox::waiting, OfferBox::to_deliver})},
            {"programs", std::move(own)}};
}

json calendar_view(const Call& call)
{
    if (call.actor.role != Role::admin && call.actor.role != Role::county) return nullptr;
    const auto year = year_to_enter(*call.library->working_days, call.today());
    if (!year) return nullptr;
    const auto words = programs::words_of(*call.library, call.language);
    const std::map<std::string, std::string> values{{"year", std::to_string(static_cast<int>(*year))}};
    return {{"text", words.say("calendar.weekends_only", values)},
            {"how",
             call.actor.role == Role::admin ? html::text_part(words.say("calendar.how", values)) : json()}};
}

} // namespace

Response desk(const Call& call, store::Reader& db)
{
    const auto role = call.actor.role;
    return page(call, "home/desk",
                {{"calendar", calendar_view(call)},
                 {"due", due_view(call, db)},
                 {"officer", officer_view(call, db)},
                 {"charity", charity_view(call, db)},
                 {"analyst", role == Role::analyst},
                 {"admin", role == Role::admin},
                 {"integrator", role == Role::integrator}});
}

} // namespace server::home
