#pragma once
#include "models/area.hpp"
#include "models/money.hpp"
#include "models/names.hpp"
#include "models/time.hpp"
#include <optional>
#include <vector>

namespace models {

enum class StandardName { dibao_line, teku_line, disposable_income_last_year };
template <>
inline constexpr auto kNames<StandardName> =
    names<StandardName>({{StandardName::dibao_line, "dibao_line"},
                         {StandardName::teku_line, "teku_line"},
                         {StandardName::disposable_income_last_year, "disposable_income_last_year"}});

enum class ResidenceKind { urban, rural };
template <>
inline constexpr auto kNames<ResidenceKind> =
    names<ResidenceKind>({{ResidenceKind::urban, "urban"}, {ResidenceKind::rural, "rural"}});

enum class Period { month, year };
template <>
inline constexpr auto kNames<Period> = names<Period>({{Period::month, "month"}, {Period::year, "year"}});

// One dated line of an area: 778 yuan a month, urban, from 2024-04-01 (config/standards.csv, with its
// source).
struct Standard {
    StandardName name{};
    Area area;
    ResidenceKind residence{};
    Period period{};
    Date from{};
    std::optional<Date> until; // exclusive; nothing: until the next one
    Money amount;              // per person
};

class Standards {
public:
    Standards() = default;
    explicit Standards(std::vector<Standard> rows);
    // The line in force on a day, from the most specific area; nothing: no line, or the place is too coarse.
    const Standard* find(StandardName, Area residence, ResidenceKind, Date on) const;
    const std::vector<Standard>& rows() const { return rows_; }

private:
    std::vector<Standard> rows_;
};

} // namespace models
