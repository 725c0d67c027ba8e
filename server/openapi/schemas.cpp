#include "matching/counterfactual.hpp"
#include "matching/what_if.hpp"
#include "matching/why_not.hpp"
#include "models/channel.hpp"
#include "models/household.hpp"
#include "models/objection.hpp"
#include "models/program.hpp"
#include "models/referral.hpp"
#include "models/round.hpp"
#include "models/rule.hpp"
#include "models/standard.hpp"
#include "models/store/offers.hpp"
#include "models/task.hpp"
#include "server/formats/codes.hpp"
#include "server/formats/fact_json.hpp"
#include "server/html/messages.hpp"
#include "server/library/assets.hpp"
#include "server/openapi/inside.hpp"
#include "server/organizations/service.hpp"
#include "server/rounds/proposal.hpp"

namespace server::openapi {

using nlohmann::json;
using namespace models;

namespace {

json reference(const char* name) { return {{"$ref", std::string("#/components/schemas/") + name}}; }

template <class E> json words()
{
    json names = json::array();
    for (const auto& [value, name] : kNames<E>) names.push_back(name);
    return {{"enum", std::move(names)}};
}

json words(CodeTable codes) { return {{"enum", std::vector<std::string_view>(codes.begin(), codes.end())}}; }

json need_types(const Library& library)
{
    json codes = json::array();
    for (const auto& type : library.need_types) codes.push_back(type.code);
    return {{"enum", std::move(codes)}};
}

json one_code(const FactRow& row)
{
    if (row.codes.empty()) return {{"type", "string"}, {"maxLength", 200}};
    return words(row.codes);
}

json object(json properties, json required)
{
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}

json value_of(const FactRow& row)
{
    switch (row.type) {
    case FactType::code: return one_code(row);
    case FactType::list: {
        const json codes{{"type", "array"}, {"items", one_code(row)}, {"maxItems", 100}};
        return {{"anyOf", json::array({codes, object({{"codes", codes}, {"complete", {{"type", "boolean"}}}},
                                                     json::array({"codes"}))})}};
    }
    case FactType::area: return reference("AreaCode");
    case FactType::date: return reference("Date");
    case FactType::yes_no: return {{"type", "boolean"}};
    case FactType::number:
    case FactType::fen: return {{"type", "integer"}, {"minimum", row.low}, {"maximum", row.high}};
    }
    return {};
}

// A value, or one with its own dates where it can change.
json fact(const Library& library, const FactRow& row)
{
    json dated{{"value", value_of(row)}};
    if (row.can_change)
        for (const auto* end : {"from", "until"})
            dated[end] = {{"anyOf", json::array({reference("Date"), {{"type", "null"}}})}};
    json schema{
        {"anyOf",
         json::array({value_of(row), object(std::move(dated), json::array({"value"})), {{"type", "null"}}})}};
    const auto label = "fact." + std::string(row.name);
    if (library.messages && library.messages->has(label))
        schema["title"] = library.messages->text(Language::en, label);
    return schema;
}

json facts_of(const Library& library, FactLevel level)
{
    json properties = json::object();
    for (const auto& row : all_facts())
        if (row.level == level && !row.derived) properties[member_name(row)] = fact(library, row);
    return object(std::move(properties), json::array());
}

json fact_names()
{
    json names = json::array();
    for (const auto& row : all_facts()) names.push_back(row.name);
    return {{"enum", std::move(names)}};
}

} // namespace

json schemas(const Library& library)
{
    auto all = json::parse(asset("config/openapi/schemas.json"));
    all["HouseholdFacts"] = facts_of(library, FactLevel::household);
    all["MemberFacts"] = facts_of(library, FactLevel::member);
    all["NeedFacts"] = facts_of(library, FactLevel::need);
    all["FactName"] = fact_names();
    all["NeedType"] = need_types(library);
    all["ReferralState"] = words<ReferralState>();
    all["NeedUnit"] = words<NeedUnit>();
    all["OfferState"] = words<OfferState>();
    all["OfferAct"] = words<OfferAct>();
    all["OfferBox"] = words<store::OfferBox>();
    all["ObjectionKind"] = words<ObjectionKind>();
    all["ObjectionState"] = words<ObjectionState>();
    all["ObjectionAbout"] = words<ObjectionAbout>();
    all["TaskKind"] = words<TaskKind>();
    all["DeclineReason"] = words<DeclineReason>();
    all["Side"] = words<Side>();
    all["ReferralKind"] = words<ReferralKind>();
    all["Urgency"] = words<Urgency>();
    all["CloseReason"] = words<CloseReason>();
    all["IdType"] = words<IdType>();
    all["NoIdReason"] = words(kNoIdReasons);
    all["AidKind"] = words(kAidKinds);
    all["ProgramState"] = words<ProgramState>();
    all["Applicant"] = words<Applicant>();
    all["ServedOf"] = words<ServedOf>();
    all["StandardName"] = words<StandardName>();
    all["Standing"] = words<matching::Standing>();
    all["Verdict"] = words<matching::Verdict>();
    all["Obstacle"] = words<matching::Obstacle>();
    all["ChangeKind"] = words<matching::ChangeKind>();
    all["Moved"] = words<matching::Moved>();
    all["Service"] = words(kServices);
    all["ServicePer"] = words(kServicePer);
    all["RoundState"] = words<RoundState>();
    all["RoundFailure"] = words<RoundFailure>();
    all["Blocked"] = words<matching::Blocked>();
    all["Shut"] = words<rounds::Shut>();
    all["OrganizationKind"] = words(organizations::kKinds);
    all["Topic"] = {{"enum", kTopics}};
    return all;
}

} // namespace server::openapi
