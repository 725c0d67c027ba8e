#include "matching/certify_parts.hpp"
#include <algorithm>

namespace matching {

using models::Fault;
using MaybeFault = std::optional<Fault>;

namespace {

class Checker {
public:
    Checker(const Evidence& evidence, std::span<const AwardLine> awards, const Certificate& certificate,
            const Progress& progress)
        : evidence_(evidence), awards_(awards), certificate_(certificate), progress_(progress)
    {
    }

    MaybeFault check()
    {
        if (auto wrong = read_awards()) return wrong;
        if (auto wrong = check_bundles()) return wrong;
        if (auto wrong = check_limits()) return wrong;
        if (auto wrong = check_lines(evidence_, given_, certificate_)) return wrong;
        if (!evidence_.stable)
            if (auto wrong = find_out_of_order(evidence_, given_)) return wrong;
        if (auto wrong = check_floors()) return wrong;
        return check_stages(evidence_, given_, begin_, certificate_, progress_);
    }

private:
    // Each line is an option of its household, its figures are ours, and they stand in order, none twice.
    MaybeFault read_awards()
    {
        given_.of.resize(evidence_.households.size());
        const AwardLine* last = nullptr;
        for (const auto& line : awards_) {
            const std::map<std::string, std::int64_t> where{
                {"household", line.household}, {"need", line.need}, {"program", line.program}};
            const auto key = [](const AwardLine& one) {
                return std::tuple{one.household, one.need, one.program};
            };
            if (last && key(*last) == key(line)) return fault("certify.twice", where);
            if (last && key(*last) > key(line)) return fault("certify.line_order", where);
            last = &line;
            const auto household =
                std::ranges::lower_bound(evidence_.households, line.household, {}, &Evidence::Household::id);
            if (household == evidence_.households.end() || household->id != line.household)
                return fault("certify.not_an_option", where);
            const auto choices = choices_of(evidence_, *household);
            const auto choice = std::ranges::find_if(choices, [&](const Evidence::Choice& one) {
                return std::int64_t{one.need} + 1 == line.need &&
                       evidence_.programs[one.program].id == line.program;
            });
            if (choice == choices.end()) return fault("certify.not_an_option", where);
            if (auto wrong = differs("certify.award", line.award, choice->award, where)) return wrong;
            if (auto wrong = differs("certify.cost", line.cost, choice->cost, where)) return wrong;
            if (auto wrong = differs("certify.score", line.score, choice->score, where)) return wrong;
            if (auto wrong = differs("certify.tier", line.tier, household->tier, where)) return wrong;
            if (auto wrong = differs("certify.value", line.value, choice->value, where)) return wrong;
            given_.of[static_cast<std::size_t>(household - evidence_.households.begin())].push_back(
                static_cast<std::uint32_t>(choice - choices.begin()));
        }
        return {};
    }

    MaybeFault check_bundles() const
    {
        for (std::size_t i = 0; i < evidence_.households.size(); ++i) {
            const auto& household = evidence_.households[i];
            const auto& taken = given_.of[i];
            const auto choices = choices_of(evidence_, household);
            if (std::ssize(taken) > evidence_.most_awards)
                return fault("certify.too_many",
                             {{"household", household.id}, {"most", evidence_.most_awards}});
            std::vector<Exactly> covered(household.needs);
            for (const auto at : taken) {
                const auto& one = choices[at];
                covered[one.need] += one.award;
                if (covered[one.need] > needs_of(evidence_, household)[one.need].residual)
                    return fault("certify.over_need", {{"household", household.id}, {"need", one.need + 1}});
                for (const auto before : taken)
                    if (before < at && !go_together(evidence_, household, choices[before], one))
                        return fault("certify.not_together",
                                     {{"household", household.id},
                                      {"program", evidence_.programs[choices[before].program].id},
                                      {"other", evidence_.programs[one.program].id}});
            }
        }
        return {};
    }

