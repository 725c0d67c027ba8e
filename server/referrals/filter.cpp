#include "server/referrals/filter.hpp"
#include "server/http/filters.hpp"

namespace server::referrals {

using namespace models;

namespace {

std::optional<bool> parse_truth(std::string_view text)
{
    if (text != "true" && text != "false") return {};
    return text == "true";
}

} // namespace

Result<std::optional<store::ReferralFilter>> read_filter(const Form& query, const Actor& actor,
                                                         const Library& library)
{
    FilterReader reading(query, library);
    store::ReferralFilter filter;
    filter.state = reading.value("state", [](const auto& text) { return from_name<ReferralState>(text); });
    filter.kind = reading.value("kind", [](const auto& text) { return from_name<ReferralKind>(text); });
    filter.need_type = reading.need("need");
    const auto area = reading.area("area");
    filter.only_open = reading.value("only_open", parse_truth).value_or(false);
    const auto words = reading.words("q");
    if (!reading.faults.empty()) return refuse(std::move(reading.faults));

    filter.search = store::groups_of_query(words);
    if (!words.empty() && filter.search.empty()) return std::nullopt;
    if (area && !covers(actor.area, *area) && !covers(*area, actor.area)) return std::nullopt;
    if (area && covers(actor.area, *area)) filter.within = *area;
    return filter;
}

} // namespace server::referrals
