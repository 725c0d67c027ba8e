#include "server/programs/filter.hpp"
#include "models/identity.hpp"
#include "server/http/filters.hpp"
#include "server/programs/service.hpp"
#include <algorithm>
#include <sstream>

namespace server::programs {

using namespace models;

namespace {

std::string lower(std::string_view text)
{
    std::string result;
    for (const char c : folded(text)) result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
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
    FilterReader reading(query, library);
    Filter filter;
    filter.need = reading.need("need");
    filter.area = reading.area("area").value_or(Area{});
    filter.organization =
        reading.value("organization", [](const auto& text) { return parse_id<OrganizationId>(text); })
            .value_or(OrganizationId{});
    filter.state = reading.value("state", [](const auto& text) { return from_name<ProgramState>(text); });
    filter.words = lower(reading.words("q"));
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

Page page_of(const Programs& all, const Actor& actor, const Filter& filter, const PageWish& wish)
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
