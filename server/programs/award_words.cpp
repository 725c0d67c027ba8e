#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/html/rule_words.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::programs {

using namespace models;
using html::Words;

namespace {

std::string coded(const Words& words, const char* group, const std::string& code)
{
    return html::word(words.messages, words.language, group, code);
}

std::string percent(std::int64_t basis_points)
{
    auto text = std::to_string(basis_points / 100);
    if (basis_points % 100 == 0) return text;
    auto rest = std::to_string(100 + basis_points % 100).substr(1);
    if (rest.back() == '0') rest.pop_back();
    return text + "." + rest;
}

// The band as the condition it is: 自付医疗费高于 5,000 元、不超过 10,000 元.
std::string band_range(const Words& words, Fact fact, const Band& band)
{
    Rule rule{.kind = RuleKind::leaf};
    rule.leaf.fact = fact;
    rule.leaf.value = band.low;
    rule.leaf.op = band.high ? Op::between : band.low_open ? Op::more_than : Op::at_least;
    if (band.high) rule.leaf.high = *band.high;
    rule.leaf.low_open = band.low_open;
    rule.leaf.high_open = band.high_open;
    return html::rule_sentence(words.messages, words.language, words.divisions, rule);
}

std::string yuan_text(const Words& words, Money amount)
{
    return words.say("programs.award.fixed", {{"amount", html::yuan_short(amount)}});
}

std::string with_condition(const Words& words, std::string condition, std::string amount)
{
    return words.say("programs.award.when",
                     {{"condition", std::move(condition)}, {"amount", std::move(amount)}});
}

struct AmountWords {
    const Words& words;

    std::string operator()(const FixedAward& award) const { return yuan_text(words, award.amount); }
    std::string operator()(const RatioAward& award) const
    {
        return words.say("programs.award.ratio",
                         {{"percent", percent(award.basis_points)}, {"cap", html::yuan_short(award.cap)}});
    }
    std::string operator()(const BandedAward& award) const
    {
        std::vector<std::string> bands;
        for (const auto& band : award.bands)
            bands.push_back(
                with_condition(words, band_range(words, award.fact, band), yuan_text(words, band.amount)));
        return words.join(bands, "programs.join.bands", "programs.join.bands");
    }
    std::string operator()(const RangeAward& award) const
    {
        return words.say("programs.award.range",
                         {{"low", html::yuan_short(award.low)}, {"high", html::yuan_short(award.high)}});
    }
    std::string operator()(const EachAward& award) const
    {
        const auto amount = html::yuan_short(award.amount);
        if (award.rule.kind == RuleKind::all && award.rule.parts.empty())
            return words.say("programs.award.each_any", {{"amount", amount}});
        return words.say("programs.award.each", {{"amount", amount},
                                                 {"who", html::member_phrase(words.messages, words.language,
                                                                             words.divisions, award.rule)}});
    }
    std::string operator()(const ItemAward& award) const
    {
        const std::string key = award.value.fen == 0 ? "programs.award.item" : "programs.award.item_of_value";
        return words.one_or_many(
            key, award.count,
            {{"item", coded(words, "item", award.item)}, {"value", html::yuan_short(award.value)}});
    }
    std::string operator()(const ServiceAward& award) const
    {
        const auto kind = coded(words, "service", award.kind);
        if (award.amount == 0) return kind;
        return words.say("programs.award.service",
                         {{"kind", kind},
                          {"per", coded(words, "service_per", award.per)},
                          {"amount", words.one_or_many("programs.unit." + award.kind, award.amount)}});
    }
};

// The least and the most an amount of money can be; nothing for items, services and what is counted.
using Bounds = std::optional<std::pair<Money, Money>>;
struct AmountBounds {
    Bounds operator()(const FixedAward& award) const { return std::pair{award.amount, award.amount}; }
    Bounds operator()(const RatioAward&) const { return {}; }
    Bounds operator()(const BandedAward& award) const
    {
        const auto [low, high] = std::ranges::minmax(award.bands, {}, &Band::amount);
        return std::pair{low.amount, high.amount};
    }
    Bounds operator()(const RangeAward& award) const { return std::pair{award.low, award.high}; }
    Bounds operator()(const EachAward&) const { return {}; }
    Bounds operator()(const ItemAward&) const { return {}; }
    Bounds operator()(const ServiceAward&) const { return {}; }
};

Bounds bounds_of(const Award& award)
{
    Bounds all;
    for (const auto& one : award.cases) {
        const auto bounds = std::visit(AmountBounds{}, one.amount);
        if (!bounds) return {};
        all = all ? std::pair{std::min(all->first, bounds->first), std::max(all->second, bounds->second)}
                  : *bounds;
    }
    return all;
}

} // namespace

std::vector<std::string> award_sentences(const Words& words, const Award& award)
{
    std::vector<std::string> lines;
    for (const auto& one : award.cases) {
        auto amount = std::visit(AmountWords{words}, one.amount);
        if (one.when)
            amount = with_condition(
                words, html::rule_sentence(words.messages, words.language, words.divisions, *one.when),
                amount);
        else if (award.cases.size() > 1)
            amount = with_condition(words, words.say("programs.award.otherwise"), amount);
        lines.push_back(std::move(amount));
    }
    return lines;
}

std::vector<std::string> award_notes(const Words& words, const Award& award)
{
    constexpr Money kOneYuan{100};
    std::vector<std::string> notes;
    if (award.payments > 1)
        notes.push_back(words.say("programs.award.payments", {{"n", std::to_string(award.payments)}}));
    if (!award.every.empty())
        notes.push_back(words.say("programs.award.every", {{"every", coded(words, "every", award.every)}}));
    if (award.less_earlier) notes.push_back(words.say("programs.award.less_earlier"));
    if (award.minimum.fen > 0)
        notes.push_back(words.say("programs.award.minimum", {{"amount", html::yuan_short(award.minimum)}}));
    if (award.step > kOneYuan)
        notes.push_back(words.say("programs.award.step", {{"amount", html::yuan_short(award.step)}}));
    return notes;
}

std::string award_in_short(const Words& words, const Award& award)
{
    if (const auto bounds = bounds_of(award)) {
        if (bounds->first == bounds->second) return yuan_text(words, bounds->first);
        return words.say("programs.award.from_to", {{"low", html::yuan_short(bounds->first)},
                                                    {"high", html::yuan_short(bounds->second)}});
    }
    if (award.cases.size() == 1) return std::visit(AmountWords{words}, award.cases.front().amount);
    return words.say("programs.award.by_case");
}

} // namespace server::programs
