#include "matching/topics.hpp"
#include <algorithm>
#include <map>

namespace matching {

using namespace models;

namespace {

// A program that a fact may still open, through its best need.
struct Open {
    ProgramIndex program;
    std::size_t need{};
    std::vector<Topic> topics;
};

struct Effect {
    Supposed answer;
    std::vector<Verdict> verdicts; // by open program
    std::vector<Money> awards;     // where it opens
};

struct Asked {
    Topic topic;
    std::vector<Effect> effects;
    std::int64_t decided = 0; // in thousandths, of the programs that remain
    std::size_t readers = 0;
    Money at_stake{};
};

// Full for now and "where do you live" may change; what is over, used up or barred will not.
bool may_still_take(const Candidate& candidate)
{
    return std::ranges::all_of(candidate.obstacles, [](const ObstacleFound& found) {
        return found.what == Obstacle::opens_later || found.what == Obstacle::area_unknown;
    });
}

std::vector<Open> open_programs(const Snapshot& snapshot, FamilyIndex family)
{
    std::vector<Open> open;
    for (const auto& candidate : programs_for(snapshot, family)) {
        if (candidate.standing != Standing::to_be_asked || !may_still_take(candidate)) continue;
        const auto pair =
            pair_of(snapshot, snapshot.families()[family.value], candidate.need, candidate.program);
        open.push_back({candidate.program, candidate.need, {}});
        add_topics(pair, candidate.need, pair.program.rule, open.back().topics);
    }
    return open;
}

Effect effect_of(const Snapshot& snapshot, const Family& family, const Topic& topic, const Supposed& answer,
                 const std::vector<Open>& open)
{
    Effect effect{answer, {}, {}};
    const auto supposed = supposing(family, topic, answer.value);
    for (const auto& one : open) {
        auto verdict = Verdict::unknown;
        Money award;
        if (std::ranges::find(one.topics, topic) != one.topics.end()) {
            const auto pair = pair_of(snapshot, supposed, one.need, one.program);
            verdict = evaluate(pair.ground, pair.subject, pair.program.rule);
            if (verdict == Verdict::yes) award = award_of(pair).found.high;
        }
        effect.verdicts.push_back(verdict);
        effect.awards.push_back(award);
    }
    return effect;
}

bool is_ordered(Fact fact)
{
    const auto type = row_of(fact).type;
    return type == FactType::number || type == FactType::fen || type == FactType::date;
}

// Beside each bound of a rule stand several values; those that come to the same are one answer.
std::vector<Effect> without_repeats(std::vector<Effect> effects)
{
    std::vector<Effect> distinct;
    for (auto& effect : effects)
        if (distinct.empty() || distinct.back().verdicts != effect.verdicts)
            distinct.push_back(std::move(effect));
    return distinct;
}

void weigh(Asked& asked, const std::vector<Open>& open, const std::vector<bool>& remains)
{
    std::vector<Money> most(open.size());
    std::int64_t decided = 0;
    asked.readers = 0;
    asked.at_stake = {};
    auto counted = is_ordered(asked.topic.fact) ? without_repeats(asked.effects) : asked.effects;
    for (const auto& effect : counted)
        for (std::size_t i = 0; i < open.size(); ++i)
            if (remains[i]) decided += effect.verdicts[i] != Verdict::unknown;
    for (std::size_t i = 0; i < open.size(); ++i) {
        const auto& topics = open[i].topics;
        if (!remains[i] || std::ranges::find(topics, asked.topic) == topics.end()) continue;
        ++asked.readers;
        for (const auto& effect : asked.effects) most[i] = std::max(most[i], effect.awards[i]);
        asked.at_stake = asked.at_stake + most[i];
    }
    const auto answers = std::max<std::int64_t>(1, std::ssize(counted));
    asked.decided = decided * 1000 / answers;
}

bool is_better(const Asked& a, const Asked& b)
{
    const auto worth = [](const Asked& asked) {
        return std::tuple{-asked.decided, -asked.at_stake.fen, -static_cast<std::int64_t>(asked.readers),
                          asked.topic};
    };
    return worth(a) < worth(b);
}

Answer answer_of(const Effect& effect, const std::vector<Open>& open)
{
    Answer answer{effect.answer.value, {}, effect.answer.others, {}, {}, {}};
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (effect.verdicts[i] == Verdict::yes) answer.opens.push_back(open[i].program);
        if (effect.verdicts[i] == Verdict::no) answer.closes.push_back(open[i].program);
        answer.most = std::max(answer.most, effect.awards[i]);
    }
    return answer;
}

// Answers that come to the same are shown as one: neighbors for numbers and dates, any for codes.
Question question_of(const Asked& asked, const std::vector<Open>& open)
{
    Question question;
    question.fact = asked.topic.fact;
    question.member = asked.topic.member;
    question.need = asked.topic.need;
    question.everyone_listed = asked.topic.everyone_listed;
    question.decided = asked.decided;
    question.at_stake = asked.at_stake;
    std::vector<const Effect*> shown;
    for (const auto& effect : asked.effects) {
        std::size_t same = is_ordered(asked.topic.fact) && !shown.empty() ? shown.size() - 1 : 0;
        while (same < shown.size() && shown[same]->verdicts != effect.verdicts) ++same;
        if (same == shown.size()) {
            shown.push_back(&effect);
            question.answers.push_back(answer_of(effect, open));
            continue;
        }
        auto& answer = question.answers[same];
        answer.also.push_back(effect.answer.value);
        answer.others = answer.others || effect.answer.others;
        for (const auto award : effect.awards) answer.most = std::max(answer.most, award);
    }
    return question;
}

std::vector<Asked> everything_to_ask(const Snapshot& snapshot, const Family& family,
                                     const std::vector<Open>& open)
{
    std::map<Topic, std::vector<const Open*>> readers;
    for (const auto& one : open)
        for (const auto& topic : one.topics) readers[topic].push_back(&one);
    std::vector<Asked> all;
    for (const auto& [topic, programs] : readers) {
        std::vector<const Rule*> rules;
        for (const auto* one : programs) rules.push_back(&snapshot.programs()[one->program.value].rule);
        const auto pair = pair_of(snapshot, family, programs[0]->need, programs[0]->program);
        Asked asked{topic, {}};
        for (const auto& answer : possible_answers(pair, topic, rules))
            asked.effects.push_back(effect_of(snapshot, family, topic, answer, open));
        all.push_back(std::move(asked));
    }
    return all;
}

// Whatever is answered, this question settles the program.
bool always_settles(const Asked& asked, std::size_t program)
{
    return !asked.effects.empty() && std::ranges::all_of(asked.effects, [&](const Effect& effect) {
        return effect.verdicts[program] != Verdict::unknown;
    });
}

} // namespace

std::vector<Question> ask(const Snapshot& snapshot, FamilyIndex family_at, Limit limit)
{
    const auto& family = snapshot.families().at(family_at.value);
    const auto open = open_programs(snapshot, family_at);
    auto left = everything_to_ask(snapshot, family, open);
    std::vector<bool> remains(open.size(), true);
    std::vector<Question> questions;
    while (questions.size() < limit && !left.empty()) {
        for (auto& asked : left) weigh(asked, open, remains);
        const auto best = std::ranges::min_element(left, is_better);
        if (best->readers == 0) break;
        questions.push_back(question_of(*best, open));
        for (std::size_t i = 0; i < open.size(); ++i)
            if (always_settles(*best, i)) remains[i] = false;
        left.erase(best);
    }
    return questions;
}

} // namespace matching
