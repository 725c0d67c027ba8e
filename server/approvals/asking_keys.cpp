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
#include "server/programs/words.hpp"

// An administrator asks for a new key, or for old ones to go.
namespace server::approvals {

using namespace models;
using nlohmann::json;

namespace {

Response keys_page(const Call& call, store::Reader& db, const std::vector<Fault>& faults, int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto typed = html::typed_of(call.form);
    html::Fields fields({words, "approval", "keys", typed, faults});
    fields.add(html::Fields::Kind::lines, "reason");
    json keys = json::array();
    for (const auto& key : db.vault().key_names()) {
        const Time since{std::chrono::milliseconds(key.since)};
        keys.push_back(
            {{"number", key.id},
             {"since", key.since == 0 ? words.say("keys.first") : html::minute(words.language, since)}});
    }
    const auto older = keys.size() < 2 ? 0 : store::count_older_seals(db);
    return page(call, "approvals/keys",
                {{"summary", html::problems_part(words, faults, "request")},
                 {"keys", std::move(keys)},
                 {"older", html::whole_number(older)},
                 {"once", new_form_token()},
                 {"fields", fields.take()}},
                status);
}

} // namespace

Response show_keys(const Call& call, store::Reader& db) { return keys_page(call, db, {}, 200); }

Response ask_for_keys(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto act = call.capture("act");
        if (act != "rotate" && act != "drop") return not_found(call);
        const Wish wish{act == "rotate" ? ApprovalKind::rotate_keys : ApprovalKind::drop_keys,
                        {},
                        "",
                        call.form.text("reason")};
        const auto asked = ask(desk_of(call, db), wish);
        if (asked) return see_other("/approvals/" + to_text(*asked));
        const auto& refusal = asked.error();
        return keys_page(call, db, refusal.faults, status_for(refusal.reason, false));
    });
}

} // namespace server::approvals
