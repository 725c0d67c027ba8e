#include "matching/asking.hpp"
#include "matching/factors.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

bool is_trivial(const Rule& rule) { return rule.kind == RuleKind::all && rule.parts.empty(); }

// The lines of a rule as pages count them (for_each_line), for a need that names a person or names none.
void add_lines(const Rule& rule, bool named, bool of_person, ProgramIndex program, Conditions& conditions,
               std::vector<ConditionId>& lines)
{
    if (is_trivial(rule)) return;
    if (rule.kind == RuleKind::all) {
        for (const auto& part : rule.parts) add_lines(part, named, of_person, program, conditions, lines);
        return;
    }
    if (named && rule.kind == RuleKind::person && rule.parts[0].kind == RuleKind::all)
        return add_lines(rule.parts[0], named, true, program, conditions, lines);
    lines.push_back(conditions.add_rule(rule, of_person, program));
}

// What a program asks is put before nobody's need: whatever depends on a family is not looked at.
struct Nobody {
    Family family;
    Need need;
};

Pair pair_with(const Snapshot& snapshot, const Nobody& nobody, ProgramIndex index)
{
    const auto& compiled = snapshot.compiled();
    return {snapshot.ground(),
            nobody.family,
            nobody.need,
            compiled.programs[index.value],
            compiled.plans[index.value],
            {&nobody.family, &nobody.need, nullptr},
            today(snapshot.ground())};
}

bool has_window_rule(const Program& program)
{
    return std::ranges::any_of(program.windows, [](const Window& window) { return window.rule.has_value(); });
}

bool is_offerable(const Pair& pair)
{
    const auto& program = pair.program;
    if (program.state != ProgramState::open || pair.plan.hint || !pair.plan.matchable) return false;
    if (program.room.places_left && *program.room.places_left <= 0) return false;
    return has_window_rule(program) || !window_obstacle(pair);
}

class Compiler {
public:
    Compiler(const Snapshot& snapshot, Asked& asked) : snapshot_(snapshot), asked_(asked) {}

    Asking compile(ProgramIndex index)
    {
        const auto pair = pair_with(snapshot_, nobody_, index);
        const auto& program = pair.program;
        Asking asking;
        asking.offerable = is_offerable(pair);
        if (!asking.offerable) return asking;
        auto& conditions = asked_.conditions;
        add_lines(program.rule, true, false, index, conditions, asking.lines);
        add_lines(program.rule, false, false, index, conditions, asking.lines_of_nobody);
        add_free(pair, index, asking);
        for (const auto& one : program.award.cases) asking.cases.push_back(award_case(one, index, asking));
        if (program.priority.by_points && pair.plan.most_points > 0)
            for (const auto& group : program.priority.groups)
                if (group.points > 0)
                    asking.points.push_back({conditions.add_rule(group.rule, false, index), group.points});
        asking.terms = terms_of(program, caps_left(pair), {});
        const auto& weights = snapshot_.ground().policy->weights;
        const auto weight = [&](Factor factor) { return weights[static_cast<std::size_t>(factor)]; };
        asking.constant = weight(Factor::room) * room_of(program.room) +
                          weight(Factor::track_record) * track_record_of(program.record);
        for (const bool hurry : {false, true})
            asking.timeliness[hurry] = weight(Factor::timeliness) * timeliness_of(program.record, hurry);
        return asking;
    }

private:
    void add_free(const Pair& pair, ProgramIndex index, Asking& asking)
    {
        using What = Condition::What;
        const auto& program = pair.program;
        const auto add = [&](bool asks, What what) {
            if (asks) asking.free.push_back(asked_.conditions.add(what, program, pair.plan, index));
        };
        add(!pair.plan.served.empty(), What::served_area);
        add(!program.must_not_have.empty(), What::not_had);
        add(!program.excludes.empty(), What::not_excluded);
        add(has_window_rule(program), What::window_open);
        add(std::ranges::any_of(program.quotas,
                                [](const Quota& quota) { return quota.places && *quota.places <= 0; }),
            What::quota_places);
        add(std::ranges::any_of(program.quotas,
                                [](const Quota& quota) { return quota.budget && quota.budget->fen <= 0; }),
            What::quota_budget);
    }

    CaseAsked award_case(const AwardCase& one, ProgramIndex index, Asking& asking)
    {
        CaseAsked asked{{}, &one.amount, {}, {}};
        if (one.when) asked.when = asked_.conditions.add_rule(*one.when, false, index);
        if (const auto* banded = std::get_if<BandedAward>(&one.amount)) {
            asking.row_by_row = asking.row_by_row || banded->bands.empty();
            for (const auto& band : banded->bands)
                asked.bands.emplace_back(asked_.conditions.add_band(banded->fact, band, index), band.amount);
        }
        if (const auto* each = std::get_if<EachAward>(&one.amount)) {
            asking.row_by_row = asking.row_by_row || whose_answer(each->rule, false) != Whose::household;
            asked.each = counted(each->rule);
        }
        return asked;
    }

    std::size_t counted(const Rule& rule)
    {
        const auto at =
            std::ranges::find_if(asked_.counted, [&](const Rule* known) { return *known == rule; });
        if (at != asked_.counted.end()) return static_cast<std::size_t>(at - asked_.counted.begin());
        asked_.counted.push_back(&rule);
        return asked_.counted.size() - 1;
    }

    const Snapshot& snapshot_;
    Asked& asked_;
    Nobody nobody_;
};

} // namespace

Asked ask_all(const Snapshot& snapshot)
{
    Asked asked;
    Compiler compiler(snapshot, asked);
    for (std::size_t i = 0; i < snapshot.programs().size(); ++i) {
        asked.programs.push_back(compiler.compile({i}));
        asked.codes.insert(snapshot.programs()[i].code);
        find_plain(snapshot.programs()[i], asked.programs[i]);
    }
    return asked;
}

} // namespace matching
