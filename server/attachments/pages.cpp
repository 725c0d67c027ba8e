#include "server/attachments/pages.hpp"
#include "server/attachments/looking.hpp"
#include "server/attachments/parts.hpp"
#include "server/attachments/service.hpp"
#include "server/html/messages.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>

namespace server::attachments {

using namespace models;
using nlohmann::json;

namespace {

const char* type_of(AttachmentKind kind)
{
    switch (kind) {
    case AttachmentKind::jpeg: return "image/jpeg";
    case AttachmentKind::png: return "image/png";
    case AttachmentKind::pdf: return "application/pdf";
    }
    return "application/octet-stream";
}

// What was wrong with the files, and the way back to where they are chosen.
Response refused(const Call& call, const std::string& back, const Refusal& refusal)
{
    if (refusal.reason == Reason::not_found) return refusal_response(call, refusal);
    const auto words = programs::words_of(*call.library, call.language);
    json sentences = json::array();
    for (const auto& fault : refusal.faults)
        sentences.push_back({{"text", html::sentence(words.messages, words.language, fault)}});
    return page(call, "attachments/refused", {{"sentences", std::move(sentences)}, {"back", back}},
                status_for(refusal.reason, false));
}

Result<std::vector<store::AttachmentRow>> add_to_delivery(const Call& call, store::Writer& db,
                                                          const Looked& contents)
{
    const auto offer = parse_id<OfferId>(call.capture("id"));
    const auto delivery = parse_id<DeliveryId>(call.capture("delivery"));
    if (!offer || !delivery) return refuse(Reason::not_found, "error.delivery.unknown");
    if (!contents) return std::unexpected(contents.error());
    return add_vouchers(desk_of(call, db), *offer, *delivery, *contents);
}

// POST /offers/{id}/deliveries/{delivery}/vouchers
Response add_vouchers_now(const Call& call, store::Writer& db, const Looked& contents)
{
    return run_once(call, db, [&] {
        const auto back = "/offers/" + std::string(call.capture("id"));
        const auto done = add_to_delivery(call, db, contents);
        return done ? see_other(back + "?done=voucher") : refused(call, back, done.error());
    });
}

// POST /referrals/{id}/consent/{consent}/files
Response add_signed_form_now(const Call& call, store::Writer& db, const Looked& contents)
{
    return run_once(call, db, [&] {
        const auto referral = parse_id<ReferralId>(call.capture("id"));
        const auto consent = parse_id<ConsentId>(call.capture("consent"));
        if (!referral || !consent) return not_found(call);
        const auto back = "/referrals/" + to_text(*referral) + "/consent";
        if (!contents) return refused(call, back, contents.error());
        const auto done = add_signed_form(desk_of(call, db), *referral, *consent, *contents);
        return done ? see_other(back) : refused(call, back, done.error());
    });
}

// POST /api/v1/offers/{id}/deliveries/{delivery}/vouchers
Response add_vouchers_api(const Call& call, store::Writer& db, const Looked& contents)
{
    constexpr int kForeignType = 415;
    if (call.multipart.empty()) return problem_response(call, kForeignType);
    return run_once(call, db, [&] {
        const auto done = add_to_delivery(call, db, contents);
        if (!done) return refusal_response(call, done.error());
        json items = json::array();
        for (const auto& row : *done) items.push_back(attachment_json(row));
        return json_response(201, json{{"items", std::move(items)}}.dump());
    });
}

} // namespace

const Steps kAddVouchers = looking_at("vouchers", true, add_vouchers_now);
const Steps kAddSignedForm = looking_at("files", true, add_signed_form_now);
const Steps kAddVouchersApi = looking_at("vouchers", true, add_vouchers_api);

// GET /attachments/{id}: never shown in the page's own place, always as a file.
Response open_file(const Call& call, store::Writer& db)
{
    const auto id = parse_id<AttachmentId>(call.capture("id"));
    if (!id) return not_found(call);
    auto opened = open_attachment(desk_of(call, db), *id);
    if (!opened) return refusal_response(call, opened.error());
    const auto kind = std::string(name_of(opened->row.kind));
    Response response{.content_type = type_of(opened->row.kind), .body = std::move(opened->bytes)};
    response.fields.emplace_back("Content-Disposition",
                                 "attachment; filename=\"parasol-" + to_text(*id) + "." + kind + "\"");
    return response;
}

} // namespace server::attachments
