#include "server/matches/program_matches.hpp"
#include "models/store/audit.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/matches/routes.hpp"
#include "server/population/population.hpp"
#include "server/programs/document.hpp"
#include "server/programs/service.hpp"
#include <any>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::matches {

using nlohmann::json;
using namespace models;

namespace {

struct ProgramWork {
    Program program;
    std::shared_ptr<const matching::Snapshot> population;
    std::shared_ptr<const matching::Sieve> columns; // may be none
    PageWish wish;
    std::shared_ptr<const Ranked> ranked;
};

std::optional<Response> gather(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    if (call.api)
        if (auto refusal = refuse_other_filters(call, {})) return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? programs::find_visible(*db, call.actor, *id) : std::nullopt;
    if (!row) return not_found(call);
    auto program = programs::stored_program(*row, call.library->named_rules);
    const auto newest = call.library->population->current(*db);
    if (!newest->complete) {
        const auto share = std::to_string(call.library->population->loaded());
        return busy(call, {"matches.program.loading", "", {{"share", share}}});
    }
    carried = ProgramWork{std::move(program), newest->at(call.now), newest->columns_at(call.now), *wish, {}};
    return {};
}

std::optional<Response> rank(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    auto& work = std::any_cast<ProgramWork&>(carried);
    work.ranked = std::make_shared<const Ranked>(
        rank_families(*work.population, work.program.id, call.actor.area, work.columns.get()));
    return {};
}

// The families shown, read again with their names, now that the log tells who saw which. One that has left
// the actor's area since is left out.
Listed listed(const Call& call, store::Writer& db, const ProgramWork& work)
{
    Listed list{work.program, *work.ranked, {}, 0};
    const auto& all = work.ranked->candidates;
    const auto first = std::min(static_cast<std::size_t>(work.wish.after), all.size());
    const auto last = std::min(first + static_cast<std::size_t>(work.wish.limit), all.size());
    json seen = json::array();
    for (auto i = first; i < last; ++i) {
        auto found = referrals::find_case(db, call.actor, work.ranked->family(all[i]).referral);
        if (!found) continue;
        seen.push_back(to_text(found->referral.id));
        list.rows.push_back({all[i], *std::move(found), i + 1});
    }
    if (last < all.size()) list.next = static_cast<std::int64_t>(last);
    store::append_audit(db, {call.now, call.actor.account, "program.matched", to_text(work.program.id),
                             json{{"referrals", std::move(seen)}}.dump()});
    return list;
}

std::optional<Response> show(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& work = std::any_cast<const ProgramWork&>(carried);
    return page(call, "matches/program", program_view(call, listed(call, *db, work)));
}

std::optional<Response> answer_list(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto list = listed(call, *db, std::any_cast<const ProgramWork&>(carried));
    return list_response(call, program_list_json(call, list), list.next);
}

} // namespace

const Steps kProgramPage{{{LaneName::read, gather}, {LaneName::work, rank}, {LaneName::write, show}}};
const Steps kProgramMatches{
    {{LaneName::read, gather}, {LaneName::work, rank}, {LaneName::write, answer_list}}};

} // namespace server::matches
