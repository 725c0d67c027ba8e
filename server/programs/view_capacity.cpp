#include "server/programs/view_capacity.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::programs {

using nlohmann::json;
using namespace models;
using html::Words;

namespace {

// One measure in its five states: all of them add up to the total.
struct Five {
    std::optional<std::int64_t> total;
    std::int64_t reserved{}, committed{}, used{};
    std::int64_t available() const { return std::max<std::int64_t>(0, *total - reserved - committed - used); }
};

template <class Print> json five_view(const Words& words, const Five& five, Print print)
{
    const auto unlimited = words.say("programs.show.unlimited");
    return {{"total", five.total ? print(*five.total) : unlimited},
            {"reserved", print(five.reserved)},
            {"committed", print(five.committed)},
            {"used", print(five.used)},
            {"available", five.total ? print(five.available()) : unlimited}};
}

// The bar's parts in thousandths of its length, one beginning where the other ends.
json bar_view(const Five& five)
{
    json parts = json::array();
    if (!five.total || *five.total <= 0) return parts;
    std::int64_t before = 0;
    const auto add = [&](const char* state, std::int64_t amount) {
        const auto thousandths = [&](std::int64_t of) { return of * 1000 / *five.total; };
        const auto x = thousandths(before), end = thousandths(before + amount);
        before += amount;
        if (end > x) parts.push_back({{"state", state}, {"x", x}, {"width", end - x}});
    };
    add("used", five.used);
    add("committed", five.committed);
    add("reserved", five.reserved);
    return parts;
}

std::string count_text(std::int64_t count) { return html::whole_number(count); }
std::string money_text(std::int64_t fen) { return html::yuan(Money{fen}); }

json quota_view(const Words& words, const Quota& quota)
{
    const auto unlimited = words.say("programs.show.unlimited");
    return {{"whom", quota_whom(words, quota)},
            {"places", quota.places ? count_text(*quota.places) : unlimited},
            {"money", quota.budget ? html::yuan(*quota.budget) : unlimited}};
}

json site_view(const Words& words, const store::SiteRow& site)
{
    const bool english = words.language == Language::en && !site.name_en.empty();
    return {
        {"name", english ? site.name_en : site.name},
        {"name_lang", english ? "en" : "zh-CN"},
        {"area", html::area_name(words, site.area)},
        {"hours", site.hours},
        {"places", site.places ? count_text(*site.places) : words.say("programs.show.unlimited")},
        {"left", site.places_left ? count_text(*site.places_left) : words.say("programs.show.unlimited")}};
}

} // namespace

void add_capacity(json& view, const Words& words, const Shown& shown)
{
    const auto own = std::ranges::find(shown.capacity, "", &store::CapacityRow::site);
    const auto row = own == shown.capacity.end() ? store::CapacityRow{} : *own;
    const Five places{row.places, row.reserved, row.committed, row.used};
    const Five money{row.budget ? std::optional(row.budget->fen) : std::nullopt, row.reserved_money.fen,
                     row.committed_money.fen, row.paid.fen};
    view["places"] = five_view(words, places, count_text);
    view["money"] = five_view(words, money, money_text);
    view["money_bar"] = json::array();
    if (auto parts = bar_view(money); !parts.empty()) view["money_bar"] = json::array({{{"parts", parts}}});
    view["keeps_waitlist"] = shown.program.keeps_waitlist;

    json quotas = json::array(), sites = json::array();
    for (const auto& quota : shown.program.quotas) quotas.push_back(quota_view(words, quota));
    for (const auto& site : shown.sites)
        if (site.active) sites.push_back(site_view(words, site));
    view["quotas_part"] = quotas.empty() ? json::array() : json::array({{{"quotas", quotas}}});
    view["sites_part"] = sites.empty() ? json::array() : json::array({{{"sites", sites}}});
}

} // namespace server::programs
