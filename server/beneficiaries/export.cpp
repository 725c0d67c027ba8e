#include "server/beneficiaries/views.hpp"
#include "server/html/format.hpp"
#include "server/http/library.hpp"
#include "server/offers/projection.hpp"
#include "server/offers/words.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"

namespace server::beneficiaries {

using namespace models;
using nlohmann::json;

namespace {

offers::ToldFamily family_of(const Shown& shown)
{
    return offers::told_family(*shown.call.library->divisions, *shown.household, shown.record.offer.member,
                               shown.record.consent->fields);
}

std::string joined(const std::vector<store::AttachmentRow>& vouchers)
{
    std::string text;
    for (const auto& voucher : vouchers) text += (text.empty() ? "" : " ") + voucher.sha256;
    return text;
}

json attachments_json(const std::vector<store::AttachmentRow>& rows)
{
    json all = json::array();
    for (const auto& row : rows) all.push_back({{"kind", name_of(row.kind)}, {"sha256", row.sha256}});
    return all;
}

json deliveries_json(const Help& help)
{
    json all = json::array();
    for (std::size_t i = 0; i < help.deliveries.size(); ++i) {
        const auto& row = help.deliveries[i];
        const auto told = offers::told_of(row);
        all.push_back({{"on", to_text(row.on)},
                       {"units", row.units},
                       {"amount_fen", row.amount.fen},
                       {"way", told.way},
                       {"from", told.from.empty() ? json() : json(told.from)},
                       {"until", told.until.empty() ? json() : json(told.until)},
                       {"service", told.service.empty() ? json() : json(told.service)},
                       {"signer", help.open ? json(told.signer) : json()},
                       {"state", name_of(row.state)},
                       {"vouchers", attachments_json(help.vouchers[i])}});
    }
    return all;
}

json facts_json(const std::vector<offers::ToldFact>& facts)
{
    json all = json::object();
    for (const auto& [field, value] : facts) all[field] = value;
    return all;
}

} // namespace

sheets::Sheet sheet_of(const Shown& shown)
{
    const auto words = programs::words_of(*shown.call.library, shown.call.language);
    const auto told = family_of(shown);
    auto person =
        offers::told_person(*shown.household, shown.record.offer.member, shown.record.consent->fields);
    person.insert(person.end(), told.household.begin(), told.household.end());
    sheets::Sheet sheet{std::vector<double>(11 + person.size(), 18), {}};
    auto& head = sheet.rows.emplace_back();
    for (const auto& [field, value] : person) head.push_back({words.say("referral.consent.field." + field)});
    for (const auto* column : {"number", "program", "need", "state", "on", "units", "yuan", "way", "signer",
                               "feedback", "vouchers"})
        head.push_back({words.say("beneficiary.column." + std::string(column))});
    for (const auto& help : shown.record.help)
        for (std::size_t i = 0; i < help.deliveries.size(); ++i) {
            const auto& delivery = help.deliveries[i];
            const auto entries = offers::told_of(delivery);
            auto& row = sheet.rows.emplace_back();
            for (const auto& fact : person) row.push_back({fact.value});
            for (auto text :
                 {help.offer.reference, shown.program(help.offer.program),
                  words.say("need." + help.offer.need_type), offers::state_words(words, help.offer.state),
                  to_text(delivery.on), offers::units_words(words, help.offer.unit, delivery.units)})
                row.push_back({std::move(text)});
            row.push_back({{}, delivery.amount.fen});
            row.push_back({offers::way_words(words, entries)});
            row.push_back({help.open ? entries.signer : std::string()});
            row.push_back({words.say("offer.delivery." + std::string(name_of(delivery.state)))});
            row.push_back({joined(help.vouchers[i])});
        }
    return sheet;
}

json export_json(const Shown& shown)
{
    const auto& consent = *shown.record.consent;
    const auto told = family_of(shown);
    json people = json::array(), offers = json::array();
    for (const auto& person : told.people) people.push_back(facts_json(person));
    for (const auto& help : shown.record.help)
        offers.push_back(
            {{"reference", help.offer.reference},
             {"program", to_text(help.offer.program)},
             {"need_type", help.offer.need_type},
             {"unit", name_of(help.offer.unit)},
             {"units", help.offer.units},
             {"amount_fen", help.offer.amount.fen},
             {"state", name_of(help.offer.state)},
             {"accepted_at", help.offer.accepted_at ? json(to_text(*help.offer.accepted_at)) : json()},
             {"deliveries", deliveries_json(help)}});
    return {{"organization", shown.organization},
            {"exported_at", to_text(shown.call.now)},
            {"consent",
             {{"version", consent.text_version},
              {"fields", consent.fields},
              {"from", to_text(consent.from)},
              {"until", to_text(consent.until)},
              {"signed_forms", attachments_json(shown.record.signed_forms)}}},
            {"people", std::move(people)},
            {"household", facts_json(told.household)},
            {"offers", std::move(offers)},
            {"total_fen", total_of(shown.record).fen}};
}

} // namespace server::beneficiaries
