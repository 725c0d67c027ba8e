#include "server/formats/award_json.hpp"
#include "server/formats/program_json.hpp"
#include <nlohmann/json.hpp>

namespace server {

using nlohmann::json;
using namespace models;

namespace {

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }
json time_or_null(const std::optional<Time>& time) { return time ? json(to_text(*time)) : json(); }
json rule_or_null(const std::optional<Rule>& rule) { return rule ? write_rule(*rule) : json(); }
json number_or_null(const std::optional<std::int64_t>& number) { return number ? json(*number) : json(); }
json fen_or_null(const std::optional<Money>& amount) { return amount ? json(amount->fen) : json(); }
json area_or_null(Area area) { return area ? json(to_text(area)) : json(); }

template <class Row, class Write> json each_of(const std::vector<Row>& rows, Write write)
{
    json list = json::array();
    for (const auto& row : rows) list.push_back(write(row));
    return list;
}

void write_pair(json& value, const std::string& name, const TextPair& pair)
{
    value[name] = text_or_null(pair.zh);
    value[name + "_en"] = text_or_null(pair.en);
}

json write_window(const Window& window)
{
    return {{"from", time_or_null(window.from)},
            {"until", time_or_null(window.until)},
            {"rule", rule_or_null(window.rule)}};
}

json write_site(const Site& site)
{
    return {{"code", site.code},
            {"name", site.name},
            {"name_en", text_or_null(site.name_en)},
            {"area", area_or_null(site.area)},
            {"places", number_or_null(site.places)},
            {"hours", text_or_null(site.hours)}};
}

json write_quota(const Quota& quota)
{
    return {{"area", area_or_null(quota.area)},
            {"rule", rule_or_null(quota.rule)},
            {"places", number_or_null(quota.places)},
            {"budget_fen", fen_or_null(quota.budget)}};
}

json write_cap(const Cap& cap)
{
    return {{"times", number_or_null(cap.times)},
            {"amount_fen", fen_or_null(cap.amount)},
            {"per", cap.per},
            {"within", cap.within}};
}

json write_group(const PriorityGroup& group)
{
    return {{"rule", write_rule(group.rule)},
            {"points", group.points},
            {"label", group.label},
            {"label_en", text_or_null(group.label_en)}};
}

void write_identity(json& value, const Program& program)
{
    value["code"] = program.code;
    value["edition"] = text_or_null(program.edition);
    value["via"] = text_or_null(program.via);
    write_pair(value, "name", program.name);
    write_pair(value, "summary", program.summary);
    write_pair(value, "source_note", program.source_note);
    write_pair(value, "manual_checks", program.manual_checks);
    value["state"] = name_of(program.state);
    value["applicant"] = name_of(program.applicant);
    value["government_paid"] = program.government_paid;
    value["by_list"] = program.by_list;
    value["last_confirmed"] = program.last_confirmed ? json(to_text(*program.last_confirmed)) : json();
    value["purposes"] = each_of(program.purposes, [](const Purpose& purpose) {
        return json{{"need", purpose.need}, {"main", purpose.main}};
    });
    value["documents"] = program.documents;
    value["steps"] = program.steps;
    value["duties"] = program.duties;
}

} // namespace

json write_program(const Program& program)
{
    json value = json::object();
    write_identity(value, program);
    value["rule"] = write_rule(program.rule);
    value["served"] = {{"of", name_of(program.served_of)},
                       {"areas", each_of(program.areas, [](Area area) { return to_text(area); })}};
    value["sites"] = each_of(program.sites, write_site);
    value["windows"] = each_of(program.windows, write_window);
    value["delivery"] = program.delivery ? write_window(*program.delivery) : json();
    value["capacity"] = {{"places", number_or_null(program.room.places)},
                         {"budget_fen", fen_or_null(program.room.budget)},
                         {"quotas", each_of(program.quotas, write_quota)},
                         {"keeps_waitlist", program.keeps_waitlist}};
    value["award"] = write_award(program.award);
    value["caps"] = each_of(program.caps, write_cap);
    value["must_not_have"] = each_of(program.must_not_have, [](const MustNotHave& rule) {
        return json{{"aid", rule.aid}, {"within", rule.within}};
    });
    value["excludes"] = program.excludes;
    value["priority"] = {{"mode", program.priority.by_points ? "points" : "groups"},
                         {"groups", each_of(program.priority.groups, write_group)}};
    return value;
}

} // namespace server
