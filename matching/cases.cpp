#include "matching/cases.hpp"
#include "matching/floors.hpp"
#include "matching/part.hpp"
#include "matching/rounding.hpp"
#include <algorithm>
#include <memory>

namespace matching {

namespace {

struct Node {
    std::vector<Step> path;
    std::shared_ptr<const Prices> prices;
    Wide bound = 0;
    bool priced = false; // for itself
    bool stuck = false;  // no split helps
    std::optional<Closing> split{};
    std::size_t kept = 0; // the next one does not keep to it
};

struct Candidate {
    Closing closing;
    Wide otherwise = 0;
};

// How often cases are priced anew, each time with a look for a better draft: the fewer, the more options each
// costs. In a large round what the order of groups takes from the bound falls apart into so many programs
// that few splits show little of it: there is one case only.
std::size_t tries_for(const Stage& stage)
{
    constexpr std::size_t kLarge = 20'000, kWork = 600'000;
    if (stage.families.size() > kLarge) return 0;
    return std::clamp<std::size_t>(kWork / (stage.round.options.size() + 1), 2, 60);
}

class Tree {
public:
    Tree(const Stage& stage, Prices prices, Draft& draft, const Progress& progress, Span span)
        : stage_(stage),
          round_(stage.round),
          draft_(draft),
          progress_(progress),
          span_(span),
          value_(value_of(stage, draft))
    {
        const auto bound = bound_of(stage, prices, progress);
        const bool priced = round_.floors.empty(); // else for floors that may have been lowered since
        nodes_.push_back({{}, std::make_shared<const Prices>(std::move(prices)), bound, priced});
    }

    // False: stopped.
    bool run()
    {
        const auto tries = tries_for(stage_);
        for (std::size_t i = 0; i < tries;) {
            const auto at = highest([](const Node& node) { return !node.stuck; });
            if (at == nodes_.size() || nodes_[at].bound <= Wide{value_} << kPriceBits) break;
            const auto reached = static_cast<int>(i * 100 / tries);
            if (!progress_.goes_on(span_.from + (span_.to - span_.from) * reached / 100)) return false;
            if (nodes_[at].priced) {
                if (!split(at)) nodes_[at].stuck = true;
            } else {
                if (!price(at)) return false;
                ++i;
            }
        }
        return true;
    }

    Proof proof() const
    {
        const auto* own = nodes_[case_of_draft()].prices.get();
        Proof proof{{*own}, {}, nodes_[highest([](const Node&) { return true; })].bound};
        std::vector<const Prices*> known{own};
        std::vector<std::size_t> open{0};
        while (!open.empty()) {
            const auto& node = nodes_[open.back()];
            open.pop_back();
            if (node.split) {
                open.push_back(node.kept + 1);
                open.push_back(node.kept);
                proof.cases.push_back({node.split});
                continue;
            }
            const auto at =
                static_cast<std::size_t>(std::ranges::find(known, node.prices.get()) - known.begin());
            if (at == known.size()) {
                known.push_back(node.prices.get());
                proof.prices.push_back(*node.prices);
            }
            proof.cases.push_back({{}, at});
        }
        if (proof.cases.size() == 1) proof.cases.clear();
        return proof;
    }

private:
    // Of the cases that are not split; one more: there is none.
    std::size_t highest(bool (*counts)(const Node&)) const
    {
        std::size_t best = nodes_.size();
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            if (!nodes_[i].split && counts(nodes_[i]) &&
                (best == nodes_.size() || nodes_[i].bound > nodes_[best].bound))
                best = i;
        return best;
    }

    std::size_t case_of_draft() const
    {
        std::size_t at = 0;
        while (const auto& split = nodes_[at].split) {
            const auto given = [&](std::uint32_t family) {
                return std::ranges::any_of(draft_.of(family), [&](std::uint32_t option) {
                    return closes(round_, *split, draft_.option_of(family, option));
                });
            };
            at = nodes_[at].kept + (std::ranges::any_of(stage_.families, given) ? 1 : 0);
        }
        return at;
    }

    // What the case leaves. Whoever must be given a wanted option, or have no room for it, is drawn to the
    // options that bring this about by more than any of them is worth, so that prices know of it.
    PartOfRound part_for(const Closings& closings) const
    {
        constexpr std::uint32_t kDrawn = 4; // times its greatest value
        auto part = part_of(round_, [&](std::size_t option) { return !closings.closed()[option]; });
        const BundleSearch search(round_);
        for (std::size_t i = 0; i < part.families.size(); ++i) {
            const auto wanted = closings.wanted(part.families[i]);
            if (wanted.empty()) continue;
            const auto& whole = round_.families[part.families[i]];
            const auto& family = part.round.families[i];
            const auto options = std::span(part.round.options).subspan(family.first_option, family.options);
            const auto greatest = std::ranges::max_element(options, {}, &RoundOption::value)->value;
            for (std::size_t at = 0; at < options.size(); ++at) {
                const auto option =
                    static_cast<std::uint32_t>(part.options[family.first_option + at] - whole.first_option);
                const auto out = std::ranges::count_if(wanted, [&](std::uint32_t one) {
                    return !search.fits(whole, std::span(&option, 1), one);
                });
                const auto share = Wide{greatest} * kDrawn * out / std::ssize(wanted);
                options[at].value = static_cast<std::uint32_t>(
                    std::min<Wide>(options[at].value + share, std::numeric_limits<std::uint32_t>::max()));
            }
        }
        return part;
    }

