#include "server/programs/what_if.hpp"
#include "models/store/referrals.hpp"
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
#include "server/programs/told.hpp"
#include "server/programs/trials.hpp"
#include "server/programs/trying.hpp"
#include "server/programs/warnings.hpp"
#include <algorithm>
#include <any>
#include <chrono>
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
    bool asked = false;        // the first look at the page asks nothing
    std::vector<Fault> faults; // of what was typed
    std::shared_ptr<const Snapshot> families;
    std::uint64_t secret{};
    std::shared_ptr<const Trial> trial;
    bool may_begin() const { return asked && faults.empty() && !trial; }
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

std::expected<Work, Response> work_on(const Call& call, store::Reader& db)
{
    auto program = program_to_try(call, db);
    if (!program) return std::unexpected(program.error());
    auto families = families_now(call, db);
    if (!families) {
        const auto share = std::to_string(call.library->population->loaded());
        return std::unexpected(busy(call, {"matches.program.loading", "", {{"share", share}}}));
    }
    Work work;
    work.before = work.after = *std::move(program);
    work.families = std::move(families);
    work.secret = secret_of(db);
    return work;
}

// What goes on beside requests, or has ended there; nothing: nobody has begun it.
std::optional<Response> under_way(const Call& call, Work& work)
{
    auto& trials = *call.library->trials;
    const auto seen = trials.look(call.actor, work.before.id, call.now);
    if (!seen || !TrialAsked{{}, seen->before, seen->after, {}}.is_same(work.before, work.after)) return {};
    if (seen->state == TrialState::waiting || seen->state == TrialState::running)
        return trying_response(call, work.before, seen->state, seen->permille);
    trials.end(call.actor, work.before.id);
    if (seen->state == TrialState::failed) return problem_response(call, 500);
    work.trial = seen->trial;
    return {};
}

// For a second by itself; what takes longer is begun anew beside requests.
std::optional<Response> try_for_a_while(const Call& call, Work& work)
{
    auto& trials = *call.library->trials;
    matching::Progress progress;
    progress.tell = [until = std::chrono::steady_clock::now() + trials.patience.load()](int) {
        return std::chrono::steady_clock::now() < until;
    };
    TrialAsked asked{call.actor, work.before, work.after, work.families, work.secret};
    if (auto trial = tried(asked, progress)) {
        work.trial = std::make_shared<const Trial>(*std::move(trial));
        return {};
    }
    trials.begin(std::move(asked), call.now);
    return trying_response(call, work.before, TrialState::waiting, 0);
}

// The page's form always sends the places; after a stop they are only shown again.
std::optional<Response> gather(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    auto work = work_on(call, *db);
    if (!work) return work.error();
    work->asked = call.query.has("places") && !call.query.has("stopped");
    if (work->asked) work->faults = turned(call.query, *call.library, work->after);
    std::optional<Response> response;
    if (work->may_begin()) response = under_way(call, *work);
    carried = std::make_shared<Work>(*std::move(work));
    return response;
}

std::optional<Response> try_typed(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    auto& work = *std::any_cast<const Carried&>(carried);
    if (!work.may_begin()) return {};
    return try_for_a_while(call, work);
}

// One that has left the area since has none.
void add_references(const Call& call, store::Reader& db, std::vector<FamilyNear>& families)
{
    std::vector<ReferralId> ids;
    for (const auto& family : families) ids.push_back(family.referral);
    for (const auto& found : store::find_referrals(db, {call.actor.area, call.actor.account}, ids)) {
        const auto family = std::ranges::find(families, found.id, &FamilyNear::referral);
        if (family != families.end()) family->reference = found.reference;
    }
}

std::optional<Response> show(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    const auto& work = *std::any_cast<const Carried&>(carried);
    std::optional<Trial> trial;
    if (work.trial) trial = *work.trial;
    if (trial) add_references(call, *db, trial->near_by);
    const WhatIf what_if{work.before, work.after, work.faults, trial ? &*trial : nullptr};
    return page(call, "programs/what_if", what_if_view(call, what_if), work.faults.empty() ? 200 : 422);
}

// A charity's is counted with its test drives.
std::optional<Response> note(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& work = *std::any_cast<const Carried&>(carried);
    if (!work.may_begin() || !call.actor.is_charity()) return {};
    return count_trial(call, *db, {},
                       {call.now, call.actor.account, "program.what_if", to_text(work.before.id),
                        "{\"version\":" + std::to_string(work.before.version) + "}"});
}

std::optional<Response> gather_for_body(const Call& call, store::Reader* db, store::Writer*,
                                        std::any& carried)
{
    auto work = work_on(call, *db);
    if (!work) return work.error();
    auto after = sent_program(call);
    if (!after) return refusal_response(call, after.error());
    after->id = work->before.id;
    after->organization = work->before.organization;
    after->record = work->before.record;
    work->after = *std::move(after);
    work->asked = true;
    auto response = under_way(call, *work);
    carried = std::make_shared<Work>(*std::move(work));
    return response;
}

std::optional<Response> try_body(const Call& call, store::Reader*, store::Writer*, std::any& carried)
{
    auto& work = *std::any_cast<const Carried&>(carried);
    if (!work.trial)
        if (auto response = try_for_a_while(call, work)) return response;
    return json_response(200, trial_json(call, work.before, *work.trial).dump());
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

std::optional<Trial> tried(const TrialAsked& asked, const matching::Progress& progress)
{
    const auto &before = asked.before, &after = asked.after;
    const auto& families = *asked.families;
    const int parts = asked.actor.is_officer() ? 3 : 2; // looks over the families
    const auto part = [&](int at) {
        matching::Progress one;
        one.tell = [=, &progress](int permille) { return progress.goes_on((at * 1000 + permille) / parts); };
        return one;
    };
    const auto smallest = std::max(smallest_told(before), smallest_told(after));
    const auto impact = matching::what_if(families, before, after, part(0), 0, asked.secret);
    if (!impact) return {};
    Trial trial{families.ground().as_of,
                told(*impact, smallest, asked.secret),
                warnings_of(after, &families, part(1)),
                {}};
    if (!part(1).goes_on(1000)) return {};
    if (!asked.actor.is_officer()) return trial;
    const auto own = within(families, asked.actor.area);
    const auto near = matching::what_if(own, before, after, part(2), kMostNamed);
    if (!near) return {};
    for (const auto& moved : near->moved)
        trial.near_by.push_back(
            {own.families()[moved.family.value].referral, "", moved.what, moved.before, moved.after});
    return trial;
}

std::optional<Trial> test_driven(const TrialAsked& asked, const matching::Progress& progress)
{
    auto drive =
        driven({*asked.families, asked.closed.value(), asked.before, asked.after, asked.secret}, progress);
    if (!drive) return {};
    return Trial{asked.families->ground().as_of, {}, {}, {}, std::move(drive)};
}

const Steps kWhatIfPage{
    {{LaneName::read, gather}, {LaneName::write, note}, {LaneName::work, try_typed}, {LaneName::read, show}}};
const Steps kWhatIf{{{LaneName::read, gather_for_body}, {LaneName::write, note}, {LaneName::work, try_body}}};

} // namespace server::programs
