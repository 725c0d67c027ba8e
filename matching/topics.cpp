#include "matching/topics.hpp"
#include "matching/lines.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

class Gatherer {
public:
    Gatherer(const Pair& pair, std::size_t need, std::vector<Topic>& topics)
        : pair_(pair), need_(need), topics_(topics)
    {
    }

    void add_leaf(const Subject& subject, const Leaf& leaf, const Day& base)
    {
        const auto day = day_of_leaf(pair_.ground, subject, leaf.on, leaf.known_then, base);
        add_fact(subject, leaf.fact, day);
        for (const auto* operand : {&leaf.value, leaf.high ? &*leaf.high : nullptr}) {
            if (!operand) continue;
            if (const auto* other = std::get_if<FactOperand>(operand)) add_fact(subject, other->fact, day);
            if (!std::holds_alternative<StandardOperand>(*operand)) continue;
            add_fact(subject, Fact::residence_kind, day);
            add_fact(subject, Fact::residence_area, day);
        }
    }

    void add(Topic topic)
    {
        if (std::ranges::find(topics_, topic) == topics_.end()) topics_.push_back(topic);
    }

private:
    // A fact of which it is not known whether it applies is not asked before that is known.
    void add_fact(const Subject& subject, Fact fact, const Day& day)
    {
        if (const auto* applies = applies_when(fact)) {
            if (evaluate_on(pair_.ground, subject, *applies, day) == Verdict::unknown)
                return add_rule(subject, *applies, day);
        }
        if (row_of(fact).derived) {
            for (const auto part : parts_of(fact)) add_fact(subject, part, day);
            return;
        }
        const auto seen = look(pair_.ground, subject, fact, day);
        if (seen.known == Known::yes && !is_partly_known(*seen.recorded)) return;
        const auto level = row_of(fact).level;
        if (level == FactLevel::member && !subject.member) return;
        add({false, fact, level == FactLevel::member ? subject.member->number : 0,
             level == FactLevel::need ? need_ : 0});
    }

    void add_rule(const Subject& subject, const Rule& rule, const Day& day)
    {
        if (rule.kind == RuleKind::leaf &&
            evaluate_leaf(pair_.ground, subject, rule.leaf, day) == Verdict::unknown)
            add_leaf(subject, rule.leaf, day);
        for (const auto& part : rule.parts)
            if (evaluate_on(pair_.ground, subject, part, day) == Verdict::unknown)
                add_rule(subject, part, day);
    }

    const Pair& pair_;
    std::size_t need_;
    std::vector<Topic>& topics_;
};

template <class Whose> auto& records_in(Whose& family, const Topic& topic)
{
    auto& household = family.household;
    switch (row_of(topic.fact).level) {
    case FactLevel::household: return household.facts;
    case FactLevel::need: return household.needs.at(topic.need).facts;
    case FactLevel::member: break;
    }
    return std::ranges::find(household.members, topic.member, &Member::number)->facts;
}

bool is_less_exact(const FactValue& recorded)
{
    if (const auto* list = std::get_if<CodeList>(&recorded)) return !list->complete;
    return std::holds_alternative<Area>(recorded);
}

} // namespace

void add_topics(const Pair& pair, std::size_t need, const Rule& rule, std::vector<Topic>& topics)
{
    Gatherer gatherer(pair, need, topics);
    for (const auto& line : lines_of(pair.ground, pair.subject, rule)) {
        if (line.verdict != Verdict::unknown) continue;
        for (const auto& found : line.leaves) {
            if (found.leaf == &everyone_listed()) {
                gatherer.add({true, Fact::counted_members, 0, 0});
                continue;
            }
            auto subject = pair.subject;
            const auto& members = pair.family.household.members;
            const auto whose = std::ranges::find(members, found.member, &Member::number);
            if (whose != members.end()) subject.member = &*whose;
            gatherer.add_leaf(subject, *found.leaf, pair.day);
        }
    }
}

FactRecords& records_of(Family& family, const Topic& topic) { return records_in(family, topic); }
const FactRecords& records_of(const Family& family, const Topic& topic) { return records_in(family, topic); }

bool is_partly_known(const FactValue& value)
{
    if (const auto* list = std::get_if<CodeList>(&value)) return !list->complete;
    const auto* area = std::get_if<Area>(&value);
    return area && level_of(*area) != AreaLevel::village;
}

void suppose(Family& family, const Topic& topic, const FactValue& value)
{
    if (topic.everyone_listed) {
        family.household.all_members_listed = std::get<std::int64_t>(value) == 1;
        return;
    }
    auto& records = records_of(family, topic);
    for (auto& record : records)
        if (record.fact == topic.fact && is_less_exact(record.value)) record.value = value;
    FactRecord always;
    always.fact = topic.fact;
    always.value = value;
    always.recorded_at = Time{std::chrono::sys_days{always.valid_from}};
    records.insert(records.begin(), std::move(always));
}

Family supposing(const Family& family, const Topic& topic, const FactValue& value)
{
    auto supposed = family;
    suppose(supposed, topic, value);
    return supposed;
}

} // namespace matching
