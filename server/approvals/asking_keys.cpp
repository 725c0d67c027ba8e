#include "models/store/reseal.hpp"
#include "models/store/seal.hpp"
#include "server/approvals/pages.hpp"
#include "server/approvals/service.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/keys/service.hpp"
#include "server/programs/words.hpp"

// An administrator asks for a new key, or for old ones of what is sealed to go.
namespace server::approvals {

using namespace models;
using nlohmann::json;

namespace {

json uses_view(const html::Words& words, const store::Vault& vault)
{
    json uses = json::array();
    for (const auto& changeable : keys::kChangeable) {
        json rows = json::array();
        for (const auto& key : vault.key_names(changeable.use)) {
            const Time since{std::chrono::milliseconds(key.since)};
            rows.push_back(
                {{"number", key.id},
                 {"since", key.since == 0 ? words.say("keys.first") : html::minute(words.language, since)}});
        }
        uses.push_back(
            {{"use", words.say("keys.use." + std::string(changeable.code))}, {"keys", std::move(rows)}});
    }
    return uses;
}

// What can be asked for now, and of what cannot, what is waited for.
json acts_view(const Call& call, store::Reader& db, const html::Words& words)
{
    json view{{"rotate", false}, {"drop", false}}, waits = json::array();
    const auto all = list_in_scope(db, call.actor);
    for (const auto& [kind, act] :
         {std::pair(ApprovalKind::rotate_keys, "rotate"), std::pair(ApprovalKind::drop_keys, "drop")}) {
        const auto asked = std::ranges::find_if(all, [&](const ApprovalRow& row) {
            return row.kind == kind && row.state == ApprovalState::asked;
        });
        const auto why = kind == ApprovalKind::drop_keys ? keys::not_droppable(db, call.now) : std::string();
        if (asked != all.end())
            waits.push_back({{"text", words.say(std::string("keys.asked.") + act)},
                             {"open", {{"href", "/approvals/" + to_text(asked->id)}}}});
        else if (!why.empty())
            waits.push_back({{"text", words.say(why)}, {"open", nullptr}});
        else
            view[act] = true;
    }
    view["waits"] = html::rows_part(std::move(waits));
    return view;
}

// Those that can be changed now; contents, if nothing else was chosen.
void choose_key(html::Fields& fields, html::Typed& typed, store::Reader& db)
{
    if (typed["ask"].empty()) typed["ask"] = {std::string(keys::kChangeable.front().code)};
    std::vector<std::string_view> codes;
    for (const auto& changeable : keys::kChangeable)
        if (keys::not_rotatable(db, changeable).empty()) codes.push_back(changeable.code);
    fields.choose(html::Fields::Kind::choice, "ask", codes, "keys.use.");
}

Response keys_page(const Call& call, store::Reader& db, const std::vector<Fault>& faults, int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto acts = acts_view(call, db, words);
    auto typed = html::typed_of(call.form);
    html::Fields fields({words, "approval", "keys", typed, faults});
    if (acts["rotate"] == true) choose_key(fields, typed, db);
    fields.add(html::Fields::Kind::lines, "reason");
    const bool nothing = acts["rotate"] == false && acts["drop"] == false;
    const auto older = db.vault().count_keys(store::KeyUse::fields) < 2 ? 0 : store::count_older_seals(db);
    return page(call, "approvals/keys",
                {{"summary", html::problems_part(words, faults, "request")},
                 {"uses", uses_view(words, db.vault())},
                 {"older", html::whole_number(older)},
                 {"broken", html::whole_number(keys::count_broken(db))},
                 {"waits", acts["waits"]},
                 {"form", nothing ? json()
                                  : json{{"once", new_form_token()},
                                         {"fields", fields.take()},
                                         {"rotate", acts["rotate"]},
                                         {"drop", acts["drop"]}}}},
                status);
}

} // namespace

Response show_keys(const Call& call, store::Reader& db) { return keys_page(call, db, {}, 200); }

Response ask_for_keys(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto act = call.capture("act");
        if (act != "rotate" && act != "drop") return not_found(call);
        const bool rotate = act == "rotate";
        const Wish wish{rotate ? ApprovalKind::rotate_keys : ApprovalKind::drop_keys,
                        {},
                        rotate ? call.form.text("ask") : "",
                        call.form.text("reason")};
        const auto asked = ask(desk_of(call, db), wish);
        if (asked) return see_other("/approvals/" + to_text(*asked));
        const auto& refusal = asked.error();
        return keys_page(call, db, refusal.faults, status_for(refusal.reason, false));
    });
}

} // namespace server::approvals
