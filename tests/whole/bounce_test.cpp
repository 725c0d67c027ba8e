// A mail that came back, from the mail server's pipe to the account's page: `parasol bounce` beside a server.
#include "models/store/accounts.hpp"
#include "models/store/channels.hpp"
#include "models/store/dispatches.hpp"
#include "server/app.hpp"
#include "server/channels/outgoing.hpp"
#include "tests/support/child.hpp"
#include "tests/support/wire.hpp"
#include "tests/whole/killed.hpp"
#include "tests/whole/running.hpp"
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>
#include <thread>

using namespace models;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct Mailed {
    Mailed()
    {
        const auto now = server::system_now();
        place.db.write([&](store::Writer& db) {
            store::AccountRow row;
            row.login = "mail-server";
            row.actor = {.role = Role::integrator, .name = "邮件服务器"};
            const auto account = store::insert_account(db, row, now);
            store::insert_token(db, {{}, account, "bounces", true, now + std::chrono::days(30), {}},
                                "token-of-the-pipe", now);
            store::ChannelRow channel{
                .kind = ChannelKind::mail, .state = ChannelState::on, .account = account};
            channel.keys.target = "wang@office.example";
            id = store::insert_channel(db, channel, now);
            const auto dispatch = store::queue_dispatch(db, id, DispatchKind::due, now);
            message = server::channels::mail_id(db.vault(), dispatch);
        });
        std::ofstream(token) << "token-of-the-pipe\n";
        fs::permissions(token, fs::perms::owner_read);
        place.db.close();
        server = std::make_unique<support::Child>([this] { return killed::serve(place, port); });
        for (int step = 0; step < 3'000 && !answers(); ++step) std::this_thread::sleep_for(20ms);
    }
    bool answers() const
    {
        try {
            return support::ask(port, "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .has_value();
        } catch (const std::runtime_error&) { // it does not listen yet
            return false;
        }
    }
    // What the mail server sees: the exit status.
    int pipe(const std::string& mail, std::uint16_t to) const
    {
        std::ofstream(folder / "mail") << mail;
        const auto command = std::string(PARASOL) + " bounce --url http://127.0.0.1:" + std::to_string(to) +
                             " --token-file " + token.string() + " < " + (folder / "mail").string() + " > " +
                             (folder / "said").string() + " 2>&1";
        return WEXITSTATUS(std::system(command.c_str()));
    }
    std::string report(const std::string& status, const std::string& about) const
    {
        return "From: MAILER-DAEMON@mx.office.example\nContent-Type: multipart/report; "
               "report-type=delivery-status;\n boundary=\"b\"\n\n--b\nContent-Type: "
               "message/delivery-status\n\nReporting-MTA: dns; mx.office.example\n\nFinal-Recipient: rfc822; "
               "wang@office.example\nAction: failed\nStatus: " +
               status + "\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <" + about +
               "@office.example>\nSubject: x\n\nbody\n--b--\n";
    }
    killed::Place place{store::Backend::sqlite};
    fs::path folder = place.db.folder(), token = folder / "mail-token";
    std::uint16_t port = support::free_port();
    ChannelId id;
    std::string message;
    std::unique_ptr<support::Child> server;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(bounces, Mailed)

BOOST_AUTO_TEST_CASE(a_mail_that_came_back_turns_its_address_off_beside_a_running_server)
{
    constexpr int kLater = 75;
    BOOST_TEST(pipe("Subject: a mail of a person\n\nhello\n", port) == 0); // the mail server need not keep it
    BOOST_TEST(pipe(report("4.2.2", message), port) == 0);
    BOOST_TEST(pipe(report("5.1.1", "msg_7.guessed"), port) == 0);
    BOOST_TEST(pipe(report("5.1.1", message), support::free_port()) == kLater); // nobody is there
    fs::permissions(token, fs::perms::group_read, fs::perm_options::add);
    BOOST_TEST(pipe(report("5.1.1", message), port) == kLater); // others may read the token
    fs::permissions(token, fs::perms::owner_read);
    const auto state = [&] {
        return place.db.read([&](store::Reader& db) { return store::find_channel(db, id)->state; });
    };
    BOOST_TEST((state() == ChannelState::on));

    BOOST_TEST(pipe(report("5.1.1", message), port) == 0);
    BOOST_TEST((state() == ChannelState::off));
}

BOOST_AUTO_TEST_SUITE_END()
