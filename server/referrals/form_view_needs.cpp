#include "server/formats/codes.hpp"
#include "server/referrals/form_fields.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

std::string unit_words(const Call& call, NeedUnit unit)
{
    return say(call, "referral.form.unit." + std::string(name_of(unit)));
}

bool is_typed(const FormPage& page, const std::string& name, const std::string& value)
{
    const auto found = page.typed.find(name);
    return found != page.typed.end() && std::ranges::find(found->second, value) != found->second.end();
}

// For whom: every member by what they are; nobody ticked is the whole family.
json whom_view(const FormPage& page, const std::string& type)
{
    const auto& members = page.known.household().members;
    if (members.size() < 2) return nullptr;
    const auto name = "for_" + type;
    json people = json::array();
    for (const auto& member : members) {
        const auto number = std::to_string(member.number);
        people.push_back({{"whom_id", people.empty() ? name : name + "-" + number},
                          {"whom_name", name},
                          {"whom", number},
                          {"whom_label", person_words(page.call, page.known.household(), member.number)},
                          {"whom_chosen", is_typed(page, name, number)}});
    }
    return {{"whom_people", std::move(people)}};
}

json need_view(const FormPage& page, const NeedType& type, bool first)
{
    const auto money = type.unit == NeedUnit::fen;
    const auto label = say(page.call, money ? "referral.form.lacking" : "referral.form.wanted");
    return {{"need_id", first ? std::string("need") : "need-" + type.code},
            {"need_code", type.code},
            {"need_label", say(page.call, "need." + type.code)},
            {"need_chosen", is_typed(page, "need", type.code)},
            {"amounts",
             json::array({line_view(page, "amount_" + type.code, label, unit_words(page.call, type.unit))})},
            {"paid", type.code == "medical"
                         ? json::array({line_view(page, "self_paid_medical", say(page.call, "fact.self_paid"),
                                                  unit_words(page.call, NeedUnit::fen))})
                         : json::array()},
            {"for_whom", whom_view(page, type.code)}};
}

json aid_row(const FormPage& page, int row)
{
    const auto n = std::to_string(row);
    std::vector<Option> kinds, needs;
    for (const auto kind : kAidKinds)
        kinds.push_back({std::string(kind), say(page.call, "aid." + std::string(kind))});
    for (const auto& type : page.call.library->need_types)
        if (type.unit == NeedUnit::fen) needs.push_back({type.code, say(page.call, "need." + type.code)});
    return {{"aid_title", say(page.call, "referral.form.aid_row", {{"number", std::to_string(row + 1)}})},
            {"aid_fields",
             {select_view(page, "aid_kind_" + n, say(page.call, "referral.field.aid_kind"), kinds),
              line_view(page, "aid_amount_" + n, say(page.call, "referral.field.aid_amount"),
                        unit_words(page.call, NeedUnit::fen)),
              line_view(page, "aid_on_" + n, say(page.call, "referral.field.aid_on"), ""),
              select_view(page, "aid_need_" + n, say(page.call, "referral.field.aid_need"), needs)}}};
}

bool is_rigid(const std::string& name) { return name.starts_with("rigid_"); }

} // namespace

void add_needs(json& view, const FormPage& page)
{
    json common = json::array(), rare = json::array();
    bool rare_chosen = false;
    for (const auto& type : page.call.library->need_types) {
        auto need = need_view(page, type, common.empty());
        rare_chosen |= !type.common && need["need_chosen"].get<bool>();
        (type.common ? common : rare).push_back(std::move(need));
    }
    const auto head = bare_view(page, "need", say(page.call, "referral.field.need"));
    view["need_problem"] = head["problem"];
    view["need_bad"] = head["bad"];
    view["common"] = std::move(common);
    view["rare"] = std::move(rare);
    view["rare_open"] = rare_chosen;
    view["people"] = people_view(page);
    view["rest"] = fields_view(page, needs_fields(), false);
}

void add_family(json& view, const FormPage& page)
{
    const auto fields = family_fields();
    view["asked"] = json::array();
    view["rigid"] = json::array();
    for (const auto& field : fields)
        if (!field.folded_away)
            view[is_rigid(field.name) ? "rigid" : "asked"].push_back(field_view(page, field));
    view["aid"] = json::array();
    for (int row = 0; row < kAidRows; ++row) view["aid"].push_back(aid_row(page, row));
    view["aid_open"] =
        !one(page.typed, "aid_kind_0").empty() || std::ranges::any_of(page.faults, [](const Fault& fault) {
            return fault.pointer.starts_with("/aid_");
        });
    view["more"] = fields_view(page, fields, true);
    view["more_open"] = is_any_filled(page, fields, false);
    view["people"] = people_view(page);
}

namespace {

// The townships an officer of a county or more may choose from.
std::vector<Option> towns_under(const Divisions& divisions, Area area)
{
    std::vector<Option> towns;
    for (const auto& below : divisions.under(area)) {
        if (level_of(below.area) == AreaLevel::township) {
            towns.push_back({to_text(below.area), divisions.path(below.area)});
            continue;
        }
        for (auto& town : towns_under(divisions, below.area)) towns.push_back(std::move(town));
    }
    return towns;
}

json choices(const std::vector<Option>& options, const std::string& chosen)
{
    json list = json::array();
    for (const auto& [value, label] : options)
        list.push_back({{"value", value}, {"option_label", label}, {"chosen", value == chosen}});
    return list;
}

} // namespace

// Own village, a village of one's township, or first the township and then its villages.
json village_view(const FormPage& page)
{
    const auto& divisions = *page.call.library->divisions;
    const auto area = page.call.actor.area;
    const auto typed = parse_area(one(page.typed, "village"));
    auto town = level_of(area) >= AreaLevel::township ? part_of(area, AreaLevel::township) : Area{};
    const bool by_town = !town;
    if (by_town) {
        const auto& given = page.call.verb == Verb::post ? page.call.form : page.call.query;
        const auto asked = parse_area(given.text("township"));
        if (typed) town = part_of(*typed, AreaLevel::township);
        if (asked && covers(area, *asked)) town = *asked;
    }
    std::vector<Option> villages{{"", say(page.call, "referral.form.choose")}};
    for (const auto& village : divisions.under(town))
        if (level_of(village.area) == AreaLevel::village && covers(area, village.area))
            villages.push_back({to_text(village.area), village.name});
    if (typed && std::ranges::find(villages, to_text(*typed), &Option::value) == villages.end() && !by_town)
        villages.push_back({to_text(*typed), divisions.path(*typed)});

    auto view = bare_view(page, "village", say(page.call, "referral.field.village"));
    for (const auto* kind :
         {"is_line", "is_lines", "is_select", "is_choice", "is_checks", "single", "group", "stored", "hint"})
        view.erase(kind);
    view["towns"] = nullptr;
    if (by_town) {
        auto towns = towns_under(divisions, area);
        towns.insert(towns.begin(), {"", say(page.call, "referral.form.choose")});
        view["towns"] = {{"town_options", choices(towns, town ? to_text(town) : "")}};
    }
    view["villages"] = choices(villages, typed ? to_text(*typed) : one(page.typed, "village"));
    view["town_name"] = town ? divisions.path(town) : divisions.path(area);
    return view;
}

} // namespace server::referrals
