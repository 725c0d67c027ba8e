#include "server/html/format.hpp"
#include "server/referrals/form_fields.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

constexpr int kSteps = 3;

std::string title_key(const std::string& part)
{
    return "referrals." + std::string(step_template(part)).substr(std::string("referrals/").size()) +
           ".title";
}

json progress_view(const FormPage& page)
{
    const int step = page.part == "who" ? 1 : page.part == "family" ? 3 : 2;
    json bars = json::array();
    for (int i = 1; i <= kSteps; ++i) bars.push_back({{"done", i <= step}, {"ahead", i > step}});
    const auto& referral = page.known.referral;
    auto words = say(page.call, "referral.form.step", {{"step", std::to_string(step)}});
    if (referral.state == ReferralState::draft)
        words +=
            say(page.call, "referral.form.saved_at",
                {{"time", html::clock(referral.changed_at == Time{} ? page.call.now : referral.changed_at)}});
    return {{"bars", std::move(bars)}, {"words", words}};
}

// Where this page was opened from: the step before, or the page that asked for it.
std::string origin_of(const FormPage& page)
{
    const auto& given = page.call.verb == Verb::post ? page.call.form : page.call.query;
    const auto back = given.text("back");
    return back == "check" || back == "needs" || back == "family" ? back : std::string();
}

json back_view(const FormPage& page, const std::string& origin)
{
    const auto id = page.known.referral.id;
    if (!origin.empty())
        return {{"href", form_path(id, origin)}, {"back_label", say(page.call, title_key(origin))}};
    const auto before = page.part == "needs"                          ? "who"
                        : page.part == "family" || page.part != "who" ? "needs"
                                                                      : "";
    if (*before)
        return {{"href", form_path(id, before)}, {"back_label", say(page.call, "referral.form.step_back")}};
    return {{"href", "/referrals/new"}, {"back_label", say(page.call, "referrals.form_begin.title")}};
}

json head_view(const FormPage& page)
{
    const auto& referral = page.known.referral;
    const auto origin = origin_of(page);
    const bool draft = referral.state == ReferralState::draft;
    return {{"summary", problems_view(page.call, page.faults)},
            {"back", back_view(page, origin)},
            {"heading", say(page.call, title_key(page.part))},
            {"page_title", say(page.call, title_key(page.part))},
            {"progress", progress_view(page)},
            {"stale", page.stale},
            {"action", form_path(referral.id, page.part)},
            {"version", referral.version},
            {"origin", origin},
            {"draft", draft},
            {"autosave", draft},
            {"next_label", say(page.call, origin.empty() ? "referral.form.next" : "referral.form.keep")}};
}

json id_note(const FormPage& page)
{
    const auto* member = find_member(page.known.household(), page.part);
    if (!member || member->id_number.empty() || member->id_type != IdType::resident) return nullptr;
    const auto today = page.call.today();
    const auto* birth = value_on(member->facts, Fact::birth_date, today);
    const auto* sex = value_on(member->facts, Fact::sex, today);
    if (!birth || !sex) return nullptr;
    const auto day = std::get<Date>(*birth);
    return {{"words", say(page.call, "referral.form.from_id",
                          {{"sex", say(page.call, "code.sex." + std::get<Code>(*sex).text)},
                           {"age", std::to_string(age_on(day, today).value_or(0))},
                           {"day", html::day(page.call.language, day)}})}};
}

// Name, number and what stands in for it: the contact person's and every member's.
void add_paper(json& view, const FormPage& page, const std::vector<Field>& fields)
{
    view["name_and_id"] = {field_named(page, fields, "name"), field_named(page, fields, "id_number")};
    view["id_note"] = id_note(page);
    view["paper"] = json::array();
    for (const auto* name : {"no_id_reason", "id_type", "birth_date", "sex"})
        view["paper"].push_back(field_named(page, fields, name));
    const bool other = one(page.typed, "id_type") != "resident" && !one(page.typed, "id_type").empty();
    const bool bad = std::ranges::any_of(page.faults, [](const Fault& fault) {
        return is_of_paper(fault.pointer.substr(std::min<std::size_t>(1, fault.pointer.size())));
    });
    view["paper_open"] = other || bad || !one(page.typed, "no_id_reason").empty();
}

json person_row(const FormPage& page, const Member& member)
{
    const auto today = page.call.today();
    std::string facts;
    const auto add = [&](const std::string& word) {
        facts += (facts.empty() ? "" : say(page.call, "referral.form.and")) + word;
    };
    if (const auto* stage = value_on(member.facts, Fact::schooling, today))
        add(say(page.call, "code.schooling." + std::get<Code>(*stage).text));
    if (const auto* treated = value_on(member.facts, Fact::treatments, today))
        for (const auto& code : std::get<CodeList>(*treated).codes)
            add(say(page.call, "code.treatments." + code));
    return {{"person", person_words(page.call, page.known.household(), member.number)},
            {"person_name", masked_name(member.name.reveal())},
            {"person_facts", facts},
            {"href", form_path(page.known.referral.id, "member." + std::to_string(member.number)) +
                         "?back=" + page.part}};
}

json member_view(const FormPage& page)
{
    auto view = head_view(page);
    const auto& household = page.known.household();
    const auto* member = find_member(household, page.part);
    const auto fields = member_fields(member ? static_cast<std::size_t>(member - household.members.data())
                                             : household.members.size());
    add_paper(view, page, fields);
    auto asked = fields_view(page, fields, false);
    asked.erase(asked.begin(), asked.begin() + 2); // name and number stand above
    view["asked"] = std::move(asked);
    view["more"] = fields_view(page, fields, true);
    view["more_open"] = is_any_filled(page, fields, false);
    view["progress"] = nullptr;
    view["known_member"] =
        member ? json{{"remove_action", form_path(page.known.referral.id, page.part) + "/remove"}} : json();
    return view;
}

} // namespace

json people_view(const FormPage& page)
{
    json people = json::array();
    const auto& household = page.known.household();
    for (std::size_t i = 1; i < household.members.size(); ++i)
        people.push_back(person_row(page, household.members[i]));
    const auto next = "member." + std::to_string(std::max<std::int64_t>(2, next_member_number(household)));
    return {{"listed", people.empty() ? json() : json{{"rows", people}}},
            {"nobody", people.empty()},
            {"add_href", form_path(page.known.referral.id, next) + "?back=" + page.part}};
}

json step_view(const FormPage& page)
{
    if (member_of_part(page.part)) return member_view(page);
    auto view = head_view(page);
    if (page.part == "needs") {
        add_needs(view, page);
        return view;
    }
    if (page.part == "family") {
        add_family(view, page);
        return view;
    }
    const auto fields = who_fields();
    add_paper(view, page, fields);
    view["place"] = village_view(page);
    view["reach"] = {field_named(page, fields, "phone"), field_named(page, fields, "address")};
    return view;
}

std::string step_template(const std::string& part)
{
    if (member_of_part(part)) return "referrals/form_member";
    return "referrals/form_" + part;
}

} // namespace server::referrals
