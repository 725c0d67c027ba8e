#include "server/approvals/service.hpp"
#include "models/identity.hpp"
#include "server/erasure/service.hpp"
#include "server/keys/service.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>

namespace server::approvals {

using namespace models;

namespace {

bool is_of_admins(ApprovalKind kind)
{
    return kind == ApprovalKind::rotate_keys || kind == ApprovalKind::drop_keys;
}

bool concerns(const Actor& actor, const ApprovalRow& row)
{
    if (!row.area) return actor.account && actor.role == Role::admin;
    return actor.account && actor.role == Role::county && covers(actor.area, row.area);
}

std::vector<Fault> faults_of(const Wish& wish)
{
    std::vector<Fault> faults;
    const auto fits = [&](const auto& codes) { return std::ranges::find(codes, wish.ask) != codes.end(); };
    if (wish.kind == ApprovalKind::erase_family && !fits(kAskers))
        faults.push_back({"error.approval.asker", "/ask", {}});
    if (wish.kind == ApprovalKind::export_referrals && !fits(kExports))
        faults.push_back({"error.approval.export", "/ask", {}});
    if (wish.kind == ApprovalKind::rotate_keys && !keys::find_changeable(wish.ask))
        faults.push_back({"error.approval.key", "/ask", {}});
    if (wish.reason.empty()) faults.push_back({"error.approval.reason", "/reason", {}});
    if (count_characters(wish.reason) > kMostReason)
        faults.push_back({"error.approval.long", "/reason", {{"most", std::to_string(kMostReason)}}});
    if (holds_a_persons_number(wish.reason)) faults.push_back({"error.approval.person", "/reason", {}});
    return faults;
}

bool is_too_much(const Desk& desk, const std::string& ask)
{
    return store::count_referrals(desk.db, {desk.actor.area, {}}, exported(ask)) > kMostExported;
}

// The county whose officers decide; nothing may be in the way already.
Result<Area> office_of(const Desk& desk, const Wish& wish)
{
    if (wish.kind == ApprovalKind::drop_keys)
        if (const auto why = keys::not_droppable(desk.db, desk.now); !why.empty())
            return refuse(Reason::wrong_state, why);
    if (const auto* key = keys::find_changeable(wish.ask); key && wish.kind == ApprovalKind::rotate_keys)
        if (const auto why = keys::not_rotatable(desk.db, *key); !why.empty())
            return refuse(Reason::wrong_state, why);
    if (wish.kind == ApprovalKind::export_referrals && is_too_much(desk, wish.ask))
        return refuse({{"error.approval.too_many", "/ask", {{"most", std::to_string(kMostExported)}}}});
    if (wish.kind != ApprovalKind::erase_family) return is_of_admins(wish.kind) ? Area{} : desk.actor.area;
    const auto referral = referrals::find_in_scope(desk.db, desk.actor, wish.referral);
    if (!referral) return std::unexpected(referral.error());
    if (const auto why = erasure::barred(desk.db, *referral); !why.empty())
        return refuse(Reason::wrong_state, why);
    // The request stays when the family's data is gone.
    const auto household = referrals::find_document(desk.db, *referral).body.household;
    if (referrals::without_names(wish.reason, household) != wish.reason)
        return refuse({{"error.approval.person", "/reason", {}}});
    return part_of(referral->village, AreaLevel::county);
}

void audit_of(const Desk& desk, const std::string& event, const ApprovalRow& row)
{
    audit(desk, event, row.referral ? to_text(row.referral) : to_text(row.id),
          R"({"approval":")" + to_text(row.id) + R"(","kind":")" + std::string(name_of(row.kind)) + "\"}");
}

// What was asked for is done; what came of it, in counts.
Result<std::string> carry_out(const Desk& desk, const ApprovalRow& row)
{
    if (row.kind == ApprovalKind::rotate_keys) return keys::rotate(desk, *keys::find_changeable(row.ask));
    if (row.kind == ApprovalKind::drop_keys) return keys::drop(desk);
    if (row.kind != ApprovalKind::erase_family) return std::string();
    const auto referral = referrals::find_in_scope(desk.db, desk.actor, row.referral);
    if (!referral) return std::unexpected(referral.error());
    if (const auto why = erasure::barred(desk.db, *referral); !why.empty())
        return refuse(Reason::wrong_state, why);
    const auto erased = erasure::erase(desk, *referral, ErasedFor::request);
    if (!erased) return std::unexpected(erased.error());
    return erasure::counts_of(*erased);
}

Result<ApprovalRow> saved(const Desk& desk, ApprovalRow row, ApprovalState to)
{
    row.state = to;
    row.decided_by = desk.actor.account;
    row.decided_at = desk.now;
    if (!store::decide_approval(desk.db, row)) return refuse(Reason::stale, "error.approval.changed");
    ++row.version;
    audit_of(desk, "approval." + std::string(name_of(to)), row);
    return row;
}

} // namespace

