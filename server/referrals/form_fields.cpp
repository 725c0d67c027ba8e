#include "server/referrals/form_fields.hpp"
#include "server/html/messages.hpp"
#include "server/html/rule_sentence.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;

const Member* find_member(const Household& household, const std::string& part)
{
    const auto number = part == "who" ? std::optional<std::int64_t>(1) : member_of_part(part);
    if (!number) return nullptr;
    if (part == "who") return household.members.empty() ? nullptr : &household.members.front();
    const auto found = std::ranges::find(household.members, *number, &Member::number);
    return found == household.members.end() ? nullptr : &*found;
}

std::string person_words(const Call& call, const Household& household, std::int64_t number)
{
    const auto found = std::ranges::find(household.members, number, &Member::number);
    if (found == household.members.end()) return say(call, "referral.form.whole_family");
    const auto today = call.today();
    const auto* relation = value_on(found->facts, Fact::relation, today);
    const auto* birth = value_on(found->facts, Fact::birth_date, today);
    const auto age = birth ? age_on(std::get<Date>(*birth), today) : std::nullopt;
    auto words = relation ? say(call, "code.relation." + std::get<Code>(*relation).text)
                          : say(call, "referral.form.member_number", {{"number", std::to_string(number)}});
    if (age) words = say(call, "referral.form.person", {{"who", words}, {"age", std::to_string(*age)}});
    return words;
}

namespace {

std::vector<std::string> texts_of(const FormPage& page, const std::string& name)
{
    const auto found = page.typed.find(name);
    return found == page.typed.end() ? std::vector<std::string>{} : found->second;
}

// What is stored of a secret, masked; shown while the field itself stays empty.
std::string stored_of(const FormPage& page, const std::string& name)
{
    const auto& household = page.known.household();
    if (name == "address")
        return household.address.empty() ? "" : say(page.call, "referral.form.stored_address");
    const auto* member = find_member(household, page.part);
    if (!member) return {};
    if (name == "name") return masked_name(member->name.reveal());
    if (name == "phone") return masked_phone(member->phone.reveal());
    return name == "id_number" ? masked_id_number(member->id_number.reveal()) : std::string();
}

json text_or_null(const std::string& text) { return text.empty() ? json() : json{{"text", text}}; }

} // namespace

json bare_view(const FormPage& page, const std::string& name, const std::string& label)
{
    const auto hint_key = "referral.hint." + name;
    const auto hint = page.call.library->messages->has(hint_key) ? say(page.call, hint_key) : std::string();
    const auto stored = one(page.typed, name).empty() ? stored_of(page, name) : std::string();
    json view{{"id", name},      {"label", label},  {"hint", text_or_null(hint)},
              {"problem", {}},   {"stored", {}},    {"bad", false},
              {"is_line", {}},   {"is_lines", {}},  {"is_select", {}},
              {"is_choice", {}}, {"is_checks", {}}, {"described", {}},
              {"single", false}, {"group", false}};
    const auto fault = std::ranges::find(page.faults, "/" + name, &Fault::pointer);
    if (fault != page.faults.end()) {
        view["problem"] = {
            {"text", html::sentence(*page.call.library->messages, page.call.language, *fault)}};
        view["bad"] = true;
    }
    if (!stored.empty())
        view["stored"] = {{"text", say(page.call, "referral.form.stored", {{"value", stored}})}};
    std::string ids;
    for (const auto* part : {"hint", "stored", "problem"})
        if (!view[part].is_null()) ids += (ids.empty() ? "" : " ") + name + "-" + part;
    if (!ids.empty()) view["described"] = {{"ids", ids}};
    return view;
}

json options_view(const FormPage& page, const std::string& name, const std::vector<Option>& options)
{
    const auto typed = texts_of(page, name);
    const bool none = std::ranges::all_of(typed, &std::string::empty);
    json list = json::array();
    for (std::size_t i = 0; i < options.size(); ++i) {
        const auto& [value, label] = options[i];
        const bool chosen = value.empty() ? none : std::ranges::find(typed, value) != typed.end();
        list.push_back({{"option_id", i == 0 ? name : name + "-" + std::to_string(i)},
                        {"value", value},
                        {"option_label", label},
                        {"chosen", chosen}});
    }
    return list;
}

