#include "models/money.hpp"
#include "models/store/consents.hpp"
#include "server/formats/reader.hpp"
#include "server/http/etag.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/problem.hpp"
#include "server/referrals/acts.hpp"
#include "server/referrals/api.hpp"
#include "server/referrals/api_json.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/offered.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// A draft is reported whole (POST /api/v1/referrals), and discarded on its page.
bool has_api(ReferralAct act)
{
    return act != ReferralAct::report && act != ReferralAct::discard &&
           std::ranges::find(kActPaths, act, &ActPath::act) != kActPaths.end();
}

std::string amount_text(const Household& household, const std::string& need, std::int64_t units)
{
    const auto at =
        std::ranges::find_if(household.needs, [&](const Need& one) { return to_text(one.id) == need; });
    const bool money = at != household.needs.end() && at->unit == NeedUnit::fen;
    return money ? to_yuan(Money{units}) : std::to_string(units);
}

// What the form of the page would send.
void read_need(const Household& household, const json& value, const std::string& at,
               std::vector<Fault>& faults, Fields& fields)
{
    ObjectReader need(value, at, faults);
    const auto id = need.required_text("id");
    const auto given = [&](const char* name, const std::string& field) {
        if (const auto units = need.number(name, 0, kMostId))
            fields.emplace_back(field + id, amount_text(household, id, *units));
    };
    given("assessed", "need_");
    given("government_aid", "aid_");
    if (auto fate = need.text("fate"); !fate.empty()) fields.emplace_back("fate_" + id, std::move(fate));
}

struct MoveTold {
    ReferralAct act{};
    Fields fields;
};

Result<MoveTold> move_in(const Call& call, const Household& household)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    constexpr std::size_t kMostText = 4'000, kMostNeeds = 50;
    MoveTold told;
    std::vector<Fault> faults;
    {
        ObjectReader whole(*body, "", faults);
        const auto name = whole.required_text("act");
        const auto act = from_name<ReferralAct>(name);
        if (!name.empty() && (!act || !has_api(*act)))
            whole.fault("error.json.choice", "act", {{"value", name}});
        told.act = act.value_or(ReferralAct::start);
        for (const auto* field : {"way", "on", "who", "found", "text", "reason", "until", "kind", "aid_check",
                                  "aid_text", "spot_check"})
            if (auto text = whole.text(field, kMostText); !text.empty())
                told.fields.emplace_back(field, std::move(text));
        for (auto& code : whole.texts("wanted")) told.fields.emplace_back("wanted", std::move(code));
        if (whole.yes_no("nobody_else").value_or(false)) told.fields.emplace_back("nobody_else", "yes");
        whole.each("needs", kMostNeeds, [&](const json& value, const std::string& at) {
            read_need(household, value, at, faults, told.fields);
        });
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return told;
}

Response answer(const Call& call, store::Reader& db, int status, ReferralId id)
{
    const auto found = find_case(db, call.actor, id);
    if (!found) return not_found(call);
    const auto others = same_household(db, call.actor, found->household(), id);
    return with_etag(json_response(status, referral_json(*found, others).dump()), found->referral.version);
}

Response move_now(const Call& call, store::Writer& db, ReferralId id)
{
    const auto known = find_case(db, call.actor, id);
    if (!known) return refusal_response(call, known.error());
    const auto told = move_in(call, known->household());
    if (!told) return refusal_response(call, told.error());
    const auto version = require_version(call, known->referral.version);
    if (!version) return refusal_response(call, version.error());
    const auto done =
        perform(desk_of(call, db), {id, *version}, told->act, Form(told->fields), known->household());
    return done ? answer(call, db, 200, id) : refusal_response(call, done.error());
}

json consent_json(const store::ConsentRow& row, Date today)
{
    json organizations = json::array();
    for (const auto id : row.organizations) organizations.push_back(to_text(id));
    return {{"id", to_text(row.id)},          {"state", name_of(row.state)},
            {"live", is_live_on(row, today)}, {"way", name_of(row.way)},
            {"member", row.member},           {"purposes", row.purposes},
            {"fields", row.fields},           {"organizations", std::move(organizations)},
            {"from", to_text(row.from)},      {"until", to_text(row.until)},
            {"version", row.version}};
}

Result<ConsentTold> consent_in(const Call& call)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    ConsentTold told;
    std::vector<Fault> faults;
    {
        ObjectReader whole(*body, "", faults);
        constexpr std::int64_t kMostMembers = 1'000;
        told.member = whole.number("member", 0, kMostMembers).value_or(0);
        for (const auto& text : whole.texts("organizations")) {
            const auto id = parse_id<OrganizationId>(text);
            if (!id) whole.fault("error.consent.organizations", "organizations");
            told.organizations.push_back(id.value_or(OrganizationId{}));
        }
        told.purposes = whole.texts("purposes");
        told.fields = whole.texts("fields");
        told.way = whole.choice<ConsentWay>("way");
        told.from = whole.date("from");
        told.until = whole.date("until");
        told.who = whole.text("who");
        told.guardian = whole.text("guardian");
        told.witness = whole.text("witness");
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return told;
}

Response consents_response(const Call& call, store::Reader& db, int status, ReferralId id)
{
    json items = json::array();
    for (const auto& row : store::list_consents(db, id)) items.push_back(consent_json(row, call.today()));
    return json_response(status, json{{"items", std::move(items)}}.dump());
}

Response give_now(const Call& call, store::Writer& db, ReferralId id)
{
    const auto told = consent_in(call);
    if (!told) return refusal_response(call, told.error());
    const auto given = record_consent(desk_of(call, db), id, *told);
    return given ? consents_response(call, db, 201, id) : refusal_response(call, given.error());
}

Response withdraw_now(const Call& call, store::Writer& db, ReferralId id, ConsentId consent)
{
    for (const auto& row : store::list_consents(db, id))
        if (row.id == consent) {
            const auto done = withdraw_consent(desk_of(call, db), id, consent, row.version);
            return done ? consents_response(call, db, 200, id) : refusal_response(call, done.error());
        }
    return not_found(call);
}

} // namespace

// POST /api/v1/referrals/{id}/moves
Response move_api(const Call& call, store::Writer& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return not_found(call);
    return run_once(call, db, [&] { return move_now(call, db, *id); });
}

// GET /api/v1/referrals/{id}/consents
Response consents_api(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id || !find_in_scope(db, call.actor, *id)) return not_found(call);
    return consents_response(call, db, 200, *id);
}

// POST /api/v1/referrals/{id}/consents
Response give_consent_api(const Call& call, store::Writer& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return not_found(call);
    return run_once(call, db, [&] { return give_now(call, db, *id); });
}

// POST /api/v1/referrals/{id}/consents/{consent}/withdraw
Response withdraw_consent_api(const Call& call, store::Writer& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    const auto consent = parse_id<ConsentId>(call.capture("consent"));
    if (!id || !consent || !find_in_scope(db, call.actor, *id)) return not_found(call);
    return run_once(call, db, [&] { return withdraw_now(call, db, *id, *consent); });
}

} // namespace server::referrals