store::ReferralFilter exported(const std::string& ask)
{
    store::ReferralFilter filter;
    filter.only_open = ask == "open";
    if (ask == "closed") filter.state = ReferralState::closed;
    return filter;
}

Result<ApprovalRow> find_in_scope(store::Reader& db, const Actor& actor, ApprovalId id)
{
    auto row = store::find_approval(db, id);
    if (!row || !concerns(actor, *row)) return refuse(Reason::not_found, "error.approval.unknown");
    return *std::move(row);
}

std::vector<ApprovalRow> list_in_scope(store::Reader& db, const Actor& actor)
{
    return store::list_approvals(db, actor.role == Role::admin ? Area{} : actor.area);
}

Result<ApprovalId> ask(const Desk& desk, const Wish& wish)
{
    const auto office = office_of(desk, wish);
    if (!office) return std::unexpected(office.error());
    if (wish.kind != ApprovalKind::export_referrals && store::is_asked_for(desk.db, wish.kind, wish.referral))
        return refuse(Reason::wrong_state, "error.approval.asked");
    if (auto faults = faults_of(wish); !faults.empty()) return refuse(std::move(faults));
    ApprovalRow row{.kind = wish.kind,
                    .area = *office,
                    .referral = wish.referral,
                    .ask = wish.ask,
                    .reason = wish.reason,
                    .asked_by = desk.actor.account,
                    .asked_at = desk.now,
                    .until_at = due_after(desk, kApprovalDays)};
    row.id = store::insert_approval(desk.db, row);
    audit_of(desk, "approval.asked", row);
    return row.id;
}

std::string barred(const Actor& actor, const ApprovalRow& row, Time now)
{
    if (row.state != ApprovalState::asked) return "error.approval.decided";
    if (row.until_at <= now) return "error.approval.over";
    return row.asked_by == actor.account ? "error.approval.second" : "";
}

Result<ApprovalRow> decide(const Desk& desk, const Decision& decision)
{
    auto row = find_in_scope(desk.db, desk.actor, decision.id);
    if (!row) return row;
    if (row->version != decision.version) return refuse(Reason::stale, "error.approval.changed");
    if (const auto why = barred(desk.actor, *row, desk.now); !why.empty())
        return refuse(row->asked_by == desk.actor.account ? Reason::forbidden : Reason::wrong_state, why);
    if (count_characters(decision.text) > kMostReason)
        return refuse(Reason::invalid, "error.approval.long", "/text",
                      {{"most", std::to_string(kMostReason)}});
    row->answer = decision.text;
    if (!decision.approved) {
        if (decision.text.empty()) return refuse(Reason::invalid, "error.approval.why_not", "/text");
        return saved(desk, *std::move(row), ApprovalState::refused);
    }
    const auto outcome = carry_out(desk, *row);
    if (!outcome) return std::unexpected(outcome.error());
    row->outcome = *outcome;
    return saved(desk, *std::move(row), ApprovalState::approved);
}

Result<ApprovalRow> take_back(const Desk& desk, ApprovalId id, std::int64_t version)
{
    auto row = find_in_scope(desk.db, desk.actor, id);
    if (!row) return row;
    if (row->version != version) return refuse(Reason::stale, "error.approval.changed");
    if (row->asked_by != desk.actor.account) return refuse(Reason::forbidden, "error.approval.not_yours");
    if (row->state != ApprovalState::asked) return refuse(Reason::wrong_state, "error.approval.decided");
    return saved(desk, *std::move(row), ApprovalState::taken_back);
}

std::string not_fetchable(const Actor& actor, const ApprovalRow& row, Time now)
{
    if (row.kind != ApprovalKind::export_referrals || row.state != ApprovalState::approved)
        return "error.approval.no_file";
    if (row.asked_by != actor.account) return "error.approval.not_your_file";
    if (row.fetched_at) return "error.approval.fetched";
    return now >= row.decided_at.value_or(Time{}) + kFileKept ? "error.approval.file_over" : "";
}

Result<bool> fetch(const Desk& desk, const ApprovalRow& row, const std::vector<ReferralId>& handed_out)
{
    if (const auto why = not_fetchable(desk.actor, row, desk.now); !why.empty())
        return refuse(row.asked_by == desk.actor.account ? Reason::wrong_state : Reason::forbidden, why);
    const auto count = R"({"referrals":)" + std::to_string(handed_out.size()) + "}";
    if (!store::fetch_approval(desk.db, row.id, count, desk.now))
        return refuse(Reason::wrong_state, "error.approval.fetched");
    audit(desk, "referrals.exported", to_text(row.id), count);
    for (const auto id : handed_out)
        audit(desk, "referral.exported", to_text(id), R"({"approval":")" + to_text(row.id) + "\"}");
    return true;
}

void lapse(const Desk& desk)
{
    for (auto& row : store::approvals_over(desk.db, desk.now))
        if (!saved(desk, std::move(row), ApprovalState::lapsed))
            throw std::runtime_error("an approval that is over changed meanwhile");
}

} // namespace server::approvals
