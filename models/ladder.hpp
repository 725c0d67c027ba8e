#pragma once
#include "models/calendar.hpp"
#include "models/clock.hpp"
#include <span>
#include <string>
#include <vector>

namespace models {

// One rung of an escalation ladder: so many working days before a clock's end (that day counted; 0: at its
// end) the office is reminded, or its supervisor is told.
struct Rung {
    Clock clock{};
    std::string need_type; // whose ladder it is; empty: of every need type that has none of its own
    int days_before{};
    bool supervisor = false;
};

// The ladders of config/ladders.csv.
class Ladders {
public:
    Ladders() = default;
    explicit Ladders(std::vector<Rung>);
    std::span<const Rung> of(Clock, const std::string& need_type) const; // the farthest from the end first

private:
    std::vector<Rung> rungs_; // by clock, need type, days
};

// When this rung of a clock that ends at `due` is reached.
Time time_of(const Rung&, const WorkingDays&, Time due);

} // namespace models
