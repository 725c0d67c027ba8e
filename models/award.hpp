#pragma once
#include "models/money.hpp"
#include "models/rule.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace models {

struct FixedAward {
    Money amount;
    bool operator==(const FixedAward&) const = default;
};
struct RatioAward {              // of the residual
    std::int64_t basis_points{}; // 6000 = 60 %
    Money cap;
    bool operator==(const RatioAward&) const = default;
};
struct Band {
    std::int64_t low{};
    std::optional<std::int64_t> high; // nothing: and above
    bool low_open = false, high_open = false;
    Money amount;
    bool operator==(const Band&) const = default;
};
struct BandedAward {
    Fact fact{};
    std::vector<Band> bands;
    bool operator==(const BandedAward&) const = default;
};
struct RangeAward {
    Money low, high;
    bool operator==(const RangeAward&) const = default;
}; // an officer sets it
struct EachAward {
    Money amount;
    Rule rule;
    bool operator==(const EachAward&) const = default;
}; // per member
struct ItemAward {
    std::string item;
    Money value;
    std::int64_t count = 1;
    bool operator==(const ItemAward&) const = default;
};
struct ServiceAward {
    std::string kind;      // "tutoring", "meals", "treatment", …
    std::int64_t amount{}; // 0: not measured
    std::string per;       // "week", "day", "once"
    bool operator==(const ServiceAward&) const = default;
};
using AwardAmount =
    std::variant<FixedAward, RatioAward, BandedAward, RangeAward, EachAward, ItemAward, ServiceAward>;

struct AwardCase {
    std::optional<Rule> when; // nothing: always
    AwardAmount amount;
    bool operator==(const AwardCase&) const = default;
};

struct Award {
    std::vector<AwardCase> cases; // the first that holds
    bool less_earlier = false;    // top-up: minus what this program gave before
    Money minimum;                // below it: no
    Money step{1};                // rounded down to a multiple
    std::int64_t payments = 1;    // how many times
    std::string every;            // "", "month", "school_year", "year"
    bool operator==(const Award&) const = default;
};

} // namespace models
