#include "server/referrals/consent_pages.hpp"
#include "models/store/attachments.hpp"
#include "models/store/programs.hpp"
#include "server/attachments/parts.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/consent_suggested.hpp"
#include "server/referrals/form_fields.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

constexpr int kMostOrganizations = 500;

Result<Case> case_of(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.referral.unknown");
    return find_case(db, call.actor, *id);
}

bool may_consent(const Referral& referral)
{
    return !referral.erased_at && takes_consent(referral.state, referral.close_reason);
}

std::string consent_path(ReferralId id) { return "/referrals/" + to_text(id) + "/consent"; }

std::string joined(const Call& call, const std::vector<std::string>& codes, const std::string& start)
{
    std::string words;
    for (const auto& code : codes)
        words += (words.empty() ? "" : say(call, "referral.form.and")) + say(call, start + code);
    return words;
}

json row_view(const Call& call, store::Reader& db, const Case& known, const store::ConsentRow& row)
{
    std::string names;
    for (const auto id : row.organizations)
        if (const auto found = store::find_organization(db, id))
            names += (names.empty() ? "" : say(call, "referral.form.and")) + found->name;
    const auto given = entries_of(row.given);
    const auto who = given.find("who");
    const bool over = row.state == ConsentState::given && row.until < call.today();
    const auto state = over ? ConsentState::expired : row.state;
    const auto words = programs::words_of(*call.library, call.language);
    json view{{"whom", person_words(call, known.household(), row.member)},
              {"organizations", names},
              {"told_fields", joined(call, row.fields, "referral.consent.field.")},
              {"told_purposes", joined(call, row.purposes, "need.")},
              {"given_by", who == given.end() ? std::string() : masked_name(who->second)},
              {"given_way", say(call, "referral.consent.way." + std::string(name_of(row.way)))},
              {"valid_from", html::day(call.language, row.from)},
              {"valid_until", html::day(call.language, row.until)},
              {"state_label", say(call, "referral.consent.state." + std::string(name_of(state)))},
              {"end", is_live_on(row, call.today()) ? json{{"end_action", consent_path(row.referral) + "/" +
                                                                              to_text(row.id) + "/withdraw"},
                                                           {"version", row.version}}
                                                    : json()},
              {"signed_forms", attachments::list_view(words, store::attachments_of(db, row.id), true)}};
    view.update(attachments::add_view(words, consent_path(row.referral) + "/" + to_text(row.id) + "/files",
                                      "files-" + to_text(row.id), "files"));
    return view;
}

// Boxes to tick, one by one.
json ticks_view(const FormPage& page, const std::string& name, const std::vector<Option>& options)
{
    auto view = bare_view(page, name, say(page.call, "referral.consent." + name));
    for (const auto* kind :
         {"is_line", "is_lines", "is_select", "is_choice", "is_checks", "single", "group", "stored"})
        view.erase(kind);
    view["options"] = options_view(page, name, options);
    return view;
}

// Those that are ticked stand first, in their order.
std::vector<Option> organization_options(store::Reader& db, const FormPage& page)
{
    std::vector<Option> first, others;
    const auto typed = page.typed.find("organizations");
    const auto ticked = typed == page.typed.end() ? std::vector<std::string>() : typed->second;
    for (const auto& text : ticked)
        if (const auto id = parse_id<OrganizationId>(text))
            if (const auto row = store::find_organization(db, *id)) first.push_back({text, row->name});
    for (const auto& row : store::list_organizations(db, {}, kMostOrganizations))
        if (row.active && std::ranges::find(first, to_text(row.id), &Option::value) == first.end())
            others.push_back({to_text(row.id), row.name});
    first.insert(first.end(), others.begin(), others.end());
    return first;
}

json ticks_of(const FormPage& page, store::Reader& db)
{
    std::vector<Option> fields, purposes;
    for (const auto code : kConsentFields)
        fields.push_back({std::string(code), say(page.call, "referral.consent.field." + std::string(code))});
    for (const auto& need : page.known.household().needs)
        if (std::ranges::find(purposes, need.type, &Option::value) == purposes.end())
            purposes.push_back({need.type, say(page.call, "need." + need.type)});
    return json::array({ticks_view(page, "organizations", organization_options(db, page)),
                        ticks_view(page, "fields", fields), ticks_view(page, "purposes", purposes)});
}

json fields_of_form(const FormPage& page)
{
    std::vector<Option> people{{"0", say(page.call, "referral.form.whole_family")}}, ways;
    for (const auto& member : page.known.household().members)
        people.push_back(
            {std::to_string(member.number), person_words(page.call, page.known.household(), member.number)});
    for (const auto& [way, name] : kNames<ConsentWay>)
        ways.push_back({std::string(name), say(page.call, "referral.consent.way." + std::string(name))});
    const auto line = [&](const char* name) {
        return line_view(page, name, say(page.call, std::string("referral.consent.") + name), "");
    };
    auto fields = json::array({choice_view(page, "way", say(page.call, "referral.consent.way"), ways),
                               line("who"), line("witness")});
    if (is_guardian_needed(page.known.household(), 0, page.call.today())) fields.push_back(line("guardian"));
    for (auto& field : {choice_view(page, "member", say(page.call, "referral.consent.member"), people),
                        line("from"), line("until")})
        fields.push_back(field);
    return fields;
}

