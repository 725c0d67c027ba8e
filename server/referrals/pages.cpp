#include "server/referrals/pages.hpp"
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/clocks.hpp"
#include "models/store/plans.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/matches/past_day.hpp"
#include "server/matches/views.hpp"
#include "server/offers/line.hpp"
#include "server/programs/catalog.hpp"
#include "server/referrals/consent_pages.hpp"
#include "server/referrals/filter.hpp"
#include "server/referrals/hits.hpp"
#include "server/referrals/views.hpp"
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace server::referrals {

using namespace models;
using nlohmann::json;

namespace {

std::string contact_in(store::Reader& db, const Referral& referral)
{
    return contact_of(find_document(db, referral).body.household);
}

// One page of the list, newest first; on words the order of a name's characters is checked here.
ListPage find_page(const Call& call, store::Reader& db, const store::ReferralFilter& filter,
                   const PageWish& wish)
{
    const store::Scope scope{call.actor.area, call.actor.account};
    ListPage page{filter, {}, store::count_referrals(db, scope, filter), {}};
    auto found = store::list_referrals(db, scope, filter, {ReferralId{wish.after}, wish.limit + 1});
    if (std::ssize(found) > wish.limit) {
        found.pop_back();
        page.next = found.back().id;
    }
    for (auto& referral : found) {
        const auto document = find_document(db, referral);
        if (is_hit(document.body.household, call.query.text("q")))
            page.rows.push_back({std::move(referral), contact_of(document.body.household)});
        else
            --page.count;
    }
    return page;
}

} // namespace

Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto filter = read_filter(call.query, call.actor, *call.library);
    if (!filter) return refusal_response(call, filter.error());
    const auto page_found = *filter ? find_page(call, db, **filter, *wish) : ListPage{};
    return page(call, "referrals/list", list_view(call, page_found));
}

Result<Case> case_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    auto known = id ? find_case(db, call.actor, *id) : refuse(Reason::not_found, "error.referral.unknown");
    if (known || known.error().reason != Reason::not_found) return known;
    const auto area = call.library->divisions->path(call.actor.area, AreaLevel::province);
    return refuse(Reason::not_found, "error.referral.not_here", "", {{"area", area}});
}

namespace {

class Names {
public:
    explicit Names(store::Reader& db) : db_(db) {}
    Actor find(AccountId id)
    {
        const auto [at, is_new] = known_.try_emplace(id.value);
        if (is_new && id)
            if (const auto row = store::find_account(db_, id)) at->second = row->actor;
        return at->second;
    }

private:
    store::Reader& db_;
    std::map<std::int64_t, Actor> known_;
};

Shown read_shown(store::Reader& db, const Actor& actor, Case known)
{
    Names names(db);
    Shown shown{std::move(known), {}, {}, {}, {}, {}, {}};
    const auto& referral = shown.known.referral;
    shown.reporter = names.find(referral.reporter);
    for (auto& move : store::list_moves(db, referral.id)) {
        const auto by = names.find(move.by);
        shown.log.push_back({std::move(move), by});
    }
    shown.clocks = store::list_clocks(db, referral.id);
    shown.objections = store::objections_of(db, referral.id);
    for (auto& same : same_household(db, actor, shown.known.household(), referral.id)) {
        const auto contact = same.in_scope ? contact_in(db, same.referral) : std::string();
        shown.same.push_back({std::move(same), contact});
    }
    return shown;
}

// Offers that were made, and what a plan holds that is still to be offered.
std::vector<OfferLine> read_offers(const Call& call, store::Reader& db, const Case& known)
{
    std::vector<OfferLine> all;
    const auto programs = call.library->catalog->current(db);
    const auto name_of_program = [&](ProgramId id) {
        const auto* program = programs::find(*programs, id);
        return program ? program->name : TextPair{};
    };
    for (const auto& row : store::offers_of(db, known.referral.id))
        all.push_back({"/offers/" + to_text(row.id), row.need_type, row.unit, row.units,
                       name_of_program(row.program), row.state, store::place_in_line(db, row),
                       store::is_unable(db, row)});
    for (const auto& line : store::waiting_lines_for(db, known.referral.id)) {
        const auto& needs = known.household().needs;
        const auto need = std::ranges::find(needs, line.need, &Need::id);
        if (need == needs.end()) continue;
        all.push_back({"/referrals/" + to_text(known.referral.id) + "/offer?need=" + to_text(line.need) +
                           "&program=" + to_text(line.program),
                       need->type,
                       need->unit,
                       offers::read_line(line.text).award,
                       name_of_program(line.program),
                       {}});
    }
    return all;
}

// What is read for the work lane. Drafts and what has ended are not matched.
struct Read {
    Shown shown;
    json consent;
    matches::AskedDay day;
    matching::Family family;
    std::shared_ptr<const matching::Snapshot> programs;
};

bool is_matched(const Referral& referral)
{
    return is_open(referral.state) && referral.state != ReferralState::draft;
}

// A day that cannot be shown is told at its field, and the family stands there as it is now.
void take_family(const Call& call, store::Reader& db, Read& read)
{
    const auto& known = read.shown.known;
    if (!is_matched(known.referral)) return;
    const auto then = matches::past_day(call);
    auto family = then ? matches::family_on(db, known, *then) : std::unexpected(then.error());
    if (family)
        read.day.then = *then;
    else
        read.day.wrong = family.error().faults.front();
    read.family = family ? *std::move(family) : population::family_of(known);
}

std::optional<Response> read_case(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    auto known = case_in_path(call, *db);
    if (!known) return refusal_response(call, known.error());
    auto consent = consent_view(call, *db, *known);
    Read read{read_shown(*db, call.actor, *std::move(known)), std::move(consent), {}, {}, nullptr};
    read.shown.offers = read_offers(call, *db, read.shown.known);
    take_family(call, *db, read);
    store::append_audit(*db, {call.now, call.actor.account, "referral.read",
                              to_text(read.shown.known.referral.id), matches::past_day_facts(read.day.then)});
    carried = std::move(read);
    return std::nullopt;
}

std::optional<Response> take_programs(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    auto& read = std::any_cast<Read&>(carried);
    if (is_matched(read.shown.known.referral)) read.programs = matches::programs_on(call, *db, read.day.then);
    return std::nullopt;
}

std::optional<Response> render_case(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    const auto& [shown, consent, day, family, programs] = std::any_cast<const Read&>(carried);
    auto view = show_view(call, shown);
    view["consent"] = shown.known.referral.erased_at ? json() : consent;
    view["matches"] = json::array();
    if (programs)
        view["matches"].push_back(
            matches::section_view(call, {shown.known.referral, family, *programs, day}));
    return page(call, "referrals/show", view, day.wrong ? status_for(Reason::invalid, false) : 200);
}

} // namespace

const Steps kShow{
    {{LaneName::write, read_case}, {LaneName::read, take_programs}, {LaneName::work, render_case}}};

Response show_print(const Call& call, store::Writer& db)
{
    const auto known = case_in_path(call, db);
    if (!known) return refusal_response(call, known.error());
    const auto printed = print({db, call.actor, *call.library, call.now}, known->referral.id);
    if (!printed) return refusal_response(call, printed.error());
    return bare_page(call, "referrals/print", print_view(call, *printed));
}

Response renew_code(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto known = case_in_path(call, db);
        if (!known) return refusal_response(call, known.error());
        const auto done = renew_query_code(desk_of(call, db), known->referral.id);
        if (!done) return refusal_response(call, done.error());
        return see_other("/referrals/" + to_text(known->referral.id) + "/print");
    });
}

} // namespace server::referrals
