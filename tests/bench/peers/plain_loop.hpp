#pragma once
#include "tests/bench/peers/answers.hpp"
#include "tests/bench/peers/tables.hpp"

namespace bench {

// The loop that one would write first: every need of every step-th family before all open programs, structs
// row by row, one thread. The answers to what rules ask lie ready, as for every peer.
class PlainLoop {
public:
    PlainLoop(const Province&, std::size_t step);
    Answers run() const;
    std::size_t needs() const { return needs_.size(); }

private:
    struct Need {
        std::int64_t number{};
        const NeedRow* row{};
        int type{};                             // one number a type of need
        std::vector<matching::Verdict> answers; // by question
        std::vector<Told> told;
    };
    struct Found {
        bool fits = false;
        std::int64_t score{}, coverage{}, program{}, award = -1, cost{};
    };
    struct Open { // an offer with what else the loop looks at
        const Offer* offer{};
        int type{};
        bool anywhere = false;
        std::vector<models::Area> served, places;
    };
    bool may_have(const Need&, const Open&) const;
    std::optional<Found> found(const Need&, const Open&) const;
    std::int64_t fit_by_points(const Need&, const Offer&) const;
    std::vector<Found> best(const Need&) const;

    std::int64_t weight_of_fit_{}, weight_of_coverage_{}, weight_of_proximity_{};
    std::vector<Need> needs_;
    std::vector<Open> open_;
};

} // namespace bench
