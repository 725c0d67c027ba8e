#include "tests/bench/attendance.hpp"
#include "models/store/accounts.hpp"
#include "models/store/attendance.hpp"
#include "models/store/offers.hpp"
#include "models/store/programs.hpp"
#include "tests/bench/crowd.hpp"
#include <nlohmann/json.hpp>

namespace bench {

using namespace models;

namespace {

constexpr std::size_t kChildren = 40, kSessions = 1'000;
constexpr auto kLogin = "charity-nayong";

// Sessions of today and forty seated children, in one database. Each submission is for the next session;
// whoever has been through all of them corrects the first again.
struct Sheet {
    std::string session_token, csrf;
    SiteId site;
    std::vector<SiteSessionId> sessions;
    AccountId by;
    std::vector<OfferId> children;
    SiteSessionId session(std::size_t turn) const { return sessions[turn % sessions.size()]; }
    std::size_t number(std::size_t turn) const { return turn / sessions.size(); } // of the sheet before
    // The opposite of the sheet before: forty entries each.
    Mark mark(std::size_t turn) const { return number(turn) % 2 == 0 ? Mark::present : Mark::absent; }
};

// More of them beside those the demo has enrolled.
void seat_forty(store::Writer& db, const store::SitePlace& place, Time now, Sheet& sheet)
{
    const auto seated = store::seated_at(db, place.program, place.site.code, now, now);
    if (seated.empty()) throw std::runtime_error("The demo's playground is empty.");
    for (const auto& row : seated) sheet.children.push_back(row.id);
    while (sheet.children.size() < kChildren) {
        auto row = seated.front();
        row.id = store::insert_offer(db, row);
        row.version = 1;
        if (!store::save_offer(db, row)) throw std::runtime_error("A child could not be seated.");
        sheet.children.push_back(row.id);
    }
    sheet.children.resize(kChildren);
}

Sheet make_sheet(const Site& at, Time now)
{
    const auto vault = store::Vault::open_or_make(at.folder / "key");
    store::Connection connection(at.url, store::Connection::Access::write, vault);
    connection.lease_process_number();
    connection.begin();
    Sheet sheet;
    {
        store::Writer db(connection);
        const auto who = store::find_account(db, kLogin).value().actor;
        const auto place = store::sites_of(db, who.organization).front();
        sheet.by = who.account;
        sheet.site = place.site.id;
        sheet.session_token = store::random_token();
        store::insert_session(db, sheet.session_token, who.account, now);
        sheet.csrf = vault->csrf_token(vault->session_hash(sheet.session_token));
        seat_forty(db, place, now, sheet);
        for (std::size_t minute = 0; minute < kSessions; ++minute)
            sheet.sessions.push_back(store::insert_site_session(db, {.site = place.site.id,
                                                                     .on = day_of(now),
                                                                     .hours = {static_cast<int>(minute),
                                                                               static_cast<int>(minute) + 1},
                                                                     .kind = SessionKind::heritage,
                                                                     .state = SessionState::planned})
                                         .value());
        db.keep();
    }
    connection.commit();
    return sheet;
}

std::string form_of(const Sheet& sheet, std::size_t turn)
{
    std::string form = "csrf=" + sheet.csrf + "&once=" + store::random_token(16) +
                       "&sheet=" + std::to_string(sheet.number(turn));
    for (const auto child : sheet.children)
        form += "&mark_" + to_text(child) + "=" + std::string(name_of(sheet.mark(turn)));
    return form;
}

std::string request_of(const Sheet& sheet, std::uint16_t port, std::size_t turn)
{
    const auto form = form_of(sheet, turn);
    return "POST /sites/" + to_text(sheet.site) + "/sessions/" + to_text(sheet.session(turn)) +
           " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
           "\r\nCookie: parasol=" + sheet.session_token +
           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(form.size()) + "\r\n\r\n" + form;
}

Sample submit(const Serving& server, const Sheet& sheet, std::chrono::milliseconds time, std::size_t& turn,
              Section& section)
{
    const auto until = Clock::now() + time;
    std::string request;
    auto tally = ask_together(server.port(), 1, 303, [&](std::size_t) -> const std::string* {
        if (Clock::now() >= until) return nullptr;
        request = request_of(sheet, server.port(), turn++);
        return &request;
    });
    if (!tally.refusal.empty()) section.faults.push_back("Attendance was refused: " + tally.refusal);
    return sample_of(std::move(tally.microseconds), tally.seconds);
}

Sample write_plainly(store::Connection& connection, const Sheet& sheet, std::chrono::milliseconds time,
                     std::size_t& turn)
{
    std::vector<double> times;
    const auto began = Clock::now();
    for (auto now = began; now < began + time;) {
        connection.begin();
        {
            store::Writer db(connection);
            auto row = store::find_site_session(db, sheet.site, sheet.session(turn)).value();
            row.state = SessionState::held;
            ++row.sheet;
            if (store::save_site_session(db, row) != store::SaveSiteSession::saved)
                throw std::runtime_error("A plain sheet was refused.");
            for (const auto child : sheet.children)
                store::insert_attendance(db, {row.id, child, row.sheet, sheet.mark(turn), sheet.by, Time{}});
            db.keep();
        }
        connection.commit();
        ++turn;
        times.push_back(microseconds_since(now));
        now = Clock::now();
    }
    return sample_of(std::move(times), std::chrono::duration<double>(Clock::now() - began).count());
}

std::size_t entries_in(store::Connection& connection, const Sheet& sheet)
{
    store::Reader db(connection);
    std::size_t entries = 0;
    for (const auto session : sheet.sessions) entries += store::attendance_of(db, session).size();
    return entries;
}

void check(Section& section, const std::string& name, const Site& at, const Sheet& sheet, std::size_t turns)
{
    const auto vault = store::Vault::open_or_make(at.folder / "key");
    store::Connection connection(at.url, store::Connection::Access::read, vault);
    const auto there = entries_in(connection, sheet);
    if (there != turns * kChildren)
        section.faults.push_back(name + ": " + std::to_string(turns) + " sheets of 40 were told as saved, " +
                                 std::to_string(there) + " entries are in the database");
}

} // namespace

Section measure_attendance(const DemoData& data, const Site& fresh, const Wishes& wishes)
{
    auto result = section("attendance", "Forty children marked in one submission · 一次提交 40 人点名");
    const auto served = data.copy_site(fresh, "attendance"),
               plain = data.copy_site(fresh, "attendance-plain");
    const auto sheet = make_sheet(served, data.now()), plain_sheet = make_sheet(plain, data.now());
    std::size_t turns = 0, plain_turns = 0;
    std::vector<Measured> measured;
    {
        Serving server(served);
        store::Connection bare(plain.url, store::Connection::Access::write,
                               store::Vault::open_or_make(plain.folder / "key"));
        bare.lease_process_number();
        measured = in_rounds({{"Parasol over HTTP, a caseworker's form",
                               [&] { return submit(server, sheet, wishes.round, turns, result); }},
                              {"plain SQLite: the same rows, a transaction a sheet",
                               [&] { return write_plainly(bare, plain_sheet, wishes.round, plain_turns); }}},
                             wishes.rounds);
        server.stop();
    }
    result.notes = {
        "One client; every submission writes forty entries: first sheets of 1,000 sessions, then "
        "corrections.",
        "Parasol checks the roll of the day and whom somebody else has marked since, and writes the log and "
        "the form's token in the same transaction; plain: the session and the forty entries alone."};
    *result.figures = {{"children", kChildren}, {"rows", nlohmann::json::array()}};
    show_beside(result, "sheets a second", measured);
    check(result, "Parasol", served, sheet, turns);
    check(result, "plain SQLite", plain, plain_sheet, plain_turns);
    return result;
}

} // namespace bench
