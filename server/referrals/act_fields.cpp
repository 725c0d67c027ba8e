#include "server/html/messages.hpp"
#include "server/referrals/sheet.hpp"
#include "server/referrals/views_acts.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;
using html::Words;
using Act = ReferralAct;

namespace {

enum class Kind { line, lines, date, choice, checks, tick };
constexpr const char* kKinds[] = {"line", "lines", "date", "choice", "checks", "tick"};
struct Option {
    std::string value, label;
};
struct Asked {
    std::string name, label;
    Kind kind{};
    std::vector<Option> options = {};
    std::string unit = {};
};

// One form being built: fields with their texts "referral.ask.<field>".
class Fields {
public:
    Fields(const ActPage& page, const Words& words) : page_(page), words_(words) {}

    void add(const Asked& asked) { list_.push_back(view_of(asked)); }
    void add(Kind kind, const std::string& name) { add({name, label_of(name), kind}); }
    template <class Codes>
    void choose(Kind kind, const std::string& name, const Codes& codes, const std::string& group)
    {
        Asked asked{name, label_of(name), kind};
        for (const auto code : codes)
            asked.options.push_back({std::string(code), words_.say(group + std::string(code))});
        add(asked);
    }
    json take() { return std::move(list_); }

private:
    // The same field may be asked for in words of its own by one act.
    std::string text_of(const std::string& group, const std::string& name) const
    {
        const auto own = group + std::string(name_of(page_.act)) + "." + name;
        if (words_.messages.has(own)) return words_.say(own);
        return words_.messages.has(group + name) ? words_.say(group + name) : std::string();
    }
    std::string label_of(const std::string& name) const { return text_of("referral.ask.", name); }

    json options_of(const Asked& asked) const
    {
        const auto at = page_.typed.find(asked.name);
        const auto typed = at == page_.typed.end() ? std::vector<std::string>{} : at->second;
        json options = json::array();
        for (std::size_t i = 0; i < asked.options.size(); ++i) {
            const auto& [value, label] = asked.options[i];
            options.push_back({{"option_id", i == 0 ? asked.name : asked.name + "-" + std::to_string(i)},
                               {"value", value},
                               {"option_label", label},
                               {"chosen", std::ranges::find(typed, value) != typed.end()}});
        }
        return options;
    }

    std::string problem_of(const std::string& name) const
    {
        const auto fault = std::ranges::find(page_.faults, "/" + name, &Fault::pointer);
        if (fault == page_.faults.end()) return {};
        return html::sentence(words_.messages, words_.language, *fault);
    }

    json content_of(const Asked& asked) const
    {
        if (!asked.options.empty()) return {{"options", options_of(asked)}};
        const auto value = one(page_.typed, asked.name);
        if (asked.kind == Kind::tick) return {{"ticked", !value.empty()}};
        if (asked.kind == Kind::line)
            return {{"value", value}, {"unit", text_part(asked.unit)}, {"plain", asked.unit.empty()}};
        return {{"value", value}};
    }

    json view_of(const Asked& asked) const
    {
        const auto hint = text_of("referral.ask_hint.", asked.name);
        const auto problem = problem_of(asked.name);
        std::string ids = hint.empty() ? "" : asked.name + "-hint";
        if (!problem.empty()) ids += (ids.empty() ? "" : " ") + asked.name + "-problem";
        json view{{"id", asked.name},        {"label", asked.label},
                  {"hint", text_part(hint)}, {"problem", text_part(problem)},
                  {"bad", !problem.empty()}, {"described", ids.empty() ? json() : json{{"ids", ids}}}};
        for (const auto* kind : kKinds) view[kind] = nullptr;
        view[kKinds[static_cast<std::size_t>(asked.kind)]] = content_of(asked);
        view["single"] = asked.kind == Kind::line || asked.kind == Kind::lines || asked.kind == Kind::date;
        view["group"] = asked.kind == Kind::choice || asked.kind == Kind::checks;
        return view;
    }

    const ActPage& page_;
    const Words& words_;
    json list_ = json::array();
};

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
void ask_needs(Fields& fields, const Scene& scene)
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

void ask_confirmation(Fields& fields, const ActPage& page, const Scene& scene)
{
    if (page.act == Act::confirm_urgently) fields.add(Kind::lines, "reason");
    fields.choose(Kind::choice, "kind", all_names<ReferralKind>(), "kind.");
    fields.choose(Kind::choice, "aid_check", kAidChecks, "referral.reason.");
    fields.add(Kind::line, "aid_text");
    ask_needs(fields, scene);
    if (page.spot_check && page.act == Act::confirm) fields.add(Kind::lines, "spot_check");
}

void ask_recheck(Fields& fields, const ActPage& page)
{
    fields.choose(Kind::choice, "way", kWays, "referral.reason.");
    fields.add(Kind::date, "on");
    fields.add(Kind::line, "who");
    fields.add(Kind::lines, "found");
    if (page.call.actor.role == Role::county) fields.add(Kind::tick, "nobody_else");
}

} // namespace

json act_fields(const ActPage& page, const Scene& scene)
{
    Fields fields(page, scene.words);
    const auto act = page.act;
    if (act == Act::recheck || act == Act::recheck_late) ask_recheck(fields, page);
    if (act == Act::return_) fields.choose(Kind::checks, "wanted", kWanted, "referral.reason.");
    if (act == Act::confirm || act == Act::confirm_urgently) ask_confirmation(fields, page, scene);
    if (act == Act::refuse)
        fields.choose(Kind::choice, "reason", names_of(close_reasons(act)), "referral.reason.");
    if (act == Act::return_ || act == Act::refuse || act == Act::resubmit || act == Act::withdraw)
        fields.add(Kind::lines, "text");
    return fields.take();
}

} // namespace server::referrals
