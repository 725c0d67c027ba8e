#include "matching/moves.hpp"
#include "matching/repack.hpp"
#include "matching/rounding.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr std::size_t kNear = 48;   // options looked at, of a program and side
constexpr std::size_t kTried = 24;  // exchanges tried in earnest, of a program at a time
constexpr std::size_t kRefill = 12; // options tried for what an exchange sets free elsewhere

bool holds(const Draft& draft, const Marginal& one)
{
    return std::ranges::find(draft.of(one.family), one.option) != draft.of(one.family).end();
}

// A round's programs, and what could be moved at each.
class Market {
public:
    Market(const Stage& stage, const Prices& prices, const PriceSums& sums, const Margins& margins,
           Draft& draft)
        : round_(stage.round), prices_(prices), sums_(sums), margins_(margins), draft_(draft), moves_(draft)
    {
    }

    // What lies unused at its price: as much as an exchange here can gain at most.
    Wide idle(std::uint32_t program) const
    {
        const auto& left = draft_.left()[program];
        Wide worth = 0;
        if (left.places != kUnlimited) worth += Wide{prices_.place[program]} * left.places;
        if (left.fen != kUnlimited) worth += Wide{prices_.fen[program]} * left.fen;
        return worth;
    }

    // One exchange at this program that pays. False: none was found.
    bool improve(std::uint32_t program)
    {
        for (const auto& one : wishes(program)) {
            auto gain = one.out ? moves_.withdraw(one.out->family, one.out->option) : 0;
            const auto given = moves_.push_in(one.in->family, one.in->option);
            if (given) {
                gain += *given;
                if (one.out) gain += moves_.refill(one.out->family);
                for (const auto other : moves_.vacancies(0)) gain += refill(other);
                if (gain > 0) {
                    moves_.keep();
                    return true;
                }
            }
            moves_.undo();
        }
        return false;
    }

    // All that is near the margin is chosen anew. False: no better.
    bool repack(std::uint32_t program)
    {
        return matching::repack(round_, margins_.of(program), program, prices_, draft_, moves_) > 0;
    }

private:
    struct Wish {
        const Marginal* in{};
        const Marginal* out{}; // nothing: there is room
        Wide gain = 0;         // by the prices
    };

    Wide price(const RoundOption& option) const
    {
        return Wide{sums_.place[option.kind]} + Wide{sums_.fen[option.kind]} * option.cost;
    }

    // The best ones by the prices, the greatest gain first.
    std::vector<Wish> wishes(std::uint32_t program) const
    {
        const auto near = margins_.of(program);
        const auto most = idle(program);
        std::vector<Wish> found;
        if (most <= 0) return found;
        std::vector<const Marginal*> in, out;
        for (auto at = near.begin(); at != near.end() && in.size() < kNear && -Wide{at->margin} < most; ++at)
            if (!holds(draft_, *at)) in.push_back(&*at);
        for (auto at = near.rbegin(); at != near.rend() && out.size() < kNear && at->margin < most; ++at)
            if (holds(draft_, *at)) out.push_back(&*at);
        const auto& left = draft_.left()[program];
        for (const auto* one : in) {
            const auto& comes = draft_.option_of(one->family, one->option);
            if (left.places > 0 && left.fen >= comes.cost)
                found.push_back({one, nullptr, price(comes) + one->margin});
            for (const auto* other : out) {
                const auto& goes = draft_.option_of(other->family, other->option);
                if (one->family == other->family ||
                    (left.fen != kUnlimited && comes.cost - goes.cost > left.fen))
                    continue;
                const auto gain = price(comes) - price(goes) + one->margin - other->margin;
                if (gain > 0) found.push_back({one, other, gain});
            }
        }
        const auto count = std::min(kTried, found.size());
        std::ranges::partial_sort(
            found, found.begin() + static_cast<std::ptrdiff_t>(count), [&](const Wish& a, const Wish& b) {
                return std::tuple{-a.gain, a.in, a.out} < std::tuple{-b.gain, b.in, b.out};
            });
        found.resize(count);
        return found;
    }

    // Fills what an exchange set free at another program, as far as it pays. What it gains.
    std::int64_t refill(std::uint32_t program)
    {
        std::size_t tried = 0;
        for (const auto& one : margins_.of(program)) {
            if (holds(draft_, one) || !draft_.has_room(draft_.option_of(one.family, one.option))) continue;
            if (++tried > kRefill) break;
            const auto mark = moves_.mark();
            const auto gain = moves_.push_in(one.family, one.option);
            if (gain && *gain > 0) return *gain;
            moves_.undo(mark);
        }
        return 0;
    }

    const Round& round_;
    const Prices& prices_;
    const PriceSums& sums_;
    const Margins& margins_;
    Draft& draft_;
    Moves moves_;
};

} // namespace

bool exchange(const Stage& stage, const Prices& prices, const PriceSums& sums, const Margins& margins,
              Draft& draft, const Progress& progress, Span span)
{
    Market market(stage, prices, sums, margins, draft);
    const auto programs = stage.round.programs.size();
    const int turns =
        stage.families.size() > 50'000 ? 2 : 12; // over all programs; later ones find next to nothing
    for (int turn = 0; turn < turns; ++turn) {
        std::size_t better = 0;
        for (std::uint32_t program = 0; program < programs; ++program) {
            if (market.idle(program) > 0 && market.repack(program)) ++better;
            for (int times = 0; times < 20 && market.improve(program); ++times) ++better;
            if (program % 64 == 0 && !progress.goes_on(span.from + (span.to - span.from) * turn / turns))
                return false;
        }
        if (better == 0) break;
    }
    return true;
}

} // namespace matching
