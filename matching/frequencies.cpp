#include "matching/frequencies.hpp"
#include "matching/reading.hpp"
#include "matching/shares.hpp"
#include <algorithm>
#include <numeric>

namespace matching {

using namespace models;

namespace {

std::int64_t days_of(Date date) { return std::chrono::sys_days{date}.time_since_epoch().count(); }

void count(Frequency& frequency, const FactValue& value)
{
    if (const auto* list = std::get_if<CodeList>(&value)) {
        if (!list->complete) return;
        for (const auto& code : list->codes) ++frequency.codes[code];
    }
    ++frequency.known;
    if (const auto* code = std::get_if<Code>(&value)) ++frequency.codes[code->text];
    if (const auto* area = std::get_if<Area>(&value)) ++frequency.areas[*area];
    if (const auto* date = std::get_if<Date>(&value)) frequency.amounts.push_back(days_of(*date));
    if (const auto* number = std::get_if<std::int64_t>(&value)) frequency.amounts.push_back(*number);
}

void count(Frequencies& all, const FactRecords& records, FactLevel level, Date on)
{
    for (const auto& row : all_facts()) {
        if (row.level != level || row.derived) continue;
        if (const auto* value = value_on(records, row.fact, on)) count(all.facts[row.fact], *value);
    }
}

std::int64_t amount_of(const FactValue& value)
{
    if (const auto* date = std::get_if<Date>(&value)) return days_of(*date);
    return std::get<std::int64_t>(value);
}

// Each amount counts for the answer at or below it, the smallest for the first.
std::vector<std::int64_t> amount_counts(const Frequency& frequency, const std::vector<Supposed>& answers)
{
    std::vector<std::int64_t> counts;
    auto from = frequency.amounts.begin();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto to = i + 1 == answers.size() ? frequency.amounts.end()
                                                : std::ranges::lower_bound(from, frequency.amounts.end(),
                                                                           amount_of(answers[i + 1].value));
        counts.push_back(to - from);
        from = to;
    }
    return counts;
}

std::int64_t of_code(const Frequency& frequency, const std::string& code)
{
    const auto found = frequency.codes.find(code);
    return found == frequency.codes.end() ? 0 : found->second;
}

// What is left of those known goes to the answer that stands for all others, or for nothing more.
std::vector<std::int64_t> code_counts(const Frequency& frequency, const std::vector<Supposed>& answers)
{
    std::vector<std::int64_t> counts(answers.size());
    auto left = frequency.known;
    std::optional<std::size_t> rest;
    const auto* known = answers.empty() ? nullptr : std::get_if<CodeList>(&answers[0].value);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i].others || (known && i == 0)) {
            rest = i;
            continue;
        }
        if (const auto* code = std::get_if<Code>(&answers[i].value))
            counts[i] = of_code(frequency, code->text);
        if (const auto* list = std::get_if<CodeList>(&answers[i].value))
            for (const auto& code : list->codes)
                if (std::ranges::find(known->codes, code) == known->codes.end())
                    counts[i] = of_code(frequency, code);
        left -= counts[i];
    }
    if (rest) counts[*rest] = std::max<std::int64_t>(0, left);
    return counts;
}

std::vector<std::int64_t> area_counts(const Frequency& frequency, const std::vector<Supposed>& answers,
                                      const Divisions& divisions)
{
    std::vector<std::int64_t> counts(answers.size());
    for (const auto& [area, times] : frequency.areas) {
        std::optional<std::size_t> nearest;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto outer = std::get<Area>(answers[i].value);
            const bool lies = !answers[i].others && covers(divisions.current(outer), divisions.current(area));
            if (lies && (!nearest || level_of(outer) > level_of(std::get<Area>(answers[*nearest].value))))
                nearest = i;
            if (answers[i].others && !nearest) nearest = i;
        }
        if (nearest) counts[*nearest] += times;
    }
    return counts;
}

std::vector<std::int64_t> counts_of(const Frequency& frequency, FactType type,
                                    const std::vector<Supposed>& answers, const Divisions& divisions)
{
    switch (type) {
    case FactType::code:
    case FactType::list: return code_counts(frequency, answers);
    case FactType::area: return area_counts(frequency, answers, divisions);
    case FactType::yes_no: {
        const auto yes = std::ranges::count(frequency.amounts, 1);
        return {yes, frequency.known - yes};
    }
    case FactType::number:
    case FactType::fen:
    case FactType::date: break;
    }
    return amount_counts(frequency, answers);
}

} // namespace

Frequencies frequencies_of(const Snapshot& snapshot, std::size_t most)
{
    Frequencies all;
    const auto on = models::day_of(snapshot.ground().as_of);
    const auto size = snapshot.families().size(), chosen = std::min(most, size);
    for (std::size_t i = 0; i < chosen; ++i) {
        const auto& household = snapshot.families()[i * size / chosen].household;
        ++all.families;
        all.listed += household.all_members_listed;
        count(all, household.facts, FactLevel::household, on);
        for (const auto& member : household.members) count(all, member.facts, FactLevel::member, on);
        for (const auto& need : household.needs) count(all, need.facts, FactLevel::need, on);
    }
    for (auto& [fact, frequency] : all.facts) std::ranges::sort(frequency.amounts);
    return all;
}

std::vector<std::int64_t> permille_of(std::vector<std::int64_t> counts)
{
    const auto sum = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    std::vector<std::int64_t> shares;
    std::int64_t given = 0, before = 0;
    for (const auto count : counts) {
        before += count;
        const auto until = before * 1000 / std::max<std::int64_t>(1, sum);
        shares.push_back(until - given);
        given = until;
    }
    return shares;
}

std::vector<std::int64_t> shares_of(const Frequencies* frequencies, const Topic& topic,
                                    const std::vector<Supposed>& answers, const Divisions& divisions)
{
    std::vector<std::int64_t> counts(answers.size());
    if (frequencies && topic.everyone_listed)
        counts = {frequencies->listed, frequencies->families - frequencies->listed};
    else if (frequencies && frequencies->facts.contains(topic.fact))
        counts = counts_of(frequencies->facts.at(topic.fact), row_of(topic.fact).type, answers, divisions);
    for (auto& count : counts) ++count; // nothing is impossible because it was not met
    return permille_of(std::move(counts));
}

} // namespace matching
