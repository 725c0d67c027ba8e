#include "matching/effects.hpp"
#include "matching/exact.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace matching {

using namespace models;

namespace {

constexpr std::int64_t kCertain = 1'000'000;
constexpr std::size_t kMostStates = 32;

struct Asked {
    Topic topic;
    std::vector<Effect> effects; // of the family as it is
    Wide gain = 0;               // expected worth of what is decided
    std::int64_t decided = 0;    // in thousandths
    std::size_t readers = 0;     // of the programs that remain
    Money at_stake{};
};

class Interview {
public:
    Interview(const Snapshot& snapshot, FamilyIndex family, const Frequencies* frequencies)
        : snapshot_(snapshot),
          frequencies_(frequencies),
          open_(open_programs(snapshot, family)),
          states_{{snapshot.families()[family.value], kCertain, std::vector<bool>(open_.size(), true)}}
    {
        std::set<Topic> topics;
        for (const auto& one : open_) topics.insert(one.topics.begin(), one.topics.end());
        for (const auto& topic : topics) left_.push_back({topic, effects_in(states_[0], topic)});
    }

    const std::vector<Open>& open() const { return open_; }

    // The best of what is left, after what was asked before; nothing: no program remains that reads it.
    std::optional<Asked> next()
    {
        for (auto& asked : left_) weigh(asked);
        const auto best = std::ranges::min_element(left_, is_better);
        if (best == left_.end() || best->readers == 0) return {};
        auto asked = std::move(*best);
        left_.erase(best);
        suppose_answered(asked);
        first_ = false;
        return asked;
    }

private:
    std::vector<Effect> effects_in(const State& state, const Topic& topic) const
    {
        return effects_of(snapshot_, open_, state, topic, frequencies_);
    }

    void weigh(Asked& asked) const
    {
        asked.gain = 0;
        Wide decided = 0;
        std::vector<bool> remains(open_.size());
        for (const auto& state : states_) {
            for (std::size_t i = 0; i < open_.size(); ++i)
                if (state.undecided[i]) remains[i] = true;
            const auto effects = first_ ? asked.effects : effects_in(state, asked.topic);
            for (const auto& effect : effects)
                for (std::size_t i = 0; i < open_.size(); ++i) {
                    if (!state.undecided[i] || effect.verdicts[i] == Verdict::unknown) continue;
                    const Wide chance = Wide{state.chance} * effect.share;
                    asked.gain += chance * open_[i].worth;
                    decided += chance;
                }
        }
        asked.decided = static_cast<std::int64_t>(decided / kCertain);
        count_readers(asked, remains);
    }

    void count_readers(Asked& asked, const std::vector<bool>& remains) const
    {
        asked.readers = 0;
        asked.at_stake = {};
        for (std::size_t i = 0; i < open_.size(); ++i) {
            if (!remains[i] || !reads(open_[i], asked.topic)) continue;
            ++asked.readers;
            Money most;
            for (const auto& effect : asked.effects) most = std::max(most, effect.awards[i]);
            asked.at_stake = asked.at_stake + most;
        }
    }

    static bool is_better(const Asked& a, const Asked& b)
    {
        const auto worth = [](const Asked& asked) {
            return std::tuple{-asked.gain, -asked.at_stake.fen, -static_cast<std::int64_t>(asked.readers),
                              asked.topic};
        };
        return worth(a) < worth(b);
    }

    // One state for each answer that comes to something else; where nothing is left open, nothing is asked.
    void suppose_answered(const Asked& asked)
    {
        std::vector<State> after;
        for (const auto& state : states_) {
            const auto effects = effects_in(state, asked.topic);
            if (effects.empty()) after.push_back(state);
            std::map<std::vector<Verdict>, std::size_t> seen;
            for (const auto& effect : effects) {
                const auto chance = state.chance * effect.share / 1000;
                const auto [at, is_new] = seen.emplace(effect.verdicts, after.size());
                if (is_new)
                    after.push_back(answered(state, asked.topic, effect, chance));
                else
                    after[at->second].chance += chance;
            }
        }
        std::erase_if(after, [](const State& state) {
            return std::ranges::find(state.undecided, true) == state.undecided.end();
        });
        std::ranges::sort(after, std::greater{}, &State::chance);
        if (after.size() > kMostStates) after.erase(after.begin() + kMostStates, after.end());
        states_ = std::move(after);
    }

    State answered(const State& state, const Topic& topic, const Effect& effect, std::int64_t chance) const
    {
        State after{supposing(state.family, topic, effect.answer.value), chance, state.undecided};
        for (std::size_t i = 0; i < open_.size(); ++i)
            if (effect.verdicts[i] != Verdict::unknown) after.undecided[i] = false;
        return after;
    }

    const Snapshot& snapshot_;
    const Frequencies* frequencies_;
    std::vector<Open> open_;
    std::vector<State> states_;
    std::vector<Asked> left_;
    bool first_ = true;
};

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

} // namespace

std::vector<Question> ask(const Snapshot& snapshot, FamilyIndex family, Limit limit,
                          const Frequencies* frequencies)
{
    std::vector<Question> questions;
    if (limit == 0) return questions;
    Interview interview(snapshot, family, frequencies);
    while (questions.size() < limit) {
        const auto asked = interview.next();
        if (!asked) break;
        questions.push_back(question_of(*asked, interview.open()));
    }
    return questions;
}

} // namespace matching
