#include "server/referrals/document.hpp"
#include "models/identity.hpp"
#include "models/store/query_codes.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace server::referrals {

using nlohmann::json;
using namespace models;

std::string written(const Document& document)
{
    auto value = write_document(document.body);
    if (!document.kept.empty()) value["typed"] = document.kept;
    return value.dump();
}

Document read_written(const std::string& text)
{
    const auto value = json::parse(text);
    Document document{read_document(value), {}};
    if (value.contains("typed")) value["typed"].get_to(document.kept);
    return document;
}

Document find_document(store::Reader& db, const Referral& referral)
{
    auto document = read_written(store::find_document(db, referral.id, referral.facts_version));
    document.body.household.id = referral.household;
    set_promised(document.body.household, store::promised_of(db, referral.id));
    return document;
}

void set_promised(Household& household, const std::vector<store::Promised>& all)
{
    for (auto& need : household.needs) {
        const auto at = std::ranges::find(all, need.id, &store::Promised::need);
        need.promised = at == all.end() ? 0 : at->units;
    }
}

Result<Referral> find_in_scope(store::Reader& db, const Actor& actor, ReferralId id)
{
    const bool own = actor.family && actor.family == id;
    if (!actor.is_officer() && !own) return refuse(Reason::not_found, "error.referral.unknown");
    auto found = store::find_referral(db, {actor.area, actor.account}, id);
    if (!found) return refuse(Reason::not_found, "error.referral.unknown");
    return *std::move(found);
}

Result<Case> find_case(store::Reader& db, const Actor& actor, ReferralId id)
{
    auto referral = find_in_scope(db, actor, id);
    if (!referral) return std::unexpected(referral.error());
    auto document = find_document(db, *referral);
    return Case{*std::move(referral), std::move(document)};
}

