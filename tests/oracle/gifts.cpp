#include "tests/oracle/oracle.hpp"
#include <algorithm>

namespace oracle {

using namespace models;

namespace {

// One thing that may come of the award: nothing, or money, a thing worth money, or a service without an
// amount.
struct Outcome {
    enum class Kind { nothing, money, thing, service } kind{};
    Number low, high;
    bool sure = true;
    std::optional<std::int64_t> quantity{};
};
using Kind = Outcome::Kind;

class Reading {
public:
    Reading(const Judge& judge, const Program& program) : judge_(judge), program_(program) {}

    Outcome of(const AwardAmount& amount) const
    {
        return std::visit([&](const auto& award) { return read(award); }, amount);
    }

private:
    Outcome money(const Number& low, const Number& high, bool sure) const
    {
        const Number payments = program_.award.payments;
        return {Kind::money, low * payments, high * payments, sure};
    }

    Outcome read(const FixedAward& award) const { return money(award.amount.fen, award.amount.fen, true); }
    Outcome read(const RangeAward& award) const
    {
        return money(award.low.fen, award.high.fen, award.low == award.high);
    }

    // A share of what is left of the need; what is not assessed in money may be anything up to the cap.
    Outcome read(const RatioAward& award) const
    {
        const Number cap = award.cap.fen;
        const auto& want = *judge_.want();
        if (!want.in_money || !want.left) return {Kind::money, 0, cap, false};
        const Number share = whole(*want.left * award.basis_points / 10'000);
        const Number least = std::min(share, cap);
        return {Kind::money, least, least, true};
    }

    Outcome read(const BandedAward& award) const
    {
        const auto found = judge_.fact(award.fact, judge_.person(), judge_.today());
        if (found.known == Known::not_applicable) return {};
        Number most = 0;
        for (const auto& band : award.bands) {
            const Number amount = band.amount.fen;
            most = std::max(most, amount);
            if (found.known == Known::yes && holds(band, std::get<Number>(found.value)))
                return money(amount, amount, true);
        }
        return found.known == Known::yes ? Outcome{} : money(0, most, false);
    }

    static bool holds(const Band& band, const Number& value)
    {
        const bool above = band.low_open ? value > band.low : value >= band.low;
        if (!band.high) return above;
        return above && (band.high_open ? value < *band.high : value <= *band.high);
    }

    // Members not listed count as far as the counted members tell of them.
    Outcome read(const EachAward& award) const
    {
        const auto& book = judge_.book();
        const auto verdicts = judge_.of_members(award.rule, judge_.today());
        const Number sure = std::ranges::count(verdicts, Verdict::yes);
        Number most = sure + std::ranges::count(verdicts, Verdict::unknown);
        const bool settled = most == sure && book.everyone_listed;
        if (!book.everyone_listed) {
            const auto heads = judge_.fact(Fact::counted_members, nullptr, judge_.today());
            if (heads.known == Known::yes) {
                const Number others = std::get<Number>(heads.value) - book.members.size();
                if (others > 0) most += others;
            }
        }
        if (book.everyone_listed && most == 0) return {};
        return money(sure * award.amount.fen, most * award.amount.fen, settled);
    }

    Outcome read(const ItemAward& award) const
    {
        const Number value = Number{award.value.fen} * award.count;
        Outcome outcome{value > 0 ? Kind::thing : Kind::service, value, value};
        if (judge_.want()->unit == NeedUnit::pieces) outcome.quantity = award.count;
        return outcome;
    }

    Outcome read(const ServiceAward& award) const
    {
        Outcome outcome{Kind::service, 0, 0};
        const auto unit = judge_.want()->unit;
        if (unit == NeedUnit::places) outcome.quantity = 1;
        if (unit == NeedUnit::hours && award.per == "once" && award.amount > 0)
            outcome.quantity = award.amount;
        return outcome;
    }

    const Judge& judge_;
    const Program& program_;
};

struct Outcomes {
    std::vector<Outcome> all; // that may come about
    std::size_t first = 0;    // the case of the first of them
};

// The first case that holds; those of which it is not known may hold before it; in the end perhaps none does.
Outcomes outcomes_of(const Judge& judge, const Program& program)
{
    Outcomes outcomes;
    const Reading reading(judge, program);
    const auto& cases = program.award.cases;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto verdict = cases[i].when ? judge.verdict(*cases[i].when) : Verdict::yes;
        if (verdict == Verdict::no) continue;
        if (outcomes.all.empty()) outcomes.first = i;
        outcomes.all.push_back(reading.of(cases[i].amount));
        if (verdict == Verdict::yes) return outcomes;
    }
    outcomes.all.push_back({});
    return outcomes;
}

// From the least to the most that may come about. Things of different kinds are spoken of in money.
Outcome together(const std::vector<Outcome>& all)
{
    std::optional<Outcome> sum;
    bool maybe_nothing = false;
    for (const auto& one : all) {
        if (one.kind == Kind::nothing) {
            maybe_nothing = true;
            continue;
        }
        if (!sum) {
            sum = one;
            continue;
        }
        sum->sure = sum->sure && one.sure && sum->low == one.low && sum->high == one.high;
        sum->low = std::min(sum->low, one.low);
        sum->high = std::max(sum->high, one.high);
        if (sum->kind != one.kind) sum->kind = Kind::money;
        if (sum->quantity != one.quantity) sum->quantity.reset();
    }
    if (!sum) return {};
    if (maybe_nothing) sum->low = 0;
    sum->sure = sum->sure && !maybe_nothing;
    return *sum;
}

// From what a case gives to what is left of it, in the order of docs/decisions.
class Cutting {
public:
    Cutting(const Judge& judge, const Program& program, Kind kind)
        : judge_(judge), program_(program), kind_(kind)
    {
        caps_ = left_by_caps(judge, program);
        if (program.award.less_earlier) before_ = given_before();
    }

