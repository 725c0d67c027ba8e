#include "models/store/audit.hpp"
#include "server/html/page.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/reading.hpp"
#include "server/rounds/routes.hpp"
#include "server/rounds/views.hpp"
#include <nlohmann/json.hpp>

namespace server::rounds {

using nlohmann::json;
using namespace models;

namespace {

constexpr int kFirstAwards = 6, kFirstOthers = 3;

// References alone: names stay sealed.
std::vector<std::string> references_of(store::Reader& db, const Call& call, const Differences& differences)
{
    std::vector<std::string> references;
    for (const auto id : differences.referrals)
        if (const auto referral = store::find_referral(db, {call.actor.area, call.actor.account}, id))
            references.push_back(referral->reference);
    return references;
}

Response result_page(const Call& call, store::Reader& db, const AllocationRound& round,
                     const Differences& differences, int status)
{
    const auto all = call.library->catalog->current(db);
    const auto within = families_of(call.actor, round);
    const auto result = read_result(store::find_round_texts(db, round.id).result);
    const auto awards = store::list_round_awards(db, round.id, within, 0, kFirstAwards);
    const auto others = store::list_families_without(db, round.id, within, 0, kFirstOthers);
    const auto programs = store::list_round_programs(db, round.id);
    const auto shares = store::shares_of_round(db, round.id);
    const auto references = references_of(db, call, differences);
    return page(
        call, "rounds/show",
        show_view(call, {round, result, awards, others, programs, shares, *all, differences, references}),
        status);
}

// The families of the own area alone: no sums of others'.
Response own_families_page(const Call& call, store::Reader& db, const AllocationRound& round)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto all = call.library->catalog->current(db);
    auto view = head_view(call, round);
    for (const auto* other : {"awards_count", "id"}) view.erase(other);
    view["page_title"] = round.name;
    const auto awards = store::list_round_awards(db, round.id, call.actor.area, 0, 100);
    const auto others = store::list_families_without(db, round.id, call.actor.area, 0, 100);
    view["no_awards"] = awards.empty();
    view["some_awards"] = json::array();
    if (!awards.empty())
        view["some_awards"] = json::array({{{"rows", awards_view(words, call, awards, *all)}}});
    view["some_others"] = json::array();
    if (!others.empty())
        view["some_others"] = json::array({{{"rows", others_view(words, call, others, *all)}}});
    return page(call, "rounds/own", view);
}

Response shown(const Call& call, store::Writer& db, const AllocationRound& round,
               const Differences& differences = {}, int status = 200)
{
    if (!has_result(round)) return page(call, "rounds/progress", under_way_view(call, round), status);
    if (call.actor.role == Role::charity)
        return page(call, "rounds/counts",
                    counts_view(call, round, store::shares_of_round(db, round.id),
                                *call.library->catalog->current(db)));
    store::append_audit(db, {call.now, call.actor.account, "round.seen", to_text(round.id), ""});
    if (!may_run(call.actor, round)) return own_families_page(call, db, round);
    return result_page(call, db, round, differences, status);
}

RoundWish wish_in(const Form& form)
{
    RoundWish wish{.name = form.text("name"),
                   .area = {},
                   .programs = {},
                   .seed = form.text("seed"),
                   .slowly = form.has("slowly")};
    if (const auto area = parse_area(form.text("area"))) wish.area = *area;
    for (const auto& text : form.all("programs"))
        wish.programs.push_back(parse_id<ProgramId>(text).value_or(ProgramId{}));
    return wish;
}

Response form_page(const Call& call, store::Reader& db, const RoundWish& wish,
                   const std::vector<Fault>& faults, int status)
{
    const auto all = call.library->catalog->current(db);
    return page(call, "rounds/new", new_view(call, *all, wish, faults), status);
}

// A list of the round's families, page by page.
using Rows = json (*)(const Call&, store::Reader&, const AllocationRound&, const PageWish&,
                      std::int64_t& next);
Response list_page(const Call& call, store::Writer& db, const char* name, Rows rows)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto round = round_in_path(call, db);
    if (!round || !has_result(*round)) return not_found(call);
    store::append_audit(db, {call.now, call.actor.account, "round.seen", to_text(round->id), ""});
    auto view = head_view(call, *round);
    view.erase("awards_count");
    std::int64_t next = 0;
    auto list = rows(call, db, *round, *wish, next);
    view["none"] = list.empty();
    view["some"] = list.empty() ? json::array() : json::array({{{"rows", std::move(list)}}});
    view["next"] = next == 0 ? json::array() : json::array({{{"href", next_page_of(call, next)}}});
    return page(call, name, view);
}

} // namespace

