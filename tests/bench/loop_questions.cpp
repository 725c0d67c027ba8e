#include "tests/bench/loop_questions.hpp"
#include "models/store/offers.hpp"
#include "models/store/seal.hpp"
#include "server/http/decode.hpp"
#include "tests/bench/crowd.hpp"
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace bench {

using namespace models;
using Clock = std::chrono::steady_clock;
using store::OfferBox;

namespace {

constexpr int kPage = 20; // rows of a page
constexpr auto kMark = "HELPED-";

// Asks for one after the other, one client alone or several.
Sample ask_in_turn(const Serving& server, const std::vector<std::string>& requests, std::size_t clients,
                   std::chrono::milliseconds time, const Heard& heard, Section& section)
{
    const auto until = Clock::now() + time;
    std::size_t next = 0;
    auto tally = ask_together(
        server.port(), clients, 200,
        [&](std::size_t) { return Clock::now() < until ? &requests[next++ % requests.size()] : nullptr; },
        heard);
    if (!tally.refusal.empty())
        section.faults.push_back("A question was refused: " + tally.refusal.substr(0, 200));
    return sample_of(std::move(tally.microseconds), tally.seconds);
}

// A statement again and again in a picture of its own.
template <class Ask> Sample keep_reading(const LoopSite& loop, std::chrono::milliseconds time, Ask ask)
{
    const auto vault = store::Vault::open_or_make(loop.site.folder / "key");
    store::Connection connection(loop.site.url, store::Connection::Access::read, vault);
    std::vector<double> times;
    const auto began = Clock::now();
    for (std::size_t at = 0; Clock::now() < began + time; ++at) {
        const auto since = Clock::now();
        store::Reader db(connection);
        ask(db, at);
        times.push_back(microseconds_since(since));
    }
    return sample_of(std::move(times), microseconds_since(began) / 1e6);
}

// Pages of the box from places all over it.
std::vector<OfferId> places_in(const LoopSite& loop)
{
    constexpr int kPlaces = 50, kApart = 100;
    const auto vault = store::Vault::open_or_make(loop.site.folder / "key");
    store::Connection connection(loop.site.url, store::Connection::Access::read, vault);
    store::Reader db(connection);
    std::vector<OfferId> places{{}};
    while (std::ssize(places) < kPlaces) {
        const auto rows =
            store::list_offers(db, {{}, loop.organization}, OfferBox::to_answer, places.back(), kApart);
        if (rows.size() < kApart) break;
        places.push_back(rows.back().id);
    }
    return places;
}

std::string csrf_of(const Serving& server, const std::string& cookie)
{
    std::string token;
    const auto request = get_request("/duplicates", cookie);
    bool asked = false;
    ask_together(
        server.port(), 1, 200, [&](std::size_t) { return std::exchange(asked, true) ? nullptr : &request; },
        [&](std::size_t, std::string_view, std::string_view body) {
            constexpr std::string_view kName = "name=\"csrf\" value=\"";
            const auto at = body.find(kName);
            if (at == std::string_view::npos)
                throw std::runtime_error("The page of the question has no form.");
            token = body.substr(at + kName.size(), body.find('"', at + kName.size()) - at - kName.size());
        });
    return token;
}

struct Asked {
    std::string name;
    Measured alone, together, bare;
};

void show_asked(Section& section, const std::string& database, const std::vector<Asked>& all)
{
    for (const auto& [name, alone, together, bare] : all) {
        const auto times = ratio(alone, bare, &Sample::p99);
        const auto time = [](const Measured& of, double Sample::* figure) {
            return shown_time(of.spread(figure).median);
        };
        section.rows.push_back({name + ", " + database, shown(together.spread(&Sample::per_second)),
                                time(alone, &Sample::p50), time(alone, &Sample::p99),
                                time(bare, &Sample::p99), shown_times(times)});
        (*section.figures)["rows"].push_back({{"what", name},
                                              {"database", database},
                                              {"alone", json_of(alone)},
                                              {"together", json_of(together)},
                                              {"bare", json_of(bare)},
                                              {"alone_over_bare_p99", json_of(times)}});
    }
}

class Questions {
public:
    Questions(const Serving& server, const Wishes& wishes, Section& section)
        : server_(server), wishes_(wishes), section_(section)
    {
    }

    Asked ask(const std::string& name, const std::vector<std::string>& requests, const Heard& heard,
              const std::function<Sample()>& bare)
    {
        const auto clients = static_cast<std::size_t>(wishes_.clients);
        const auto with = [&](std::size_t count) {
            return
                [&, count] { return ask_in_turn(server_, requests, count, wishes_.round, heard, section_); };
        };
        auto measured =
            in_rounds({{"alone", with(1)}, {"together", with(clients)}, {"bare", bare}}, wishes_.rounds);
        return {name, std::move(measured[0]), std::move(measured[1]), std::move(measured[2])};
    }

private:
    const Serving& server_;
    const Wishes& wishes_;
    Section& section_;
};

std::vector<Asked> ask_inbox(Questions& questions, const LoopSite& loop, const Wishes& wishes)
{
    const auto places = places_in(loop);
    const auto bare = [&] {
        return keep_reading(loop, wishes.round, [&](store::Reader& db, std::size_t at) {
            store::list_offers(db, {{}, loop.organization}, OfferBox::to_answer, places[at % places.size()],
                               kPage + 1);
        });
    };
    const auto of = [&](const std::string& path, const std::string& credentials) {
        std::vector<std::string> requests;
        for (const auto place : places)
            requests.push_back(get_request(
                path + "?box=to_answer" + (place ? "&after=" + to_text(place) : ""), credentials));
        return requests;
    };
    return {questions.ask("inbox, page", of("/offers", "Cookie: parasol=" + loop.charity_session + "\r\n"),
                          {}, bare),
            questions.ask("inbox, API",
                          of("/api/v1/offers", "Authorization: Bearer " + loop.charity_token + "\r\n"), {},
                          bare)};
}

// Somebody who was helped, and somebody who was not, in turn; the answer must say so.
std::vector<Asked> ask_help(Questions& questions, const Serving& server, const LoopSite& loop,
                            const std::vector<std::string>& helped, const Wishes& wishes, Section& section)
{
    const auto cookie = "Cookie: parasol=" + loop.county_session + "\r\n";
    const auto csrf = csrf_of(server, cookie);
    const auto form = [&](const std::string& people) {
        return form_request("/duplicates", cookie,
                            "csrf=" + server::percent_encoded(csrf) + "&need=" + kAskedNeed +
                                "&people=" + people);
    };
    std::vector<std::string> known, unknown, many;
    for (const auto& number : helped) known.push_back(form(number));
    for (std::size_t i = 0; i < helped.size(); ++i) unknown.push_back(form(id_number_of(1'000'000 + i)));
    constexpr std::size_t kMost = 100;
    std::string list;
    for (std::size_t i = 0; i < kMost; ++i)
        list += (i % 2 == 0 ? helped[i % helped.size()] : id_number_of(1'000'000 + i)) + "%0A";
    many.push_back(form(list));

    const auto says = [&](bool yes) {
        return [&section, yes](std::size_t, std::string_view, std::string_view body) {
            if ((body.find(kMark) != std::string_view::npos) != yes && section.faults.empty())
                section.faults.push_back(yes ? "Somebody who was helped was not found."
                                             : "Somebody was found who was never helped.");
        };
    };
    const auto bare = [&](std::size_t at_once, bool helped_ones) {
        return [&, at_once, helped_ones] {
            return keep_reading(loop, wishes.round, [&](store::Reader& db, std::size_t at) {
                for (std::size_t i = 0; i < at_once; ++i) {
                    const auto number =
                        helped_ones ? helped[(at + i) % helped.size()] : id_number_of(1'000'000 + at);
                    store::offers_of_person(db, db.vault().blind_index(number), kAskedNeed);
                }
            });
        };
    };
    return {questions.ask("helped already? yes", known, says(true), bare(1, true)),
            questions.ask("helped already? no", unknown, says(false), bare(1, false)),
            questions.ask("helped already? 100 at once", many, says(true), bare(kMost, true))};
}

} // namespace

void measure_questions(const Serving& server, const LoopSite& loop, const std::vector<std::string>& helped,
                       const std::string& database, const Wishes& wishes, Section& section)
{
    Questions questions(server, wishes, section);
    show_asked(section, database, ask_inbox(questions, loop, wishes));
    show_asked(section, database, ask_help(questions, server, loop, helped, wishes, section));
}

} // namespace bench
