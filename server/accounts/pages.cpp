#include "server/accounts/factors.hpp"
#include "server/accounts/handlers.hpp"
#include "server/accounts/service.hpp"
#include "server/accounts/views.hpp"
#include "server/config.hpp"
#include "server/html/page.hpp"
#include "server/http/decode.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"

// The pages of whoever manages accounts: an administrator all, a charity's manager those of its organization.
namespace server::accounts {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::string_view kNewFields[] = {"login", "name", "role", "area", "organization"};
constexpr std::string_view kChangeFields[] = {"name", "role", "area", "organization", "active"};

Wish wish_in(const Form& form)
{
    return {form.text("login"),        form.text("name"),  form.text("role"), form.text("area"),
            form.text("organization"), form.has("active"), form.has("lead")};
}

Wish wish_of(const store::AccountRow& row)
{
    const auto& who = row.actor;
    return {row.login,
            who.name,
            std::string(name_of(who.role)),
            who.area ? to_text(who.area) : "",
            who.organization ? to_text(who.organization) : "",
            row.active,
            row.lead};
}

json wish_view(const Call& call, const Wish& wish)
{
    return {{"login", wish.login},
            {"name", wish.name},
            {"roles", role_choices(call, roles_given_by(call.actor), wish.role)},
            {"lead", wish.lead}};
}

// Where an account belongs is asked of an administrator; a manager's accounts belong to its organization.
json with_place(json view, const Call& call, store::Reader& db, const Wish& wish)
{
    const json area = view["area_problem"], organization = view["organization_problem"];
    view.erase("area_problem");
    view.erase("organization_problem");
    view["placing"] = nullptr;
    if (call.actor.role == Role::admin)
        view["placing"] = {{"area", wish.area},
                           {"area_problem", area},
                           {"organizations", organization_choices(db, wish.organization)},
                           {"organization_problem", organization}};
    return view;
}

Response new_page(const Call& call, store::Reader& db, const Wish& wish, const std::vector<Fault>& faults,
                  int status)
{
    auto view = with_problems(wish_view(call, wish), call, faults, kNewFields);
    return page(call, "accounts/new", with_place(std::move(view), call, db, wish), status);
}

Response edit_page(const Call& call, store::Reader& db, const store::AccountRow& row, const Wish& wish,
                   const std::vector<Fault>& faults, int status)
{
    auto view = wish_view(call, wish);
    view["id"] = to_text(row.actor.account);
    view["version"] = std::to_string(row.version);
    view["active"] = wish.active;
    view = with_problems(std::move(view), call, faults, kChangeFields);
    return page(call, "accounts/show", with_place(std::move(view), call, db, wish), status);
}

// The code is shown this once; only its hash is kept. The address is a fixed one, never the request's Host.
Response code_page(const Call& call, const Invited& invited)
{
    const auto link = call.library->config->base_url + "/invitation?code=" + percent_encoded(invited.code);
    return page(call, "accounts/code",
                {{"login", invited.login},
                 {"code", invited.code},
                 {"link", {{"text", link}}},
                 {"for_factor", false},
                 {"id", to_text(invited.account)}});
}

std::optional<store::AccountRow> account_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<AccountId>(call.capture("id"));
    return id ? find_managed(db, call.actor, *id) : std::nullopt;
}

} // namespace

Response list_accounts(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    auto rows = list_managed(db, call.actor, AccountId{wish->after}, wish->limit + 1);
    const bool more = rows.size() > static_cast<std::size_t>(wish->limit);
    if (more) rows.pop_back();
    json shown = json::array();
    for (const auto& row : rows) shown.push_back(account_row(call, row));
    json next = nullptr;
    if (more) next = {{"address", next_page_of(call, rows.back().actor.account.value)}};
    return page(call, "accounts/index", {{"accounts", shown}, {"next", next}});
}

Response new_account(const Call& call, store::Reader& db) { return new_page(call, db, {}, {}, 200); }

Response create_account(const Call& call, store::Writer& db)
{
    auto wish = within_reach(call.actor, wish_in(call.form));
    wish.active = true;
    auto row = read_wish(db, *call.library->divisions, wish);
    if (!row) return new_page(call, db, wish, row.error().faults, 422);
    const auto invited = invite(db, call.actor, *std::move(row), call.now);
    if (!invited) return new_page(call, db, wish, invited.error().faults, 422);
    return code_page(call, *invited);
}

Response show_account(const Call& call, store::Reader& db)
{
    const auto row = account_in_path(call, db);
    if (!row) return not_found(call);
    return edit_page(call, db, *row, wish_of(*row), {}, 200);
}

Response change_account(const Call& call, store::Writer& db)
{
    const auto known = account_in_path(call, db);
    if (!known) return not_found(call);
    auto wish = within_reach(call.actor, wish_in(call.form));
    wish.login = known->login; // never changes
    auto row = read_wish(db, *call.library->divisions, wish);
    if (!row) return edit_page(call, db, *known, wish, row.error().faults, 422);
    row->actor.account = known->actor.account;
    row->version = call.form.integer("version").value_or(0);
    const auto saved = save(db, call.actor, *std::move(row), call.now);
    if (!saved)
        return edit_page(call, db, *known, wish, saved.error().faults,
                         status_for(saved.error().reason, call.api));
    return see_other("/accounts/" + to_text(known->actor.account));
}

Response issue_code_page(const Call& call, store::Writer& db)
{
    const auto id = parse_id<AccountId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto issued = issue_code(db, call.actor, *id, call.now);
    if (!issued) return refusal_response(call, issued.error());
    return code_page(call, *issued);
}

Response reset_factor_page(const Call& call, store::Writer& db)
{
    const auto id = parse_id<AccountId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto reset = reset_factor(db, call.actor, *id, call.now);
    if (!reset) return refusal_response(call, reset.error());
    return page(call, "accounts/code",
                {{"login", reset->login},
                 {"code", reset->code},
                 {"link", nullptr},
                 {"for_factor", true},
                 {"id", to_text(reset->account)}});
}

} // namespace server::accounts
