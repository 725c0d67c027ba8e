#include "server/simulate/making.hpp"

namespace server::simulate {

using namespace models;

namespace {

void tell_layers(Making& making, FactRecords& facts)
{
    CodeList layers;
    if (making.layer != "none") layers.codes.push_back(making.layer);
    if (making.happens("monitored." + making.layer)) layers.codes.push_back("monitored");
    std::ranges::sort(layers.codes);
    layers.complete = making.happens("layer_known");
    if (!layers.complete) layers.codes.clear(); // nobody has asked yet
    const bool told_since = making.happens("layer_since_told");
    const auto since = making.days_ago(making.number("layer_days"));
    if (told_since && !layers.codes.empty())
        making.tell_since(facts, Fact::layers, std::move(layers), since);
    else
        making.tell(facts, Fact::layers, std::move(layers));
}

// The year's line for one person, in fen.
std::int64_t line_of_year(const Making& making)
{
    const auto kind = making.urban ? ResidenceKind::urban : ResidenceKind::rural;
    const auto* line =
        making.world.standards.find(StandardName::dibao_line, making.county, kind, making.today);
    return line->period == Period::month ? line->amount.fen * 12 : line->amount.fen;
}

// Spread as the layer's table says, whole yuan; now and then exactly on a line.
std::int64_t income_of(Making& making, std::int64_t counted)
{
    const auto line = line_of_year(making) * counted;
    const bool on_a_line = making.happens("on_the_line");
    const bool upper = making.chance.happens(500);
    if (on_a_line) return upper ? line * 3 / 2 : line;
    const auto income = line / 1000 * making.number("income." + making.layer);
    return income - income % kFenOfYuan;
}

void tell_rigid(Making& making, FactRecords& facts)
{
    if (!making.happens("known.rigid")) return;
    const auto medical = making.number("rigid.medical");
    const auto education = making.number("rigid.education");
    making.tell(facts, Fact::rigid_medical_year, medical * kFenOfYuan);
    making.tell(facts, Fact::rigid_education_year, education * kFenOfYuan);
    for (const auto fact : {Fact::rigid_living_year, Fact::rigid_rehabilitation_year, Fact::rigid_other_year})
        making.tell(facts, fact, std::int64_t{0});
}

void tell_what_happened(Making& making, FactRecords& facts)
{
    const bool disaster = making.happens("disaster");
    const auto days = making.chance.between(1, 400);
    if (disaster) making.tell(facts, Fact::last_disaster_date, making.days_ago(days));
    if (making.layer == "none" && making.happens("left_low_income"))
        making.tell(facts, Fact::left_low_income_date, making.days_ago(days + 30));
}

} // namespace

void find_means(Making& making)
{
    auto& household = making.household();
    auto& facts = household.facts;
    tell_layers(making, facts);
    if (making.happens("known.residence_kind"))
        making.tell_code(facts, Fact::residence_kind, making.residence());
    const auto counted = std::ssize(household.members) + (household.all_members_listed ? 0 : 1);
    const auto income = income_of(making, counted);
    if (making.happens("known.income")) {
        making.tell(facts, Fact::income_year, income);
        making.tell(facts, Fact::counted_members, std::int64_t{counted});
    }
    if (making.happens("known.property"))
        making.tell_code(facts, Fact::property_within, making.word("property." + making.layer));
    if (making.happens("known.relocated"))
        making.tell_yes_no(facts, Fact::relocated, making.happens("relocated"));
    if (!making.urban && making.happens("known.able_to_raise"))
        making.tell_yes_no(facts, Fact::able_to_raise, making.happens("able_to_raise"));
    tell_rigid(making, facts);
    tell_what_happened(making, facts);
}

} // namespace server::simulate
