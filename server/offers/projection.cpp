#include "server/offers/projection.hpp"
#include "models/identity.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;

namespace {

enum class Viewer { referrer, before_accepting, after };

// quality.md §3; what is not listed is shown to nobody.
enum class Part { bands, place, family, consented };
struct Rule {
    Part part{};
    bool referrer = false, before_accepting = false, after = false;
};
constexpr Rule kTable[] = {{Part::bands, true, true, true},
                           {Part::place, true, false, false},
                           {Part::family, true, false, false},
                           {Part::consented, false, false, true}};

Viewer viewer_of(const Actor& actor, OfferState state)
{
    if (actor.is_officer()) return Viewer::referrer;
    return is_under_way(state) ? Viewer::after : Viewer::before_accepting;
}

bool is_shown(Part part, Viewer viewer)
{
    const auto& rule = *std::ranges::find(kTable, part, &Rule::part);
    if (viewer == Viewer::referrer) return rule.referrer;
    return viewer == Viewer::after ? rule.after : rule.before_accepting;
}

std::string age_band(const Household& household, std::int64_t number, Date today)
{
    const auto at = std::ranges::find(household.members, number, &Member::number);
    if (at == household.members.end()) return "";
    const auto* birth = value_on(at->facts, Fact::birth_date, today);
    const auto age = birth ? age_on(std::get<Date>(*birth), today) : std::nullopt;
    if (!age) return "";
    if (*age < 7) return "under_7";
    if (*age < 14) return "7_13";
    if (*age < 18) return "14_17";
    return *age < 60 ? "18_59" : "60_up";
}

std::optional<Referral> referral_of(store::Reader& db, const OfferRow& row)
{
    return store::find_referral(db, {row.village, {}}, row.referral);
}

// What is read beside the rows: of a charity the consents that name it, newest first.
struct Beside {
    std::vector<store::Told> told; // in the order of their referrals
    std::vector<store::ConsentRow> consents;
};

Beside read_beside(store::Reader& db, const Actor& actor, const std::vector<OfferRow>& rows)
{
    std::vector<ReferralId> all, shown_consented;
    for (const auto& row : rows) {
        all.push_back(row.referral);
        if (is_shown(Part::consented, viewer_of(actor, row.state))) shown_consented.push_back(row.referral);
    }
    return {store::documents_of(db, all), store::consents_naming(db, shown_consented, actor.organization)};
}

std::vector<std::string> consented_fields(const Beside& beside, const OfferRow& row, Date today)
{
    std::vector<store::ConsentRow> own;
    for (const auto& consent : beside.consents)
        if (consent.referral == row.referral) own.push_back(consent);
    const auto* consent = consent_for(own, row.organization, row.need_type, row.member, today);
    return consent ? consent->fields : std::vector<std::string>{};
}

Projection project_one(const Actor& actor, const OfferRow& row, const Beside& beside, Date today)
{
    const auto viewer = viewer_of(actor, row.state);
    Projection seen{.need_type = row.need_type,
                    .unit = row.unit,
                    .units = row.units,
                    .amount = row.amount,
                    .county = part_of(row.village, AreaLevel::county)};
    const auto told = std::ranges::lower_bound(beside.told, row.referral, {}, &store::Told::referral);
    if (told == beside.told.end() || told->referral != row.referral) return seen;
    const auto household = referrals::read_written(told->document).body.household;
    if (is_shown(Part::bands, viewer)) {
        const auto need = std::ranges::find(household.needs, row.need, &Need::id);
        if (need != household.needs.end()) seen.amount_band = referrals::amount_band(*need);
        seen.age_band = age_band(household, row.member, today);
        seen.urgent = told->urgency == Urgency::urgent;
    }
    if (is_shown(Part::place, viewer)) seen.village = row.village;
    if (is_shown(Part::family, viewer)) {
        seen.family = masked_name(household.members.front().name.reveal());
        seen.referral = row.referral;
    }
    if (is_shown(Part::consented, viewer)) seen.consented = consented_fields(beside, row, today);
    return seen;
}

} // namespace

std::vector<Projection> project(store::Reader& db, const Actor& actor, const std::vector<OfferRow>& rows,
                                Time now)
{
    const auto beside = read_beside(db, actor, rows);
    std::vector<Projection> seen;
    for (const auto& row : rows) seen.push_back(project_one(actor, row, beside, day_of(now)));
    return seen;
}

namespace {

using Codes = std::vector<std::string>;
constexpr std::int64_t kContact = 1;

void tell(std::vector<ToldFact>& facts, const Codes& fields, const char* field, const std::string& value)
{
    if (!value.empty() && std::ranges::find(fields, field) != fields.end()) facts.push_back({field, value});
}

std::vector<ToldFact> facts_of(const Member& person, const Codes& fields)
{
    const auto& number = person.id_number.reveal();
    std::vector<ToldFact> facts;
    tell(facts, fields, "name", person.name.reveal());
    tell(facts, fields, "phone", person.phone.reveal());
    tell(facts, fields, "id_last_four", number.size() < 4 ? "" : number.substr(number.size() - 4));
    return facts;
}

} // namespace

std::vector<ToldFact> told_person(const Household& household, std::int64_t member, const Codes& fields)
{
    const auto at = std::ranges::find(household.members, member == 0 ? kContact : member, &Member::number);
    return at == household.members.end() ? std::vector<ToldFact>{} : facts_of(*at, fields);
}

ToldFamily told_family(const Divisions& divisions, const Household& household, std::int64_t member,
                       const Codes& fields)
{
    ToldFamily told;
    for (const auto& person : household.members) {
        if (member != 0 && person.number != member && person.number != kContact) continue;
        auto facts = facts_of(person, fields);
        if (!facts.empty()) told.people.push_back(std::move(facts));
    }
    tell(told.household, fields, "address",
         divisions.path(household.village) + " " + household.address.reveal());
    tell(told.household, fields, "situation", household.situation.reveal());
    return told;
}

std::string told_to(store::Reader& db, const OfferRow& row, const std::string& text)
{
    const auto referral = referral_of(db, row);
    if (text.empty() || !referral) return {};
    return referrals::without_names(text, referrals::find_document(db, *referral).body.household);
}

} // namespace server::offers
