#pragma once
#include "matching/pair.hpp"

// Inside of the engine: from what an award's case would give to what the program can give. Written once for
// the row by row and the columnar road.
namespace matching {

enum class AwardForm { money, item, service };

// What one case would give before need, caps and budget are looked at.
struct Amount {
    AwardForm form = AwardForm::money;
    models::Money low, high;
    bool known = true;
    std::optional<std::int64_t> quantity{};
};
using MaybeAmount = std::optional<Amount>; // nothing: the case holds but nothing comes of it

// What the cases that hold or may hold come to together.
struct Chosen {
    MaybeAmount amount;
    std::size_t first = 0; // the first case that holds or may
};

// Goes through the cases in order until one surely holds: those before it of which it is not known widen the
// range, and so does, at the end, that none may hold.
class Choice {
public:
    bool settled() const { return settled_; }
    void take(std::size_t at, Verdict holds, const MaybeAmount&);
    Chosen result() const;

private:
    Chosen chosen_;
    bool settled_ = false, seen_ = false, maybe_nothing_ = false;
};

// What limits an award from the program's side.
struct Terms {
    std::int64_t step = 1;
    models::Money minimum;
    bool less_earlier = false;
    std::optional<models::Money> budget_left;
    CapLeft caps;
    models::Money before; // given earlier by this program
};
Terms terms_of(const models::Program&, CapLeft, models::Money before);

// residual: what the need lacks; nothing: not in fen, or not known.
AwardResult limited(const Chosen&, const Terms&, std::optional<std::int64_t> residual_fen);

// Amounts of the single forms.
Amount paid(const models::Award&, models::Money low, models::Money high, bool known = true);
Amount ratio_amount(const models::RatioAward&, std::optional<std::int64_t> residual_fen);
Amount item_amount(const models::ItemAward&, models::NeedUnit);
Amount service_amount(const models::ServiceAward&, models::NeedUnit);

// How many members an award "for each" counts.
struct EachCount {
    std::int64_t yes = 0, most = 0; // surely, at most
    bool known = true;              // and nobody else
    bool nobody = false;            // surely none
    bool operator==(const EachCount&) const = default;
};
EachCount each_count(const Ground&, const Subject&, const models::Rule&, const Day&);
MaybeAmount each_amount(const models::Award&, const models::EachAward&, const EachCount&);

std::optional<std::int64_t> residual_fen(const models::Need&);

} // namespace matching
