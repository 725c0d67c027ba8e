#include "models/store/seal.hpp"
#include "server/cli/verbs.hpp"
#include "server/sending/report.hpp"
#include "server/sending/sender.hpp"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

// parasol bounce: a mail server's pipe gives it a mail that came back; what that says is told to the server.
namespace server::cli {

namespace {

constexpr int kLater = 75; // EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and tries again
constexpr std::size_t kMost = 1024 * 1024;

struct BounceWishes {
    std::string url = "http://127.0.0.1:8080", token_file, ca_file;
};

std::string standard_input()
{
    std::string text(kMost, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::cin.gcount()));
    return text;
}

std::string token_in(const std::string& file)
{
    namespace fs = std::filesystem;
    std::error_code none;
    const auto others = fs::perms::group_all | fs::perms::others_all;
    if ((fs::status(file, none).permissions() & others) != fs::perms::none)
        throw std::runtime_error("The token in " + file + " may be read by others. Run: chmod 600 " + file);
    std::ifstream in(file);
    std::string token;
    std::getline(in, token);
    if (token.empty()) throw std::runtime_error("There is no token in " + file + ".");
    return token;
}

// The operator chose where; plain http goes to this machine only.
sending::Limits limits_of(const BounceWishes& wishes)
{
    const bool secure = wishes.url.starts_with("https://");
    return {.allowed = sending::read_networks(secure ? "0.0.0.0/0 ::/0" : "127.0.0.0/8 ::1"),
            .ca_file = wishes.ca_file};
}

int tell(const BounceWishes& wishes, const sending::Report& report)
{
    const nlohmann::json body{
        {"message_id", report.message_id}, {"action", report.action}, {"status", report.status}};
    sending::Sender sender(limits_of(wishes));
    sender.start(1, sending::Post{.url = wishes.url + "/api/v1/mail-bounces",
                                  .fields = {"Content-Type: application/json",
                                             "Authorization: Bearer " + token_in(wishes.token_file),
                                             "Idempotency-Key: " + store::new_uuid()},
                                  .body = body.dump()});
    std::vector<sending::Answer> answers;
    while (answers.empty()) answers = sender.wait(std::chrono::seconds(1));
    const auto& answer = answers.front();
    if (answer.done()) return 0;
    if (answer.status == 404) {
        say("不是本系统的邮件，或者地址已删除 / not a mail of ours, or its address was deleted");
        return 0;
    }
    std::cerr << "The server did not take it ("
              << (answer.fault.empty() ? std::to_string(answer.status) : answer.fault) << ")." << std::endl;
    return kLater;
}

int bounce(const BounceWishes& wishes)
{
    const auto report = sending::read_report(standard_input());
    if (!report) {
        say("不是退信通知 / no delivery status notification");
        return 0;
    }
    try {
        return tell(wishes, *report);
    } catch (const std::exception& wrong) {
        std::cerr << wrong.what() << std::endl;
        return kLater;
    }
}

} // namespace

void add_bounce(CLI::App& app, Verb& chosen)
{
    auto wishes = std::make_shared<BounceWishes>();
    auto* verb = app.add_subcommand(
        "bounce", "从标准输入读一封退信并告诉服务 / read a mail that came back and tell the server");
    verb->add_option("--url", wishes->url, "服务网址 / address of the server (http://127.0.0.1:8080)");
    verb->add_option("--token-file", wishes->token_file,
                     "集成方令牌所在文件，权限 0600 / file with an integrator's token, mode 0600")
        ->required();
    verb->add_option("--ca", wishes->ca_file, "另外信任的证书 / certificates to trust beside (PEM)");
    verb->callback([wishes, &chosen] { chosen = [wishes] { return bounce(*wishes); }; });
}

} // namespace server::cli
