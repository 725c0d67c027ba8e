#include "server/sites/worries.hpp"
#include "models/identity.hpp"
#include "models/ladder.hpp"
#include "server/notices/notices.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;

namespace {

constexpr int kAtOnce = 100; // the rest waits for the next minute

std::vector<Fault> faults_of(const WorryTold& told)
{
    std::vector<Fault> faults;
    if (!told.kind) faults.push_back({"error.worry.kind", "/kind", {}});
    if (!told.urgent) faults.push_back({"error.worry.urgency", "/urgency", {}});
    if (told.text.empty()) faults.push_back({"error.worry.text", "/text", {}});
    if (count_characters(told.text) > kMostWorry) faults.push_back({"error.worry.long", "/text", {}});
    return faults;
}

std::span<const Rung> ladder_of(const Desk& desk, const WorryRow& row)
{
    return desk.library.ladders->of(Clock::worry, row.urgent ? "urgent" : "");
}

Time time_of_next(const Desk& desk, const WorryRow& row)
{
    const auto ladder = ladder_of(desk, row);
    const auto at = static_cast<std::size_t>(row.rung);
    return at < ladder.size() ? time_of(ladder[at], *desk.library.working_days, row.due_at) : row.due_at;
}

// Anew from now; rungs that lie behind are left out.
void start_clock(const Desk& desk, WorryRow& row)
{
    row.due_at = row.urgent ? desk.now + kUrgentWorry : due_after(desk, kWorryDays);
    row.rung = 0;
    const auto ladder = ladder_of(desk, row);
    while (std::cmp_less(row.rung, ladder.size()) && time_of_next(desk, row) <= desk.now) ++row.rung;
    row.next_at = time_of_next(desk, row);
}

// By the number of the offer alone: never what happened.
void tell(const Desk& desk, const std::string& about, const WorryRow& row, const Office& to)
{
    notices::tell(desk, about, {store::NoticeNoun::offer, row.child.value, row.reference}, to, desk.now);
}

void tell_both(const Desk& desk, const std::string& about, const WorryRow& row, bool supervisor)
{
    tell(desk, about, row, notices::office_at(Side::township, row.village, supervisor));
    if (supervisor) tell(desk, about, row, notices::office_at(Side::county, row.village));
}

void write_move(const Desk& desk, const WorryRow& row, WorryAct act, const std::string& text)
{
    store::insert_worry_move(desk.db, {row.id, act, side_of(desk.actor), desk.actor.account, text, desk.now});
    audit(desk, "worry." + std::string(name_of(act)), to_text(row.id));
}

void climb(const Desk& desk, WorryRow row)
{
    const auto ladder = ladder_of(desk, row);
    while (std::cmp_less(row.rung, ladder.size()) && time_of_next(desk, row) <= desk.now) {
        tell_both(desk, "clock.worry", row, ladder[static_cast<std::size_t>(row.rung)].supervisor);
        ++row.rung;
    }
    row.next_at = row.due_at <= desk.now ? std::nullopt : std::optional(time_of_next(desk, row));
    if (!store::save_worry(desk.db, row)) throw std::runtime_error("a worry's clock could not be climbed");
}

} // namespace

store::WorryScope worry_scope(const Actor& actor)
{
    if (actor.is_charity()) return {{}, actor.organization};
    return {actor.area, {}};
}

Result<WorryId> raise_worry(const Desk& desk, const SitePlace& place, const OfferRow& child,
                            const WorryTold& told)
{
    if (!is_under_way(child.state)) return refuse(Reason::wrong_state, "error.site.child_left");
    if (auto faults = faults_of(told); !faults.empty()) return refuse(std::move(faults));
    WorryRow row{.child = child.id,
                 .site = place.site.id,
                 .kind = *told.kind,
                 .urgent = *told.urgent,
                 .state = find_move({}, WorryAct::raise)->to};
    start_clock(desk, row);
    const auto id = store::insert_worry(desk.db, row);
    row = store::find_worry(desk.db, worry_scope(desk.actor), id).value();
    write_move(desk, row, WorryAct::raise, told.text);
    tell(desk, row.urgent ? "worry.urgent" : "worry.raise", row,
         notices::office_at(Side::township, row.village));
    return id;
}

Result<WorryRow> find_worry(store::Reader& db, const Actor& actor, WorryId id)
{
    auto found = store::find_worry(db, worry_scope(actor), id);
    if (!found) return refuse(Reason::not_found, "error.worry.unknown");
    return *std::move(found);
}

std::vector<WorryAct> acts_now(const Actor& actor, const WorryRow& row)
{
    std::vector<WorryAct> acts;
    for (const auto& move : kWorryMoves)
        if (move.from == row.state && has_side(move.sides, side_of(actor))) acts.push_back(move.act);
    return acts;
}

Result<WorryRow> move_worry(const Desk& desk, WorryId id, std::int64_t seen, WorryAct act,
                            const std::string& text)
{
    auto row = find_worry(desk.db, desk.actor, id);
    if (!row) return row;
    if (row->version != seen) return refuse(Reason::stale, "error.worry.changed");
    const auto* move = find_move(row->state, act);
    if (!move) return refuse(Reason::wrong_state, "error.worry.now." + std::string(name_of(row->state)));
    if (!has_side(move->sides, side_of(desk.actor)))
        return refuse(Reason::forbidden, "error.worry.not_yours");
    if (move->text_required && text.empty()) return refuse({{"error.worry.text", "/text", {}}});
    if (count_characters(text) > kMostWorry) return refuse({{"error.worry.long", "/text", {}}});
    row->state = move->to;
    if (act == WorryAct::ask_again) start_clock(desk, *row);
    if (!waits_for_answer(row->state)) row->next_at.reset();
    if (!store::save_worry(desk.db, *row)) return refuse(Reason::stale, "error.worry.changed");
    ++row->version;
    write_move(desk, *row, act, text);
    if (act == WorryAct::answer) tell(desk, "worry.answer", *row, notices::office_of(row->organization));
    if (act == WorryAct::ask_again)
        tell(desk, "worry.raise", *row, notices::office_at(Side::township, row->village));
    return row;
}

void climb_worries(const Desk& desk)
{
    for (auto& row : store::worries_to_climb(desk.db, desk.now, kAtOnce)) climb(desk, std::move(row));
}

} // namespace server::sites
