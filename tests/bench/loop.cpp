#include "tests/bench/loop.hpp"
#include "tests/bench/loop_moves.hpp"
#include "tests/bench/loop_questions.hpp"
#include "tests/bench/plain_moves.hpp"
#include <nlohmann/json.hpp>

namespace bench {

using Connections = PlainMoves::Connections;

namespace {

// As many as a round can use up.
std::size_t families_for(const Wishes& wishes)
{
    constexpr std::size_t kASecond = 150;
    return std::max<std::size_t>(static_cast<std::size_t>(wishes.clients),
                                 kASecond * static_cast<std::size_t>(wishes.round.count()) / 1'000);
}

std::size_t number_of_rounds(const Wishes& wishes)
{
    return static_cast<std::size_t>(wishes.rounds > 1 ? wishes.rounds + 1 : 1);
}

// The families of one round after the other.
class InTurns {
public:
    InTurns(const LoopSite& loop, std::size_t each, std::size_t from) : loop_(loop), each_(each), at_(from) {}
    std::span<const LoopFamily> next()
    {
        const std::span all(loop_.families);
        const auto from = std::min(at_, all.size());
        at_ += each_;
        return all.subspan(from, std::min(each_, all.size() - from));
    }

private:
    const LoopSite& loop_;
    std::size_t each_, at_;
};

void check_fulfilled(Section& section, const LoopSite& loop, const std::string& database, std::size_t moves)
{
    const auto there = count_offers(loop.site, "state = 'fulfilled' AND reference LIKE 'ZJ-520324-%' AND "
                                               "organization_id = " +
                                                   models::to_text(loop.organization));
    if (there * static_cast<std::int64_t>(kMovesOfAnOffer) != static_cast<std::int64_t>(moves))
        section.faults.push_back(database + ": " + std::to_string(moves) + " moves were answered, " +
                                 std::to_string(there) + " offers are fulfilled");
}

void show_moves(Section& section, const std::string& database, const std::vector<Measured>& measured)
{
    const auto times = ratio(measured[0], measured[1], &Sample::per_second);
    for (const auto& row : measured) {
        section.rows.push_back({row.name, shown(row.spread(&Sample::per_second)),
                                shown_time(row.spread(&Sample::p50).median),
                                shown_time(row.spread(&Sample::p99).median), "",
                                &row == &measured[0] ? shown_times(times) : ""});
        auto figures = json_of(row);
        figures["what"] = row.name;
        figures["database"] = database;
        (*section.figures)["rows"].push_back(figures);
    }
    (*section.figures)["moves_over_plain_" + database] = json_of(times);
}

// Parasol's moves, and the plain ones in a copy of the same database.
void measure_loop_moves(const LoopSite& loop, const LoopSite& plain_site, const std::string& database,
                        const Wishes& wishes, Section& section)
{
    const auto clients = static_cast<std::size_t>(wishes.clients);
    const auto each = families_for(wishes);
    const bool one_file = loop.site.url.starts_with("sqlite:");
    const bool apart =
        loop.site.url != plain_site.site.url; // else the second half of the families is the plain ones'
    InTurns ours(loop, each, 0), theirs(plain_site, each, apart ? 0 : each * number_of_rounds(wishes));
    Serving server(loop.site);
    PlainMoves plain(plain_site, clients, one_file ? Connections::one_for_all : Connections::one_each);
    std::size_t moved = 0;
    const auto measured = in_rounds({{"offer … delivery over HTTP, " + database,
                                      [&] {
                                          return move_over_http(server.port(), loop, ours.next(), clients,
                                                                wishes.round, moved, section);
                                      }},
                                     {"the same in plain transactions, " + database,
                                      [&] { return plain.round(theirs.next(), wishes.round); }}},
                                    wishes.rounds);
    show_moves(section, database, measured);
    server.stop();
    const auto others = apart ? std::size_t{0} : static_cast<std::size_t>(plain.kept());
    check_fulfilled(section, loop, database, moved + others);
    if (apart)
        check_fulfilled(section, plain_site, "plain " + database, static_cast<std::size_t>(plain.kept()));
}

void measure_loop_in(const DemoData& data, const Site& site, const std::string& database,
                     const Wishes& wishes, Section& section)
{
    constexpr std::size_t kKnown = 500;
    const bool one_file = site.url.starts_with("sqlite:");
    const auto families = families_for(wishes) * number_of_rounds(wishes) * (one_file ? 1 : 2);
    const auto loop = make_loop(data, site, families);
    auto plain = loop;
    if (one_file) plain.site = data.copy_site(site, "loop-plain");
    measure_loop_moves(loop, plain, database, wishes, section);
    fill_inbox(loop, wishes.inbox);
    const auto helped = help_people(loop, wishes.people, std::min(kKnown, wishes.people));
    Serving server(loop.site);
    measure_questions(server, loop, helped, database, wishes, section);
    server.stop();
}

} // namespace

Section measure_loop(const DemoData& data, const Site& fresh, const Site* beside, const Wishes& wishes)
{
    auto result = section(
        "loop", "Offer, answer, delivery; inbox; helped already? · 对接、答复、落实；收件箱；重复帮扶");
    *result.figures = {{"clients", wishes.clients},
                       {"open_offers", wishes.inbox},
                       {"people", wishes.people},
                       {"rows", nlohmann::json::array()}};
    result.notes = {std::to_string(wishes.clients) +
                        " clients over the API, each with one offer after the other: offered, opened, "
                        "accepted, delivered, completed; one move is one request, on the disk.",
                    "plain: the store's statements of each move in a transaction of its own, without HTTP, "
                    "sign-in, rules, matching.",
                    std::to_string(wishes.inbox) + " offers wait in the inbox, pages from all over it; " +
                        std::to_string(wishes.people) + " people were helped. One client alone (p50, p99), " +
                        std::to_string(wishes.clients) + " together (a second); beside the one statement."};
    result.rows.push_back({"", "a second", "p50", "p99", "bare p99", "÷ bare"});
    measure_loop_in(data, data.copy_site(fresh, "loop"), "SQLite", wishes, result);
    if (beside) measure_loop_in(data, *beside, "PostgreSQL", wishes, result);
    return result;
}

} // namespace bench
