#include "server/formats/program_json.hpp"
#include "server/formats/award_json.hpp"
#include "server/formats/codes.hpp"
#include "server/formats/reader.hpp"
#include "server/http/library.hpp"
#include <set>

namespace server {

using nlohmann::json;
using namespace models;

namespace {

constexpr std::int64_t kMostPlaces = 100'000'000;

struct ProgramReading {
    const NamedRules& named;
    std::span<const NeedType> types;
    std::vector<Fault>& faults;
};

bool is_code(std::string_view code)
{
    const auto allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    return !code.empty() && code.size() <= 60 && code.find_first_not_of(allowed) == std::string_view::npos;
}

std::string required_code(ObjectReader& part, const char* name)
{
    auto code = part.required_text(name, 60);
    if (!code.empty() && !is_code(code)) part.fault("error.program.code", name);
    return code;
}

std::optional<Rule> optional_rule(ObjectReader& part, const char* name, ProgramReading& reading)
{
    const auto* written = part.member(name);
    if (!written) return {};
    auto rule = read_rule(*written, reading.named, part.pointer(name));
    if (rule) return std::move(*rule);
    reading.faults.insert(reading.faults.end(), rule.error().faults.begin(), rule.error().faults.end());
    return {};
}

// life, calendar_year, school_year, edition or "N months"
bool is_within(std::string_view text)
{
    if (is_known(kWithin, text)) return true;
    if (!text.ends_with(" months")) return false;
    const auto months = text.substr(0, text.size() - 7);
    return !months.empty() && months.size() <= 3 && months[0] != '0' &&
           months.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string read_within(ObjectReader& part)
{
    auto within = part.required_text("within", 30);
    if (!within.empty() && !is_within(within)) part.fault("error.program.within", "within");
    return within;
}

TextPair text_pair(ObjectReader& part, const std::string& name, std::size_t most)
{
    return {part.text(name.c_str(), most), part.text((name + "_en").c_str(), most * 2)};
}

Purpose read_purpose(const json& value, const std::string& at, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Purpose purpose{part.required_text("need", 40), part.yes_no("main").value_or(true)};
    const bool known = std::ranges::find(reading.types, purpose.need, &NeedType::code) != reading.types.end();
    if (!purpose.need.empty() && !reading.types.empty() && !known) part.fault("error.need.type", "need");
    return purpose;
}

Site read_site(const json& value, const std::string& at, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Site site;
    site.code = required_code(part, "code");
    site.name = part.required_text("name", 100);
    site.name_en = part.text("name_en", 200);
    site.area = part.area("area").value_or(Area{});
    if (!part.member("area")) part.fault("error.json.required", "area");
    site.places = part.number("places", 0, kMostPlaces);
    site.hours = part.text("hours", 100);
    return site;
}

Window read_window(const json& value, const std::string& at, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Window window{part.time("from"), part.time("until"), optional_rule(part, "rule", reading)};
    if (window.from && window.until && *window.until <= *window.from)
        part.fault("error.program.window", "until");
    return window;
}

Quota read_quota(const json& value, const std::string& at, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Quota quota{part.area("area").value_or(Area{}), optional_rule(part, "rule", reading),
                part.number("places", 0, kMostPlaces), part.optional_fen("budget_fen")};
    if (!part.member("area") && !part.member("rule")) part.fault("error.program.quota_of", "");
    if (!part.member("places") && !part.member("budget_fen")) part.fault("error.program.quota_amount", "");
    return quota;
}

void read_capacity(const json& value, const std::string& at, Program& program, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    program.room.places = program.room.places_left = part.number("places", 0, kMostPlaces);
    program.room.budget = program.room.budget_left = part.optional_fen("budget_fen");
    program.keeps_waitlist = part.yes_no("keeps_waitlist").value_or(false);
    part.each("quotas", 200, [&](const json& quota, const std::string& pointer) {
        program.quotas.push_back(read_quota(quota, pointer, reading));
    });
}

Cap read_cap(const json& value, const std::string& at, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Cap cap{part.number("times", 1, 10'000), part.optional_fen("amount_fen"), part.required_text("per", 20),
            read_within(part)};
    if (!cap.per.empty() && !is_known(kPer, cap.per))
        part.fault("error.json.choice", "per", {{"value", cap.per}});
    if (!part.member("times") && !part.member("amount_fen")) part.fault("error.program.cap_amount", "");
    return cap;
}

MustNotHave read_must_not_have(const json& value, const std::string& at, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    MustNotHave rule{part.texts("aid", 50), read_within(part)};
    if (rule.aid.empty()) part.fault("error.rule.empty", "aid");
    for (std::size_t i = 0; i < rule.aid.size(); ++i)
        if (!is_code(rule.aid[i]))
            reading.faults.push_back({"error.program.code", at + "/aid/" + std::to_string(i), {}});
    return rule;
}

PriorityGroup read_group(const json& value, const std::string& at, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    auto rule = optional_rule(part, "rule", reading);
    if (!part.member("rule")) part.fault("error.json.required", "rule");
    return {std::move(rule).value_or(Rule{}), part.number("points", 0, 1000).value_or(0),
            part.required_text("label", 100), part.text("label_en", 200)};
}

Priority read_priority(const json& value, const std::string& at, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    Priority priority;
    const auto mode = part.text("mode", 20);
    if (!mode.empty() && mode != "groups" && mode != "points")
        part.fault("error.json.choice", "mode", {{"value", mode}});
    priority.by_points = mode == "points";
    part.each("groups", 50, [&](const json& group, const std::string& pointer) {
        priority.groups.push_back(read_group(group, pointer, reading));
    });
    return priority;
}

void read_identity(ObjectReader& part, Program& program, ProgramReading& reading)
{
    program.code = required_code(part, "code");
    program.edition = part.text("edition", 30);
    program.via = part.text("via", 100);
    program.name = {part.required_text("name", 100), part.text("name_en", 200)};
    program.summary = text_pair(part, "summary", 500);
    program.source_note = text_pair(part, "source_note", 1000);
    program.manual_checks = text_pair(part, "manual_checks", 1000);
    program.state = part.choice<ProgramState>("state").value_or(ProgramState::draft);
    program.applicant = part.choice<Applicant>("applicant").value_or(Applicant::person);
    program.government_paid = part.yes_no("government_paid").value_or(false);
    program.by_list = part.yes_no("by_list").value_or(false);
    program.last_confirmed = part.date("last_confirmed");
    part.each("purposes", 20, [&](const json& purpose, const std::string& at) {
        program.purposes.push_back(read_purpose(purpose, at, reading));
    });
    if (program.purposes.empty()) part.fault("error.json.required", "purposes");
    program.documents = part.texts("documents", 40);
    program.steps = part.texts("steps", 40);
    program.duties = part.texts("duties", 40);
}

void read_served(const json& value, const std::string& at, Program& program, ProgramReading& reading)
{
    ObjectReader part(value, at, reading.faults);
    program.served_of = part.choice<ServedOf>("of").value_or(ServedOf::residence);
    part.each("areas", 500, [&](const json& code, const std::string& pointer) {
        const auto area = code.is_string() ? parse_area(code.get_ref<const std::string&>()) : std::nullopt;
        if (area)
            program.areas.push_back(*area);
        else
            reading.faults.push_back({"error.area.code", pointer, {}});
    });
}

void read_places(ObjectReader& part, Program& program, ProgramReading& reading)
{
    if (const auto* served = part.member("served"))
        read_served(*served, part.pointer("served"), program, reading);
    std::set<std::string> codes;
    part.each("sites", 500, [&](const json& site, const std::string& at) {
        program.sites.push_back(read_site(site, at, reading));
        if (!codes.insert(program.sites.back().code).second)
            reading.faults.push_back({"error.program.site_twice", at + "/code", {}});
    });
    part.each("windows", 50, [&](const json& window, const std::string& at) {
        program.windows.push_back(read_window(window, at, reading));
    });
    if (const auto* delivery = part.member("delivery"))
        program.delivery = read_window(*delivery, part.pointer("delivery"), reading);
    if (const auto* capacity = part.member("capacity"))
        read_capacity(*capacity, part.pointer("capacity"), program, reading);
}

void read_limits(ObjectReader& part, Program& program, ProgramReading& reading)
{
    part.each("caps", 20, [&](const json& cap, const std::string& at) {
        program.caps.push_back(read_cap(cap, at, reading));
    });
    part.each("must_not_have", 20, [&](const json& one, const std::string& at) {
        program.must_not_have.push_back(read_must_not_have(one, at, reading));
    });
    program.excludes = part.texts("excludes", 50);
    for (std::size_t i = 0; i < program.excludes.size(); ++i)
        if (!is_code(program.excludes[i]))
            reading.faults.push_back({"error.program.code", "/excludes/" + std::to_string(i), {}});
    if (const auto* priority = part.member("priority"))
        program.priority = read_priority(*priority, part.pointer("priority"), reading);
}

} // namespace

Result<Program> read_program(const json& value, const NamedRules& named, std::span<const NeedType> types)
{
    std::vector<Fault> faults;
    ProgramReading reading{named, types, faults};
    Program program;
    {
        ObjectReader whole(value, "", faults);
        read_identity(whole, program, reading);
        if (auto rule = optional_rule(whole, "rule", reading)) program.rule = std::move(*rule);
        if (!whole.member("rule")) whole.fault("error.json.required", "rule");
        read_places(whole, program, reading);
        if (const auto* award = whole.member("award"))
            program.award = read_award(*award, named, "/award", faults);
        else
            whole.fault("error.json.required", "award");
        read_limits(whole, program, reading);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return program;
}

} // namespace server
