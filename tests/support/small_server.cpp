#include "tests/support/small_server.hpp"
#include "models/store/audit.hpp"
#include "server/html/messages.hpp"
#include "server/html/templates.hpp"
#include "server/http/steps.hpp"
#include "server/log/log.hpp"
#include "server/log/metrics.hpp"
#include <atomic>
#include <fstream>
#include <mutex>

namespace support {

using namespace server;

namespace {

std::atomic<int> g_canaries{0}, g_looks{0};
std::mutex g_telling;
FeedTexts g_told;

Response hello(const Call&, store::Reader&) { return text_response(200, "hello"); }

Response canary(const Call&, store::Reader&)
{
    ++g_canaries;
    return text_response(200, "canary");
}

Response echo(const Call& call, store::Reader&) { return json_response(200, call.body); }

Response count_files(const Call& call, store::Reader&)
{
    std::size_t bytes = 0;
    for (const auto& upload : call.uploads) bytes += upload.content.size();
    return text_response(200, call.form.text("note") + "|" + std::to_string(call.uploads.size()) + "|" +
                                  std::to_string(bytes));
}

Response echo_path(const Call& call, store::Reader&)
{
    return text_response(200, std::string(call.capture("text")) + "|" + call.query.text("q"));
}

Response boom(const Call&, store::Reader&) { throw std::runtime_error(kSecret); }

Response split(const Call& call, store::Reader&)
{
    auto response = text_response(200, "x");
    response.fields.emplace_back("X-Echo", call.query.text("q") + "\r\nSet-Cookie: forged=1");
    return response;
}

Response empty(const Call& call, store::Reader&)
{
    return text_response(call.capture("status") == "304" ? 304 : 204, "");
}

Response keep(const Call& call, store::Writer& db)
{
    store::append_audit(db, {call.now, {}, "test.kept", call.body, ""});
    return json_response(201, "{}");
}

Response follow(const Call& call, store::Reader&)
{
    return {.content_type = "text/event-stream; charset=utf-8",
            .follows = std::string(call.capture("topic"))};
}

std::optional<Response> take_time(const Call&, store::Reader*, store::Writer*, std::any&)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return text_response(200, "slow");
}

const Steps kSlow{{{LaneName::work, take_time}}};

const Route kRoutes[] = {{Verb::get, "/hello", Can::anyone, hello},
                         {Verb::get, "/canary", Can::anyone, canary},
                         {Verb::post, "/api/echo", Can::anyone, echo},
                         {Verb::post, "/api/files", Can::anyone, count_files, {}, Takes::files},
                         {Verb::get, "/echo/{text}", Can::anyone, echo_path},
                         {Verb::get, "/boom", Can::anyone, boom},
                         {Verb::get, "/split", Can::anyone, split},
                         {Verb::get, "/empty/{status}", Can::anyone, empty},
                         {Verb::get, "/follow/{topic}", Can::anyone, follow},
                         {Verb::get, "/slow", Can::anyone, &kSlow},
                         {Verb::post, "/api/keep", Can::anyone, keep}};

std::shared_ptr<Library> texts(std::shared_ptr<const Config> config)
{
    static const auto messages = std::make_shared<const html::Messages>(html::Messages::built_in());
    static const auto templates = html::Templates::built_in(*messages);
    auto library = std::make_shared<Library>();
    library->config = std::move(config);
    library->messages = messages;
    library->templates = templates;
    library->metrics = std::make_shared<Metrics>();
    return library;
}

} // namespace

int canaries() { return g_canaries; }
int looks() { return g_looks; }

void tell(const std::string& topic, const std::string& text)
{
    const std::lock_guard lock(g_telling);
    g_told[topic] = text;
}

SmallServer::SmallServer(const std::function<void(Config&)>& change,
                         const std::function<void(net::Server&)>& before_it_runs)
    : router_({std::span(kRoutes)})
{
    auto config = std::make_shared<Config>();
    config->port = 0;
    if (change) change(*config);
    log_to(log());
    db_.close();
    net::Parts parts{.config = config,
                     .library = texts(config),
                     .vault = db_.vault(),
                     .database = db_.url(),
                     .router = &router_,
                     .writer = db_.open(store::Connection::Access::write),
                     .now = [] { return at_minute(0); },
                     .look_for_feed =
                         [](store::Reader&) {
                             ++g_looks;
                             const std::lock_guard lock(g_telling);
                             return g_told;
                         }};
    parts.writer->lease_process_number();
    server_ = std::make_unique<net::Server>(std::move(parts));
    if (before_it_runs) before_it_runs(*server_);
    thread_ = std::thread([this] { server_->run(); });
}

SmallServer::~SmallServer() { stop(); }

void SmallServer::stop()
{
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
}

std::string SmallServer::log_text() const
{
    server::log(Level::error, "flush");
    std::ifstream in(log());
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace support
