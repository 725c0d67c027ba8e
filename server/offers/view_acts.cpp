#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/offers/hours.hpp"
#include "server/offers/views.hpp"
#include "server/offers/words.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::offers {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;
using Kind = html::Fields::Kind;

namespace {

std::string unit_words(const Words& words, NeedUnit unit)
{
    return words.say("referral.unit_name." + std::string(name_of(unit)));
}

// The form to ask the family with, this organization ticked.
std::string consent_href(ReferralId referral, OrganizationId organization)
{
    return "/referrals/" + to_text(referral) + "/consent?organization=" + to_text(organization);
}

template <class E> std::vector<std::string_view> all_names()
{
    std::vector<std::string_view> all;
    for (const auto& [value, name] : kNames<E>) all.push_back(name);
    return all;
}

// Of hours: when, by whom and what; how long is told by the hours or by from–until.
void add_delivery(html::Fields& fields, const ActPage& page, const std::string& unit)
{
    const auto& offer = page.row.offer;
    if (offer.unit == NeedUnit::hours) {
        fields.add(Kind::date, "on");
        fields.add(Kind::line, "from");
        fields.add(Kind::line, "until");
        fields.add({"units", fields.say("offer.ask.hours"), Kind::line, {}, unit});
        fields.choose(Kind::choice, "service", service_kinds(offer.need_type), "offer.service.");
        fields.add(Kind::line, "giver");
    } else {
        fields.add_amount("units", unit);
        fields.add(Kind::date, "on");
        fields.choose(Kind::choice, "way", kDeliveryWays, "offer.way.");
    }
    fields.add(Kind::line, "signer");
    fields.add(Kind::files, "vouchers");
}

json fields_of(const ActPage& page, const Words& words)
{
    const bool by_charity = page.call.actor.is_charity();
    const bool unable = page.act == OfferAct::fail && by_charity;
    html::Fields fields(
        {words, "offer", unable ? "unable" : std::string(name_of(page.act)), page.typed, page.faults});
    const auto unit = unit_words(words, page.row.offer.unit);
    if (page.act == OfferAct::deliver)
        add_delivery(fields, page, unit);
    else if (page.act == OfferAct::accept)
        fields.add_amount("units", unit);
    if (page.act == OfferAct::decline) {
        fields.choose(Kind::choice, "reason", all_names<DeclineReason>(), "offer.decline.");
        fields.add(Kind::tick, "narrow");
    }
    if (unable) fields.choose(Kind::choice, "reason", kUnableReasons, "offer.unable.");
    if (page.act == OfferAct::pass_on && by_charity)
        fields.choose(Kind::choice, "reason", kPassOnReasons, "offer.pass_on.reason.");
    else if (page.act == OfferAct::pass_on)
        fields.add({"program", words.say("offer.ask.pass_on.program"), Kind::choice, page.options});
    if (page.act == OfferAct::reopen)
        fields.add({"undone", words.say("offer.ask.reopen.undone"), Kind::checks, page.options});
    if (page.act != OfferAct::accept && !(page.act == OfferAct::pass_on && by_charity))
        fields.add(Kind::lines, "note");
    return fields.take();
}

json unnamed_view(const ActPage& page)
{
    json rows = json::array();
    for (const auto& organization : page.unnamed)
        rows.push_back(
            {{"name", organization.name}, {"href", consent_href(page.row.offer.referral, organization.id)}});
    return rows_part(std::move(rows));
}

json help_rows(const Words& words, const Prospect& prospect)
{
    json rows = json::array();
    for (const auto& row : prospect.other_help)
        rows.push_back({{"place", html::area_name(words, part_of(row.village, AreaLevel::county))},
                        {"state_label", state_words(words, row.state)},
                        {"amount", units_words(words, row.unit, row.units)}});
    return rows_part(std::move(rows));
}

json consent_part(const Words& words, const store::ConsentRow& consent)
{
    std::vector<std::string> fields;
    for (const auto& field : consent.fields) fields.push_back(words.say("referral.consent.field." + field));
    return {{"consented_fields", words.join(fields, "join.comma", "join.comma")},
            {"until", html::day(words.language, consent.until)}};
}

json objections_of(const Words& words, const Prospect& prospect)
{
    json rows = json::array();
    for (const auto& fault : prospect.objections)
        rows.push_back({{"text", html::sentence(words.messages, words.language, fault)}});
    return rows_part(std::move(rows));
}

json new_fields(const Words& words, const Prospect& prospect, const html::Typed& typed,
                const std::vector<Fault>& faults)
{
    html::Fields fields({words, "offer", "offer", typed, faults});
    if (!prospect.other_help.empty()) fields.add(Kind::lines, "duplicate");
    fields.add(Kind::lines, "note");
    return fields.take();
}

} // namespace

