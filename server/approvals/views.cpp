#include "server/approvals/views.hpp"
#include "server/auth/permissions.hpp"
#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include <array>

namespace server::approvals {

using namespace models;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

constexpr std::array kErased{"facts", "words", "search", "entrance", "givers"};
constexpr std::array kKept{"deliveries", "steps", "consents", "request"};

std::string path_of(ApprovalId id) { return "/approvals/" + to_text(id); }

std::string kind_words(const Words& words, const ApprovalRow& row)
{
    return words.say("approval.kind." + std::string(name_of(row.kind)));
}

// What is asked for more closely: by whom, which referrals, which key.
std::string ask_words(const Words& words, const ApprovalRow& row)
{
    if (row.kind == ApprovalKind::erase_family) return words.say("approval.asker." + row.ask);
    if (row.kind == ApprovalKind::rotate_keys && !row.ask.empty()) return words.say("keys.use." + row.ask);
    return row.kind == ApprovalKind::export_referrals ? words.say("approval.export." + row.ask) : "";
}

json head_of(const Words& words, const Named& named)
{
    const auto& row = named.row;
    const bool asked = row.state == ApprovalState::asked;
    return {{"kind", kind_words(words, row)},
            {"tag", asked ? "tag-warn" : "tag-idle"},
            {"state_label", words.say("approval.state." + std::string(name_of(row.state)))},
            {"asked_by", named.asked_by},
            {"asked_on", html::day(words.language, day_of(row.asked_at))}};
}

json decision_form(const Words& words, const Shown& shown)
{
    if (!shown.why_not.empty()) return nullptr;
    constexpr std::array<std::string_view, 2> kActs{"approve", "refuse"};
    html::Fields fields({words, "approval", "decide", shown.typed, shown.faults});
    fields.choose(html::Fields::Kind::choice, "act", kActs, "approval.act.");
    fields.add(html::Fields::Kind::lines, "text");
    return {{"action", path_of(shown.named.row.id) + "/decide"},
            {"once", new_form_token()},
            {"version", std::to_string(shown.named.row.version)},
            {"fields", fields.take()}};
}

json back_form(const Call& call, const ApprovalRow& row)
{
    if (row.state != ApprovalState::asked || row.asked_by != call.actor.account) return nullptr;
    return {{"action", path_of(row.id) + "/take-back"},
            {"once", new_form_token()},
            {"version", std::to_string(row.version)}};
}

json file_form(const Call& call, const ApprovalRow& row)
{
    if (!not_fetchable(call.actor, row, call.now).empty()) return nullptr;
    return {{"action", path_of(row.id) + "/file"}};
}

// "documents" 3 → 3 versions of the facts.
json outcome_view(const Words& words, const ApprovalRow& row)
{
    if (row.outcome.empty()) return nullptr;
    json lines = json::array();
    for (const auto& [name, count] : json::parse(row.outcome).items())
        lines.push_back({{"label", words.say("approval.outcome." + name)},
                         {"count", html::whole_number(count.get<std::int64_t>())}});
    return html::rows_part(std::move(lines));
}

json decided_part(const Words& words, const Named& named)
{
    const auto& row = named.row;
    if (!row.decided_at) return nullptr;
    return {{"who", named.decided_by},
            {"on", html::day(words.language, day_of(*row.decided_at))},
            {"said", text_part(row.answer)}};
}

} // namespace

json erased_view(const Words& words)
{
    json rows = json::array();
    for (const std::string what : kErased) rows.push_back({{"text", words.say("erasure.gone." + what)}});
    return rows;
}

json kept_view(const Words& words)
{
    json rows = json::array();
    for (const std::string what : kKept)
        rows.push_back(
            {{"what", words.say("erasure.kept." + what)}, {"ground", words.say("erasure.ground." + what)}});
    return rows;
}

json list_view(const Call& call, const std::vector<Named>& all)
{
    const auto words = programs::words_of(*call.library, call.language);
    json rows = json::array();
    for (const auto& named : all) {
        auto view = head_of(words, named);
        view["href"] = path_of(named.row.id);
        view["reference"] = text_part(named.row.reference);
        rows.push_back(std::move(view));
    }
    const bool county = allowed(call.actor.role, Can::export_families);
    return {{"county", county}, {"none", rows.empty()}, {"found", html::rows_part(std::move(rows))}};
}

json show_view(const Call& call, const Shown& shown)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto& row = shown.named.row;
    const bool erasure = row.kind == ApprovalKind::erase_family;
    auto view = head_of(words, shown.named);
    view["page_title"] = view["kind"];
    view["summary"] = html::problems_part(words, shown.faults, "decide");
    view["until"] = row.state == ApprovalState::asked
                        ? text_part(html::day(words.language, plus_days(day_of(row.until_at), -1)))
                        : json();
    view["more"] = text_part(ask_words(words, row));
    view["reason"] = row.reason;
    view["referral"] = row.referral
                           ? json{{"href", "/referrals/" + to_text(row.referral)}, {"number", row.reference}}
                           : json();
    view["erasure"] = erasure ? json{{"gone", erased_view(words)}, {"kept", kept_view(words)}} : json();
    view["decided"] = decided_part(words, shown.named);
    view["outcome"] = outcome_view(words, row);
    view["decide_form"] = decision_form(words, shown);
    view["back_form"] = back_form(call, row);
    view["file_form"] = file_form(call, row);
    const bool open = row.state == ApprovalState::asked;
    view["why_not"] = text_part(open && !shown.why_not.empty() ? words.say(shown.why_not) : "");
    return view;
}

} // namespace server::approvals
