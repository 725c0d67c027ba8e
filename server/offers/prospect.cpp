#include "models/store/look_up.hpp"
#include "models/store/programs.hpp"
#include "server/offers/offering.hpp"
#include "server/offers/persons.hpp"
#include "server/offers/service.hpp"
#include "server/population/family.hpp"
#include "server/population/line.hpp"
#include <algorithm>

namespace server::offers {

using namespace matching;
using namespace models;

namespace {

std::string id_of(const Household& household, std::int64_t number)
{
    const auto wanted = number == 0 ? 1 : number;
    const auto at = std::ranges::find(household.members, wanted, &Member::number);
    return at == household.members.end() ? std::string() : at->id_number.reveal();
}

} // namespace

std::string person_of(store::Reader& db, const Household& household, std::int64_t number)
{
    const auto id = id_of(household, number);
    return id.empty() ? id : store::person_digest(db, id);
}

std::string next_person_of(store::Reader& db, const Household& household, std::int64_t number)
{
    const auto id = id_of(household, number);
    return id.empty() ? id : store::next_person_digest(db, id);
}

namespace {

Fault fault(std::string key, std::map<std::string, std::string> values = {})
{
    return {std::move(key), "", std::move(values)};
}

std::vector<OfferRow> help_by_others(store::Reader& db, const Prospect& prospect)
{
    const auto person = person_of(db, prospect.known.household(), prospect.need.member);
    auto rows = store::offers_of_person(db, person, prospect.need.type);
    std::erase_if(rows, [&](const OfferRow& row) { return row.referral == prospect.known.referral.id; });
    return rows;
}

// The same person, kind of need and program, still under way in any referral. A draft is taken up again.
bool is_under_way(const std::vector<OfferRow>& own, const std::vector<OfferRow>& others,
                  const Prospect& prospect)
{
    const auto is_twin = [&](const OfferRow& row) {
        return is_live(row.state) && row.state != OfferState::draft && row.program == prospect.program.id &&
               row.need_type == prospect.need.type;
    };
    return std::ranges::any_of(others, is_twin) || std::ranges::any_of(own, [&](const OfferRow& row) {
               return is_twin(row) && row.member == prospect.need.member;
           });
}

// Declined for a reason that keeps it away, not long ago, by this very version of the program.
bool is_cooling_down(store::Reader& db, const std::vector<OfferRow>& own, const Prospect& prospect, Time now)
{
    return std::ranges::any_of(own, [&](const OfferRow& row) {
        if (row.need != prospect.need.id || row.program != prospect.program.id ||
            row.state != OfferState::declined || !effect_of(*row.decline_reason).cool_down ||
            row.program_version != prospect.program.version)
            return false;
        const auto moves = store::list_offer_moves(db, row.id);
        return now < moves.back().at + std::chrono::days(kCoolDownDays);
    });
}

// Of what the award says no more than is lacking; a service by the week says no number of hours, and lasts
// until all of them are given.
std::int64_t units_of(const Prospect& prospect, const AwardFound& award)
{
    const auto& need = prospect.need;
    if (need.unit == NeedUnit::fen) return award.low.fen;
    const auto left = residual_of(need).value_or(award.quantity.value_or(0));
    if (award.quantity) return std::min(*award.quantity, left);
    const auto& cases = prospect.program.award.cases;
    const bool served = award.award_case < cases.size() &&
                        std::holds_alternative<ServiceAward>(cases[award.award_case].amount);
    return need.unit == NeedUnit::hours && served ? left : 0;
}

bool is_room(Obstacle what) { return what == Obstacle::no_places || what == Obstacle::no_budget; }

void judge(const Candidate& candidate, Prospect& prospect)
{
    auto& objections = prospect.objections;
    if (candidate.standing == Standing::to_be_asked)
        objections.push_back(fault("error.offer.to_be_asked"));
    else if (candidate.standing != Standing::fits)
        objections.push_back(fault("error.offer.does_not_fit"));
    for (const auto& found : candidate.obstacles) {
        if (is_room(found.what)) prospect.full = true;
        if (!is_room(found.what) || !prospect.program.keeps_waitlist)
            objections.push_back(fault("error.offer.obstacle." + std::string(name_of(found.what))));
    }
    prospect.units = units_of(prospect, candidate.award);
    const auto all = candidate.award.quantity.value_or(prospect.units);
    prospect.amount = share_of({.units = all, .amount = candidate.award.low}, prospect.units);
    if (prospect.units == 0 && objections.empty()) objections.push_back(fault("error.offer.no_amount"));
}

// How many levels of the division code a site and a family share.
int nearness(Area site, Area village)
{
    int shared = 0;
    for (const auto level : {AreaLevel::province, AreaLevel::prefecture, AreaLevel::county,
                             AreaLevel::township, AreaLevel::village})
        if (part_of(site, level) == part_of(village, level)) ++shared;
    return shared;
}

// Of the program's sites the nearest with a free seat; where none is free, the nearest: one waits there.
void take_seat(store::Reader& db, Prospect& prospect)
{
    const auto sites = store::list_sites(db, prospect.program.id);
    const auto village = prospect.known.household().village;
    std::pair<bool, int> best;
    for (const auto& site : sites) {
        if (!site.active) continue;
        const std::pair rank{!site.places_left || *site.places_left > 0, nearness(site.area, village)};
        if (!prospect.site.empty() && rank <= best) continue;
        prospect.site = site.code;
        best = rank;
    }
    if (prospect.site.empty() || best.first || prospect.full) return;
    prospect.full = true;
    if (!prospect.program.keeps_waitlist)
        prospect.objections.push_back(fault("error.offer.obstacle.no_places"));
}

// What a round has promised to this line stands as it was approved.
void take_line(store::Reader& db, Prospect& prospect)
{
    if (const auto line =
            waiting_line(db, prospect.known.referral.id, prospect.need.id, prospect.program.id)) {
        const auto told = read_line(line->text);
        const OfferRow promised{.units = told.award, .amount = told.cost};
        prospect.units = std::min(told.award, residual_of(prospect.need).value_or(0));
        prospect.amount = share_of(promised, prospect.units);
    }
}

} // namespace

bool is_certified(store::Reader& db, OrganizationId id, Date day)
{
    const auto row = store::find_organization(db, id);
    return row && row->active && (!row->certificate_until || day <= *row->certificate_until);
}

bool may_pass_line(store::Reader& db, const Library& library, const OfferRow& row, Time now)
{
    if (row.unit != NeedUnit::fen) return false;
    const auto referral = store::find_referral(db, {row.village, {}}, row.referral);
    if (!referral) return false;
    const Ground ground{library.divisions, library.standards, library.policy, now};
    const auto family = population::family_of({*referral, referrals::find_document(db, *referral)});
    return population::passes_the_line(ground, family, {row.units});
}

bool is_offered_already(store::Reader& db, const Prospect& prospect)
{
    return is_under_way(store::offers_of(db, prospect.known.referral.id), help_by_others(db, prospect),
                        prospect);
}

Result<Prospect> look_ahead(store::Reader& db, const Actor& actor, const Snapshot& programs,
                            ReferralId referral, NeedId need, ProgramId program, Time now)
{
    auto known = referrals::find_case(db, actor, referral);
    if (!known) return std::unexpected(known.error());
    return look_ahead(db, *std::move(known), programs, need, program, now);
}

Result<Prospect> look_ahead(store::Reader& db, referrals::Case known, const Snapshot& programs, NeedId need,
                            ProgramId program, Time now)
{
    const auto referral = known.referral.id;
    const auto state = known.referral.state;
    if (!is_live(state))
        return refuse(Reason::wrong_state, "error.referral.now." + std::string(name_of(state)));
    const auto& needs = known.household().needs;
    const auto at = std::ranges::find(needs, need, &Need::id);
    if (at == needs.end()) return refuse(Reason::not_found, "error.offer.need_unknown");
    const auto& all = programs.programs();
    const auto found = std::ranges::find(all, program, &Program::id);
    if (found == all.end()) return refuse(Reason::not_found, "error.offer.program_unknown");
    const auto position = static_cast<std::size_t>(at - needs.begin());
    const ProgramIndex index{static_cast<std::size_t>(found - all.begin())};
    Prospect prospect{{}, *at, *found, 0, {}, false, {}, false, {}, {}, {}};
    prospect.known = std::move(known);

    std::vector<Family> one;
    one.push_back(population::family_of(prospect.known));
    const auto snapshot = programs.with(std::move(one));
    const auto& wanted = prospect.need;
    if (wanted.state != NeedState::open || residual_of(wanted) == 0)
        prospect.objections.push_back(fault("error.offer.nothing_left"));
    else
        judge(match(snapshot, {0}, position, index), prospect);
    take_line(db, prospect);
    take_seat(db, prospect);
    prospect.may_pass_line =
        wanted.unit == NeedUnit::fen &&
        population::passes_the_line(snapshot.ground(), snapshot.families()[0], {prospect.units});

    prospect.other_help = help_by_others(db, prospect);
    const auto own = store::offers_of(db, referral);
    if (is_under_way(own, prospect.other_help, prospect))
        prospect.objections.push_back(fault("error.offer.twin"));
    if (is_cooling_down(db, own, prospect, now))
        prospect.objections.push_back(fault("error.offer.cool_down"));
    if (!is_certified(db, prospect.program.organization, day_of(now)))
        prospect.objections.push_back(fault("error.offer.certificate_over"));
    const auto consents = store::list_consents(db, referral);
    if (const auto* consent =
            consent_for(consents, prospect.program.organization, wanted.type, wanted.member, day_of(now)))
        prospect.consent = *consent;
    else
        prospect.objections.push_back(fault("error.offer.no_consent"));
    return prospect;
}

} // namespace server::offers
