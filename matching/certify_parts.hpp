#pragma once
#include "matching/certify.hpp"
#include <memory>

// Inside of the checker.
namespace matching {

__extension__ typedef __int128 Exactly;

// What is given: choices by household, and what every limit has left after them.
struct Given {
    std::vector<std::vector<std::uint32_t>> of; // by household: indexes into its choices, ascending
    std::vector<Evidence::Limit> own;           // by program
    std::vector<std::vector<Evidence::Limit>> rows;
};

inline std::span<const Evidence::Choice> choices_of(const Evidence& evidence,
                                                    const Evidence::Household& household)
{
    return std::span(evidence.choices).subspan(household.first_choice, household.choices);
}
inline std::span<const Evidence::Need> needs_of(const Evidence& evidence,
                                                const Evidence::Household& household)
{
    return std::span(evidence.needs).subspan(household.first_need, household.needs);
}

// May both stand in one bundle, as far as their programs go?
bool go_together(const Evidence&, const Evidence::Household&, const Evidence::Choice&,
                 const Evidence::Choice&);

models::Fault fault(std::string key, std::map<std::string, std::int64_t> values);
std::optional<models::Fault> differs(std::string key, std::int64_t stated, std::int64_t found,
                                     std::map<std::string, std::int64_t> where = {});

// Prices, values and bounds of the stages. `begin`: what every limit had before any award.
std::optional<models::Fault> check_stages(const Evidence&, const Given&, const Given& begin,
                                          const Certificate&, const Progress&);

// Stable mode: as many options block as the certificate says.
std::optional<models::Fault> check_lines(const Evidence&, const Given&, const Certificate&);

// A household of a later group has what one of an earlier group could have had.
std::optional<models::Fault> find_out_of_order(const Evidence&, const Given&);

// What households of these tiers bring at most at these prices, in 2⁻²⁰ of a value; or what they bring to
// floors alone, values not counted. Nothing: stopped.
enum class Counted { values, floors };
std::optional<Exactly> most_at(const Evidence&, const StageClaim&, Counted, const Progress&);

// The most that allocations of a stage can be worth, case by case: in 2⁻²⁰ of a value. `left`: what it began
// with; `holds`: of floors.
class Cases {
public:
    Cases(const Evidence&, const StageClaim&, const Given& left, std::span<const std::int64_t> holds,
          const Progress&);
    ~Cases();
    // Are they all the allocations, and is each split one that can be? Otherwise nothing else may be asked.
    bool are_whole() const;
    std::optional<Exactly> most(); // nothing: stopped

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// Prices of limits, for what is left of them.
Exactly worth_of_limits(const Evidence&, std::span<const ProgramPrices>, const Given& left);

} // namespace matching
