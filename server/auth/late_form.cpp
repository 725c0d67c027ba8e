#include "server/auth/late_form.hpp"
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/late_forms.hpp"
#include "server/http/decode.hpp"
#include <algorithm>

namespace server::auth {

using namespace models;

namespace {

constexpr std::string_view kMark = "kept"; // ?kept=1: the page asks for its late form

// Marks of the moment, and secrets, which nobody keeps.
constexpr std::string_view kNotKept[] = {"csrf",    "autosave", "password", "again",
                                         "current", "code",     "reset",    "ticket"};

std::string fields_to_keep(const Form& form)
{
    std::string text;
    for (const auto& [name, value] : form.fields()) {
        if (std::ranges::find(kNotKept, name) != std::end(kNotKept)) continue;
        text += (text.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
    }
    return text;
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

} // namespace

std::optional<AccountId> late_sender(const Call& call, store::Reader& db)
{
    if (call.api || call.verb != Verb::post || call.cookie_session.empty() || call.has_new_cookie) return {};
    const auto session = store::find_session(db, call.cookie_session);
    if (!session || fields_to_keep(call.form).empty()) return {};
    return session->account;
}

void keep_late_form(const Call& call, store::Writer& db, AccountId account, std::string page)
{
    store::keep_late_form(db, account, {std::move(page), call.path, fields_to_keep(call.form)}, call.now);
    store::append_audit(db, {call.now, account, "form.kept", to_text(account), ""});
}

std::optional<std::string> place_of_late_form(store::Writer& db, AccountId account, std::string_view token)
{
    const auto form = store::claim_late_form(db, account, token);
    if (!form) return {};
    return form->page + (form->page.contains('?') ? "&" : "?") + std::string(kMark) + "=1";
}

std::shared_ptr<const KeptForm> late_form_of(const Call& call, store::Reader& db)
{
    if (!call.actor || call.verb != Verb::get || !call.query.has(kMark)) return {};
    const auto form = store::find_late_form(db, call.actor.account, call.cookie_session);
    if (!form || path_of(form->page) != call.path) return {};
    auto fields = read_form(form->fields);
    if (!fields) return {};
    return std::make_shared<const KeptForm>(KeptForm{form->action, *std::move(fields)});
}

} // namespace server::auth