namespace {

std::vector<Option> options_of(const FormPage& page, const Field& field)
{
    std::vector<Option> options;
    if (field.input == Input::yes_no)
        return {{"yes", say(page.call, "referral.form.yes")},
                {"no", say(page.call, "referral.form.no")},
                {"", say(page.call, "referral.form.not_said")}};
    for (const auto code : field.codes)
        options.push_back({std::string(code), say(page.call, field.code_label + "." + std::string(code))});
    return options;
}

// What was typed and is no option stays one, so that it is neither lost nor silently another.
void add_typed(const FormPage& page, const std::string& name, std::vector<Option>& options)
{
    const auto typed = one(page.typed, name);
    if (!typed.empty() && std::ranges::find(options, typed, &Option::value) == options.end())
        options.push_back({typed, typed});
}

// Places a family has to do with: its own, then the counties of the province.
std::vector<Option> area_options(const FormPage& page, const std::string& name)
{
    const auto& divisions = *page.call.library->divisions;
    std::vector<Option> options;
    const auto village = page.known.household().village;
    for (const auto level : {AreaLevel::village, AreaLevel::township})
        if (village) {
            const auto area = part_of(village, level);
            options.push_back({to_text(area), divisions.path(area)});
        }
    for (const auto& province : divisions.under({}))
        for (const auto& prefecture : divisions.under(province.area))
            for (const auto& county : divisions.under(prefecture.area))
                options.push_back({to_text(county.area), divisions.path(county.area, AreaLevel::prefecture)});
    const auto stored = parse_area(one(page.typed, name));
    if (stored && divisions.find(*stored) &&
        std::ranges::find(options, to_text(*stored), &Option::value) == options.end())
        options.push_back({to_text(*stored), divisions.path(*stored)});
    return options;
}

} // namespace

json line_view(const FormPage& page, const std::string& name, const std::string& label,
               const std::string& unit)
{
    auto view = bare_view(page, name, label);
    view["single"] = true;
    view["is_line"] = {{"value", one(page.typed, name)}, {"unit", text_or_null(unit)}};
    return view;
}

json select_view(const FormPage& page, const std::string& name, const std::string& label,
                 const std::vector<Option>& options)
{
    auto view = bare_view(page, name, label);
    auto with_none = options;
    with_none.insert(with_none.begin(), {"", say(page.call, "referral.form.choose")});
    add_typed(page, name, with_none);
    view["single"] = true;
    view["is_select"] = {{"options", options_view(page, name, with_none)}};
    return view;
}

json choice_view(const FormPage& page, const std::string& name, const std::string& label,
                 const std::vector<Option>& options)
{
    auto view = bare_view(page, name, label);
    view["group"] = true;
    view["is_choice"] = {{"options", options_view(page, name, options)}};
    return view;
}

json checks_view(const FormPage& page, const std::string& name, const std::string& label,
                 const std::vector<Option>& options)
{
    auto view = bare_view(page, name, label);
    view["group"] = true;
    view["is_checks"] = {{"options", options_view(page, name, options)},
                         {"all", !one(page.typed, name + "_all").empty()}};
    return view;
}

json field_view(const FormPage& page, const Field& field)
{
    constexpr std::size_t kMostRadios = 4;
    const auto label = say(page.call, field.label);
    switch (field.input) {
    case Input::yuan: return line_view(page, field.name, label, say(page.call, "referral.form.unit.fen"));
    case Input::text:
    case Input::secret:
    case Input::number:
    case Input::date: return line_view(page, field.name, label, "");
    case Input::area: return select_view(page, field.name, label, area_options(page, field.name));
    case Input::codes: return checks_view(page, field.name, label, options_of(page, field));
    case Input::yes_no: return choice_view(page, field.name, label, options_of(page, field));
    case Input::code:
        if (field.codes.size() > kMostRadios || field.folded_away)
            return select_view(page, field.name, label, options_of(page, field));
        return choice_view(page, field.name, label, options_of(page, field));
    case Input::lines: break;
    }
    auto view = bare_view(page, field.name, label);
    view["single"] = true;
    view["is_lines"] = {{"value", one(page.typed, field.name)}};
    return view;
}

json fields_view(const FormPage& page, const std::vector<Field>& fields, bool folded_away)
{
    json list = json::array();
    for (const auto& field : fields)
        if (field.folded_away == folded_away && !is_of_paper(field.name))
            list.push_back(field_view(page, field));
    return list;
}

json field_named(const FormPage& page, const std::vector<Field>& fields, std::string_view name)
{
    return field_view(page, *std::ranges::find(fields, name, &Field::name));
}

bool is_of_paper(const std::string& name)
{
    return name == "id_type" || name == "no_id_reason" || name == "birth_date" || name == "sex";
}

bool is_any_filled(const FormPage& page, const std::vector<Field>& fields, bool of_paper)
{
    return std::ranges::any_of(fields, [&](const Field& field) {
        if (!field.folded_away || is_of_paper(field.name) != of_paper) return false;
        const bool bad =
            std::ranges::find(page.faults, "/" + field.name, &Fault::pointer) != page.faults.end();
        return bad || !one(page.typed, field.name).empty() || !one(page.typed, field.name + "_all").empty();
    });
}

} // namespace server::referrals
