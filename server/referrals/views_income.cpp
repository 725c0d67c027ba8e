#include "matching/verdict.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/http/library.hpp"
#include "server/referrals/views_parts.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

// Income per head is derived by the engine, so that the page and the rules never differ.
matching::Found find(const Scene& scene, Fact fact)
{
    const auto& library = *scene.call.library;
    const matching::Ground ground{library.divisions, library.standards, library.policy, scene.call.now};
    matching::Family family;
    family.household = scene.household;
    return matching::find(ground, {&family}, fact);
}

std::string value_words(const Scene& scene, Fact fact)
{
    const auto found = find(scene, fact);
    const auto& words = scene.words;
    if (found.known != matching::Known::yes || !found.value) return words.say("rule.not_known");
    return html::fact_value(words.messages, words.language, words.divisions, fact, *found.value);
}

std::optional<ResidenceKind> residence_of(const Scene& scene)
{
    const auto* kind = value_on(scene.household.facts, Fact::residence_kind, scene.today);
    return kind ? from_name<ResidenceKind>(std::get<Code>(*kind).text) : std::nullopt;
}

// The line of a month, to compare exactly: fen × 12 for a line of a year.
struct MonthLine {
    const Standard* standard{};
    std::int64_t twelfths{}; // of a fen
};

std::optional<MonthLine> line_of(const Scene& scene)
{
    const auto kind = residence_of(scene);
    if (!kind || !scene.household.village) return {};
    const auto& library = *scene.call.library;
    const auto place = library.divisions->current(scene.household.village);
    const auto* line = library.standards->find(StandardName::dibao_line, place, *kind, scene.today);
    if (!line) return {};
    return MonthLine{line, line->period == Period::year ? line->amount.fen : line->amount.fen * 12};
}

std::string hundredths(std::int64_t value)
{
    const auto rest = std::to_string(value % 100);
    return std::to_string(value / 100) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

// Income per head of a month: numerator / denominator fen.
std::optional<matching::Exact> exact_income(const Scene& scene)
{
    const auto found = find(scene, Fact::income_per_head_month);
    return found.known == matching::Known::yes ? found.exact : std::nullopt;
}

std::string line_words(const Scene& scene, const MonthLine& line)
{
    const auto& standard = *line.standard;
    const auto& words = scene.words;
    const bool yearly = standard.period == Period::year;
    const auto key = yearly ? "referral.income.line_year" : "referral.income.line_month";
    return words.say(key,
                     {{"amount", html::yuan(standard.amount)},
                      {"month", html::yuan(Money{line.twelfths / 12})},
                      {"kind", words.say("code.residence_kind." + std::string(name_of(standard.residence)))},
                      {"from", html::day(words.language, standard.from)}});
}

// 月人均 806.00 元是本地低保标准的 1.04 倍: how many times the line, and on which side of 1 and 1.5 times.
std::string ratio_words(const Scene& scene, const matching::Exact& income, const MonthLine& line)
{
    const auto numerator = static_cast<std::int64_t>(income.numerator) * 12;
    const auto denominator = income.denominator * line.twelfths;
    const auto times = (numerator * 200 + denominator) / (denominator * 2); // rounded
    const std::string side = numerator < denominator            ? "below"
                             : numerator * 2 <= denominator * 3 ? "between"
                                                                : "above";
    return scene.words.say("referral.income." + side, {{"times", hundredths(times)}});
}

constexpr Fact kRigid[] = {Fact::rigid_living_year, Fact::rigid_medical_year, Fact::rigid_education_year,
                           Fact::rigid_rehabilitation_year, Fact::rigid_other_year};

json rigid_rows(const Scene& scene)
{
    json rows = json::array();
    for (const auto fact : kRigid)
        rows.push_back({{"label", scene.words.say("referral.rigid." + std::string(row_of(fact).name))},
                        {"value", value_words(scene, fact)}});
    return rows;
}

bool is_any_rigid_known(const Scene& scene)
{
    return std::ranges::any_of(kRigid,
                               [&](Fact fact) { return find(scene, fact).known == matching::Known::yes; });
}

} // namespace

std::string income_per_head(const Scene& scene) { return value_words(scene, Fact::income_per_head_month); }

json income_view(const Scene& scene)
{
    const auto line = line_of(scene);
    const auto income = exact_income(scene);
    json view{{"income_per_head", income_per_head(scene)},
              {"income_year", value_words(scene, Fact::income_year)},
              {"counted", value_words(scene, Fact::counted_members)},
              {"rigid_known", nullptr},
              {"rigid_unknown", !is_any_rigid_known(scene)}};
    if (is_any_rigid_known(scene))
        view["rigid_known"] = {{"rigid", rigid_rows(scene)},
                               {"rigid_sum", value_words(scene, Fact::rigid_spending_year)},
                               {"income_left", value_words(scene, Fact::income_less_rigid_per_head_month)}};
    view["line"] = line ? text_part(line_words(scene, *line)) : json();
    view["line_half"] =
        line ? text_part(scene.words.say("referral.income.half_more",
                                         {{"amount", html::yuan(Money{line->twelfths * 3 / 24})}}))
             : json();
    view["line_unknown"] = !line;
    view["ratio"] = line && income ? text_part(ratio_words(scene, *income, *line)) : json();
    return view;
}

} // namespace server::referrals
