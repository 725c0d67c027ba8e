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

constexpr int kFirstAwards = 6, kFirstOthers = 3, kFirstOwn = 100;

// References alone: names stay sealed.
std::vector<std::string> references_of(store::Reader& db, const Call& call, const Differences& differences)
{
    std::vector<std::string> references;
    for (const auto id : differences.referrals)
        if (const auto referral = store::find_referral(db, {call.actor.area, call.actor.account}, id))
            references.push_back(referral->reference);
    return references;
}

// The families of the own area alone: no sums of others'. Nor any of a round that an older Parasol worked
// out.
Response own_families_page(const Call& call, store::Reader& db, const AllocationRound& round)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto all = call.library->catalog->current(db);
    auto view = head_view(call, round);
    view.erase("awards_count");
    view["page_title"] = round.name;
    view["pay"] = pay_view(call, round);
    std::vector<store::RoundAwardRow> awards;
    std::vector<store::RoundFamilyRow> others;
    if (call.actor.is_officer()) {
        awards = store::list_round_awards(db, round.id, call.actor.area, 0, kFirstOwn);
        others = store::list_families_without(db, round.id, call.actor.area, 0, kFirstOwn);
    }
    view["no_awards"] = awards.empty() && call.actor.is_officer();
    view["some_awards"] = json::array();
    if (!awards.empty())
        view["some_awards"] = json::array({{{"rows", awards_view(words, call, awards, *all)}}});
    view["some_others"] = json::array();
    if (!others.empty())
        view["some_others"] = json::array({{{"rows", others_view(words, call, others, *all)}}});
    return page(call, "rounds/own", view);
}

Response result_page(const Call& call, store::Reader& db, const AllocationRound& round,
                     const Differences& differences, bool refused)
{
    const auto status = refused ? status_for(Reason::wrong_state, false) : 200;
    const auto written = store::find_round_texts(db, round.id).result;
    if (written.empty()) {
        auto shown = own_families_page(call, db, round);
        shown.status = status;
        return shown;
    }
    const auto all = call.library->catalog->current(db);
    const auto within = families_of(call.actor, round);
    const auto result = read_result(written);
    const auto awards = store::list_round_awards(db, round.id, within, 0, kFirstAwards);
    const auto others = store::list_families_without(db, round.id, within, 0, kFirstOthers);
    const auto programs = store::list_round_programs(db, round.id);
    const auto shares = store::shares_of_round(db, round.id);
    const auto references = references_of(db, call, differences);
    return page(call, "rounds/show",
                show_view(call, {round, result, awards, others, programs, shares, *all, differences, refused,
                                 references}),
                status);
}

// Nobody's family is on it: how far it is, or the counts of a charity or an analyst.
std::optional<Response> page_without_families(const Call& call, store::Reader& db,
                                              const AllocationRound& round)
{
    if (!has_result(round)) return page(call, "rounds/progress", under_way_view(call, round));
    if (!sees_counts_alone(call.actor)) return {};
    const auto all = call.library->catalog->current(db);
    return page(call, "rounds/counts", counts_view(call, round, store::shares_of_round(db, round.id), *all));
}

WantedRound with_families(const Call& call, store::Reader& db)
{
    auto round = round_in_path(call, db);
    if (!round) return std::unexpected(not_found(call));
    if (auto without = page_without_families(call, db, *round)) return std::unexpected(*std::move(without));
    return *std::move(round);
}

Response families_page(const Call& call, store::Reader& db, const AllocationRound& round)
{
    if (!may_run(call.actor, round)) return own_families_page(call, db, round);
    Differences differences;
    if (round.state == RoundState::proposed) differences.programs = changed_programs(db, round);
    return result_page(call, db, round, differences, false);
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
template <class Part, class View>
Response list_page(const Call& call, store::Reader& db, const AllocationRound& round, const char* name,
                   Part part, View rows_view)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto list = part(db, call.actor, round, page_wish(call).value());
    auto view = head_view(call, round);
    view.erase("awards_count");
    view["none"] = list.rows.empty();
    view["some"] = json::array();
    if (!list.rows.empty())
        view["some"].push_back(
            {{"rows", rows_view(words, call, list.rows, *call.library->catalog->current(db))}});
    view["next"] = json::array();
    if (list.next != 0) view["next"].push_back({{"href", next_page_of(call, list.next)}});
    return page(call, name, view);
}

Response awards_page(const Call& call, store::Reader& db, const AllocationRound& round)
{
    return list_page(call, db, round, "rounds/awards", awards_part, awards_view);
}

Response others_page(const Call& call, store::Reader& db, const AllocationRound& round)
{
    return list_page(call, db, round, "rounds/others", others_part, others_view);
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
const Steps kShow = told_first("round.seen", with_families, families_page);

// GET /rounds/{id}/awards
const Steps kAwards = told_first("round.seen", with_result, awards_page);

// GET /rounds/{id}/others
const Steps kOthers = told_first("round.seen", with_result, others_page);

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
        const bool changed = approved.error().faults.front().key == "error.round.changed";
        if (!changed) return refusal_response(call, approved.error());
        return result_page(call, db, *round, differences_of(db, *round, call.now), true);
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
