#include "server/html/fields.hpp"
#include "server/referrals/sheet.hpp"
#include "server/referrals/views_acts.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;
using html::Words;
using Act = ReferralAct;

namespace {

using Kind = html::Fields::Kind;

template <class E> std::vector<std::string_view> all_names()
{
    std::vector<std::string_view> all;
    for (const auto& [value, name] : kNames<E>) all.push_back(name);
    return all;
}

std::vector<std::string_view> names_of(std::span<const CloseReason> reasons)
{
    std::vector<std::string_view> all;
    for (const auto reason : reasons) all.push_back(name_of(reason));
    return all;
}

// What each open need was assessed at, and the government aid it had.
void ask_needs(html::Fields& fields, const Scene& scene)
{
    const auto& words = scene.words;
    for (const auto& need : scene.household.needs) {
        if (need.state != NeedState::open) continue;
        const auto whose = words.say("referral.ask.need", {{"need", words.say("need." + need.type)},
                                                           {"whom", member_words(scene, need.member)}});
        const auto unit = words.say("referral.unit_name." + std::string(name_of(need.unit)));
        const auto id = to_text(need.id);
        fields.add(
            {"need_" + id, words.say("referral.ask.assessed", {{"whose", whose}}), Kind::line, {}, unit});
        if (need.unit == NeedUnit::fen)
            fields.add(
                {"aid_" + id, words.say("referral.ask.aid_for", {{"whose", whose}}), Kind::line, {}, unit});
    }
}

void ask_confirmation(html::Fields& fields, const ActPage& page, const Scene& scene)
{
    if (page.act == Act::confirm_urgently) fields.add(Kind::lines, "reason");
    fields.choose(Kind::choice, "kind", all_names<ReferralKind>(), "kind.");
    fields.choose(Kind::choice, "aid_check", kAidChecks, "referral.reason.");
    fields.add(Kind::line, "aid_text");
    ask_needs(fields, scene);
    if (page.spot_check && page.act == Act::confirm) fields.add(Kind::lines, "spot_check");
}

void ask_recheck(html::Fields& fields, const ActPage& page)
{
    fields.choose(Kind::choice, "way", kWays, "referral.reason.");
    fields.add(Kind::date, "on");
    fields.add(Kind::line, "who");
    fields.add(Kind::lines, "found");
    if (page.call.actor.role == Role::county) fields.add(Kind::tick, "nobody_else");
}

// Each need as it is, to be put right; a closed one may be asked anew.
void ask_mendings(html::Fields& fields, const Scene& scene)
{
    const auto& words = scene.words;
    for (const auto& need : scene.household.needs) {
        const auto id = to_text(need.id);
        const auto whose = words.say("referral.ask.need", {{"need", words.say("need." + need.type)},
                                                           {"whom", member_words(scene, need.member)}});
        const auto unit = words.say("referral.unit_name." + std::string(name_of(need.unit)));
        fields.add(
            {"need_" + id, words.say("referral.ask.assessed", {{"whose", whose}}), Kind::line, {}, unit});
        fields.add(
            {"aid_" + id, words.say("referral.ask.aid_for", {{"whose", whose}}), Kind::line, {}, unit});
        html::Fields::Asked fate{"fate_" + id, words.say("referral.ask.fate", {{"whose", whose}}),
                                 Kind::choice};
        for (const auto code : kNeedFates)
            fate.options.push_back({std::string(code), words.say("referral.fate." + std::string(code))});
        fields.add(fate);
    }
    fields.add(Kind::lines, "text");
}

} // namespace

json act_fields(const ActPage& page, const Scene& scene)
{
    const auto act = page.act;
    html::Fields fields({scene.words, "referral", std::string(name_of(act)), page.typed, page.faults});
    if (act == Act::recheck || act == Act::recheck_late) ask_recheck(fields, page);
    if (act == Act::return_) fields.choose(Kind::checks, "wanted", kWanted, "referral.reason.");
    if (act == Act::confirm || act == Act::confirm_urgently) ask_confirmation(fields, page, scene);
    if (act == Act::correct) ask_mendings(fields, scene);
    if (act == Act::suspend) {
        fields.choose(Kind::choice, "reason", kSuspendReasons, "referral.reason.");
        fields.add(Kind::date, "until");
    }
    if (act == Act::mark_as_error) fields.choose(Kind::choice, "reason", kErrorReasons, "referral.reason.");
    if (act == Act::refuse || act == Act::close || act == Act::end)
        fields.choose(Kind::choice, "reason", names_of(close_reasons(act)), "referral.reason.");
    if (act == Act::return_ || act == Act::refuse || act == Act::close || act == Act::resubmit ||
        act == Act::withdraw || act == Act::end || act == Act::suspend || act == Act::reopen ||
        act == Act::mark_as_error)
        fields.add(Kind::lines, "text");
    return fields.take();
}

} // namespace server::referrals
