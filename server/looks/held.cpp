#include "server/looks/held.hpp"
#include "models/store/attachments.hpp"
#include "models/store/attendance.hpp"
#include "models/store/clocks.hpp"
#include "models/store/consents.hpp"
#include "models/store/guardian_consents.hpp"
#include "models/store/objections.hpp"
#include "models/store/offers.hpp"
#include "models/store/payments.hpp"
#include "models/store/plans.hpp"
#include "models/store/programs.hpp"
#include "models/store/query_codes.hpp"
#include "models/store/rounds.hpp"
#include "server/looks/looks.hpp"
#include <nlohmann/json.hpp>

namespace server::looks {

using namespace models;
using nlohmann::json;

namespace {

template <class E> json name_or_null(const std::optional<E>& value)
{
    return value ? json(name_of(*value)) : json();
}

std::string organization_name(store::Reader& db, OrganizationId id)
{
    const auto found = store::find_organization(db, id);
    return found ? found->name : std::string();
}

json referral_json(const Referral& referral)
{
    return {{"reference", referral.reference},
            {"state", name_of(referral.state)},
            {"kind", name_or_null(referral.kind)},
            {"urgency", name_of(referral.urgency)},
            {"village", to_text(referral.village)},
            {"close_reason", name_or_null(referral.close_reason)},
            {"started_at", to_text(referral.started_at)},
            {"changed_at", to_text(referral.changed_at)}};
}

// Every version that was stored; a draft's own is overwritten and none of these.
json documents_json(store::Reader& db, const Referral& referral)
{
    json all = json::array();
    for (std::int64_t version = 1; version <= referral.facts_version; ++version)
        all.push_back({{"version", version},
                       {"document", json::parse(store::find_document(db, referral.id, version))}});
    return all;
}

json moves_json(store::Reader& db, ReferralId id)
{
    json all = json::array();
    for (const auto& move : store::list_moves(db, id))
        all.push_back({{"act", name_of(move.act)},
                       {"from", name_or_null(move.from)},
                       {"to", name_or_null(move.to)},
                       {"side", name_of(move.side)},
                       {"reason", move.reason},
                       {"notes", referrals::entries_of(move.note)},
                       {"at", to_text(move.at)}});
    return all;
}

json clocks_json(store::Reader& db, ReferralId id)
{
    json all = json::array();
    for (const auto& clock : store::list_clocks(db, id))
        all.push_back({{"clock", name_of(clock.clock)}, {"due_at", to_text(clock.due_at)}});
    return all;
}

json attachments_json(const std::vector<store::AttachmentRow>& rows)
{
    json all = json::array();
    for (const auto& row : rows)
        all.push_back({{"kind", name_of(row.kind)},
                       {"bytes", row.bytes},
                       {"sha256", row.sha256},
                       {"added_at", to_text(row.added_at)}});
    return all;
}

json consents_json(store::Reader& db, ReferralId id)
{
    json all = json::array();
    for (const auto& row : store::list_consents(db, id)) {
        json names = json::array();
        for (const auto organization : row.organizations)
            names.push_back(organization_name(db, organization));
        all.push_back({{"state", name_of(row.state)},
                       {"way", name_of(row.way)},
                       {"text_version", row.text_version},
                       {"member", row.member},
                       {"organizations", std::move(names)},
                       {"purposes", row.purposes},
                       {"fields", row.fields},
                       {"given", referrals::entries_of(row.given)},
                       {"from", to_text(row.from)},
                       {"until", to_text(row.until)},
                       {"signed_forms", attachments_json(store::attachments_of(db, row.id))},
                       {"recorded_at", to_text(row.recorded_at)}});
    }
    return all;
}

json deliveries_json(store::Reader& db, OfferId id)
{
    json all = json::array();
    for (const auto& row : store::list_deliveries(db, id))
        all.push_back({{"state", name_of(row.state)},
                       {"units", row.units},
                       {"amount_fen", row.amount.fen},
                       {"on", to_text(row.on)},
                       {"told", referrals::entries_of(row.told)},
                       {"vouchers", attachments_json(store::attachments_of(db, row.id))},
                       {"recorded_at", to_text(row.recorded_at)}});
    return all;
}

json payments_json(store::Reader& db, OfferId id)
{
    json all = json::array();
    for (const auto& line : store::payment_lines_of(db, id))
        all.push_back({{"state", name_of(line.state)},
                       {"amount_fen", line.amount.fen},
                       {"told", line.told},
                       {"ended_at", line.ended_at ? json(to_text(*line.ended_at)) : json()}});
    return all;
}

json offer_moves_json(store::Reader& db, OfferId id)
{
    json all = json::array();
    for (const auto& move : store::list_offer_moves(db, id))
        all.push_back({{"act", name_of(move.act)},
                       {"to", name_of(move.to)},
                       {"side", name_of(move.side)},
                       {"reason", move.reason},
                       {"note", move.note},
                       {"at", to_text(move.at)}});
    return all;
}

json guardian_consents_json(store::Reader& db, OfferId id)
{
    json all = json::array();
    for (const auto& row : store::guardian_consents_of(db, id))
        all.push_back({{"kind", name_of(row.kind)},
                       {"state", name_of(row.state)},
                       {"way", name_of(row.way)},
                       {"who", row.who},
                       {"from", to_text(row.from)},
                       {"until", to_text(row.until)}});
    return all;
}

json attendance_json(store::Reader& db, OfferId id)
{
    json all = json::array();
    for (const auto& row : store::attendance_of_child(db, id))
        all.push_back({{"on", to_text(row.on)},
                       {"kind", name_of(row.kind)},
                       {"mark", name_of(row.entry.mark)},
                       {"at", to_text(row.entry.at)}});
    return all;
}

json offers_json(store::Reader& db, ReferralId id)
{
    json all = json::array();
    for (const auto& row : store::offers_of(db, id))
        all.push_back({{"reference", row.reference},
                       {"organization", organization_name(db, row.organization)},
                       {"need_type", row.need_type},
                       {"member", row.member},
                       {"state", name_of(row.state)},
                       {"unit", name_of(row.unit)},
                       {"units", row.units},
                       {"amount_fen", row.amount.fen},
                       {"moves", offer_moves_json(db, row.id)},
                       {"deliveries", deliveries_json(db, row.id)},
                       {"payments", payments_json(db, row.id)},
                       {"guardian_consents", guardian_consents_json(db, row.id)},
                       {"attendance", attendance_json(db, row.id)}});
    return all;
}

// Sealed texts are JSON of our own making; empty: what was said is erased, or was not kept.
json text_json(const std::string& text) { return text.empty() ? json() : json::parse(text); }

std::string program_name(store::Reader& db, ProgramId id)
{
    const auto found = store::find_program(db, id);
    return found ? found->name : std::string();
}

json plans_json(store::Reader& db, ReferralId id)
{
    json all = json::array();
    for (const auto& plan : store::plans_of(db, id)) {
        json lines = json::array();
        for (const auto& line : store::lines_of(db, plan.id))
            lines.push_back({{"need", to_text(line.need)},
                             {"program", program_name(db, line.program)},
                             {"line", text_json(line.text)}});
        all.push_back({{"state", name_of(plan.state)}, {"lines", std::move(lines)}});
    }
    return all;
}

// Those whose outcome was told; what is still worked out or proposed is told to nobody.
json rounds_json(store::Reader& db, ReferralId id)
{
    json all = json::array();
    for (const auto& round : store::rounds_of(db, id)) {
        json awards = json::array();
        for (const auto& award : round.awards)
            awards.push_back({{"need_type", award.need_type},
                              {"member", award.member},
                              {"program", program_name(db, award.program)},
                              {"award", award.award},
                              {"cost_fen", award.cost.fen}});
        all.push_back({{"name", round.name},
                       {"approved_at", to_text(round.approved_at)},
                       {"tier", round.tier},
                       {"told", text_json(round.text)},
                       {"awards", std::move(awards)}});
    }
    return all;
}

json objections_json(store::Reader& db, ReferralId id)
{
    json all = json::array();
    for (const auto& row : store::objections_of(db, id))
        all.push_back({{"reference", row.reference},
                       {"kind", name_of(kind_of(row.about))},
                       {"state", name_of(row.state)},
                       {"about", name_of(row.about)},
                       {"text", row.text},
                       {"answer", row.answer},
                       {"raised_at", to_text(row.raised_at)}});
    return all;
}

} // namespace

json held_about(store::Reader& db, const html::Words& words, const referrals::Case& known)
{
    const auto id = known.referral.id;
    return {{"referral", referral_json(known.referral)},
            {"documents", documents_json(db, known.referral)},
            {"moves", moves_json(db, id)},
            {"clocks", clocks_json(db, id)},
            {"consents", consents_json(db, id)},
            {"plans", plans_json(db, id)},
            {"rounds", rounds_json(db, id)},
            {"offers", offers_json(db, id)},
            {"objections", objections_json(db, id)},
            {"has_query_code", store::find_query_code(db, id).has_value()},
            {"looks", looks_at(db, words, id)}};
}

} // namespace server::looks
