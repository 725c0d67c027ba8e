#include "server/rounds/proposal.hpp"
#include "matching/certify.hpp"
#include "server/formats/round_json.hpp"
#include "server/rounds/digest.hpp"
#include "server/rounds/lottery.hpp"
#include "server/rounds/told.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace server::rounds {

using namespace matching;
using namespace models;

namespace {

constexpr std::size_t kMostMore = 6;

// A share of the whole run's progress.
Progress part_of_run(const Progress& whole, int from, int to)
{
    auto part = whole;
    part.tell = [&whole, from, to](int permille) {
        return whole.goes_on(from + (to - from) * permille / 1000);
    };
    return part;
}

// The options of each family that its consents let through.
class Allowed {
public:
    explicit Allowed(const Material& material)
        : material_(material), barred_(material.snapshot.families().size())
    {
    }

    // Called by several threads, each with families of its own.
    std::vector<Option> operator()(FamilyIndex index)
    {
        const auto& snapshot = material_.snapshot;
        const auto& family = snapshot.families()[index.value];
        auto options = options_of(snapshot, index);
        const auto before = options.size();
        std::erase_if(options, [&](const Option& option) {
            const auto& need = family.household.needs[option.need];
            return !is_consented(material_.consents, family.referral,
                                 snapshot.programs()[option.program.value].organization, need.type,
                                 need.member);
        });
        barred_[index.value] = options.size() < before;
        return options;
    }
    bool is_barred(std::size_t family) const { return barred_[family] != 0; }

private:
    const Material& material_;
    std::vector<char> barred_;
};

std::int64_t lacking(const Family& family, const std::set<std::string>& types)
{
    std::int64_t fen = 0;
    for (const auto& need : family.household.needs)
        if (need.state == NeedState::open && need.unit == NeedUnit::fen && types.contains(need.type))
            fen += residual_of(need).value_or(0);
    return fen;
}

// What one run works on, once the round is solved.
struct Solved {
    const Material& material;
    const Allowed& allowed;
    const matching::Round& round;
    const Allocation& allocation;
    std::set<std::string> types = {}; // of needs that the programs serve
    std::vector<std::size_t> at = {}; // of the snapshot's family -> of the round, or none
    static constexpr std::size_t kNotThere = SIZE_MAX;

