#include "server/programs/filter.hpp"
#include "models/identity.hpp"
#include "server/http/library.hpp"
#include "server/programs/service.hpp"
#include <algorithm>
#include <sstream>

namespace server::programs {

using namespace models;

namespace {

constexpr std::size_t kMostWords = 100; // characters

std::string lower(std::string_view text)
{
    std::string result;
    for (const char c : folded(text)) result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

struct Reading {
    const Form& query;
    std::vector<Fault> faults;

    // The value of one parameter as `parse` understands it; absent: the empty value.
    template <class Value, class Parse> Value value(const char* name, Parse parse)
    {
        const auto text = query.text(name);
        if (text.empty()) return {};
        std::optional<Value> read = parse(text);
        if (!read)
            faults.push_back(
                {"error.filter.value", "/" + std::string(name), {{"value", text.substr(0, 60)}}});
        return std::move(read).value_or(Value{});
    }
};

std::optional<Area> known_area(const Divisions& divisions, std::string_view text)
{
    const auto area = parse_area(text);
    if (!area || !divisions.find(*area)) return {};
    return divisions.current(*area);
}

std::optional<std::string> known_need(const Library& library, std::string_view text)
{
    const auto at = std::ranges::find(library.need_types, text, &NeedType::code);
    return at == library.need_types.end() ? std::nullopt : std::optional(at->code);
}

bool serves(const Program& program, Area asked)
{
    return program.areas.empty() || std::ranges::any_of(program.areas, [&](Area area) {
               return covers(area, asked) || covers(asked, area);
           });
}

bool has_words(const Program& program, const std::string& words)
{
    const auto text = lower(program.name.zh + "\n" + program.name.en + "\n" + program.organization_name +
                            "\n" + program.summary.zh + "\n" + program.summary.en + "\n" + program.code);
    std::istringstream parts(words);
    for (std::string part; parts >> part;)
        if (text.find(part) == std::string::npos) return false;
    return true;
}

} // namespace

bool Filter::is_empty() const { return need.empty() && !area && !organization && !state && words.empty(); }

Result<Filter> read_filter(const Form& query, const Library& library)
{
    Reading reading{query, {}};
    Filter filter;
    filter.need =
        reading.value<std::string>("need", [&](const auto& text) { return known_need(library, text); });
    filter.area =
        reading.value<Area>("area", [&](const auto& text) { return known_area(*library.divisions, text); });
    filter.organization = reading.value<OrganizationId>(
        "organization", [](const auto& text) { return parse_id<OrganizationId>(text); });
    filter.state = reading.value<std::optional<ProgramState>>("state", [](const auto& text) {
        const auto state = from_name<ProgramState>(text);
        return state ? std::optional(std::optional(*state)) : std::nullopt;
    });
    filter.words = lower(query.text("q"));
    if (count_characters(filter.words) > kMostWords)
        reading.faults.push_back({"error.filter.too_long", "/q", {{"most", std::to_string(kMostWords)}}});
    if (!reading.faults.empty()) return refuse(std::move(reading.faults));
    return filter;
}

bool fits(const Filter& filter, const Program& program)
{
    if (!filter.need.empty() &&
        std::ranges::find(program.purposes, filter.need, &Purpose::need) == program.purposes.end())
        return false;
    if (filter.area && !serves(program, filter.area)) return false;
    if (filter.organization && program.organization != filter.organization) return false;
    if (filter.state && program.state != *filter.state) return false;
    return filter.words.empty() || has_words(program, filter.words);
}

Page page_of(const std::vector<Program>& all, const Actor& actor, const Filter& filter, const PageWish& wish)
{
    Page page;
    for (const auto& program : all) {
        if (!may_see(actor, program.organization, program.state) || !fits(filter, program)) continue;
        ++page.count;
        if (program.id.value <= wish.after) continue;
        if (page.programs.size() < static_cast<std::size_t>(wish.limit))
            page.programs.push_back(&program);
        else
            page.next = page.programs.back()->id.value;
    }
    return page;
}

} // namespace server::programs
