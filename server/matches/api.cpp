#include "models/store/audit.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/matches/match_json.hpp"
#include "server/matches/past_day.hpp"
#include "server/matches/routes.hpp"
#include "server/programs/words.hpp"
#include <any>
#include <nlohmann/json.hpp>

namespace server::matches {

using nlohmann::json;
using namespace models;

namespace {

using Carried = std::any;
using MaybeResponse = std::optional<Response>;

// What goes from lane to lane: the programs, then the family.
struct FamilyWork {
    std::shared_ptr<const matching::Snapshot> programs;
    matching::Family family;
    PageWish wish;
    std::optional<Time> then; // the end of the past day that is asked for
};

Response page_of_matches(const Call& call, const FamilyWork& work)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto found = find_programs(*work.programs, work.family);
    const Span span{static_cast<std::size_t>(work.wish.after), static_cast<std::size_t>(work.wish.limit)};
    auto value = matches_json({words, found}, span);
    value["referral"] = work.family.referral ? json(to_text(work.family.referral)) : json();
    const auto last = span.first + span.count;
    const auto next = last < found.candidates.size() ? static_cast<std::int64_t>(last) : 0;
    return list_response(call, std::move(value), next);
}

MaybeResponse take_programs(const Call& call, store::Reader* db, store::Writer*, Carried& carried)
{
    if (auto refusal = refuse_other_filters(call, {"as_of"})) return refusal_response(call, *refusal);
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto then = past_day(call);
    if (!then) return refusal_response(call, then.error());
    carried = FamilyWork{programs_on(call, *db, *then), {}, *wish, *then};
    return {};
}

// The family's facts are read for this answer alone, and the log tells it.
MaybeResponse take_family(const Call& call, store::Reader*, store::Writer* db, Carried& carried)
{
    const auto id = parse_id<ReferralId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto found = referrals::find_case(*db, call.actor, *id);
    if (!found) return refusal_response(call, found.error());
    auto work = std::any_cast<FamilyWork>(carried);
    auto family = family_on(*db, *found, work.then);
    if (!family) return refusal_response(call, family.error());
    store::append_audit(
        *db, {call.now, call.actor.account, "referral.matched", to_text(*id), past_day_facts(work.then)});
    work.family = *std::move(family);
    carried = std::move(work);
    return {};
}

MaybeResponse answer(const Call& call, store::Reader*, store::Writer*, Carried& carried)
{
    return page_of_matches(call, std::any_cast<const FamilyWork&>(carried));
}

// A score is a computation, no list: the whole ranking at once, nothing kept.
MaybeResponse take_programs_to_score(const Call& call, store::Reader* db, store::Writer*, Carried& carried)
{
    carried = FamilyWork{programs_on(call, *db, {}), {}, {}, {}};
    return {};
}

MaybeResponse score(const Call& call, store::Reader*, store::Writer*, Carried& carried)
{
    const auto body = read_json(call.body);
    if (!body) return refusal_response(call, body.error());
    const auto told = read_referral(*body, call.library->need_types, *call.library->divisions, call.now,
                                    std::string(name_of(call.actor.role)));
    if (!told) return refusal_response(call, told.error());
    const auto& work = std::any_cast<const FamilyWork&>(carried);
    const auto words = programs::words_of(*call.library, call.language);
    const auto found = find_programs(*work.programs, family_of(*told, call.now));
    auto value = matches_json({words, found}, {0, found.candidates.size()});
    value["referral"] = nullptr;
    value["next"] = nullptr;
    return json_response(200, value.dump());
}

} // namespace

const Steps kReferralMatches{
    {{LaneName::read, take_programs}, {LaneName::write, take_family}, {LaneName::work, answer}}};

const Steps kScore{{{LaneName::read, take_programs_to_score}, {LaneName::work, score}}};

} // namespace server::matches
