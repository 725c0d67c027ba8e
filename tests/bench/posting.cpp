#include "tests/bench/posting.hpp"
#include "server/demo/referrals.hpp"
#include "server/formats/referral_json.hpp"
#include "tests/bench/crowd.hpp"
#include "tests/bench/plain_posts.hpp"
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace bench {

using namespace models;
using Clock = std::chrono::steady_clock;
using Connections = PlainPosts::Connections;

namespace {

// New families for one round: other people at every call, one after the other in each reporter's village.
class Families {
public:
    Families(const DemoData& data, const Site& site) : told_(data.now()), reporters_(site.reporters) {}

    std::vector<Posting> next(std::size_t count)
    {
        std::vector<Posting> postings;
        for (std::size_t i = 0; i < count; ++i) {
            const auto reporter = i % reporters_.size();
            postings.push_back({reporter, family_in(reporters_[reporter].actor.area)});
        }
        return postings;
    }

private:
    std::string family_in(Area village)
    {
        told_ -= std::chrono::milliseconds{1}; // by its clock one family differs from the next
        auto body = server::demo::one_more_family(told_);
        body.household.village = village;
        std::erase_if(body.household.facts,
                      [](const auto& fact) { return fact.fact == Fact::residence_area; });
        return server::write_referral(body).dump();
    }

    Time told_;
    const std::vector<Reporter>& reporters_;
};

// A round ends with its families, if they do not last as long.
std::size_t families_for(std::chrono::milliseconds time)
{
    constexpr std::size_t kASecond = 2'000;
    return kASecond * static_cast<std::size_t>(time.count()) / 1'000;
}

Sample post_to(const Serving& server, const Site& site, const std::vector<Posting>& postings,
               std::size_t clients, std::chrono::milliseconds time, std::size_t& kept, Section& section)
{
    std::vector<std::string> requests;
    for (const auto& [reporter, json] : postings)
        requests.push_back(post_request(
            "/api/v1/referrals", "Authorization: Bearer " + site.reporters[reporter].token + "\r\n", json));
    std::size_t next = 0;
    const auto until = Clock::now() + time;
    auto tally = ask_together(server.port(), clients, 201, [&](std::size_t) -> const std::string* {
        return Clock::now() < until && next < requests.size() ? &requests[next++] : nullptr;
    });
    if (!tally.refusal.empty()) section.faults.push_back("A referral was refused: " + tally.refusal);
    kept += tally.statuses[201];
    return sample_of(std::move(tally.microseconds), tally.seconds);
}

// The disk alone: 4 KB at the end of a file, and the wait until they are there.
Sample write_through(const std::filesystem::path& file, std::chrono::milliseconds time)
{
    const std::vector<char> page(4096, 'x');
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    std::vector<double> times;
    const auto began = Clock::now();
    for (auto now = began; now < began + time;) {
        const bool there =
            ::write(opened, page.data(), page.size()) == std::ssize(page) && ::fdatasync(opened) == 0;
        if (!there) throw std::runtime_error("The disk below /var/tmp takes nothing.");
        const auto then = std::exchange(now, Clock::now());
        times.push_back(std::chrono::duration<double, std::micro>(now - then).count());
    }
    ::close(opened);
    return sample_of(std::move(times), std::chrono::duration<double>(Clock::now() - began).count());
}

void check_kept(Section& section, const std::string& name, std::int64_t before, std::int64_t told,
                const Site& site)
{
    const auto there = count_referrals(site) - before;
    if (there != told)
        section.faults.push_back(name + ": " + std::to_string(told) + " referrals were answered with 201, " +
                                 std::to_string(there) + " are in the database");
}

std::vector<std::string> notes_on(std::size_t clients, double milliseconds, bool postgresql)
{
    std::vector<std::string> notes{std::to_string(clients) +
                                       " clients, new families of three in a county each; an answer means: "
                                       "on the disk (synchronous=FULL).",
                                   "plain: the same handler in as many threads, each referral in its own "
                                   "BEGIN … COMMIT; no HTTP, no sign-in.",
                                   "Parasol's process used " + shown(milliseconds) +
                                       " ms of processor time a referral, its start included."};
    if (postgresql)
        notes.push_back(
            "PostgreSQL with fsync on; Parasol's counter of changes lets one writer commit at a time.");
    return notes;
}

} // namespace

Section measure_posting(const DemoData& data, const Site& fresh, const Site* postgresql, const Wishes& wishes)
{
    auto result = section("posts", "Referrals stored durably · 转介单落盘");
    const auto clients = static_cast<std::size_t>(wishes.clients);
    const auto served = data.copy_site(fresh, "posts"), each = data.copy_site(fresh, "plain-each"),
               turns = data.copy_site(fresh, "plain-turns");
    const auto before = count_referrals(fresh);
    Families families(data, fresh);
    Serving server(served);
    PlainPosts one_each(data, each, clients, Connections::one_each),
        in_turns(data, turns, clients, Connections::one_for_all);
    std::optional<PlainPosts> other;
    if (postgresql) other.emplace(data, *postgresql, clients, Connections::one_each);

    std::size_t kept = 0;
    const auto next = [&] { return families.next(families_for(wishes.round)); };
    const auto plain = [&](PlainPosts& posts) { return posts.round(next(), wishes.round); };
    std::vector<Contender> contenders{
        {"Parasol over HTTP, SQLite",
         [&] { return post_to(server, served, next(), clients, wishes.round, kept, result); }},
        {"plain SQLite, a connection each", [&] { return plain(one_each); }},
        {"plain SQLite, one connection in turns", [&] { return plain(in_turns); }}};
    if (other)
        contenders.push_back({"plain PostgreSQL 15, a connection each", [&] { return plain(*other); }});
    contenders.push_back({"the disk alone: 4 KB and fdatasync",
                          [&] { return write_through(data.folder() / "disk", wishes.round); }});
    const auto measured = in_rounds(contenders, wishes.rounds);
    const auto milliseconds =
        1e3 * server.processor_seconds() / static_cast<double>(std::max<std::size_t>(kept, 1));

    result.notes = notes_on(clients, milliseconds, other.has_value());
    *result.figures = {{"clients", clients},
                       {"bytes_of_a_referral", families.next(1).front().json.size()},
                       {"server_processor_ms_of_a_referral", milliseconds},
                       {"plain_sqlite_tried_again", one_each.tried_again()},
                       {"rows", nlohmann::json::array()}};
    show_beside(result, "a second", measured);
    server.stop();
    check_kept(result, "Parasol", before, static_cast<std::int64_t>(kept), served);
    check_kept(result, "plain SQLite", before, one_each.kept(), each);
    check_kept(result, "plain SQLite in turns", before, in_turns.kept(), turns);
    if (other) check_kept(result, "plain PostgreSQL", before, other->kept(), *postgresql);
    return result;
}

} // namespace bench
