#include "matching/condition.hpp"
#include "matching/topics.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

bool asks_person(const Rule& rule)
{
    return rule.kind == RuleKind::person || std::ranges::any_of(rule.parts, asks_person);
}

bool is_first_entry(const RuleDate& date) { return std::holds_alternative<FirstEntry>(date); }

bool counts_from_first_entry(const Operand& operand)
{
    const auto* date = std::get_if<DateOperand>(&operand);
    return date && is_first_entry(date->date);
}

bool reads_need(const Rule& rule)
{
    bool found = false;
    for_each_leaf(rule, [&](const Leaf& leaf) {
        found = found || row_of(leaf.fact).level == FactLevel::need ||
                (leaf.on && is_first_entry(*leaf.on)) || counts_from_first_entry(leaf.value) ||
                (leaf.high && counts_from_first_entry(*leaf.high));
    });
    return found || std::ranges::any_of(facts_behind(rule),
                                        [](Fact fact) { return row_of(fact).level == FactLevel::need; });
}

bool reads_member(const Rule& rule)
{
    return std::ranges::any_of(facts_behind(rule),
                               [](Fact fact) { return row_of(fact).level == FactLevel::member; });
}

std::size_t mixed(std::size_t hash, std::size_t value)
{
    return (hash ^ value) * 0x9E3779B97F4A7C15ULL + (hash >> 29);
}

std::size_t hash_of(const Operand& operand)
{
    if (const auto* number = std::get_if<std::int64_t>(&operand)) return static_cast<std::size_t>(*number);
    if (const auto* codes = std::get_if<CodeSet>(&operand)) {
        std::size_t hash = codes->size();
        for (const auto& code : *codes) hash = mixed(hash, std::hash<std::string>{}(code));
        return hash;
    }
    if (const auto* areas = std::get_if<AreaSet>(&operand)) {
        std::size_t hash = areas->size();
        for (const auto area : *areas) hash = mixed(hash, static_cast<std::size_t>(area.code));
        return hash;
    }
    if (const auto* line = std::get_if<StandardOperand>(&operand))
        return static_cast<std::size_t>(line->times.ten_thousandths);
    return operand.index();
}

std::size_t hash_of(const Rule& rule)
{
    auto hash = mixed(static_cast<std::size_t>(rule.kind), rule.parts.size());
    if (rule.kind == RuleKind::leaf) {
        hash = mixed(hash,
                     static_cast<std::size_t>(rule.leaf.fact) * 16 + static_cast<std::size_t>(rule.leaf.op));
        hash = mixed(hash, hash_of(rule.leaf.value));
        if (rule.leaf.high) hash = mixed(hash, hash_of(*rule.leaf.high));
    }
    for (const auto& part : rule.parts) hash = mixed(hash, hash_of(part));
    return hash;
}

Whose of_whoever_is_helped(const Program& program)
{
    return program.applicant == Applicant::person ? Whose::person : Whose::household;
}

Whose whose_area(const Program& program)
{
    return program.served_of == ServedOf::hukou || program.served_of == ServedOf::school ? Whose::person
                                                                                         : Whose::household;
}

Whose broadest(Whose a, Whose b) { return std::max(a, b); }

template <class Parts> Whose whose_of_parts(const Parts& parts)
{
    auto whose = Whose::household;
    for (const auto& part : parts)
        if (part.rule) whose = broadest(whose, whose_answer(*part.rule, false));
    return whose;
}

std::size_t hash_of_areas(const std::vector<Area>& areas, std::size_t hash)
{
    for (const auto area : areas) hash = mixed(hash, static_cast<std::size_t>(area.code));
    return hash;
}

} // namespace

Whose whose_answer(const Rule& rule, bool of_person)
{
    if (reads_need(rule)) return Whose::need;
    return asks_person(rule) || (of_person && reads_member(rule)) ? Whose::person : Whose::household;
}

namespace {

FactSet reads_of(Fact fact)
{
    FactSet reads = 0;
    for (const auto part : facts_behind(fact)) reads |= set_of(part);
    return reads;
}

// Whether somebody may enter a school depends on the age, too.
FactSet reads_of(const Rule& rule)
{
    FactSet reads = 0;
    for (const auto fact : facts_behind(rule)) reads |= set_of(fact);
    if ((reads & set_of(Fact::schooling)) != 0) reads |= reads_of(Fact::age);
    return reads;
}

template <class Parts> FactSet reads_of_parts(const Parts& parts)
{
    FactSet reads = 0;
    for (const auto& part : parts)
        if (part.rule) reads |= reads_of(*part.rule);
    return reads;
}

Fact area_of(const Program& program)
{
    if (program.served_of == ServedOf::hukou) return Fact::hukou_area;
    return program.served_of == ServedOf::school ? Fact::school_area : Fact::residence_area;
}

} // namespace

