#include "models/identity.hpp"
#include "server/family/views.hpp"
#include "server/html/format.hpp"
#include "server/http/library.hpp"
#include <algorithm>
#include <array>
#include <ranges>

namespace server::family {

using namespace models;
using html::text_part;
using nlohmann::json;

namespace {

constexpr std::array kSteps{ReferralState::reported, ReferralState::rechecked,  ReferralState::confirmed,
                            ReferralState::planned,  ReferralState::in_support, ReferralState::closed};

// Where on the line it stands: what was returned or suspended stands at the state it left.
std::size_t position_of(const Referral& referral)
{
    auto state = referral.state;
    if (state == ReferralState::returned || state == ReferralState::suspended)
        state = referral.returned_from.value_or(ReferralState::reported);
    if (state == ReferralState::entered_in_error) state = ReferralState::closed;
    const auto at = std::ranges::find(kSteps, state);
    return at == kSteps.end() ? 0 : static_cast<std::size_t>(at - kSteps.begin());
}

std::string date_of(const Scene& scene, ReferralState state)
{
    for (const auto& move : scene.told.log | std::views::reverse)
        if (move.to == state) return html::short_day(scene.words.language, day_of(move.at));
    return {};
}

// What was passed over (an urgent case that was not rechecked first) is left out.
json steps_view(const Scene& scene)
{
    const auto current = position_of(scene.told.known.referral);
    json steps = json::array();
    for (std::size_t i = 0; i < kSteps.size(); ++i) {
        const auto date = i <= current ? date_of(scene, kSteps.at(i)) : std::string();
        if (i < current && date.empty()) continue;
        steps.push_back({{"label", scene.words.say("family.step." + std::string(name_of(kSteps.at(i))))},
                         {"date", text_part(date)},
                         {"done", i < current},
                         {"now", i == current},
                         {"later", i > current}});
    }
    return steps;
}

std::string heading(const Scene& scene)
{
    const auto& referral = scene.told.known.referral;
    if (referral.erased_at) return scene.words.say("family.erased.title");
    if (const int count = helping(scene); count > 0 && is_live(referral.state))
        return scene.words.one_or_many("family.helping", count);
    if (referral.close_reason)
        return scene.words.say("family.closed." + std::string(name_of(*referral.close_reason)));
    return scene.words.say("family.now." + std::string(name_of(referral.state)));
}

// What the family was asked for, or told when it ended.
std::string told_words(const Scene& scene)
{
    const auto& referral = scene.told.known.referral;
    for (const auto& move : scene.told.log | std::views::reverse) {
        if (move.to != referral.state || move.from == move.to) continue;
        const bool told = move.act == ReferralAct::return_ || move.act == ReferralAct::refuse ||
                          move.act == ReferralAct::close || move.act == ReferralAct::end;
        if (!told) return {};
        const auto entries = referrals::entries_of(move.note);
        const auto text = entries.find("text");
        return text == entries.end() ? std::string()
                                     : referrals::without_names(text->second, scene.told.known.household());
    }
    return {};
}

// What comes next; for some ends in words of their own.
std::string lead_words(const Scene& scene)
{
    const auto& referral = scene.told.known.referral;
    if (referral.erased_at) return scene.words.say("family.erased.next");
    auto key = "family.next." + std::string(name_of(referral.state));
    if (referral.close_reason) {
        const auto own = key + "." + std::string(name_of(*referral.close_reason));
        if (scene.words.messages.has(own)) key = own;
    }
    return scene.words.say(key);
}

// A suspension has a last day and no clock.
std::optional<Date> suspended_until(const Scene& scene)
{
    if (scene.told.known.referral.state != ReferralState::suspended) return {};
    for (const auto& move : scene.told.log | std::views::reverse)
        if (move.to == ReferralState::suspended) {
            auto entries = referrals::entries_of(move.note);
            return parse_date(entries["until"]);
        }
    return {};
}

json next_view(const Scene& scene)
{
    const auto& words = scene.words;
    json lines = json::array();
    if (const auto until = suspended_until(scene))
        lines.push_back({{"text", words.say("family.due.suspended",
                                            {{"day", html::short_day(words.language, *until)}})}});
    for (const auto& clock : scene.told.clocks) {
        const auto day = plus_days(day_of(clock.due_at), -1);
        const bool over = clock.due_at <= scene.call.now;
        const auto key = (over ? "family.over." : "family.due.") + std::string(name_of(clock.clock));
        if (words.messages.has(key)) // the others are the offices' own
            lines.push_back({{"text", words.say(key, {{"day", html::short_day(words.language, day)}})}});
    }
    for (auto& line : help_dates(scene)) lines.push_back({{"text", std::move(line)}});
    return {{"lead", lead_words(scene)}, {"told", text_part(told_words(scene))}, {"dates", std::move(lines)}};
}

std::string greeting(const Scene& scene)
{
    const auto& members = scene.told.known.household().members;
    return scene.words.messages.text(
        scene.words.language, "family.greeting",
        {{"name", members.empty() ? std::string() : masked_name(members.front().name.reveal())}});
}

json helpers_view(const Scene& scene)
{
    json rows = json::array();
    for (const auto& [id, phone] : scene.told.phones)
        if (!phone.empty()) rows.push_back({{"name", scene.told.names.at(id)}, {"phone", phone}});
    return rows;
}

std::string done_words(const Scene& scene)
{
    const auto key = "family.done." + scene.call.query.text("done");
    return scene.words.messages.has(key) ? scene.words.say(key) : std::string();
}

} // namespace

json case_view(const Scene& scene)
{
    const auto& referral = scene.told.known.referral;
    const bool open = is_open(referral.state);
    const auto title = heading(scene);
    return {{"page_title", title},
            {"title", title},
            {"greeting", greeting(scene)},
            {"reference", referral.reference},
            {"done_note", text_part(done_words(scene))},
            {"next", next_view(scene)},
            {"steps", steps_view(scene)},
            {"needs", needs_view(scene)},
            {"arrivals", arrivals_view(scene)},
            {"consent", consents_view(scene)},
            {"objections", objections_view(scene)},
            {"offices", offices_view(scene)},
            {"helpers", helpers_view(scene)},
            {"may_withdraw", open}};
}

} // namespace server::family