std::vector<html::Fields::Option> options_of(const Call& call, const OfferRow& row,
                                             const std::vector<store::DeliveryRow>& deliveries)
{
    const auto words = programs::words_of(*call.library, call.language);
    std::vector<html::Fields::Option> options;
    for (const auto& delivery : deliveries)
        if (delivery.state != DeliveryState::reversed)
            options.push_back({to_text(delivery.id), html::day(words.language, delivery.on) + " · " +
                                                         units_words(words, row.unit, delivery.units)});
    return options;
}

json act_view(const ActPage& page)
{
    const auto& call = page.call;
    const auto words = programs::words_of(*call.library, call.language);
    const auto& offer = page.row.offer;
    const auto name = std::string(name_of(page.act));
    const auto path = "/offers/" + to_text(offer.id);
    const auto own = [&](const std::string& key) {
        const auto of_charity = key + name + ".charity";
        return call.actor.is_charity() && words.messages.has(of_charity) ? of_charity : key + name;
    };
    const auto title = words.say(own("offer.act."));
    const auto lead = own("offer.lead.");
    return {{"page_title", title},
            {"title", title},
            {"lead", text_part(words.messages.has(lead) ? words.say(lead) : "")},
            {"caution", text_part(page.act == OfferAct::deliver && offer.unit == NeedUnit::fen
                                      ? words.say("offer.caution.money")
                                      : "")},
            {"program", programs::name_in(words.language, page.row.program)},
            {"whom", whom_words(words, page.row.seen)},
            {"amount", units_words(words, offer.unit, offer.units)},
            {"reference", offer.reference},
            {"summary", html::problems_part(words, page.faults, "act")},
            {"back", path},
            {"action", path + "/" + std::string(std::ranges::find(kActPaths, page.act, &ActPath::act)->path)},
            {"once", new_form_token()},
            {"version", std::to_string(offer.version)},
            {"with_files", page.act == OfferAct::deliver},
            {"unnamed", unnamed_view(page)},
            {"fields", fields_of(page, words)}};
}

json refused_view(const Call& call, const std::string& back, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    json sentences = json::array(), written = json::array();
    for (const auto& fault : faults)
        sentences.push_back({{"text", html::sentence(words.messages, words.language, fault)}});
    for (const auto* name : {"note", "duplicate", "signer", "units"})
        if (const auto text = call.form.text(name); !text.empty()) written.push_back({{"text", text}});
    return {{"page_title", words.say("offer.refused")},
            {"sentences", std::move(sentences)},
            {"written", rows_part(std::move(written))},
            {"back", back}};
}

json new_view(const Call& call, const Prospect& prospect, const html::Typed& typed,
              const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto referral = "/referrals/" + to_text(prospect.known.referral.id);
    const auto& household = prospect.known.household();
    return {{"summary", html::problems_part(words, faults, "offer")},
            {"family", words.messages.text(words.language, "referral.family",
                                           {{"name", masked_name(household.members.front().name.reveal())}})},
            {"family_href", referral},
            {"program", programs::name_in(words.language, prospect.program.name)},
            {"organization", prospect.program.organization_name},
            {"need", words.say("need." + prospect.need.type)},
            {"amount", units_words(words, prospect.need.unit, prospect.units)},
            {"full", prospect.full && prospect.objections.empty()},
            {"objections", objections_of(words, prospect)},
            {"caution", text_part(prospect.may_pass_line ? words.say("matches.caution.line") : "")},
            {"consent_href", prospect.consent ? json()
                                              : json{{"href", consent_href(prospect.known.referral.id,
                                                                           prospect.program.organization)}}},
            {"consent", prospect.consent ? consent_part(words, *prospect.consent) : json()},
            {"other_help", help_rows(words, prospect)},
            {"form", prospect.objections.empty()
                         ? json{{"action", referral + "/offer"},
                                {"once", new_form_token()},
                                {"need_id", to_text(prospect.need.id)},
                                {"program_id", to_text(prospect.program.id)},
                                {"fields", new_fields(words, prospect, typed, faults)}}
                         : json()}};
}

json fields_view(const Call& call, const OpenedFields& opened)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto told =
        told_family(*call.library->divisions, opened.household, opened.offer.member, opened.consent.fields);
    json people = json::array();
    for (const auto& person : told.people) {
        json facts = json::array();
        for (const auto& [field, value] : person)
            facts.push_back({{"label", words.say("referral.consent.field." + field)}, {"value", value}});
        people.push_back({{"facts", std::move(facts)}});
    }
    const auto shared = [&](const char* field) {
        const auto at = std::ranges::find(told.household, field, &ToldFact::field);
        return text_part(at == told.household.end() ? "" : at->value);
    };
    return {{"reference", opened.offer.reference},
            {"back", "/offers/" + to_text(opened.offer.id)},
            {"people", std::move(people)},
            {"address", shared("address")},
            {"situation", shared("situation")}};
}

} // namespace server::offers
