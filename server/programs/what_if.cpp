#include "server/programs/what_if.hpp"
#include "server/formats/program_json.hpp"
#include "server/html/page.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/population/population.hpp"
#include "server/programs/dials.hpp"
#include "server/programs/document.hpp"
#include "server/programs/routes.hpp"
#include "server/programs/service.hpp"
#include "server/programs/warnings.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>
#include <any>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::programs {

using nlohmann::json;
using namespace models;
using matching::Family;
using matching::SharedList;
using matching::Snapshot;

namespace {

struct Work {
    Program before, after;
    std::vector<Fault> faults; // of what was typed
    std::shared_ptr<const Snapshot> families;
    std::optional<Trial> trial;
};
using Carried = std::shared_ptr<Work>;

Snapshot within(const Snapshot& families, Area area)
{
    std::vector<SharedList<Family>::Item> inside;
    const auto& all = families.families();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (covers(area, all[i].household.village)) inside.push_back(all.shared(i));
    return families.with(SharedList<Family>(inside));
}

std::optional<Response> gather(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    const auto id = parse_id<ProgramId>(call.capture("id"));
    const auto row = id ? find_visible(*db, call.actor, *id) : std::nullopt;
    if (!row) return not_found(call);
    if (!may_try(call.actor, row->organization)) return forbidden(call);
    const auto program = stored_program(*row, call.library->named_rules);
    auto families = families_now(call, *db);
    if (!families) {
        const auto share = std::to_string(call.library->population->loaded());
        return busy(call, {"matches.program.loading", "", {{"share", share}}});
    }
    carried = std::make_shared<Work>(Work{program, program, {}, std::move(families), {}});
    return {};
}

// The first look at the page asks nothing; its form always sends the places.
std::optional<Response> try_typed(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    auto& work = *std::any_cast<const Carried&>(carried);
    if (!call.query.has("places")) return {};
    work.faults = turned(call.query, *call.library, work.after);
    if (work.faults.empty()) work.trial = tried(*work.families, call.actor, work.before, work.after);
    return {};
}

std::optional<Response> show(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    auto& work = *std::any_cast<const Carried&>(carried);
    if (work.trial)
        for (auto& family : work.trial->near_by)
            if (const auto found = referrals::find_in_scope(*db, call.actor, family.referral))
                family.reference = found->reference; // one that has left the area since has none
    const WhatIf what_if{work.before, work.after, work.faults, work.trial ? &*work.trial : nullptr};
    return page(call, "programs/what_if", what_if_view(call, what_if), work.faults.empty() ? 200 : 422);
}

std::optional<Response> try_body(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    auto& work = *std::any_cast<const Carried&>(carried);
    auto after = sent_program(call);
    if (!after) return refusal_response(call, after.error());
    after->id = work.before.id;
    after->organization = work.before.organization;
    after->record = work.before.record;
    const auto trial = tried(*work.families, call.actor, work.before, *after);
    return json_response(200, trial_json(call, work.before, trial).dump());
}

} // namespace

Result<Program> sent_program(const Call& call)
{
    const auto body = read_json(call.body);
    if (!body) return std::unexpected(body.error());
    auto program = read_program(*body, call.library->named_rules, call.library->need_types);
    if (!program) return program;
    if (auto faults = bring_up_to_date(*program, *call.library->divisions); !faults.empty())
        return refuse(std::move(faults));
    return program;
}

Trial tried(const Snapshot& families, const Actor& actor, const Program& before, const Program& after)
{
    const auto smallest = std::max(smallest_told(before), smallest_told(after));
    const auto impact = matching::what_if(families, before, after, {}, 0); // nobody stops it
    Trial trial{told(*impact, smallest), warnings_of(after, &families), {}};
    if (!actor.is_officer()) return trial;
    const auto own = within(families, actor.area);
    const auto near = matching::what_if(own, before, after, {}, kMostNamed);
    for (const auto& moved : near->moved)
        trial.near_by.push_back(
            {own.families()[moved.family.value].referral, "", moved.what, moved.before, moved.after});
    return trial;
}

const Steps kWhatIfPage{{{LaneName::read, gather}, {LaneName::work, try_typed}, {LaneName::read, show}}};
const Steps kWhatIf{{{LaneName::read, gather}, {LaneName::work, try_body}}};

} // namespace server::programs
