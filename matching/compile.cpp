#include "matching/compile.hpp"
#include <algorithm>
#include <set>

namespace matching {

using namespace models;

std::vector<Fact> parts_of(Fact fact)
{
    switch (fact) {
    case Fact::age: return {Fact::birth_date};
    case Fact::rigid_spending_year:
        return {Fact::rigid_living_year, Fact::rigid_medical_year, Fact::rigid_education_year,
                Fact::rigid_rehabilitation_year, Fact::rigid_other_year};
    case Fact::income_per_head_month:
    case Fact::income_per_head_year: return {Fact::income_year, Fact::counted_members};
    case Fact::income_less_rigid_per_head_month:
        return {Fact::income_year, Fact::counted_members, Fact::rigid_spending_year};
    default: return {};
    }
}

namespace {

void gather(Fact fact, std::set<Fact>& facts);

bool reads_standard(const Rule& rule)
{
    if (rule.kind == RuleKind::leaf)
        return std::holds_alternative<StandardOperand>(rule.leaf.value) ||
               (rule.leaf.high && std::holds_alternative<StandardOperand>(*rule.leaf.high));
    return std::ranges::any_of(rule.parts, reads_standard);
}

void gather(const Rule& rule, std::set<Fact>& facts)
{
    for (const auto fact : facts_of(rule)) gather(fact, facts);
    if (reads_standard(rule)) facts.insert({Fact::residence_area, Fact::residence_kind});
}

void gather(Fact fact, std::set<Fact>& facts)
{
    if (!facts.insert(fact).second) return;
    for (const auto part : parts_of(fact)) gather(part, facts);
    if (const auto* applies = applies_when(fact)) gather(*applies, facts);
}

void gather_illnesses(const Rule& rule, std::set<std::string>& names)
{
    if (rule.kind == RuleKind::leaf && rule.leaf.fact == Fact::illnesses) {
        const auto& codes = std::get<CodeSet>(rule.leaf.value);
        names.insert(codes.begin(), codes.end());
    }
    for (const auto& part : rule.parts) gather_illnesses(part, names);
}

std::vector<Area> today_codes(const std::vector<Area>& areas, const Divisions& divisions)
{
    std::vector<Area> codes;
    for (const auto area : areas) codes.push_back(divisions.current(area));
    std::ranges::sort(codes);
    codes.erase(std::ranges::unique(codes).begin(), codes.end());
    return codes;
}

ProgramPlan plan_of(const Program& program, const Divisions& divisions)
{
    ProgramPlan plan;
    plan.program = program.id;
    plan.served = today_codes(program.areas, divisions);
    std::vector<Area> sites;
    for (const auto& site : program.sites) sites.push_back(site.area);
    plan.places = sites.empty() ? plan.served : today_codes(sites, divisions);
    plan.matchable = program.state == ProgramState::open || program.state == ProgramState::paused;
    plan.hint = program.by_list ||
                (program.applicant != Applicant::household && program.applicant != Applicant::person);
    plan.facts = facts_behind(program.rule);
    std::set<std::string> illnesses;
    gather_illnesses(program.rule, illnesses);
    plan.illnesses.assign(illnesses.begin(), illnesses.end());
    for (const auto& window : program.windows)
        if (window.from && (!plan.edition_from || day_of(*window.from) < *plan.edition_from))
            plan.edition_from = day_of(*window.from);
    for (const auto& group : program.priority.groups)
        plan.most_points += std::max<std::int64_t>(0, group.points);
    return plan;
}

bool serves_by_residence(const Program& program)
{
    return program.served_of == ServedOf::residence || program.served_of == ServedOf::incident ||
           program.served_of == ServedOf::village;
}

// In no order.
void enter(NeedBlock& block, const Program& program, const ProgramPlan& plan, std::size_t index)
{
    block.all.push_back(index);
    if (plan.served.empty() || !serves_by_residence(program)) {
        block.anywhere.push_back(index);
        return;
    }
    for (const auto area : plan.served) block.by_area.emplace_back(area.code, index);
}

void sort(NeedBlock& block)
{
    std::ranges::sort(block.by_area);
    std::ranges::sort(block.anywhere);
    std::ranges::sort(block.all);
}

Snapshot::Compiled with_blocks(SharedList<Program> programs, SharedList<ProgramPlan> plans)
{
    Snapshot::Compiled compiled{std::move(programs), std::move(plans), {}};
    std::unordered_map<std::string, NeedBlock> blocks;
    for (std::size_t i = 0; i < compiled.programs.size(); ++i) {
        const auto& program = compiled.programs[i];
        if (!compiled.plans[i].matchable) continue;
        std::set<std::string_view> entered;
        for (const auto& purpose : program.purposes)
            if (entered.insert(purpose.need).second)
                enter(blocks[purpose.need], program, compiled.plans[i], i);
    }
    for (auto& [type, block] : blocks) {
        sort(block);
        compiled.blocks.emplace(type, std::make_shared<const NeedBlock>(std::move(block)));
    }
    return compiled;
}

bool is_for(const Program& program, const std::string& need_type)
{
    return std::ranges::find(program.purposes, need_type, &Purpose::need) != program.purposes.end();
}

// What is other among the programs.
struct ProgramMoves {
    static constexpr auto kGone = static_cast<std::size_t>(-1); // also what changed
    std::vector<std::size_t> now_at;                            // by index before
    std::vector<std::size_t> came;                              // also what changed
    std::set<std::string> types;                                // of needs, before or now
    bool in_place = true;                                       // all others keep their index
};

ProgramMoves moves_between(const SharedList<Program>& before, const SharedList<Program>& now)
{
    ProgramMoves moves;
    const auto stay_until = [&](std::size_t to, std::size_t at_now) {
        const auto by = at_now - to; // may wrap round
        for (auto i = moves.now_at.size(); i < to; ++i) moves.now_at.push_back(i + by);
    };
    SharedList<Program>::compare(before, now, &Program::id, [&](const auto& one) {
        stay_until(one.at_before, one.at_now);
        if (one.before) moves.now_at.push_back(ProgramMoves::kGone);
        if (one.now) moves.came.push_back(one.at_now);
        moves.in_place = moves.in_place && one.before && one.now;
        for (const auto* program : {one.before, one.now})
            if (program)
                for (const auto& purpose : program->purposes) moves.types.insert(purpose.need);
    });
    stay_until(before.size(), now.size());
    return moves;
}

NeedBlock moved(const NeedBlock& known, const ProgramMoves& moves)
{
    NeedBlock block;
    const auto keep = [&](const std::vector<std::size_t>& from, std::vector<std::size_t>& to) {
        to.reserve(from.size() + 1);
        for (const auto i : from)
            if (moves.now_at[i] != ProgramMoves::kGone) to.push_back(moves.now_at[i]);
    };
    keep(known.anywhere, block.anywhere);
    keep(known.all, block.all);
    block.by_area.reserve(known.by_area.size() + 1);
    for (const auto& [area, i] : known.by_area)
        if (moves.now_at[i] != ProgramMoves::kGone) block.by_area.emplace_back(area, moves.now_at[i]);
    return block;
}

} // namespace

std::vector<Fact> facts_behind(const Rule& rule)
{
    std::set<Fact> facts;
    gather(rule, facts);
    return {facts.begin(), facts.end()};
}

std::vector<Fact> facts_behind(Fact fact)
{
    std::set<Fact> facts;
    gather(fact, facts);
    return {facts.begin(), facts.end()};
}

Snapshot::Compiled compile(std::vector<Program> programs, const Divisions& divisions)
{
    std::vector<ProgramPlan> plans;
    for (const auto& program : programs) plans.push_back(plan_of(program, divisions));
    return with_blocks(SharedList(std::move(programs)), SharedList(std::move(plans)));
}

Snapshot::Compiled recompile(const Snapshot::Compiled& compiled, std::vector<Program> put,
                             const std::vector<ProgramId>& ended, const Divisions& divisions)
{
    std::vector<SharedList<Program>::Item> programs;
    std::vector<SharedList<ProgramPlan>::Item> plans;
    for (auto& program : put) {
        plans.push_back(std::make_shared<const ProgramPlan>(plan_of(program, divisions)));
        programs.push_back(std::make_shared<const Program>(std::move(program)));
    }
    auto all = compiled.programs.changed(std::move(programs), ended, &Program::id);
    auto all_plans = compiled.plans.changed(std::move(plans), ended, &ProgramPlan::program);
    const auto moves = moves_between(compiled.programs, all);
    Snapshot::Compiled now{std::move(all), std::move(all_plans), compiled.blocks};
    for (const auto& type : moves.types) now.blocks.try_emplace(type, std::make_shared<const NeedBlock>());
    for (auto& [type, known] : now.blocks) {
        const bool touched = moves.types.contains(type);
        if (!touched && moves.in_place) continue;
        // What is new among the programs has no place in the block before.
        auto block = moved(*known, moves);
        for (const auto i : moves.came)
            if (now.plans[i].matchable && is_for(now.programs[i], type))
                enter(block, now.programs[i], now.plans[i], i);
        if (touched) sort(block);
        known = std::make_shared<const NeedBlock>(std::move(block));
    }
    return now;
}

std::vector<std::size_t> plausible(const Snapshot::Compiled& compiled, const std::string& need_type,
                                   Area residence)
{
    const auto block = compiled.blocks.find(need_type);
    if (block == compiled.blocks.end()) return {};
    // Coarser than a village: what serves a part of it may hold the family.
    if (level_of(residence) != AreaLevel::village) return block->second->all;
    auto found = block->second->anywhere;
    for (const auto level : {AreaLevel::province, AreaLevel::prefecture, AreaLevel::county,
                             AreaLevel::township, AreaLevel::village}) {
        const auto there = std::ranges::equal_range(block->second->by_area, part_of(residence, level).code,
                                                    {}, &std::pair<std::int64_t, std::size_t>::first);
        for (const auto& [area, program] : there) found.push_back(program);
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

Snapshot Snapshot::build(std::vector<Family> families, std::vector<Program> programs, Ground ground)
{
    Snapshot snapshot;
    snapshot.families_ = SharedList(std::move(families));
    snapshot.compiled_ = std::make_shared<const Compiled>(compile(std::move(programs), *ground.divisions));
    snapshot.ground_ = std::move(ground);
    return snapshot;
}

Snapshot Snapshot::with(std::vector<Family> families) const { return with(SharedList(std::move(families))); }

Snapshot Snapshot::with(SharedList<Family> families) const
{
    auto other = *this;
    other.families_ = std::move(families);
    return other;
}

Snapshot Snapshot::with(Changes changes) const
{
    auto other = *this;
    if (!changes.families.empty() || !changes.left.empty()) {
        std::vector<SharedList<Family>::Item> put;
        for (auto& family : changes.families)
            put.push_back(std::make_shared<const Family>(std::move(family)));
        other.families_ = families_.changed(std::move(put), std::move(changes.left), &Family::referral);
    }
    if (!changes.programs.empty() || !changes.ended.empty())
        other.compiled_ = std::make_shared<const Compiled>(
            recompile(*compiled_, std::move(changes.programs), changes.ended, *ground_.divisions));
    return other;
}

const SharedList<Program>& Snapshot::programs() const { return compiled_->programs; }

} // namespace matching
