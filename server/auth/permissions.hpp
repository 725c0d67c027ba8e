#pragma once
#include "models/account.hpp"
#include "models/names.hpp"

namespace server {

// What a route lets somebody do.
enum class Can {
    anyone, // no account needed: front page, sign-in, static files, overview of needs, health
    signed_in,
    end_tokens,        // of one's own account
    see_referrals,     // village, township, county, in their area
    report_referrals,  // village, township, county
    recheck_referrals, // township (county where the township has nobody else)
    decide_referrals,  // county: confirm, confirm urgently, refuse
    return_referrals,  // township, county
    see_matches,       // officers, of the families in their area
    see_takers,        // officers: whom of their area a program suits best
    see_programs,      // every signed-in account; donors see some of the open ones beside needs
    manage_programs,   // charity's manager: its own
    try_programs,      // what-if: officers any, charity its own
    see_organizations,
    manage_organizations, // county, admin
    manage_accounts,      // admin; a charity's manager those of its organization
    see_offers,           // officers in their area, a charity its own
    make_offers,          // county: offer, withdraw
    tend_offers,          // township, county: answer questions, say that help is still needed
    answer_offers,        // charity: accept, decline, deliver …
    end_offers,           // charity, county: it cannot be done
    see_due,              // officers, charity: what they have to do, and were told
    finish_tasks,         // whose kind of task it is: no village has one
    see_rounds,           // township, county; sums alone: analyst, admin, charity (of its own programs)
    see_round_families,   // township, county: who gets what, and why the others do not
    run_rounds,           // county, admin: open, cancel, discard
    approve_rounds,       // county
    score_households,     // POST /match: officers and integrators; stores nothing
    run_system,           // admin: metrics detail, doctor
    family,               // no account: a family with the code of its slip; its own referral
    issue_codes,          // township, county: a new code for a family's slip
    answer_objections,    // county: read and answer objections and complaints
    manage_channels,      // admin anybody's; a charity's manager those of its organization
    export_families,  // county: all that is held about one family, for it; of an area, with a second officer
    run_sites,        // charity: its sites, their plans, attendance; names only for who works there
    manage_sites,     // charity's manager: hours, staff, weekly pattern
    see_worries,      // township, county in their area, a charity its own
    see_site_reports, // charity its own, county its area
    see_site_sums,    // county its sites, analyst sums
    erase_families,   // county: ask that a family's data is erased; keep it on legal hold
    see_approvals,    // county, admin: what two people have to want
    see_retention,    // county, admin: what is held, and what the last daily run did
    report_bounces,   // admin, integrator (the mail server): a mail came back
};

// Whose records a role reaches by a route that names one. What lies outside does not exist: not found.
enum class Whose {
    none,
    anyones,
    of_area,         // of a village in the actor's area
    of_organization, // the actor's
    own              // of the actor's account
};

// Who may do what with whose records: the only table (permissions.cpp). Guard, menu, buttons, the API's
// description, /life-cycle/rights and the tests read it; in which states of the record is for server/rights
// to say.
Whose whose(models::Role, Can);
inline bool allowed(models::Role role, Can can) { return whose(role, can) != Whose::none; }

// Whose password alone opens nothing: a second factor has to be set up and used.
bool needs_second_factor(models::Role);

} // namespace server

template <>
inline constexpr auto models::kNames<server::Can> =
    models::names<server::Can>({{server::Can::anyone, "anyone"},
                                {server::Can::signed_in, "signed_in"},
                                {server::Can::end_tokens, "end_tokens"},
                                {server::Can::see_referrals, "see_referrals"},
                                {server::Can::report_referrals, "report_referrals"},
                                {server::Can::recheck_referrals, "recheck_referrals"},
                                {server::Can::decide_referrals, "decide_referrals"},
                                {server::Can::return_referrals, "return_referrals"},
                                {server::Can::see_matches, "see_matches"},
                                {server::Can::see_takers, "see_takers"},
                                {server::Can::see_programs, "see_programs"},
                                {server::Can::manage_programs, "manage_programs"},
                                {server::Can::try_programs, "try_programs"},
                                {server::Can::see_organizations, "see_organizations"},
                                {server::Can::manage_organizations, "manage_organizations"},
                                {server::Can::manage_accounts, "manage_accounts"},
                                {server::Can::see_offers, "see_offers"},
                                {server::Can::make_offers, "make_offers"},
                                {server::Can::tend_offers, "tend_offers"},
                                {server::Can::answer_offers, "answer_offers"},
                                {server::Can::end_offers, "end_offers"},
                                {server::Can::see_due, "see_due"},
                                {server::Can::finish_tasks, "finish_tasks"},
                                {server::Can::see_rounds, "see_rounds"},
                                {server::Can::see_round_families, "see_round_families"},
                                {server::Can::run_rounds, "run_rounds"},
                                {server::Can::approve_rounds, "approve_rounds"},
                                {server::Can::score_households, "score_households"},
                                {server::Can::run_system, "run_system"},
                                {server::Can::family, "family"},
                                {server::Can::issue_codes, "issue_codes"},
                                {server::Can::answer_objections, "answer_objections"},
                                {server::Can::manage_channels, "manage_channels"},
                                {server::Can::export_families, "export_families"},
                                {server::Can::run_sites, "run_sites"},
                                {server::Can::manage_sites, "manage_sites"},
                                {server::Can::see_worries, "see_worries"},
                                {server::Can::see_site_reports, "see_site_reports"},
                                {server::Can::see_site_sums, "see_site_sums"},
                                {server::Can::erase_families, "erase_families"},
                                {server::Can::see_approvals, "see_approvals"},
                                {server::Can::see_retention, "see_retention"},
                                {server::Can::report_bounces, "report_bounces"}});

template <>
inline constexpr auto models::kNames<server::Whose> =
    models::names<server::Whose>({{server::Whose::none, "none"},
                                  {server::Whose::anyones, "anyones"},
                                  {server::Whose::of_area, "of_area"},
                                  {server::Whose::of_organization, "of_organization"},
                                  {server::Whose::own, "own"}});
