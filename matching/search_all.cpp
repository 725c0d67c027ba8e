#include "matching/search_all.hpp"
#include <algorithm>

namespace matching {

namespace {

constexpr std::size_t kMostBundles = 400; // of one family; with more nothing is searched

struct Bundle {
    Wide regret{};
    std::vector<std::uint32_t> options;
};
struct Choice {
    std::uint32_t family{};
    std::vector<Bundle> bundles; // the least regret first
};
// The most that households from one on can take of a limit.
struct Use {
    std::int64_t places{};
    Wide fen{};
};

class Search {
public:
    Search(const Stage& stage, const Prices& prices, const PriceSums& sums, Draft& draft, std::size_t steps)
        : stage_(stage), round_(stage.round), prices_(prices), sums_(sums), draft_(draft), steps_(steps)
    {
    }

    void run()
    {
        for (const auto family : stage_.families) {
            const auto held = draft_.of(family);
            best_.emplace_back(held.begin(), held.end());
            value_ += draft_.value_of(family);
        }
        auto bound = worth_of_left(stage_.left);
        for (const auto family : stage_.families) {
            if (!add_choice(family)) return;
            bound += most_of(choices_.back());
        }
        bound_ = bound;
        find_uses();
        for (const auto family : stage_.families) draft_.clear(family);
        now_.resize(choices_.size());
        look(0, 0, 0);
        for (std::size_t i = 0; i < choices_.size(); ++i)
            for (const auto option : best_[i]) draft_.give(choices_[i].family, option);
    }

private:
    Wide worth_of_left(const std::vector<Capacity>& left) const
    {
        Wide sum = 0;
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (left[i].places != kUnlimited) sum += Wide{prices_.place[i]} * left[i].places;
            if (left[i].fen != kUnlimited) sum += Wide{prices_.fen[i]} * left[i].fen;
        }
        return sum;
    }
    Wide reduced_of(std::uint32_t family, std::uint32_t option) const
    {
        return reduced(round_, sums_, round_.families[family], draft_.option_of(family, option));
    }
    Wide most_of(const Choice& choice) const // the first bundle has no regret
    {
        Wide sum = 0;
        for (const auto option : choice.bundles.front().options) sum += reduced_of(choice.family, option);
        return sum;
    }

    bool add_choice(std::uint32_t family)
    {
        Choice choice{family, {}};
        std::vector<std::uint32_t> taken;
        if (!add_bundles(choice, taken, 0, 0)) return false;
        Wide best = 0;
        for (const auto& bundle : choice.bundles) best = std::min(best, bundle.regret);
        for (auto& bundle : choice.bundles) bundle.regret -= best;
        std::ranges::sort(choice.bundles, [](const Bundle& a, const Bundle& b) {
            return a.regret != b.regret ? a.regret < b.regret : a.options < b.options;
        });
        choices_.push_back(std::move(choice));
        return true;
    }
    bool add_bundles(Choice& choice, std::vector<std::uint32_t>& taken, std::uint32_t from, Wide sum) const
    {
        const auto& family = round_.families[choice.family];
        if (choice.bundles.size() > kMostBundles) return false;
        choice.bundles.push_back({-sum, taken});
        for (auto option = from; option < family.options; ++option) {
            if (!draft_.search().fits(family, taken, option)) continue;
            taken.push_back(option);
            const bool all = add_bundles(choice, taken, option + 1, sum + reduced_of(choice.family, option));
            taken.pop_back();
            if (!all) return false;
        }
        return true;
    }

    void find_uses()
    {
        uses_.assign(choices_.size() + 1, std::vector<Use>(round_.capacities.size()));
        for (auto i = choices_.size(); i-- > 0;) {
            uses_[i] = uses_[i + 1];
            std::vector<Use> most(round_.capacities.size());
            for (const auto& bundle : choices_[i].bundles) {
                std::vector<Use> use(round_.capacities.size());
                for (const auto option : bundle.options) {
                    const auto& one = draft_.option_of(choices_[i].family, option);
                    for (const auto at : round_.kinds[one.kind].capacities) {
                        ++use[at].places;
                        use[at].fen += one.cost;
                    }
                }
                for (std::size_t at = 0; at < use.size(); ++at) {
                    most[at].places = std::max(most[at].places, use[at].places);
                    most[at].fen = std::max(most[at].fen, use[at].fen);
                }
            }
            for (std::size_t at = 0; at < most.size(); ++at) {
                uses_[i][at].places += most[at].places;
                uses_[i][at].fen += most[at].fen;
            }
        }
    }
    // What will surely lie idle when the households before `at` are served.
    Wide idle(std::size_t at) const
    {
        Wide sum = 0;
        const auto& left = draft_.left();
        for (std::size_t i = 0; i < left.size(); ++i) {
            const auto& use = uses_[at][i];
            if (left[i].places != kUnlimited && prices_.place[i] > 0)
                sum += Wide{prices_.place[i]} * std::max<std::int64_t>(0, left[i].places - use.places);
            if (left[i].fen != kUnlimited && prices_.fen[i] > 0)
                sum += Wide{prices_.fen[i]} * std::max<Wide>(0, left[i].fen - use.fen);
        }
        return sum;
    }

    void look(std::size_t at, Wide regret, std::int64_t value)
    {
        if (at == choices_.size()) {
            if (value > value_) {
                value_ = value;
                best_ = now_;
            }
            return;
        }
        const auto& choice = choices_[at];
        for (const auto& bundle : choice.bundles) {
            if (steps_ == 0) return;
            --steps_;
            // Better means better by a whole unit of value.
            const auto most = bound_ - ((Wide{value_} + 1) << kPriceBits);
            if (regret + bundle.regret + idle(at) > most) return;
            std::int64_t more = 0;
            std::size_t given = 0;
            for (; given < bundle.options.size(); ++given) {
                const auto& option = draft_.option_of(choice.family, bundle.options[given]);
                if (!draft_.has_room(option)) break;
                draft_.give(choice.family, bundle.options[given]);
                more += option.value;
            }
            if (given == bundle.options.size()) {
                now_[at] = bundle.options;
                look(at + 1, regret + bundle.regret, value + more);
            }
            draft_.clear(choice.family);
        }
    }

    const Stage& stage_;
    const Round& round_;
    const Prices& prices_;
    const PriceSums& sums_;
    Draft& draft_;
    std::size_t steps_;
    std::vector<Choice> choices_;        // by household of the stage
    std::vector<std::vector<Use>> uses_; // from this choice on, by limit
    std::vector<std::vector<std::uint32_t>> now_, best_;
    std::int64_t value_ = 0; // of the best
    Wide bound_ = 0;
};

} // namespace

void search_all(const Stage& stage, const Prices& prices, const PriceSums& sums, Draft& draft,
                std::size_t steps)
{
    const bool has_groups = std::ranges::any_of(stage.round.programs, &RoundProgram::in_groups);
    if (!stage.asks.empty() || has_groups) return;
    Search(stage, prices, sums, draft, steps).run();
}

} // namespace matching