    Number by_need(Number amount) const
    {
        const auto& want = *judge_.want();
        if (want.in_money && want.left) amount = std::min(amount, *want.left);
        return stepped(amount);
    }
    Number by_earlier(const Number& amount) const
    {
        Number left = std::max(Number{amount - before_}, Number{0});
        if (caps_.money) left = std::min(left, *caps_.money);
        return by_need(left);
    }
    Number by_budget(const Number& amount) const
    {
        const auto& budget = program_.room.budget_left;
        if (!budget) return by_earlier(amount);
        return stepped(std::min(by_earlier(amount), std::max(Number{budget->fen}, Number{0})));
    }
    bool caps_used() const { return caps_.used; }

private:
    Number stepped(const Number& amount) const
    {
        const std::int64_t step = program_.award.step.fen;
        if (kind_ != Kind::money || step <= 1) return amount;
        return Number{whole(amount / step)} * step;
    }
    Number given_before() const
    {
        Number sum;
        for (const auto& given : judge_.book().earlier)
            if (given.what == program_.code && given.on <= day_of(judge_.world().now) &&
                (program_.applicant != Applicant::person || may_be_same_person(given, *judge_.want())))
                sum += given.amount;
        return sum;
    }

    const Judge& judge_;
    const Program& program_;
    Kind kind_;
    Left caps_;
    Number before_;
};

} // namespace

std::int64_t whole(const Number& number)
{
    using boost::multiprecision::cpp_int;
    const cpp_int below = boost::multiprecision::denominator(number);
    const cpp_int above = boost::multiprecision::numerator(number);
    cpp_int floor = above / below;
    if (above < 0 && floor * below != above) floor -= 1;
    return floor.convert_to<std::int64_t>();
}

static void check_money(Gift& gift, const Outcome& outcome, const Cutting& cut, const Program& program)
{
    const bool thing = outcome.kind == Kind::thing;
    const Number least = thing ? 1 : std::max<std::int64_t>(1, program.award.minimum.fen);
    const Number low = cut.by_budget(outcome.low), high = cut.by_budget(outcome.high);
    gift.found.low = Money{whole(low)};
    gift.found.high = Money{whole(high)};
    if (!outcome.sure && outcome.low != outcome.high && low == high) gift.found.known = true;
    gift.below_minimum = cut.by_need(outcome.high) < least;
    const Number allowed = cut.by_earlier(outcome.high);
    gift.cap_used = gift.cap_used || (!gift.below_minimum && allowed < least);
    const auto& budget = program.room.budget_left;
    if (!budget) return;
    const bool too_little = thing ? budget->fen < outcome.high : high < std::min(allowed, least);
    gift.no_budget = budget->fen <= 0 || too_little;
}

Gift gift(const Judge& judge, const Program& program)
{
    const auto outcomes = outcomes_of(judge, program);
    const auto outcome = together(outcomes.all);
    Gift gift;
    gift.found.award_case = outcomes.first;
    gift.no_case = outcome.kind == Kind::nothing;
    if (gift.no_case) return gift;
    gift.found.known = outcome.sure;
    gift.found.quantity = outcome.quantity;
    const Cutting cut(judge, program, outcome.kind);
    gift.cap_used = cut.caps_used();
    const auto& budget = program.room.budget_left;
    if (outcome.kind == Kind::service)
        gift.no_budget = budget && budget->fen <= 0;
    else
        check_money(gift, outcome, cut, program);
    return gift;
}

} // namespace oracle