    bool price(std::size_t at)
    {
        nodes_[at].priced = true;
        const auto path = nodes_[at].path;
        const auto part = part_for(Closings(stage_, path, *nodes_[at].prices, progress_));
        auto stage = stage_of(stage_, part, stage_.asks);
        stage.roughly = true;
        const Span here{span_.from, span_.from};
        auto prices = find_prices(stage, progress_, here);
        if (!prices) return false;
        const auto bound = Closings(stage_, path, *prices, progress_).most();
        Draft given(part.round, stage.left);
        if (!round_off(stage, *prices, given, progress_, here)) return false;
        take_if_better(part, stage, *prices, given);
        if (bound < nodes_[at].bound) {
            nodes_[at].bound = bound;
            nodes_[at].prices = std::make_shared<const Prices>(std::move(*prices));
        }
        return true;
    }

    void take_if_better(const PartOfRound& part, const Stage& stage, const Prices& prices, const Draft& given)
    {
        auto draft = draft_;
        for (const auto family : stage_.families) draft.clear(family);
        give_the_same(part, stage, given, draft);
        keep_groups_in_order(stage_, sums_of(round_, prices), draft);
        const auto value = value_of(stage_, draft);
        if (value <= value_ ||
            !std::ranges::equal(reached(stage_, draft), stage_.asks, std::ranges::greater_equal{}))
            return;
        value_ = value;
        for (const auto family : stage_.families) {
            draft_.clear(family);
            for (const auto option : draft.of(family)) draft_.give(family, option);
        }
    }

    // By all closings that take from the bound, where they are not kept to, a good part of what the best of
    // them takes. False: there is none that would.
    bool split(std::size_t at)
    {
        constexpr std::int64_t kAtOnce = 4;
        const auto path = nodes_[at].path;
        Closings closings(stage_, path, *nodes_[at].prices, progress_);
        const auto found = candidates(closings, path);
        if (found.empty()) return false;
        BundleSearch search(round_);
        const auto gain = closings.most() - found[0].otherwise;
        const auto most = std::max(Wide{value_} << kPriceBits, closings.most() - gain / kAtOnce);
        for (const auto& one : found) {
            if (one.otherwise > most) break;
            const auto otherwise = closings.otherwise(one.closing, search);
            if (!otherwise || *otherwise > most) continue;
            closings.take(one.closing);
            nodes_[at].split = one.closing;
            nodes_[at].kept = nodes_.size();
            for (const bool keeps : {true, false}) {
                Node node{nodes_[at].path, nodes_[at].prices, keeps ? closings.most() : *otherwise};
                node.path.push_back({one.closing, keeps});
                nodes_.push_back(std::move(node));
            }
            at = nodes_[at].kept;
        }
        return true;
    }

    std::vector<Candidate> candidates(const Closings& closings, const std::vector<Step>& path) const
    {
        auto open = closings.open();
        std::erase_if(open, [&](const Closing& one) {
            return std::ranges::any_of(
                path, [&](const Step& step) { return !step.kept && closes_all_of(one, step.closing); });
        });
        std::vector<std::optional<Wide>> most(open.size());
        progress_.share_out(open.size(), [&](std::size_t) {
            return [&, search = BundleSearch(round_)](std::size_t i) mutable {
                most[i] = closings.otherwise(open[i], search);
            };
        });
        std::vector<Candidate> found;
        for (std::size_t i = 0; i < open.size(); ++i)
            if (most[i] && *most[i] < closings.most()) found.push_back({open[i], *most[i]});
        std::ranges::sort(found, {}, [](const Candidate& one) {
            const auto& closing = one.closing;
            return std::tuple{one.otherwise, closing.program, closing.group, closing.row, closing.cost};
        });
        return found;
    }

    const Stage& stage_;
    const Round& round_;
    Draft& draft_;
    const Progress& progress_;
    Span span_;
    std::int64_t value_;
    std::vector<Node> nodes_;
};

} // namespace

std::optional<Proof> split_cases(const Stage& stage, Prices prices, Draft& draft, const Progress& progress,
                                 Span span)
{
    Tree tree(stage, std::move(prices), draft, progress, span);
    if (!tree.run()) return {};
    return tree.proof();
}

} // namespace matching