Response consent_page(const FormPage& page, store::Reader& db, int status)
{
    const auto& referral = page.known.referral;
    const bool open = may_consent(referral);
    json rows = json::array();
    for (const auto& row : store::list_consents(db, referral.id))
        rows.push_back(row_view(page.call, db, page.known, row));
    json form;
    if (open)
        form = {{"action", consent_path(referral.id)},
                {"once", new_form_token()},
                {"ticks", ticks_of(page, db)},
                {"rest", fields_of_form(page)}};
    return server::page(page.call, "referrals/consent",
                        {{"summary", problems_view(page.call, page.faults)},
                         {"show_href", "/referrals/" + to_text(referral.id)},
                         {"reference", referral.reference},
                         {"rows", rows},
                         {"none", rows.empty()},
                         {"consent_form", form}},
                        status);
}

// Everything of the referral's needs, from today for a year; the organizations whose help fits. What the
// family does not want is taken out.
Typed suggested(const Call& call, store::Reader& db, const Case& known)
{
    const auto& household = known.household();
    Typed typed{{"fields", {"name", "phone", "address", "situation"}}, {"member", {"0"}}};
    for (const auto& need : household.needs) typed["purposes"].push_back(need.type);
    for (const auto id : organizations_to_name(call, db, known))
        typed["organizations"].push_back(to_text(id));
    const auto today = call.today();
    typed["from"] = {to_text(today)};
    typed["until"] = {to_text(plus_days(today, 364))};
    return typed;
}

// Whom somebody comes to ask for.
void tick_first(std::vector<std::string>& organizations, const std::string& wanted)
{
    if (!parse_id<OrganizationId>(wanted)) return;
    std::erase(organizations, wanted);
    organizations.insert(organizations.begin(), wanted);
}

ConsentTold told_in(const Form& form)
{
    ConsentTold told;
    for (const auto& text : form.all("organizations"))
        told.organizations.push_back(parse_id<OrganizationId>(text).value_or(OrganizationId{}));
    told.member = form.integer("member").value_or(0);
    told.purposes = form.all("purposes");
    told.fields = form.all("fields");
    told.way = from_name<ConsentWay>(form.text("way"));
    told.from = parse_date(date_written(form.text("from")));
    told.until = parse_date(date_written(form.text("until")));
    told.who = form.text("who");
    told.guardian = form.text("guardian");
    told.witness = form.text("witness");
    return told;
}

} // namespace

Response show_consent(const Call& call, store::Reader& db)
{
    const auto known = case_of(call, db);
    if (!known) return refusal_response(call, known.error());
    auto typed = suggested(call, db, *known);
    tick_first(typed["organizations"], call.query.text("organization"));
    return consent_page({call, *known, "consent", std::move(typed)}, db, 200);
}

Response give_consent(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto known = case_of(call, db);
        if (!known) return refusal_response(call, known.error());
        const Desk desk{db, call.actor, *call.library, call.now};
        const auto given = record_consent(desk, known->referral.id, told_in(call.form));
        if (given) return see_other(consent_path(known->referral.id));
        if (given.error().reason != Reason::invalid) return refusal_response(call, given.error());
        return consent_page({call, *known, "consent", typed_in(call.form), given.error().faults}, db, 422);
    });
}

Response end_consent(const Call& call, store::Writer& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    const auto consent = parse_id<ConsentId>(call.capture("consent"));
    if (!id || !consent) return not_found(call);
    const Desk desk{db, call.actor, *call.library, call.now};
    const auto ended = withdraw_consent(desk, *id, *consent, call.form.integer("version").value_or(0));
    return ended ? see_other(consent_path(*id)) : refusal_response(call, ended.error());
}

json consent_view(const Call& call, store::Reader& db, const Case& known)
{
    json rows = json::array();
    for (const auto& row : store::list_consents(db, known.referral.id)) {
        if (!is_live_on(row, call.today())) continue;
        const auto whole = row_view(call, db, known, row);
        json shown;
        for (const auto* name : {"whom", "organizations", "told_fields", "valid_until"})
            shown[name] = whole[name];
        rows.push_back(std::move(shown));
    }
    const bool none = rows.empty();
    const auto path = consent_path(known.referral.id);
    return {{"consents", std::move(rows)},
            {"no_consent", none},
            {"give_consent", may_consent(known.referral) ? json{{"href", path}} : json()}};
}

} // namespace server::referrals
