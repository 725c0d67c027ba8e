#include "matching/effects.hpp"
#include "matching/shares.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

constexpr std::int64_t kLeastWorth = 100'000; // fen: a service, too, is worth asking for

// Full for now and "where do you live" may change; what is over, used up or barred will not.
bool may_still_take(const Candidate& candidate)
{
    return std::ranges::all_of(candidate.obstacles, [](const ObstacleFound& found) {
        return found.what == Obstacle::opens_later || found.what == Obstacle::area_unknown;
    });
}

void suppose_anew(Family& supposed, const Family& before, const Topic& topic, const FactValue& value)
{
    if (!topic.everyone_listed) records_of(supposed, topic) = records_of(before, topic);
    suppose(supposed, topic, value);
}

Effect effect_of(const Snapshot& snapshot, const std::vector<Open>& open, const State& state,
                 const Family& supposed, const Topic& topic, const Supposed& answer)
{
    Effect effect{answer, 0, {}, {}};
    for (std::size_t i = 0; i < open.size(); ++i) {
        auto verdict = Verdict::unknown;
        Money award;
        if (state.undecided[i] && reads(open[i], topic)) {
            const auto pair = pair_of(snapshot, supposed, open[i].need, open[i].program);
            verdict = evaluate(pair.ground, pair.subject, pair.program.rule);
            if (verdict == Verdict::yes) award = award_of(pair).found.high;
        }
        effect.verdicts.push_back(verdict);
        effect.awards.push_back(award);
    }
    return effect;
}

// Beside each bound of a rule stand several values; those that come to the same are one answer, unless it
// is known how common they are.
std::vector<Effect> weighted(const Snapshot& snapshot, const Frequencies* frequencies, const Topic& topic,
                             std::vector<Effect> effects, const std::vector<Supposed>& answers)
{
    const bool known = frequencies && frequencies->facts.contains(topic.fact);
    auto shares = shares_of(frequencies, topic, answers, *snapshot.ground().divisions);
    if (!known && !topic.everyone_listed && is_ordered(topic.fact)) {
        std::vector<std::int64_t> counts;
        for (std::size_t i = 0; i < effects.size(); ++i)
            counts.push_back(i == 0 || effects[i].verdicts != effects[i - 1].verdicts);
        shares = permille_of(std::move(counts));
    }
    for (std::size_t i = 0; i < effects.size(); ++i) effects[i].share = shares[i];
    return effects;
}

} // namespace

bool is_ordered(Fact fact)
{
    const auto type = row_of(fact).type;
    return type == FactType::number || type == FactType::fen || type == FactType::date;
}

std::vector<Open> open_programs(const Snapshot& snapshot, FamilyIndex family)
{
    std::vector<Open> open;
    for (const auto& candidate : programs_for(snapshot, family)) {
        if (candidate.standing != Standing::to_be_asked || !may_still_take(candidate)) continue;
        const auto pair =
            pair_of(snapshot, snapshot.families()[family.value], candidate.need, candidate.program);
        const auto worth = std::max(candidate.award.high.fen, kLeastWorth);
        open.push_back({candidate.program, candidate.need, worth, {}});
        add_topics(pair, candidate.need, pair.program.rule, open.back().topics);
    }
    return open;
}

std::vector<Effect> effects_of(const Snapshot& snapshot, const std::vector<Open>& open, const State& state,
                               const Topic& topic, const Frequencies* frequencies)
{
    std::vector<const Rule*> rules;
    const Open* reader = nullptr;
    for (const auto& one : open) {
        if (!reads(one, topic)) continue;
        if (!reader) reader = &one;
        rules.push_back(&snapshot.programs()[one.program.value].rule);
    }
    const auto pair = pair_of(snapshot, state.family, reader->need, reader->program);
    const auto answers = possible_answers(pair, topic, rules);
    std::vector<Effect> effects;
    auto supposed = state.family;
    for (const auto& answer : answers) {
        suppose_anew(supposed, state.family, topic, answer.value);
        effects.push_back(effect_of(snapshot, open, state, supposed, topic, answer));
    }
    return weighted(snapshot, frequencies, topic, std::move(effects), answers);
}

} // namespace matching
