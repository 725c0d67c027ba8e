#include "server/attachments/parts.hpp"
#include "server/beneficiaries/views.hpp"
#include "server/html/format.hpp"
#include "server/http/library.hpp"
#include "server/offers/projection.hpp"
#include "server/offers/words.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"

namespace server::beneficiaries {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

json offer_rows(const Words& words, const Shown& shown)
{
    json rows = json::array();
    for (const auto& [offer, deliveries, vouchers, open] : shown.record.help) {
        std::int64_t arrived = 0;
        for (const auto& delivery : deliveries)
            if (delivery.state != DeliveryState::reversed) arrived += delivery.units;
        rows.push_back({{"number", offer.reference},
                        {"offer_href", "/offers/" + to_text(offer.id)},
                        {"program", shown.program(offer.program)},
                        {"need", words.say("need." + offer.need_type)},
                        {"offered", offers::units_words(words, offer.unit, offer.units)},
                        {"accepted", offer.accepted_at ? html::day(words.language, day_of(*offer.accepted_at))
                                                       : std::string()},
                        {"arrived", offers::units_words(words, offer.unit, arrived)},
                        {"state_label", offers::state_words(words, offer.state)}});
    }
    return rows;
}

std::string signer_of(const Shown& shown, const Help& help, const store::DeliveryRow& row)
{
    return shown.household && help.open ? offers::told_of(row).signer : std::string();
}

json delivery_rows(const Words& words, const Shown& shown, std::size_t shown_of_hash)
{
    json rows = json::array();
    for (const auto& help : shown.record.help)
        for (std::size_t i = 0; i < help.deliveries.size(); ++i) {
            const auto& row = help.deliveries[i];
            json hashes = json::array();
            for (const auto& voucher : help.vouchers[i])
                hashes.push_back(
                    {{"kind", words.say("attachment.kind." + std::string(name_of(voucher.kind)))},
                     {"sha256", voucher.sha256.substr(0, shown_of_hash)}});
            rows.push_back({{"on", html::day(words.language, row.on)},
                            {"program", shown.program(help.offer.program)},
                            {"arrived", offers::units_words(words, help.offer.unit, row.units)},
                            {"yuan", html::yuan(row.amount)},
                            {"way", offers::way_words(words, offers::told_of(row))},
                            {"signer", signer_of(shown, help, row)},
                            {"feedback", words.say("offer.delivery." + std::string(name_of(row.state)))},
                            {"hashes", std::move(hashes)}});
        }
    return rows;
}

json people_of(const Words& words, const Shown& shown)
{
    if (!shown.household) return nullptr;
    const auto told = offers::told_family(*shown.call.library->divisions, *shown.household,
                                          shown.record.offer.member, shown.record.consent->fields);
    json facts = json::array();
    const auto add = [&](const std::vector<offers::ToldFact>& list) {
        for (const auto& [field, value] : list)
            facts.push_back({{"label", words.say("referral.consent.field." + field)}, {"value", value}});
    };
    for (const auto& person : told.people) add(person);
    add(told.household);
    return {{"facts", std::move(facts)}};
}

json consent_of(const Words& words, const Record& record)
{
    if (!record.consent) return nullptr;
    const auto& consent = *record.consent;
    std::vector<std::string> fields;
    for (const auto& field : consent.fields) fields.push_back(words.say("referral.consent.field." + field));
    json forms = json::array();
    for (const auto& form : record.signed_forms) forms.push_back({{"sha256", form.sha256.substr(0, 12)}});
    return {{"version", consent.text_version},
            {"given_way", words.say("referral.consent.way." + std::string(name_of(consent.way)))},
            {"consented_fields", words.join(fields, "join.comma", "join.comma")},
            {"valid_from", html::day(words.language, consent.from)},
            {"valid_until", html::day(words.language, consent.until)},
            {"forms", std::move(forms)}};
}

std::int64_t hours_in(const Record& record)
{
    std::int64_t hours = 0;
    for (const auto& help : record.help)
        if (help.offer.unit == NeedUnit::hours)
            for (const auto& row : help.deliveries)
                hours += row.state == DeliveryState::reversed ? 0 : row.units;
    return hours;
}

// Money that arrived, hours beside it, and how often something did.
json totals_of(const Words& words, const Record& record)
{
    const auto total = total_of(record);
    std::int64_t times = 0, confirmed = 0;
    for (const auto& help : record.help)
        for (const auto& row : help.deliveries) {
            times += row.state != DeliveryState::reversed;
            confirmed += row.state == DeliveryState::confirmed;
        }
    const auto hours = hours_in(record);
    return {{"hours", text_part(hours > 0 ? offers::units_words(words, NeedUnit::hours, hours) : "")},
            {"total", words.say("offer.yuan", {{"amount", html::yuan(total)}})},
            {"capital", text_part(words.language == Language::zh ? html::capital_yuan(total) : "")},
            {"times", words.one_or_many("beneficiary.times", times)},
            {"confirmed", words.one_or_many("beneficiary.confirmed", confirmed)}};
}

json reasons_of(const Words& words)
{
    json reasons = json::array();
    for (const auto code : offers::kOpenReasons)
        reasons.push_back(
            {{"code", std::string(code)}, {"label", words.say("offer.open_for." + std::string(code))}});
    return reasons;
}

} // namespace

json show_view(const Shown& shown, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*shown.call.library, shown.call.language);
    const auto& record = shown.record;
    const auto path = "/offers/" + to_text(record.offer.id);
    const bool open = record.consent.has_value();
    json view{{"page_title", words.say("beneficiary.title")},
              {"summary", html::problems_part(words, faults, "open")},
              {"organization", shown.organization},
              {"reference", record.offer.reference},
              {"back", path},
              {"over", !open},
              {"people", people_of(words, shown)},
              {"nameless", open && !shown.household},
              {"consent", consent_of(words, record)},
              {"offers", rows_part(open ? offer_rows(words, shown) : json::array())},
              {"deliveries", rows_part(open ? delivery_rows(words, shown, 12) : json::array())},
              {"open", open ? json{{"action", path + "/file"}, {"reasons", reasons_of(words)}} : json()}};
    view.update(totals_of(words, record));
    return view;
}

json print_view(const Shown& shown)
{
    constexpr std::size_t kWholeHash = 64;
    const auto words = programs::words_of(*shown.call.library, shown.call.language);
    json view{{"organization", shown.organization},
              {"reference", shown.record.offer.reference},
              {"day", html::day(words.language, shown.call.today())},
              {"back", "/offers/" + to_text(shown.record.offer.id) + "/file"},
              {"people", people_of(words, shown)},
              {"consent", consent_of(words, shown.record)},
              {"offers", offer_rows(words, shown)},
              {"deliveries", delivery_rows(words, shown, kWholeHash)}};
    for (auto& row : view["offers"]) row.erase("offer_href");
    view.update(totals_of(words, shown.record));
    return view;
}

} // namespace server::beneficiaries
