#include "server/matches/service.hpp"
#include <algorithm>

namespace server::matches {

using namespace matching;
using namespace models;

namespace {

void forget_persons(Household& household)
{
    household.address = {};
    household.situation = {};
    for (auto& member : household.members) {
        member.name = {};
        member.id_number = {};
        member.phone = {};
    }
}

std::vector<EarlierHelp> earlier_help(const Household& household)
{
    std::vector<EarlierHelp> earlier;
    for (const auto& aid : household.aid) earlier.push_back({aid.kind, 0, {}, aid.amount, aid.on});
    return earlier;
}

Family family_with(Household household, Urgency urgency, Time first_reported)
{
    Family family;
    family.earlier = earlier_help(household);
    forget_persons(household);
    family.household = std::move(household);
    family.urgency = urgency;
    family.first_reported = first_reported;
    return family;
}

// The household as if the gift had been income of the year.
Family with_income(Family family, Money gift)
{
    for (auto& record : family.household.facts)
        if (record.fact == Fact::income_year) std::get<std::int64_t>(record.value) += gift.fen;
    return family;
}

const Rule& at_most_the_line()
{
    static const Rule kRule = [] {
        Rule rule{.kind = RuleKind::leaf};
        rule.leaf.fact = Fact::income_per_head_month;
        rule.leaf.op = Op::at_most;
        rule.leaf.value = StandardOperand{StandardName::dibao_line, {}};
        return rule;
    }();
    return kRule;
}

bool is_money(const Program& program, const AwardFound& award)
{
    if (award.high.fen == 0 || award.award_case >= program.award.cases.size()) return false;
    return !std::holds_alternative<ItemAward>(program.award.cases[award.award_case].amount);
}

} // namespace

Family family_of(const referrals::Case& found)
{
    const auto& referral = found.referral;
    auto family =
        family_with(found.household(), referral.urgency, referral.reported_at.value_or(referral.started_at));
    family.referral = referral.id;
    family.household.id = referral.household;
    family.confirmed = referral.confirmed_at;
    return family;
}

Family family_of(const ReferralBody& body, Time now)
{
    return family_with(body.household, body.urgency, now);
}

Found find_programs(const Snapshot& programs, Family family)
{
    std::vector<Family> one;
    one.push_back(std::move(family));
    Found found{programs.with(std::move(one)), {}, {}};
    found.candidates = programs_for(found.snapshot, {0});
    found.questions = ask(found.snapshot, {0});
    return found;
}

bool passes_the_line(const Found& found, const Candidate& candidate)
{
    if (!is_money(found.program(candidate.program), candidate.award)) return false;
    const auto& ground = found.snapshot.ground();
    const auto& line = at_most_the_line();
    if (evaluate(ground, {&found.family(), nullptr, nullptr}, line) != Verdict::yes) return false;
    const auto after = with_income(found.family(), candidate.award.high);
    return evaluate(ground, {&after, nullptr, nullptr}, line) == Verdict::no;
}

Families families_in_area(store::Reader& db, const Actor& actor, const Program& program)
{
    Families families;
    const auto helps = [&](const Referral& referral) {
        return std::ranges::any_of(program.purposes, [&](const Purpose& purpose) {
            return std::ranges::find(referral.need_types, purpose.need) != referral.need_types.end();
        });
    };
    store::ReferralFilter filter;
    filter.only_open = true;
    const store::Scope scope{actor.area, actor.account};
    store::PageOf page{{}, 100};
    for (auto rows = store::list_referrals(db, scope, filter, page); !rows.empty();
         rows = store::list_referrals(db, scope, filter, page)) {
        for (auto& referral : rows) {
            page.before = referral.id;
            if (referral.state == ReferralState::draft || !helps(referral)) continue;
            families.more = families.families.size() == kMostFamilies;
            if (families.more) return families;
            auto document = referrals::find_document(db, referral);
            families.families.push_back(family_of({std::move(referral), std::move(document)}));
        }
    }
    return families;
}

Ranked rank_families(const Snapshot& programs, ProgramId id, Families families)
{
    Ranked ranked{programs.with(std::move(families.families)), {}, {}, families.more};
    const auto& all = ranked.snapshot.programs();
    const auto at = std::ranges::find(all, id, &Program::id);
    if (at == all.end()) return ranked;
    ranked.program = {static_cast<std::size_t>(at - all.begin())};
    ranked.candidates = families_for(ranked.snapshot, ranked.program);
    std::erase_if(ranked.candidates,
                  [](const Candidate& candidate) { return candidate.standing == Standing::no; });
    return ranked;
}

} // namespace server::matches
