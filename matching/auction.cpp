#include "matching/auction.hpp"
#include <algorithm>
#include <deque>

namespace matching {

namespace {

constexpr int kLevelBits = 16; // levels are shares of the prices found
constexpr std::int64_t kOne = std::int64_t{1} << kLevelBits;
// Where bidding begins: the nearer to the prices the better they are.
constexpr std::int64_t kBegin = kOne - kOne / 24, kBeginSmoothed = kOne - kOne / 1000;
constexpr std::int64_t kRaise = kOne / 1024; // the least by which a bid must be above the price
constexpr std::int64_t kMostLevel = std::int64_t{1} << 30;

struct Bid {
    std::int64_t level{}; // up to which the family would still take it
    std::uint32_t family{}, option{};
};
// On top of a heap stands who goes first: the lowest level; of equals who comes later in the lottery.
struct GoesFirst {
    const Round* round;
    bool operator()(const Bid& a, const Bid& b) const
    {
        if (a.level != b.level) return a.level > b.level;
        const auto& one = round->families[a.family];
        const auto& other = round->families[b.family];
        return std::tuple{one.key, one.id, a.option} < std::tuple{other.key, other.id, b.option};
    }
};

class Auction {
public:
    Auction(const Stage& stage, const Prices& prices, Draft& draft, const Progress& progress)
        : stage_(stage),
          round_(stage.round),
          draft_(draft),
          progress_(progress),
          base_(prices),
          now_(prices),
          level_(stage.left.size(), is_smoothed(stage) ? kBeginSmoothed : kBegin),
          held_(stage.left.size()),
          kinds_(stage.left.size()),
          search_(round_)
    {
        std::int64_t values = 0;
        Wide costs = 1;
        for (const auto& option : round_.options) {
            values += option.value;
            costs += option.cost;
        }
        const auto count = static_cast<std::int64_t>(std::max<std::size_t>(1, round_.options.size()));
        for (std::size_t i = 0; i < level_.size(); ++i) {
            if (base_.place[i] > 0 || base_.fen[i] > 0) continue;
            if (stage.left[i].places != kUnlimited)
                base_.place[i] = std::max<std::int64_t>(1, (values / count) << kPriceBits >> 4);
            else if (stage.left[i].fen != kUnlimited)
                base_.fen[i] = std::max<std::int64_t>(
                    1, static_cast<std::int64_t>((Wide{values} << kPriceBits >> 4) / costs));
            level_[i] = 0; // it has had no price so far
        }
        for (std::uint32_t kind = 0; kind < round_.kinds.size(); ++kind)
            for (const auto at : round_.kinds[kind].capacities) kinds_[at].push_back(kind);
        for (std::size_t i = 0; i < level_.size(); ++i) set_price(i);
        sums_ = sums_of(round_, now_);
    }

    bool run(Span span)
    {
        first_bids();
        std::size_t turns = 0;
        const auto most = stage_.families.size() * 60 + 1000; // a limit nobody has met
        for (; !waiting_.empty() && turns < most; ++turns) {
            const auto family = waiting_.front();
            waiting_.pop_front();
            bid_again(family);
            if (turns % 4096 == 0 && !progress_.goes_on(span.from)) return false;
        }
        return true;
    }
    Prices prices() && { return std::move(now_); }

private:
    static std::int64_t at_level(std::int64_t price, std::int64_t level)
    {
        return static_cast<std::int64_t>(std::min<Wide>(Wide{price} * level >> kLevelBits, kMostReduced));
    }
    void set_price(std::size_t capacity)
    {
        now_.place[capacity] = at_level(base_.place[capacity], level_[capacity]);
        now_.fen[capacity] = at_level(base_.fen[capacity], level_[capacity]);
    }
    void raise(std::size_t capacity, std::int64_t level)
    {
        if (level <= level_[capacity]) return;
        level_[capacity] = std::min(level, kMostLevel);
        set_price(capacity);
        for (const auto kind : kinds_[capacity]) {
            Wide place = 0, fen = 0;
            for (const auto at : round_.kinds[kind].capacities) {
                place += now_.place[at];
                fen += now_.fen[at];
            }
            sums_.place[kind] = cut_price(place);
            sums_.fen[kind] = cut_price(fen);
        }
    }
    // The level of a capacity at which the option would be worth nothing more to its family.
    std::int64_t level_of(std::size_t capacity, const RoundOption& option, std::int64_t margin) const
    {
        const auto cost =
            std::max<Wide>(1, Wide{base_.place[capacity]} + Wide{base_.fen[capacity]} * option.cost);
        constexpr auto kShort = std::int64_t{1} << (62 - kLevelBits);
        const bool is_short = margin < kShort && cost < kShort; // dividing short numbers is ten times as fast
        const auto more = is_short ? Wide{(margin << kLevelBits) / static_cast<std::int64_t>(cost)}
                                   : (Wide{margin} << kLevelBits) / cost;
        return static_cast<std::int64_t>(std::min<Wide>(level_[capacity] + more + kRaise, kMostLevel));
    }
    bool lacks(std::size_t capacity, const RoundOption& option) const
    {
        return draft_.left()[capacity].places < 1 || draft_.left()[capacity].fen < option.cost;
    }