ConditionId Conditions::add_rule(const Rule& rule, bool of_person, const Asker& asker)
{
    // Where no member's fact is read it is the same question, of a person or not.
    const bool personal = of_person && reads_member(rule);
    return keep({Condition::What::rule, std::shared_ptr<const Rule>(asker.program, &rule), personal, asker,
                 whose_answer(rule, personal), reads_of(rule)},
                mixed(hash_of(rule), personal));
}

ConditionId Conditions::add_band(Fact fact, const Band& band, const Asker& asker)
{
    Rule rule{.kind = RuleKind::leaf};
    rule.leaf.fact = fact;
    rule.leaf.value = band.low;
    rule.leaf.op = band.high ? Op::between : band.low_open ? Op::more_than : Op::at_least;
    if (band.high) {
        rule.leaf.high = *band.high;
        rule.leaf.low_open = band.low_open;
        rule.leaf.high_open = band.high_open;
    }
    const bool personal = reads_member(rule);
    const auto hash = mixed(hash_of(rule), personal);
    const auto whose = whose_answer(rule, personal);
    const auto reads = reads_of(rule);
    auto own = std::make_shared<const Rule>(std::move(rule));
    return keep({Condition::What::rule, std::move(own), personal, asker, whose, reads}, hash);
}

ConditionId Conditions::add(Condition::What what, const Asker& asker)
{
    using What = Condition::What;
    const auto& program = *asker.program;
    Condition condition{what, nullptr, false, asker, Whose::household, kBeyondFacts};
    auto hash = static_cast<std::size_t>(what);
    switch (what) {
    case What::served_area:
        condition.whose = whose_area(program);
        condition.reads = reads_of(area_of(program));
        hash = hash_of_areas(asker.plan->served, mixed(hash, static_cast<std::size_t>(condition.whose)));
        break;
    case What::not_had:
        condition.whose = of_whoever_is_helped(program);
        for (const auto& rule : program.must_not_have)
            for (const auto& aid : rule.aid) hash = mixed(hash, std::hash<std::string>{}(aid));
        break;
    case What::not_excluded:
        condition.whose = of_whoever_is_helped(program);
        for (const auto& code : program.excludes) hash = mixed(hash, std::hash<std::string>{}(code));
        break;
    case What::window_open:
        condition.whose = whose_of_parts(program.windows);
        condition.reads = reads_of_parts(program.windows);
        hash = mixed(hash, program.windows.size());
        break;
    case What::quota_places:
    case What::quota_budget:
        condition.whose = whose_of_parts(program.quotas);
        condition.reads = reads_of_parts(program.quotas) | reads_of(Fact::residence_area);
        break;
    case What::rule: break;
    }
    return keep(std::move(condition), hash);
}

namespace {

// The quotas of which nothing is left.
std::vector<Quota> spent(const Program& program, Condition::What what)
{
    std::vector<Quota> all;
    for (const auto& quota : program.quotas) {
        const bool is_spent = what == Condition::What::quota_places ? quota.places && *quota.places <= 0
                                                                    : quota.budget && quota.budget->fen <= 0;
        if (is_spent) all.push_back({quota.area, quota.rule, {}, {}});
    }
    return all;
}

bool asks_the_same(const Condition& known, const Condition& asked)
{
    using What = Condition::What;
    if (known.what != asked.what || known.whose != asked.whose) return false;
    const auto& its = *known.asker.program;
    const auto& other = *asked.asker.program;
    switch (known.what) {
    case What::rule: return known.of_person == asked.of_person && *known.rule == *asked.rule;
    case What::served_area:
        return its.served_of == other.served_of && known.asker.plan->served == asked.asker.plan->served;
    case What::not_had:
        return its.must_not_have == other.must_not_have &&
               known.asker.plan->edition_from == asked.asker.plan->edition_from;
    case What::not_excluded: return its.excludes == other.excludes;
    case What::window_open: return its.windows == other.windows;
    case What::quota_places:
    case What::quota_budget: return spent(its, known.what) == spent(other, known.what);
    }
    return false;
}

} // namespace

std::optional<ConditionId> Conditions::find(const Book& book, const Condition& asked, std::size_t hash) const
{
    const auto [from, to] = book.by_hash.equal_range(hash);
    for (auto at = from; at != to; ++at)
        if (asks_the_same((*this)[at->second], asked)) return at->second;
    return {};
}

ConditionId Conditions::keep(Condition condition, std::size_t hash)
{
    if (const auto known = find(*settled_, condition, hash)) return *known;
    if (const auto known = find(added_, condition, hash)) return *known;
    const auto id = static_cast<ConditionId>(size());
    added_.all.push_back(std::move(condition));
    added_.by_hash.emplace(hash, id);
    return id;
}

void Conditions::settle()
{
    Book all = settled_->all.empty() ? Book{} : *settled_;
    std::ranges::move(added_.all, std::back_inserter(all.all));
    all.by_hash.insert(added_.by_hash.begin(), added_.by_hash.end());
    settled_ = std::make_shared<const Book>(std::move(all));
    added_ = {};
}

} // namespace matching