    // What is left, after checking that it is not less than nothing.
    static MaybeFault take(Evidence::Limit& left, const Evidence::Choice& choice, const char* places,
                           const char* money, std::int64_t program, std::int64_t row)
    {
        if (left.places != Evidence::kNone && --left.places < 0)
            return fault(places, {{"program", program}, {"row", row}});
        if (left.fen != Evidence::kNone && (left.fen -= choice.cost) < 0)
            return fault(money, {{"program", program}, {"row", row}});
        return {};
    }
    MaybeFault take(const Evidence::Choice& choice)
    {
        const auto id = evidence_.programs[choice.program].id;
        if (auto wrong =
                take(given_.own[choice.program], choice, "certify.over_places", "certify.over_budget", id, 0))
            return wrong;
        for (const auto row : evidence_.row_sets[choice.rows])
            if (auto wrong = take(given_.rows[choice.program][row], choice, "certify.over_quota_places",
                                  "certify.over_quota_budget", id, row + 1))
                return wrong;
        return {};
    }
    MaybeFault check_limits()
    {
        for (const auto& program : evidence_.programs) {
            given_.own.push_back(program.own);
            given_.rows.push_back(program.rows);
        }
        begin_ = given_;
        for (std::size_t i = 0; i < evidence_.households.size(); ++i)
            for (const auto at : given_.of[i])
                if (auto wrong = take(choices_of(evidence_, evidence_.households[i])[at])) return wrong;
        return {};
    }

    Exactly reached(std::uint32_t floor) const
    {
        Exactly reached = 0;
        for (std::size_t i = 0; i < evidence_.households.size(); ++i) {
            const auto& household = evidence_.households[i];
            if (std::ranges::count(evidence_.floor_sets[household.floors], floor) == 0) continue;
            if (evidence_.floors[floor].counts_families) reached += given_.of[i].empty() ? 0 : 1;
            if (evidence_.floors[floor].counts_families) continue;
            for (const auto at : given_.of[i]) {
                const auto& choice = choices_of(evidence_, household)[at];
                if (needs_of(evidence_, household)[choice.need].in_fen) reached += choice.award;
            }
        }
        return reached;
    }
    MaybeFault check_floors() const
    {
        if (auto wrong =
                differs("certify.floor_count", std::ssize(certificate_.floors), std::ssize(evidence_.floors)))
            return wrong;
        for (std::uint32_t i = 0; i < evidence_.floors.size(); ++i) {
            const auto& claim = certificate_.floors[i];
            const std::int64_t number = i + 1;
            if (auto wrong =
                    differs("certify.floor_asks", claim.asks, evidence_.floors[i].asks, {{"floor", number}}))
                return wrong;
            if (claim.holds < 0 || claim.holds > claim.asks || claim.holds > reached(i))
                return fault(
                    "certify.floor_short",
                    {{"floor", number},
                     {"stated", claim.holds},
                     {"found", static_cast<std::int64_t>(std::min(Exactly{claim.asks}, reached(i)))}});
        }
        return {};
    }

    const Evidence& evidence_;
    std::span<const AwardLine> awards_;
    const Certificate& certificate_;
    const Progress& progress_;
    Given given_, begin_; // after all awards, and before any
};

} // namespace

MaybeFault differs(std::string key, std::int64_t stated, std::int64_t found,
                   std::map<std::string, std::int64_t> where)
{
    if (stated == found) return {};
    where["stated"] = stated;
    where["found"] = found;
    return fault(std::move(key), std::move(where));
}

Fault fault(std::string key, std::map<std::string, std::int64_t> values)
{
    Fault fault{std::move(key), {}, {}};
    for (const auto& [name, value] : values) fault.values[name] = std::to_string(value);
    return fault;
}

bool go_together(const Evidence& evidence, const Evidence::Household& household, const Evidence::Choice& one,
                 const Evidence::Choice& other)
{
    if (one.program != other.program)
        return !std::ranges::binary_search(evidence.programs[one.program].apart, other.program);
    const auto needs = needs_of(evidence, household);
    return evidence.programs[one.program].per_person && needs[one.need].member > 0 &&
           needs[other.need].member > 0 && needs[one.need].member != needs[other.need].member;
}

std::optional<Fault> certify(const Evidence& evidence, std::span<const AwardLine> awards,
                             const Certificate& certificate, const Progress& progress)
{
    return Checker(evidence, awards, certificate, progress).check();
}

} // namespace matching
