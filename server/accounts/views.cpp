#include "server/accounts/views.hpp"
#include "models/store/programs.hpp"
#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/http/library.hpp"

namespace server::accounts {

using nlohmann::json;
using namespace models;

std::string message(const Call& call, std::string_view key, const std::map<std::string, std::string>& values)
{
    return call.library->messages->text(call.language, key, values);
}

json with_problems(json view, const Call& call, const std::vector<Fault>& faults,
                   std::span<const std::string_view> fields)
{
    for (const auto field : fields) view[std::string(field) + "_problem"] = nullptr;
    view["summary"] = nullptr;
    if (faults.empty()) return view;
    json problems = json::array();
    for (const auto& fault : faults) {
        const auto text = html::sentence(*call.library->messages, call.language, fault);
        const auto field = fault.pointer.empty() ? std::string(fields.front()) : fault.pointer.substr(1);
        problems.push_back({{"field", field}, {"text", text}});
        if (!fault.pointer.empty() && view.contains(field + "_problem"))
            view[field + "_problem"] = {{"text", text}};
    }
    view["summary"] = {{"problems", problems}};
    return view;
}

json account_row(const Call& call, const store::AccountRow& row)
{
    const auto& who = row.actor;
    const auto role = "accounts.role." + std::string(name_of(who.role));
    const auto path = who.area ? call.library->divisions->path(who.area) : std::string();
    return {{"id", to_text(who.account)},
            {"login", row.login},
            {"name", who.name},
            {"role_name", message(call, role)},
            {"place", path},
            {"active", row.active},
            {"disabled", !row.active},
            {"no_password", row.password_hash.empty()}};
}

json token_row(const Call& call, const store::TokenRow& row)
{
    const auto used = row.last_used ? html::minute(call.language, *row.last_used)
                                    : message(call, "accounts.token.never_used");
    return {{"id", to_text(row.id)},
            {"label", row.label},
            {"scope_name", message(call, row.may_write ? "accounts.scope.write" : "accounts.scope.read")},
            {"expires", html::day(call.language, day_of(row.expires_at))},
            {"used", used}};
}

json role_choices(const Call& call, std::span<const Role> roles, std::string_view chosen)
{
    json choices = json::array();
    for (const auto role : roles) {
        const std::string name(name_of(role));
        choices.push_back(
            {{"value", name}, {"label", message(call, "accounts.role." + name)}, {"chosen", name == chosen}});
    }
    return choices;
}

json organization_choices(store::Reader& db, std::string_view chosen)
{
    constexpr int kMostShown = 500;
    json choices = json::array();
    for (const auto& row : store::list_organizations(db, {}, kMostShown)) {
        const auto id = to_text(row.id);
        choices.push_back({{"value", id}, {"label", row.name}, {"chosen", id == chosen}});
    }
    return choices;
}

} // namespace server::accounts