// GET /rounds
Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    auto rows = rounds_of(db, call.actor, {wish->after}, wish->limit + 1);
    const bool more = rows.size() > static_cast<std::size_t>(wish->limit);
    if (more) rows.pop_back();
    return page(call, "rounds/list", list_view(call, {rows, more ? rows.back().id.value : 0}));
}

// GET /rounds/new
Response new_form(const Call& call, store::Reader& db) { return form_page(call, db, {}, {}, 200); }

// POST /rounds
Response open(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto wish = wish_in(call.form);
        const auto id = open_round({db, call.actor, *call.library, call.now}, wish);
        if (id) return see_other("/rounds/" + to_text(*id));
        return form_page(call, db, wish, id.error().faults, status_for(id.error().reason, false));
    });
}

// GET /rounds/{id}
Response show(const Call& call, store::Writer& db)
{
    const auto round = round_in_path(call, db);
    return round ? shown(call, db, *round) : not_found(call);
}

// GET /rounds/{id}/awards
Response awards(const Call& call, store::Writer& db)
{
    return list_page(call, db, "rounds/awards",
                     [](const Call& asked, store::Reader& reader, const AllocationRound& round,
                        const PageWish& wish, std::int64_t& next) {
                         const auto part = awards_part(reader, asked.actor, round, wish);
                         next = part.next;
                         return awards_view(programs::words_of(*asked.library, asked.language), asked,
                                            part.rows, *asked.library->catalog->current(reader));
                     });
}

// GET /rounds/{id}/others
Response others(const Call& call, store::Writer& db)
{
    return list_page(call, db, "rounds/others",
                     [](const Call& asked, store::Reader& reader, const AllocationRound& round,
                        const PageWish& wish, std::int64_t& next) {
                         const auto part = others_part(reader, asked.actor, round, wish);
                         next = part.next;
                         return others_view(programs::words_of(*asked.library, asked.language), asked,
                                            part.rows, *asked.library->catalog->current(reader));
                     });
}

// POST /rounds/{id}/cancel
Response cancel(const Call& call, store::Writer& db)
{
    const auto round = round_in_path(call, db);
    if (!round) return not_found(call);
    const auto ended = cancel_round({db, call.actor, *call.library, call.now}, round->id);
    if (!ended && ended.error().reason != Reason::wrong_state) return refusal_response(call, ended.error());
    return see_other("/rounds/" + to_text(round->id)); // it may have ended meanwhile: its page says so
}

// POST /rounds/{id}/approve; what is other than it was is shown, and nothing is written.
Response approve(const Call& call, store::Writer& db)
{
    const auto round = round_in_path(call, db);
    if (!round) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        const SeenRound seen{round->id, call.form.integer("version").value_or(0)};
        const auto approved = approve_round({db, call.actor, *call.library, call.now}, seen);
        if (approved) return see_other("/rounds/" + to_text(round->id));
        const auto differences = differences_of(db, *round, call.now);
        const bool changed = approved.error().faults.front().key == "error.round.changed";
        if (!changed) return refusal_response(call, approved.error());
        return shown(call, db, *round, differences, 409);
    });
}

// POST /rounds/{id}/discard
Response discard(const Call& call, store::Writer& db)
{
    const auto round = round_in_path(call, db);
    if (!round) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        const SeenRound seen{round->id, call.form.integer("version").value_or(0)};
        const auto discarded = discard_round({db, call.actor, *call.library, call.now}, seen);
        if (!discarded) return refusal_response(call, discarded.error());
        return see_other("/rounds/" + to_text(round->id));
    });
}

// POST /rounds/{id}/again: a new round with the same programs.
Response again(const Call& call, store::Writer& db)
{
    const auto round = round_in_path(call, db);
    if (!round) return not_found(call);
    return run_once(call, db, [&]() -> Response {
        RoundWish wish{round->name, round->area, {}, round->seed, false};
        for (const auto& row : store::list_round_programs(db, round->id))
            wish.programs.push_back(row.program);
        const auto id = open_round({db, call.actor, *call.library, call.now}, wish);
        if (!id) return refusal_response(call, id.error());
        return see_other("/rounds/" + to_text(*id));
    });
}

} // namespace server::rounds
