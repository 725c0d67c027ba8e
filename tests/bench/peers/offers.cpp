#include "tests/bench/peers/offers.hpp"
#include "matching/factors.hpp"
#include <algorithm>
#include <map>
#include <stdexcept>

namespace bench {

using namespace matching;
using namespace models;

namespace {

using Units = std::map<std::string, NeedUnit>;
constexpr std::size_t kMostPoints = 3;

Units units_of(const Snapshot& snapshot)
{
    Units units;
    for (const auto& family : snapshot.families())
        for (const auto& need : family.household.needs)
            if (units.emplace(need.type, need.unit).first->second != need.unit)
                throw std::logic_error("needs of one type in two units: " + need.type);
    return units;
}

// Nothing: refused, or it has to be worked out.
std::optional<Gift> gift_of(const Plain& plain, const PlainTerms& terms, NeedUnit unit)
{
    const bool in_fen = unit == NeedUnit::fen;
    Gift gift{.award = plain.award,
              .cost = plain.cost,
              .most = std::min(terms.cap, terms.budget),
              .step = terms.step,
              .minimum = terms.least};
    switch (plain.kind) {
    case Plain::Kind::no:
    case Plain::Kind::refused: return {};
    case Plain::Kind::share:
        if (terms.cap_used) return {};
        gift.basis_points = plain.basis_points;
        gift.most = std::min(gift.most, plain.award);
        return gift;
    case Plain::Kind::covering: gift.covered = plain.covered; break;
    case Plain::Kind::incomparable: break;
    }
    const bool shrinks = plain.kind == Plain::Kind::covering && plain.may_shrink && !terms.cap_used;
    if (in_fen && shrinks) gift.full_from = plain.from;
    if (in_fen && !shrinks) gift.least_lacks = plain.from;
    return gift;
}

class OfferWriter {
public:
    OfferWriter(const Snapshot& snapshot, const Asked& asked) : snapshot_(snapshot), asked_(asked) {}

    std::vector<Offer> write()
    {
        const auto units = units_of(snapshot_);
        for (std::uint32_t i = 0; i < asked_.programs.size(); ++i) {
            if (!asked_.programs[i]->offerable) continue;
            for (const auto& purpose : snapshot_.programs()[i].purposes)
                if (const auto unit = units.find(purpose.need); unit != units.end())
                    for (const bool named : {false, true}) add(i, purpose.need, unit->second, named);
        }
        return std::move(offers_);
    }

private:
    void add(std::uint32_t index, const std::string& type, NeedUnit unit, bool named)
    {
        const auto& asking = *asked_.programs[index];
        auto offer = without_case(index, type, named);
        for (const auto& one : asking.plain) {
            const auto gift = gift_of(one.by_unit[static_cast<std::size_t>(unit)], asking.plain_terms, unit);
            if (gift) {
                offers_.push_back(offer);
                offers_.back().gift = *gift;
                if (one.when) offers_.back().requirements.push_back({*one.when, Role::holds});
            }
            if (one.when) offer.requirements.push_back({*one.when, Role::fails});
        }
    }

    Offer without_case(std::uint32_t index, const std::string& type, bool named) const
    {
        const auto& asking = *asked_.programs[index];
        const auto& program = snapshot_.programs()[index];
        const auto& policy = *snapshot_.ground().policy;
        Offer offer{.program = index, .id = program.id.value, .need_type = type, .names_person = named};
        for (const auto line : named ? asking.lines : asking.lines_of_nobody)
            offer.requirements.push_back({line, Role::line});
        for (const auto free : asking.free) offer.requirements.push_back({free, Role::free});
        for (const auto& point : asking.points) offer.points.push_back({point.rule, point.points});
        if (offer.points.size() > kMostPoints)
            throw std::logic_error("more groups with points than the peers have columns for");
        const auto fit = offer.points.empty() ? policy.weights[static_cast<std::size_t>(Factor::fit)] *
                                                    fit_of_purpose(program, type, policy)
                                              : 0;
        for (const std::size_t hurry : {0U, 1U}) offer.base[hurry] = asking.constant[hurry] + fit;
        return offer;
    }

    const Snapshot& snapshot_;
    const Asked& asked_;
    std::vector<Offer> offers_;
};

} // namespace

std::vector<Offer> offers_of(const Snapshot& snapshot, const Asked& asked)
{
    return OfferWriter(snapshot, asked).write();
}

bool follows_the_person(const Program& program)
{
    return program.served_of == ServedOf::hukou || program.served_of == ServedOf::school;
}

bool may_serve(const Snapshot& snapshot, std::uint32_t program, Area county)
{
    const auto& served = snapshot.compiled().plans[program].served;
    if (served.empty() || follows_the_person(snapshot.programs()[program])) return true;
    return std::ranges::any_of(served,
                               [&](Area area) { return covers(area, county) || covers(county, area); });
}

} // namespace bench
