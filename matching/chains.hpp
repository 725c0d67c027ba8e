#pragma once
#include "matching/moves.hpp"
#include "matching/rounding.hpp"

// Inside of the rounding: chains of exchanges.
namespace matching {

// What separates a draft from the bound falls apart exactly: what each household gets less than its best
// bundle at the prices (its regret), and what lies unused at its price (idle). A chain takes one of these
// away: somebody comes in where something lies idle, somebody may have to go and is served elsewhere, what
// is left there is filled again, and so on. It is followed only while all that is still open could bring
// more than has been lost on the way; so nothing is tried that could not pay.
class Chains {
public:
    struct Reach {
        int depth{};         // steps of a chain
        std::size_t steps{}; // looked at from one beginning
    };
    // All must outlive it.
    Chains(const Stage&, const Prices&, const PriceSums&, const Margins&, Draft&, Reach);

    // One chain that pays, from what lies idle at this program, or from this household's regret. False: none
    // was found.
    bool from_program(std::uint32_t program);
    bool from_household(std::uint32_t family);

    // Somebody else than a chain has made this move.
    void note(const Moves::Move&);

    Wide idle(std::uint32_t program) const;
    Wide regret(std::uint32_t family) const;

private:
    static constexpr std::size_t kOpen = 4;
    // What a chain has not settled: households that lost something, programs that have something left.
    struct Household {
        std::uint32_t number{};
        std::int64_t least{}; // regret that will remain
    };
    struct Open {
        std::array<Household, kOpen> households{};
        std::array<std::uint32_t, kOpen> programs{};
        std::size_t many_households = 0, many_programs = 0;
        void add(Household one)
        {
            const bool known = std::ranges::count(std::span(households).first(many_households), one.number,
                                                  &Household::number) > 0;
            if (!known && many_households < kOpen) households[many_households++] = one;
        }
        void add(std::uint32_t program)
        {
            const bool known = std::ranges::count(std::span(programs).first(many_programs), program) > 0;
            if (!known && many_programs < kOpen) programs[many_programs++] = program;
        }
    };
    struct Wish {
        const Marginal* in{};
        const Marginal* out{}; // nothing: there is room
        Wide gain = 0;         // by the prices
    };

    bool follow(Wide gain, Open, int depth);
    bool serve(std::uint32_t family, Wide gain, const Open&, int depth);
    bool fill(std::uint32_t program, Wide gain, const Open&, int depth);
    bool insert(std::uint32_t family, std::uint32_t option, Wide gain, Open, int depth);
    bool make_room(std::uint32_t family, std::uint32_t option, Wide gain, const Open&, int depth,
                   int victims);
    std::vector<const Marginal*> victims(std::uint32_t capacity, std::uint32_t family,
                                         const RoundOption&) const;
    std::vector<Wish> wishes(std::uint32_t program, std::size_t near, std::size_t most) const;

    Wide hope(Wide gain, const Open&) const;
    Wide give(std::uint32_t family, std::uint32_t option); // what it gains, in 2⁻²⁰ of a value
    Wide take(std::uint32_t family, std::uint32_t option);
    Wide worth(std::uint32_t family, std::uint32_t option) const; // with what floors pay, before prices
    std::int64_t reduced_of(std::uint32_t family, const RoundOption& option) const
    {
        return reduced(round_, sums_, round_.families[family], option);
    }
    Wide price(std::uint32_t kind, std::int64_t cost) const;
    std::uint32_t program_of(std::uint32_t family, std::uint32_t option) const
    {
        return round_.kinds[draft_.option_of(family, option).kind].program;
    }
    bool is_held(std::uint32_t family, std::uint32_t option) const;
    bool run(const Open&);

    const Round& round_;
    const Prices& prices_;
    const PriceSums& sums_;
    const Margins& margins_;
    Draft& draft_;
    Moves moves_;
    Reach reach_;
    // By program, before the chain: what it gives, the least margin first; the others, the greatest first.
    std::vector<std::vector<const Marginal*>> held_, others_;
    std::size_t steps_ = 0;
};

} // namespace matching
