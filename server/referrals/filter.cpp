#include "server/referrals/filter.hpp"
#include "models/identity.hpp"
#include "server/http/library.hpp"
#include <algorithm>

namespace server::referrals {

using namespace models;

namespace {

constexpr std::size_t kMostWords = 100; // characters
constexpr std::size_t kMostQuoted = 60;

struct Reading {
    const Form& query;
    std::vector<Fault> faults;

    // The value of one parameter as `parse` understands it; absent: nothing.
    template <class Parse> auto value(const char* name, Parse parse) -> decltype(parse(std::string()))
    {
        const auto text = query.text(name);
        if (text.empty()) return {};
        auto read = parse(text);
        if (!read)
            faults.push_back(
                {"error.filter.value", "/" + std::string(name), {{"value", text.substr(0, kMostQuoted)}}});
        return read;
    }
};

std::optional<bool> parse_truth(std::string_view text)
{
    if (text != "true" && text != "false") return {};
    return text == "true";
}

std::optional<Area> known_area(const Divisions& divisions, std::string_view text)
{
    const auto area = parse_area(text);
    if (!area || !divisions.find(divisions.current(*area))) return {};
    return divisions.current(*area);
}

std::optional<std::string> known_need(const Library& library, std::string_view text)
{
    const auto at = std::ranges::find(library.need_types, text, &NeedType::code);
    return at == library.need_types.end() ? std::nullopt : std::optional(at->code);
}

} // namespace

Result<std::optional<store::ReferralFilter>> read_filter(const Form& query, const Actor& actor,
                                                         const Library& library)
{
    Reading reading{query, {}};
    store::ReferralFilter filter;
    filter.state = reading.value("state", [](const auto& text) { return from_name<ReferralState>(text); });
    filter.kind = reading.value("kind", [](const auto& text) { return from_name<ReferralKind>(text); });
    filter.need_type =
        reading.value("need", [&](const auto& text) { return known_need(library, text); }).value_or("");
    const auto area =
        reading.value("area", [&](const auto& text) { return known_area(*library.divisions, text); });
    filter.only_open = reading.value("only_open", parse_truth).value_or(false);
    const auto words = query.text("q");
    if (count_characters(words) > kMostWords)
        reading.faults.push_back({"error.filter.too_long", "/q", {{"most", std::to_string(kMostWords)}}});
    if (!reading.faults.empty()) return refuse(std::move(reading.faults));

    filter.search = store::groups_of_query(words);
    if (!words.empty() && filter.search.empty()) return std::nullopt;
    if (area && !covers(actor.area, *area) && !covers(*area, actor.area)) return std::nullopt;
    if (area && covers(actor.area, *area)) filter.within = *area;
    return filter;
}

} // namespace server::referrals
