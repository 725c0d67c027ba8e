#include "server/simulate/making.hpp"
#include <array>

namespace server::simulate {

using namespace models;

namespace {

constexpr std::int64_t kRoundYuan = 100;

bool is_long_term(const std::string& illness)
{
    return illness == "long_term_other" || illness == "mental_illness" || illness == "pre_leukaemia";
}

NeedUnit unit_of(const std::string& type)
{
    if (type == "care" || type == "psychology" || type == "legal") return NeedUnit::hours;
    if (type == "companionship") return NeedUnit::places;
    if (type == "clothing" || type == "equipment") return NeedUnit::pieces;
    return NeedUnit::fen;
}

// The part of it that the government has given or promised for this very need.
std::int64_t aid_of(Making& making, const Need& need)
{
    const auto share = "government.share." + need.type;
    if (!making.world.shares.has(share) || !making.happens(share)) return 0;
    const auto part = making.number("government.part");
    const auto aid = need.assessed.value_or(0) * part / 1000;
    return aid - aid % kFenOfYuan;
}

void tell_facts(Making& making, Need& need, std::int64_t amount)
{
    if (need.type == "medical" && making.happens("known.self_paid"))
        making.tell(need.facts, Fact::self_paid, amount);
    if (making.line.body.urgency == Urgency::urgent) making.tell_yes_no(need.facts, Fact::urgent, true);
    if (need.unit == NeedUnit::fen && making.happens("known.special_hardship"))
        making.tell_yes_no(need.facts, Fact::special_hardship, making.happens("special_hardship"));
    const bool apart = making.happens("first_entry_apart");
    const auto days = making.chance.between(1, 120);
    const auto reported = day_of(making.line.first_reported);
    if (apart) making.tell(need.facts, Fact::first_entry, plus_days(reported, -static_cast<int>(days)));
}

void add(Making& making, const std::string& type, std::int64_t member, const std::string& kind = {})
{
    Need need;
    need.type = type;
    need.unit = unit_of(type);
    need.member = member;
    auto amount = making.number("amount." + type + (kind.empty() ? "" : "." + kind));
    if (need.unit == NeedUnit::fen) {
        if (amount > kRoundYuan) amount -= amount % kRoundYuan;
        amount *= kFenOfYuan;
    }
    if (making.happens("known.assessed")) need.assessed = amount;
    need.government_aid = aid_of(making, need);
    tell_facts(making, need, amount);
    making.household().needs.push_back(std::move(need));
}

// What one person may need, the gravest first.
void add_of_person(Making& making, std::size_t at)
{
    const auto person = making.people[at];
    const auto number = static_cast<std::int64_t>(at) + 1;
    const std::string kind = is_long_term(person.illness) ? "long_term" : "major";
    if (!person.illness.empty() && making.happens("need.medical." + kind))
        add(making, "medical", number, kind);
    const auto stage = person.stage == "master" ? "college" : person.stage;
    if (!stage.empty() && making.happens("need.education." + stage)) add(making, "education", number, stage);
    if ((person.age >= 70 || person.disabled) && making.happens("need.care")) add(making, "care", number);
    if (person.disabled && making.happens("need.equipment")) add(making, "equipment", number);
    if (!person.minor() || person.age < 4) return;
    if (making.happens("need.companionship")) add(making, "companionship", number);
    if (making.happens("need.psychology")) add(making, "psychology", number);
}

void add_of_household(Making& making)
{
    const auto& facts = making.household().facts;
    const bool disaster =
        std::ranges::find(facts, Fact::last_disaster_date, &FactRecord::fact) != facts.end();
    if (disaster && making.happens("need.disaster")) add(making, "disaster", 0);
    if (making.happens("need.living." + making.layer)) add(making, "living", 0);
    for (const auto* type : {"housing", "employment", "clothing", "legal", "other"})
        if (making.happens(std::string("need.") + type)) add(making, type, 0);
}

} // namespace

void find_needs(Making& making)
{
    for (std::size_t i = 0; i < making.people.size(); ++i) add_of_person(making, i);
    add_of_household(making);
    auto& needs = making.household().needs;
    if (needs.empty()) add(making, "living", 0);
    const auto most = static_cast<std::size_t>(making.number("most_needs"));
    while (needs.size() > most) { // which are told is chance
        const auto dropped = making.chance.below(std::ssize(needs));
        needs.erase(needs.begin() + dropped);
    }
}

} // namespace server::simulate
