#include "models/store/programs.hpp"
#include "server/family/pages.hpp"
#include "server/html/fields.hpp"
#include "server/html/page.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/consent_suggested.hpp"
#include <algorithm>

// The family says on its own page who may be told what, as an officer writes it down elsewhere: the same
// text, the same record, for under-14s the guardian's name.
namespace server::family {

using namespace models;
using html::Typed;
using html::Words;
using Kind = html::Fields::Kind;
using Options = std::vector<html::Fields::Option>;

namespace {

Options options_of(store::Reader& db, const std::vector<std::string>& organizations)
{
    Options options;
    for (const auto& text : organizations)
        if (const auto id = parse_id<OrganizationId>(text))
            if (const auto row = store::find_organization(db, *id)) options.push_back({text, row->name});
    return options;
}

std::vector<std::string> needs_of(const Household& household)
{
    std::vector<std::string> all;
    for (const auto& need : household.needs)
        if (std::ranges::find(all, need.type) == all.end()) all.push_back(need.type);
    return all;
}

Typed suggested(const Call& call, store::Reader& db, const referrals::Case& known)
{
    Typed typed{{"fields", {"name", "phone", "address", "situation"}},
                {"purposes", needs_of(known.household())},
                {"until", {to_text(plus_days(call.today(), 364))}}};
    for (const auto id : referrals::organizations_to_name(call, db, known))
        typed["organizations"].push_back(to_text(id));
    typed["offered"] = typed["organizations"];
    return typed;
}

Response consent_page(const Call& call, store::Reader& db, const referrals::Case& known, const Typed& typed,
                      const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto offered = typed.contains("offered") ? typed.at("offered") : std::vector<std::string>{};
    const auto options = options_of(db, offered);
    html::Fields fields({words, "family", "consent", typed, faults});
    fields.add({"organizations", words.say("family.ask.consent.organizations"), Kind::checks, options});
    fields.choose(Kind::checks, "fields", referrals::kConsentFields, "referral.consent.field.");
    fields.choose(Kind::checks, "purposes", needs_of(known.household()), "need.");
    fields.add(Kind::line, "who");
    if (referrals::is_guardian_needed(known.household(), 0, call.today())) fields.add(Kind::line, "guardian");
    fields.add(Kind::date, "until");
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& option : options) rows.push_back({{"id", option.value}});
    const bool nobody = rows.empty();
    return page(call, "family/consent",
                {{"summary", html::problems_part(words, faults, "who")},
                 {"nobody", nobody},
                 {"form", nobody ? nlohmann::json()
                                 : nlohmann::json{{"offered", std::move(rows)}, {"fields", fields.take()}}}},
                faults.empty() ? 200 : 422);
}

referrals::ConsentTold told_in(const Call& call)
{
    const auto& form = call.form;
    referrals::ConsentTold told{.purposes = form.all("purposes"),
                                .fields = form.all("fields"),
                                .way = ConsentWay::screen,
                                .from = call.today(),
                                .until = parse_date(form.text("until")),
                                .who = form.text("who"),
                                .guardian = form.text("guardian")};
    for (const auto& text : form.all("organizations"))
        told.organizations.push_back(parse_id<OrganizationId>(text).value_or(OrganizationId{}));
    return told;
}

} // namespace

Response ask_consent(const Call& call, store::Reader& db)
{
    const auto known = referrals::find_case(db, call.actor, call.actor.family);
    if (!known) return refusal_response(call, known.error());
    return consent_page(call, db, *known, suggested(call, db, *known), {});
}

Response take_consent(const Call& call, store::Writer& db)
{
    const auto given = referrals::record_consent(desk_of(call, db), call.actor.family, told_in(call));
    if (given) return see_other("/family/case?done=consent_given");
    const auto known = referrals::find_case(db, call.actor, call.actor.family);
    if (!known || given.error().reason != Reason::invalid) return refusal_response(call, given.error());
    auto typed = html::typed_of(call.form);
    return consent_page(call, db, *known, typed, given.error().faults);
}

} // namespace server::family
