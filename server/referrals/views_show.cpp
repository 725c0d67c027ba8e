#include "models/identity.hpp"
#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/offered.hpp"
#include "server/referrals/views_parts.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;
using html::Words;

namespace {

std::string path_of(const Referral& referral) { return "/referrals/" + to_text(referral.id); }

std::string_view path_below(ReferralAct act)
{
    return std::ranges::find(kActPaths, act, &ActPath::act)->path;
}

// The act that carries the referral on is the one filled button; the county rechecks only for want of others.
bool carries_on(const Actor& actor, ReferralAct act)
{
    using enum ReferralAct;
    if (act == recheck) return actor.role == Role::township;
    return act == report || act == confirm || act == resubmit || act == recheck_late;
}

bool is_undecided(const Shown& shown)
{
    return std::ranges::any_of(shown.objections,
                               [](const auto& row) { return row.state == ObjectionState::open; });
}

// What the table offers, and what an undecided objection bars besides.
std::vector<Offered> offered_now(const Call& call, const Shown& shown)
{
    if (shown.known.referral.erased_at) return {};
    auto all = offered(call.actor, shown.known.referral, shown.reporter);
    const bool undecided = is_undecided(shown);
    for (auto& [act, barred] : all)
        if (undecided && barred.empty() && waits_for_answer(act)) barred = "error.objection.undecided";
    return all;
}

json buttons_of(const Call& call, const Words& words, const Shown& shown)
{
    const auto& referral = shown.known.referral;
    json buttons = json::array();
    bool primary_taken = false;
    for (const auto& [act, barred] : offered_now(call, shown)) {
        if (!barred.empty()) continue;
        const bool primary = !primary_taken && carries_on(call.actor, act);
        primary_taken = primary_taken || primary;
        buttons.push_back({{"href", path_of(referral) + "/" + std::string(path_below(act))},
                           {"label", words.say("referral.act." + std::string(name_of(act)))},
                           {"primary", primary},
                           {"secondary", !primary}});
    }
    return buttons;
}

json bars_of(const Call& call, const Words& words, const Shown& shown)
{
    json bars = json::array();
    for (const auto& [act, barred] : offered_now(call, shown))
        if (!barred.empty())
            bars.push_back({{"act", words.say("referral.act." + std::string(name_of(act)))},
                            {"why", words.say(barred)}});
    return bars;
}

// What was just done, told once on the page that follows.
std::string done_words(const Call& call, const Words& words)
{
    const auto key = "referral.done." + call.query.text("done");
    return words.messages.has(key) ? words.say(key) : std::string();
}

std::string erased_words(const Words& words, const Referral& referral)
{
    if (!referral.erased_at || !referral.erased_for) return {};
    return words.say("referral.erased." + std::string(name_of(*referral.erased_for)),
                     {{"day", html::day(words.language, day_of(*referral.erased_at))}});
}

std::string next_words(const Words& words, const Referral& referral)
{
    if (referral.erased_at) return words.say("referral.next.erased");
    return words.say("referral.next." + std::string(name_of(referral.state)));
}

void add_head(json& view, const Call& call, const Words& words, const Shown& shown)
{
    const auto& referral = shown.known.referral;
    const auto family = referral.erased_at ? words.say("referral.erased.family")
                                           : family_name(words, contact_of(shown.known.household()));
    const bool draft = referral.state == ReferralState::draft;
    view["page_title"] = family;
    view["family"] = family;
    view["reference"] = text_part(referral.reference);
    view["place"] = text_part(place_words(call, referral.village, AreaLevel::county));
    view["state"] = std::string(name_of(referral.state));
    view["state_label"] = state_words(words, referral.state);
    view["urgent"] = referral.urgency == Urgency::urgent;
    view["kind"] = text_part(referral.kind ? words.say("kind." + std::string(name_of(*referral.kind))) : "");
    view["closed_for"] = text_part(
        referral.close_reason ? words.say("referral.reason." + std::string(name_of(*referral.close_reason)))
                              : "");
    view["done_note"] = text_part(done_words(call, words));
    view["erased_note"] = text_part(erased_words(words, referral));
    view["print_href"] = draft || referral.erased_at ? json() : json{{"href", path_of(referral) + "/print"}};
    view["reveal"] = referral.erased_at ? json() : json{{"href", path_of(referral) + "/reveal"}};
    view["mend"] = may_mend(call.actor, referral)
                       ? json{{"href", path_of(referral) + "/form/who"},
                              {"label", words.say(draft ? "referral.mend.draft" : "referral.mend.reported")}}
                       : json();
}

} // namespace

json show_view(const Call& call, const Shown& shown)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto& household = shown.known.household();
    const Scene scene{call, words, household, call.today()};
    json view;
    add_head(view, call, words, shown);
    view.update(needs_view(scene));
    view.update(family_view(scene));
    view.update(income_view(scene));
    view["steps"] = steps_view(scene, shown.known.referral, shown.log);
    view["clocks"] = clocks_view(scene, shown.clocks);
    view["same"] = same_view(scene, shown.same);
    view["offers"] = offers_view(scene, shown.offers);
    view["log"] = log_view(scene, shown.log);
    view["objections"] = objections_view(scene, shown.objections);
    view["by_family"] = by_family_view(call, shown.known.referral, is_undecided(shown));
    view["next_step"] = next_words(words, shown.known.referral);
    view["acts"] = buttons_of(call, words, shown);
    view["bars"] = bars_of(call, words, shown);
    return view;
}

json reveal_view(const Call& call, const Case& known)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto& household = known.household();
    const Scene scene{call, words, household, call.today()};
    json members = json::array();
    for (const auto& member : household.members)
        members.push_back({{"name", member.name.reveal()},
                           {"relation", member_words(scene, member.number)},
                           {"id_number", text_part(member.id_number.reveal())},
                           {"phone", text_part(member.phone.reveal())}});
    return {{"page_title", words.say("referral.reveal.title")},
            {"family", family_name(words, contact_of(household))},
            {"reference", text_part(known.referral.reference)},
            {"href", path_of(known.referral)},
            {"members", std::move(members)},
            {"village", place_words(call, known.referral.village, AreaLevel::province)},
            {"address", text_part(household.address.reveal())},
            {"situation", text_part(household.situation.reveal())}};
}

} // namespace server::referrals