    struct FirstBid {
        std::int64_t margin{};
        std::uint32_t family{}, option{};
    };
    void first_bids()
    {
        std::vector<std::vector<FirstBid>> parts(progress_.workers);
        progress_.share_out(stage_.families.size(), [&](std::size_t worker) {
            return [this, search = BundleSearch(round_), worth = std::vector<std::int64_t>(),
                    &part = parts[worker]](std::size_t i) mutable {
                for (const auto& bid : wishes(search, worth, stage_.families[i])) part.push_back(bid);
            };
        });
        std::vector<FirstBid> all;
        for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
        std::ranges::sort(all, [&](const FirstBid& a, const FirstBid& b) {
            if (a.margin != b.margin) return a.margin > b.margin;
            return std::pair{a.family, a.option} < std::pair{b.family, b.option};
        });
        for (const auto& bid : all) place(bid);
    }

    // What the family would add to what it holds, at the prices as they are.
    std::vector<FirstBid> wishes(BundleSearch& search, std::vector<std::int64_t>& worth,
                                 std::uint32_t number) const
    {
        constexpr std::int64_t kKeep = kMostReduced / 2; // what is held stays
        const auto& family = round_.families[number];
        const auto options = round_.options_of(family);
        worth.clear();
        for (const auto& option : options) worth.push_back(reduced(round_, sums_, family, option));
        for (const auto option : draft_.of(number)) worth[option] = kKeep;
        const auto best = search.best(family, worth);
        const std::vector<std::uint32_t> bundle(best.begin(), best.end());
        std::vector<std::uint32_t> wanted;
        for (std::uint32_t i = 0; i < options.size(); ++i)
            if (worth[i] > 0) wanted.push_back(i);
        const auto margins = search.margins(family, worth, bundle, wanted);
        std::vector<FirstBid> found;
        for (const auto option : bundle) {
            const auto at = std::ranges::find(wanted, option) - wanted.begin();
            if (worth[option] != kKeep)
                found.push_back({margins[static_cast<std::size_t>(at)], number, option});
        }
        return found;
    }

    void bid_again(std::uint32_t family)
    {
        for (const auto& bid : wishes(search_, worth_, family))
            if (!place(bid)) break; // prices have changed: it has been put into the line again
    }

    bool place(const FirstBid& bid)
    {
        const auto& option = draft_.option_of(bid.family, bid.option);
        for (const auto at : round_.kinds[option.kind].capacities) {
            const auto level = level_of(at, option, bid.margin);
            while (lacks(at, option)) {
                if (turn_away(at, level)) continue;
                raise(at, level);
                waiting_.push_back(bid.family);
                return false;
            }
        }
        if (!draft_.can_take(bid.family, bid.option)) return true;
        draft_.give(bid.family, bid.option);
        for (const auto at : round_.kinds[option.kind].capacities) {
            held_[at].push_back({level_of(at, option, bid.margin), bid.family, bid.option});
            std::ranges::push_heap(held_[at], GoesFirst{&round_});
        }
        return true;
    }

    // Takes from the lowest bidder below this level. False: there is none.
    bool turn_away(std::size_t capacity, std::int64_t level)
    {
        auto& held = held_[capacity];
        while (!held.empty()) {
            const auto lowest = held.front();
            const auto of = draft_.of(lowest.family);
            const bool stands =
                std::ranges::find(of, lowest.option) != of.end(); // else it went from another heap
            if (stands && lowest.level >= level) return false;
            std::ranges::pop_heap(held, GoesFirst{&round_});
            held.pop_back();
            if (!stands) continue;
            draft_.withdraw(lowest.family, lowest.option);
            raise(capacity, lowest.level);
            waiting_.push_back(lowest.family);
            return true;
        }
        return false;
    }

    const Stage& stage_;
    const Round& round_;
    Draft& draft_;
    const Progress& progress_;
    Prices base_, now_;
    PriceSums sums_;
    std::vector<std::int64_t> level_;               // by capacity
    std::vector<std::vector<Bid>> held_;            // by capacity: a heap
    std::vector<std::vector<std::uint32_t>> kinds_; // by capacity
    std::deque<std::uint32_t> waiting_;
    BundleSearch search_;
    std::vector<std::int64_t> worth_;
};

} // namespace

std::optional<Prices> auction(const Stage& stage, const Prices& prices, Draft& draft,
                              const Progress& progress, Span span)
{
    Auction auction(stage, prices, draft, progress);
    if (!auction.run(span)) return {};
    return std::move(auction).prices();
}

} // namespace matching
