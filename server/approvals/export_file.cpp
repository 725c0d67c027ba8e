#include "server/approvals/pages.hpp"
#include "server/approvals/service.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"
#include "server/sheets/sheet.hpp"

// POST /approvals/{id}/file: marked as fetched and logged first, referral by referral; then written.
namespace server::approvals {

using namespace models;
using html::Words;

namespace {

constexpr const char* kColumns[] = {"reference", "state", "place",   "reported", "name",
                                    "id_number", "phone", "address", "members",  "needs"};
constexpr double kWidths[] = {26, 12, 30, 16, 14, 22, 16, 30, 8, 30};

Result<ApprovalRow> row_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ApprovalId>(call.capture("id"));
    if (!id) return refuse(Reason::not_found, "error.approval.unknown");
    auto row = find_in_scope(db, call.actor, *id);
    if (!row) return row;
    const auto why = not_fetchable(call.actor, *row, call.now);
    if (why.empty()) return row;
    return refuse(row->asked_by == call.actor.account ? Reason::wrong_state : Reason::forbidden, why);
}

bool is_listed(const Referral& row) { return row.state != ReferralState::draft && !row.erased_at; }

std::string needs_words(const Words& words, const Referral& row)
{
    std::string text;
    for (const auto& type : row.need_types) text += (text.empty() ? "" : "、") + words.say("need." + type);
    return text;
}

std::vector<sheets::Cell> line_of(const Call& call, const Words& words, store::Reader& db,
                                  const Referral& row)
{
    const auto household = referrals::find_document(db, row).body.household;
    const auto contact = household.members.empty() ? Member{} : household.members.front();
    const auto reported = row.reported_at ? to_text(day_of(*row.reported_at)) : std::string();
    const std::string cells[] = {row.reference,
                                 words.say("referral.state." + std::string(name_of(row.state))),
                                 call.library->divisions->path(row.village),
                                 reported,
                                 std::string(contact.name.reveal()),
                                 std::string(contact.id_number.reveal()),
                                 std::string(contact.phone.reveal()),
                                 std::string(household.address.reveal()),
                                 std::to_string(row.members),
                                 needs_words(words, row)};
    std::vector<sheets::Cell> line;
    for (const auto& cell : cells) line.push_back({cell, {}});
    return line;
}

Result<std::vector<Referral>> rows_of(store::Reader& db, const ApprovalRow& approval)
{
    const auto filter = exported(approval.ask);
    const store::Scope scope{approval.area, {}};
    if (store::count_referrals(db, scope, filter) > kMostExported)
        return refuse(Reason::wrong_state, "error.approval.too_many", "",
                      {{"most", html::whole_number(kMostExported)}});
    std::vector<Referral> all;
    store::PageOf wanted{.limit = store::kMostRows - 1};
    for (;;) {
        auto rows = store::list_referrals(db, scope, filter, wanted);
        const bool last = std::ssize(rows) < wanted.limit;
        if (!last) wanted.before = rows.back().id;
        for (auto& row : rows)
            if (is_listed(row)) all.push_back(std::move(row));
        if (last) return all;
    }
}

std::optional<Response> hand_out(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto approval = row_in_path(call, *db);
    if (!approval) return refusal_response(call, approval.error());
    auto rows = rows_of(*db, *approval);
    if (!rows) return refusal_response(call, rows.error());
    std::vector<ReferralId> ids;
    for (const auto& row : *rows) ids.push_back(row.id);
    const auto done = fetch(desk_of(call, *db), *approval, ids);
    if (!done) return refusal_response(call, done.error());
    carried = *std::move(rows);
    return {};
}

std::optional<Response> write_file(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    const auto words = programs::words_of(*call.library, call.language);
    sheets::Sheet sheet{{std::begin(kWidths), std::end(kWidths)}, {}};
    auto& head = sheet.rows.emplace_back();
    for (const std::string column : kColumns) head.push_back({words.say("approval.column." + column), {}});
    for (const auto& row : std::any_cast<const std::vector<Referral>&>(carried))
        sheet.rows.push_back(line_of(call, words, *db, row));
    return sheets::xlsx_file(sheet, "referrals");
}

} // namespace

const Steps kFile{{{LaneName::write, hand_out}, {LaneName::read, write_file}}};

} // namespace server::approvals