std::string amount_band(const Need& need)
{
    constexpr std::int64_t kYuan = 100;
    if (need.unit != NeedUnit::fen || !need.assessed) return "";
    if (*need.assessed < 1'000 * kYuan) return "under_1000";
    if (*need.assessed < 5'000 * kYuan) return "1000_5000";
    if (*need.assessed < 20'000 * kYuan) return "5000_20000";
    return *need.assessed < 50'000 * kYuan ? "20000_50000" : "over_50000";
}

namespace {

std::string last_four(const std::string& text)
{
    auto end = text.size() < 4 ? std::string() : text.substr(text.size() - 4);
    for (auto& c : end)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return end;
}

std::vector<store::TokenText> tokens_of(const Referral& referral, const Household& household)
{
    std::vector<store::TokenText> tokens;
    for (const auto& member : household.members) {
        for (auto& text : store::texts_of_name(member.name.reveal())) tokens.push_back(std::move(text));
        for (const auto* number : {&member.id_number, &member.phone})
            if (auto end = last_four(number->reveal()); !end.empty())
                tokens.push_back({"last4", std::move(end)});
    }
    auto reference = referral.reference;
    for (auto& c : reference)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!reference.empty()) tokens.push_back({"reference", std::move(reference)});
    return tokens;
}

} // namespace

std::string digits_of_contact(const Household& household)
{
    if (household.members.empty()) return {};
    const auto& contact = household.members.front();
    const auto& number = contact.id_number.empty() ? contact.phone.reveal() : contact.id_number.reveal();
    return number.size() < 4 ? std::string() : number.substr(number.size() - 4);
}

void save_look_up(store::Writer& db, const Referral& referral, const Household& household)
{
    std::vector<std::string> papers;
    for (const auto& member : household.members)
        if (!member.id_number.empty()) papers.push_back(member.id_number.reveal());
    store::replace_blind_indexes(db, referral.id, papers);
    store::replace_search_tokens(db, referral.id, part_of(household.village, AreaLevel::county),
                                 tokens_of(referral, household));
}

void save_indexes(store::Writer& db, const Referral& referral, const Household& household)
{
    std::vector<store::NeedRow> needs;
    for (const auto& need : household.needs)
        needs.push_back({need.id, need.type, need.member, amount_band(need), need.state});
    store::replace_needs(db, referral.id, needs);
    save_look_up(db, referral, household);
    store::save_code_entry(db, referral.id, digits_of_contact(household));
}

namespace {

const FactRecord* newest(const FactRecords& records, Fact fact)
{
    const FactRecord* best = nullptr;
    for (const auto& record : records)
        if (record.fact == fact && (!best || std::pair{best->valid_from, best->recorded_at} <=
                                                 std::pair{record.valid_from, record.recorded_at}))
            best = &record;
    return best;
}

// What was not told anew goes; it stays readable in the version before.
FactRecords facts_carried_over(const FactRecords& known, FactRecords told)
{
    FactRecords facts;
    std::set<Fact> seen;
    for (auto& record : told) {
        if (seen.insert(record.fact).second)
            for (const auto& old : known)
                if (old.fact == record.fact) facts.push_back(old);
        const auto* last = newest(known, record.fact);
        const bool again = last && last->value == record.value && last->valid_until == record.valid_until;
        if (!again && std::ranges::find(known, record) == known.end()) facts.push_back(std::move(record));
    }
    return facts;
}

const Need* same_need(const std::vector<Need>& known, const std::set<std::int64_t>& taken, const Need& told)
{
    for (const auto& need : known)
        if (need.type == told.type && need.member == told.member && !taken.contains(need.id.value))
            return &need;
    return nullptr;
}

} // namespace

Household carried_over(const Household& known, Household told)
{
    told.id = known.id;
    told.facts = facts_carried_over(known.facts, std::move(told.facts));
    for (auto& member : told.members)
        for (const auto& old : known.members)
            if (old.number == member.number)
                member.facts = facts_carried_over(old.facts, std::move(member.facts));
    std::set<std::int64_t> taken;
    for (auto& need : told.needs)
        if (const auto* old = same_need(known.needs, taken, need)) {
            taken.insert(old->id.value);
            need.id = old->id;
            need.promised = old->promised;
            need.state = old->state;
            need.facts = facts_carried_over(old->facts, std::move(need.facts));
        }
    return told;
}

void give_ids(store::Writer& db, std::vector<Need>& needs)
{
    for (auto& need : needs)
        if (!need.id) need.id = db.new_id<NeedId>();
}

void save_facts(const Desk& desk, Referral& referral, Household household)
{
    give_ids(desk.db, household.needs);
    household.id = referral.household;
    ReferralBody body{referral.kind, referral.urgency, std::move(household)};
    ++referral.facts_version;
    referral.village = body.household.village;
    referral.members = static_cast<std::int64_t>(body.household.members.size());
    // What the system finds out by itself stands under who confirmed the facts before.
    const auto by = desk.actor.account ? desk.actor.account : referral.confirmer;
    store::insert_document(desk.db, referral.id, referral.facts_version, written({body, {}}), by, desk.now);
    save_indexes(desk.db, referral, body.household);
}

namespace {

void replace_all(std::string& text, const std::string& what, const std::string& with)
{
    if (what.empty()) return;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

} // namespace

std::string without_names(std::string text, const Household& household)
{
    constexpr std::size_t kShortestName = 2 * 3; // two characters: one alone is too often a word
    for (const auto& member : household.members) {
        const auto& name = member.name.reveal();
        if (name.size() >= kShortestName) replace_all(text, name, masked_name(name));
        replace_all(text, member.id_number.reveal(), masked_id_number(member.id_number.reveal()));
        replace_all(text, member.phone.reveal(), masked_phone(member.phone.reveal()));
    }
    return text;
}

std::string note_of(const Entries& entries)
{
    json value = json::object();
    for (const auto& [name, text] : entries)
        if (!text.empty()) value[name] = text;
    return value.empty() ? std::string() : value.dump();
}

Entries entries_of(const std::string& note)
{
    if (note.empty()) return {};
    return json::parse(note).get<Entries>();
}

} // namespace server::referrals