    const Family& family(std::size_t index) const { return material.snapshot.families()[index]; }
    const Program& program(const RoundOption& option) const
    {
        return material.snapshot.programs()[round.programs[round.kinds[option.kind].program].index];
    }
};

Solved solved_with(const Material& material, const Allowed& allowed, const matching::Round& round,
                   const Allocation& allocation)
{
    Solved solved{material, allowed, round, allocation};
    for (const auto& program : material.snapshot.programs())
        for (const auto& purpose : program.purposes) solved.types.insert(purpose.need);
    solved.at.assign(material.snapshot.families().size(), Solved::kNotThere);
    for (std::size_t i = 0; i < round.families.size(); ++i) solved.at[round.families[i].index] = i;
    return solved;
}

int tier_of(const Solved& solved, std::size_t index)
{
    const auto at = solved.at[index];
    return at == Solved::kNotThere ? severity_of(solved.material.snapshot, {index}).tier
                                   : solved.round.families[at].tier;
}

void add_ways(RoundResult& result, const matching::Round& round, const Allocation& allocation)
{
    const std::array<std::vector<std::size_t>, kWays> ways{
        allocation.awards, baseline(round, Baseline::first_come), baseline(round, Baseline::by_score),
        baseline(round, Baseline::by_value)};
    for (std::size_t way = 0; way < kWays; ++way) {
        const auto outcome = outcome_of(round, ways[way]);
        result.all.ways[way] = outcome.all;
        for (std::size_t tier = 0; tier < 4; ++tier) result.tiers[tier].ways[way] = outcome.tiers[tier];
        for (const auto& [county, sum] : outcome.counties) result.counties[county].ways[way] = sum;
    }
}

void add_families(RoundResult& result, const Solved& solved)
{
    for (std::size_t i = 0; i < solved.at.size(); ++i) {
        const auto& family = solved.family(i);
        const auto at = solved.at[i];
        const auto county = at == Solved::kNotThere
                                ? static_cast<std::uint32_t>(family.household.village.code / 1'000'000)
                                : solved.round.families[at].county;
        const auto fen = lacking(family, solved.types);
        for (auto* group : {&result.all, &result.tiers[static_cast<std::size_t>(tier_of(solved, i) - 1)],
                            &result.counties[county]}) {
            ++group->families;
            group->lacking_fen += fen;
        }
    }
}

void add_more(RoundResult& result, const Solved& solved, const std::vector<OneMore>& all)
{
    const auto& round = solved.round;
    for (const auto& one : all) {
        MoreWorth more{{}, one.capacity >= round.programs.size(), one.place, one.by_price, one.found};
        for (std::size_t i = 0; i < round.programs.size(); ++i) {
            const auto& program = round.programs[i];
            const bool row =
                one.capacity >= program.first_row && one.capacity < program.first_row + program.rows;
            if (one.capacity == i || row) more.program = {program.id};
        }
        result.more.push_back(more);
    }
}

std::string list_hash(const matching::Round& round)
{
    Digest digest;
    for (const auto& family : round.families) digest.add(std::to_string(family.id) + "\n");
    return std::move(digest).hex();
}

RoundResult result_of(const Solved& solved, const std::vector<OneMore>& more)
{
    RoundResult result;
    add_ways(result, solved.round, solved.allocation);
    add_families(result, solved);
    add_more(result, solved, more);
    const auto certificate = certificate_of(solved.round, solved.allocation);
    result.policy = written_out(solved.material.snapshot.ground().policy->round);
    result.floors = floors_told(certificate);
    result.blocking = certificate.blocking;
    result.value = solved.allocation.value;
    result.bound = solved.allocation.bound;
    result.gap_millionths = solved.allocation.gap_millionths;
    result.with_option = std::ssize(solved.round.families);
    result.list_hash = list_hash(solved.round);
    return result;
}

Asking asking_of(const Solved& solved, const WhyNots& why_nots, std::size_t index)
{
    const auto& family = solved.family(index);
    Asking asking{lacking(family, solved.types), Shut::none, {}};
    const auto at = solved.at[index];
    if (at == Solved::kNotThere) {
        asking.shut =
            solved.allowed.is_barred(index) ? Shut::no_consent : shut_of(solved.material.snapshot, {index});
        return asking;
    }
    for (const auto& why : why_nots.of(at)) {
        const auto& option = solved.round.options[why.option];
        const auto& need = family.household.needs[option.need];
        WhyTold told{need.id,   need.type,   solved.program(option).id, why.why, {option.cost}, option.value,
                     why.price, why.short_by};
        if (solved.round.stable) told.price = told.short_by = 0;
        asking.whys.push_back(std::move(told));
    }
    return asking;
}

void add_awards(Proposal& proposal, const Solved& solved)
{
    const auto& round = solved.round;
    for (const auto at : solved.allocation.awards) {
        const auto family = std::ranges::upper_bound(round.families, at, {}, &RoundFamily::first_option) - 1;
        const auto& option = round.options[at];
        const auto& referral = solved.material.referrals[family->index];
        const auto& need = solved.family(family->index).household.needs[option.need];
        proposal.awards.push_back({0,
                                   referral.id,
                                   {},
                                   need.id,
                                   need.type,
                                   need.member,
                                   solved.program(option).id,
                                   referral.village,
                                   family->tier,
                                   option.award,
                                   {option.cost},
                                   option.score,
                                   option.value,
                                   {}});
    }
    std::ranges::sort(proposal.awards, {}, [](const store::RoundAwardRow& row) {
        return std::tuple{row.tier, -row.value, row.referral, row.need};
    });
    std::int64_t number = 0;
    for (auto& row : proposal.awards) row.number = ++number;
}

void add_families(Proposal& proposal, const Solved& solved)
{
    std::map<ReferralId, std::int64_t> given;
    for (const auto& award : proposal.awards) ++given[award.referral];
    const WhyNots why_nots(solved.round, solved.allocation);
    for (std::size_t i = 0; i < solved.at.size(); ++i) {
        const auto& referral = solved.material.referrals[i];
        const auto awards = given.find(referral.id);
        const auto asking = asking_of(solved, why_nots, i);
        proposal.families.push_back({referral.id, referral.reference, referral.version, referral.village,
                                     tier_of(solved, i), awards == given.end() ? 0 : awards->second,
                                     static_cast<std::int64_t>(asking.shut), written(asking)});
    }
}

// docs/formats.md "Rounds"; what it was worked out from is this database, and so there are no files to name.
std::string certificate_text(const Solved& solved, const std::string& hash)
{
    const auto& ground = solved.material.snapshot.ground();
    CertificateFile file{
        ground.as_of, ground.policy->round.seed, {}, {}, certificate_of(solved.round, solved.allocation)};
    for (const auto* input : kCertificateInputs) file.inputs[input] = "";
    file.inputs["list"] = hash;
    for (const auto& floor : ground.policy->round.floors) file.floor_names.push_back(floor.name);
    return write_certificate(file).dump();
}

} // namespace

std::optional<models::Result<Proposal>> propose(const Material& material, const Progress& progress)
{
    Allowed allowed(material);
    const OptionsOf options = [&](FamilyIndex family) { return allowed(family); };
    const auto& snapshot = material.snapshot;
    const auto keys = lottery_keys(material.round.seed, snapshot.families());
    const auto round = build_round(snapshot, keys, options, part_of_run(progress, 0, 250));
    if (!round) return {};
    const auto allocation = allocate(*round, part_of_run(progress, 250, 600));
    if (!allocation) return {};
    const auto evidence = evidence_of(snapshot, options, part_of_run(progress, 600, 750), keys);
    if (!evidence) return {};
    const auto wrong = certify(*evidence, award_lines(*round, allocation->awards),
                               certificate_of(*round, *allocation), part_of_run(progress, 750, 800));
    if (!progress.goes_on(800)) return {};
    if (wrong) return std::unexpected(Refusal{Reason::wrong_state, {*wrong}});
    const auto more = one_more(*round, *allocation, kMostMore, part_of_run(progress, 800, 1000));
    if (!more) return {};

    const auto solved = solved_with(material, allowed, *round, *allocation);
    const auto result = result_of(solved, *more);
    Proposal proposal;
    proposal.programs = material.programs;
    proposal.as_of = snapshot.ground().as_of;
    add_awards(proposal, solved);
    add_families(proposal, solved);
    proposal.texts = {written(result), certificate_text(solved, result.list_hash)};
    return proposal;
}

} // namespace server::rounds
