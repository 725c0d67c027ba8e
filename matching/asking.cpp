#include "matching/asking.hpp"
#include "matching/factors.hpp"
#include <algorithm>
#include <tuple>

namespace matching {

using namespace models;

namespace {

bool is_trivial(const Rule& rule) { return rule.kind == RuleKind::all && rule.parts.empty(); }

// The lines of a rule as pages count them (for_each_line), for a need that names a person or names none.
void add_lines(const Rule& rule, bool named, bool of_person, const Asker& asker, Conditions& conditions,
               std::vector<ConditionId>& lines)
{
    if (is_trivial(rule)) return;
    if (rule.kind == RuleKind::all) {
        for (const auto& part : rule.parts) add_lines(part, named, of_person, asker, conditions, lines);
        return;
    }
    if (named && rule.kind == RuleKind::person && rule.parts[0].kind == RuleKind::all)
        return add_lines(rule.parts[0], named, true, asker, conditions, lines);
    lines.push_back(conditions.add_rule(rule, of_person, asker));
}

// What a program asks is put before nobody's need: whatever depends on a family is not looked at.
struct Nobody {
    Family family;
    Need need;
};

Pair pair_with(const Ground& ground, const Nobody& nobody, const Asker& asker)
{
    return {ground,         nobody.family, nobody.need,
            *asker.program, *asker.plan,   {&nobody.family, &nobody.need, nullptr},
            today(ground)};
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

Time next_edge(const Program& program, Time now)
{
    auto next = Time::max();
    for (const auto& window : program.windows)
        for (const auto& edge : {window.from, window.until})
            if (edge && *edge > now) next = std::min(next, *edge);
    return next;
}

class Compiler {
public:
    Compiler(const Snapshot& snapshot, Asked& asked) : snapshot_(snapshot), asked_(asked) {}

    std::shared_ptr<const Asking> compile(ProgramIndex index, std::uint32_t number)
    {
        const auto& compiled = snapshot_.compiled();
        Asking asking;
        asking.number = number;
        asking.asker = {compiled.programs.shared(index.value), compiled.plans.shared(index.value)};
        const auto pair = pair_with(snapshot_.ground(), nobody_, asking.asker);
        asking.offerable = is_offerable(pair);
        if (asking.plan().matchable) add_both_lines(asking);
        if (asking.may_be_near()) fill(pair, asking);
        return std::make_shared<const Asking>(std::move(asking));
    }

private:
    void add_both_lines(Asking& asking)
    {
        const auto& rule = asking.program().rule;
        add_lines(rule, true, false, asking.asker, asked_.conditions, asking.lines);
        add_lines(rule, false, false, asking.asker, asked_.conditions, asking.lines_of_nobody);
    }

    void fill(const Pair& pair, Asking& asking)
    {
        const auto& program = pair.program;
        auto& conditions = asked_.conditions;
        asking.code_bit = mark_of(program.code);
        add_free(pair, asking);
        for (const auto& one : program.award.cases) asking.cases.push_back(award_case(one, asking));
        if (program.priority.by_points && pair.plan.most_points > 0)
            for (const auto& group : program.priority.groups)
                if (group.points > 0)
                    asking.points.push_back(
                        {conditions.add_rule(group.rule, false, asking.asker), group.points});
        asking.terms = terms_of(program, caps_left(pair), {});
        find_score(program, asking);
        find_plain(program, asking);
    }

    void find_score(const Program& program, Asking& asking) const
    {
        const auto& weights = snapshot_.ground().policy->weights;
        const auto weight = [&](Factor factor) { return weights[static_cast<std::size_t>(factor)]; };
        asking.room = room_of(program.room);
        asking.track_record = track_record_of(program.record);
        for (const bool hurry : {false, true}) {
            asking.timeliness[hurry] = timeliness_of(program.record, hurry);
            asking.constant[hurry] = weight(Factor::room) * asking.room +
                                     weight(Factor::track_record) * asking.track_record +
                                     weight(Factor::timeliness) * asking.timeliness[hurry];
        }
    }

    void add_free(const Pair& pair, Asking& asking)
    {
        using What = Condition::What;
        const auto& program = pair.program;
        const auto add = [&](bool asks, What what) {
            if (asks) asking.free.push_back(asked_.conditions.add(what, asking.asker));
        };
        add(!pair.plan.served.empty(), What::served_area);
        if (!asking.offerable) return; // the rest does not matter
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

    CaseAsked award_case(const AwardCase& one, Asking& asking)
    {
        CaseAsked asked{{}, &one.amount, {}, {}};
        if (one.when) asked.when = asked_.conditions.add_rule(*one.when, false, asking.asker);
        if (const auto* banded = std::get_if<BandedAward>(&one.amount)) {
            asking.row_by_row = asking.row_by_row || banded->bands.empty();
            for (const auto& band : banded->bands)
                asked.bands.emplace_back(asked_.conditions.add_band(banded->fact, band, asking.asker),
                                         band.amount);
        }
        if (const auto* each = std::get_if<EachAward>(&one.amount)) {
            asking.row_by_row = asking.row_by_row || whose_answer(each->rule, false) != Whose::household;
            asked.each = counted(each->rule, asking.asker);
        }
        return asked;
    }

    std::size_t counted(const Rule& rule, const Asker& asker)
    {
        const auto at =
            std::ranges::find_if(asked_.counted, [&](const auto& known) { return *known == rule; });
        if (at != asked_.counted.end()) return static_cast<std::size_t>(at - asked_.counted.begin());
        asked_.counted.emplace_back(asker.program, &rule);
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
    std::vector<SharedList<Asking>::Item> kept;
    for (std::uint32_t i = 0; i < snapshot.programs().size(); ++i) {
        kept.push_back(compiler.compile({i}, i));
        asked.programs.push_back(kept.back().get());
        asked.next_edge.push_back(next_edge(snapshot.programs()[i], snapshot.ground().as_of));
        asked.index_of.push_back(i);
        asked.number_of.push_back(i);
    }
    asked.kept = SharedList<Asking>(kept);
    asked.conditions.settle();
    asked.asked_first = asked.conditions.size();
    return asked;
}

AskedAgain ask_again(const Asked& known, const Snapshot& before, const Snapshot& now)
{
    AskedAgain again{known, {}};
    auto& asked = again.asked;
    Compiler compiler(now, asked);
    std::vector<SharedList<Asking>::Item> put;
    std::vector<std::uint32_t> ended;
    asked.number_of.clear();
    std::size_t from = 0; // of the numbers as they were
    const auto keep_until = [&](std::size_t to) {
        asked.number_of.insert(asked.number_of.end(),
                               known.number_of.begin() + static_cast<std::ptrdiff_t>(from),
                               known.number_of.begin() + static_cast<std::ptrdiff_t>(to));
    };
    SharedList<Program>::compare(before.programs(), now.programs(), &Program::id, [&](const auto& one) {
        AskingChange change;
        keep_until(one.at_before);
        from = one.at_before + (one.before ? 1 : 0);
        change.number =
            one.before ? known.number_of[one.at_before] : static_cast<std::uint32_t>(asked.programs.size());
        if (one.before) change.before = known.programs[change.number];
        if (one.now) {
            put.push_back(compiler.compile({one.at_now}, change.number));
            change.now = put.back().get();
        } else
            ended.push_back(change.number);
        if (change.number == asked.programs.size()) {
            asked.programs.emplace_back();
            asked.next_edge.emplace_back();
        }
        asked.next_edge[change.number] = one.now ? next_edge(*one.now, now.ground().as_of) : Time::max();
        asked.programs[change.number] = change.now;
        if (one.now) asked.number_of.push_back(change.number);
        again.changes.push_back(change);
    });
    keep_until(known.number_of.size());
    asked.kept = known.kept.changed(std::move(put), std::move(ended), &Asking::number);
    asked.index_of.resize(asked.programs.size());
    for (std::uint32_t i = 0; i < asked.number_of.size(); ++i) asked.index_of[asked.number_of[i]] = i;
    constexpr std::size_t kMany = 256;
    if (asked.conditions.added() > kMany) asked.conditions.settle();
    return again;
}

std::uint16_t mark_of(std::string_view what)
{
    return static_cast<std::uint16_t>(1U << (std::hash<std::string_view>{}(what) % 16));
}

bool ranks_before(const Asked& asked, std::uint32_t number, std::uint32_t other)
{
    const auto rank = [&](std::uint32_t of) {
        const auto& program = asked.programs[of]->program();
        return std::tuple{program.id.value, std::string_view(program.code), std::string_view(program.uuid),
                          asked.index_of[of]};
    };
    return rank(number) < rank(other);
}

} // namespace matching
