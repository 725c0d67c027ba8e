#include "server/log/log.hpp"
#include "server/log/metrics.hpp"
#include "server/net/server_inside.hpp"
#include "server/net/tls.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <future>

namespace server::net {

namespace {

constexpr std::size_t kMostInBatch = 256;
constexpr std::size_t kHashQueue = 32; // half a second and more of password checks
constexpr std::size_t kPostgresWriters = 4;
constexpr std::size_t kWorkers = 3; // a round and a what-if that are worked out leave one for pages

std::size_t write_threads(const std::string& database)
{
    return database.starts_with("postgresql:") ? kPostgresWriters : 1;
}

void open_acceptor(Acceptor& acceptor, const Config& config)
{
    ErrorCode error;
    const auto address = asio::ip::make_address(config.address, error);
    if (error)
        throw std::runtime_error("The address " + config.address + " is not an IP address of this machine.");
    const tcp::endpoint endpoint(address, config.port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    const auto name = config.address + ":" + std::to_string(config.port);
    if (error == asio::error::address_in_use)
        throw std::runtime_error(
            "Port " + name +
            " is taken by another program. Choose another with --port, or end that program.");
    if (error == asio::error::access_denied)
        throw std::runtime_error("Port " + name +
                                 " needs more rights. Choose a port above 1023 with --port.");
    if (error) throw std::runtime_error("Port " + name + " cannot be opened. Check the address.");
}

} // namespace

// A change that a thread outside of the lanes waits for.
class Awaited final : public Job {
public:
    explicit Awaited(const std::function<void(store::Writer&)>& change) : change_(change) {}
    std::future<bool> result() { return done_.get_future(); }
    void run(store::Connection* connection) override
    {
        well_ = wants_again_ = false;
        try {
            store::Writer db(*connection);
            change_(db);
            db.keep();
            well_ = true;
        } catch (const store::DatabaseError& error) {
            wants_again_ = error.kind() == store::DatabaseError::Kind::serialization;
            if (!wants_again_) log(Level::error, "courier.change", {{"error", name_of_exception()}});
        } catch (const std::exception&) {
            log(Level::error, "courier.change", {{"error", name_of_exception()}});
        }
    }
    bool wants_again() const override { return wants_again_; }
    void answer(Fate fate) override { done_.set_value(fate == Fate::done && well_); }

private:
    const std::function<void(store::Writer&)>& change_;
    std::promise<bool> done_;
    bool well_ = false, wants_again_ = false;
};

static bool change_on(Lane& lane, const std::function<void(store::Writer&)>& change)
{
    auto job = std::make_unique<Awaited>(change);
    auto done = job->result();
    lane.push("courier", std::move(job));
    return done.get();
}

static Lane::Serve writing(const Parts& parts, bool alone)
{
    return [serve = alone ? serve_alone : serve_together,
            committed = parts.committed](Batch& batch, store::Connection* db) {
        serve(batch, db);
        if (committed) committed();
    };
}

std::unique_ptr<Site> make_site(const Parts& parts)
{
    const auto limit = parts.config->queue_limit;
    const bool alone = write_threads(parts.database) > 1;
    return std::unique_ptr<Site>(new Site{parts.config,
                                          parts.library,
                                          parts.router,
                                          parts.now,
                                          Lane(limit, 1, serve_each),
                                          Lane(limit, alone ? 1 : kMostInBatch, writing(parts, alone)),
                                          Lane(limit, 1, serve_each),
                                          Lane(kHashQueue, 1, serve_each),
                                          {0},
                                          store::random_token(6),
                                          Feed(parts.config->connections_total / 2)});
}

void Server::Inside::open_port()
{
    open_acceptor(acceptor, *parts.config);
    port = acceptor.local_endpoint().port();
}

void Server::Inside::start_lanes()
{
    using Access = store::Connection::Access;
    const auto connect = [&](Access access) {
        return std::make_unique<store::Connection>(parts.database, access, parts.vault);
    };
    Lane::Connections writers, readers, none_for_work(kWorkers), none_for_hash(1);
    writers.push_back(std::move(parts.writer));
    while (writers.size() < write_threads(parts.database)) {
        writers.push_back(connect(Access::write));
        writers.back()->lease_process_number();
    }
    for (int i = 0; i < parts.config->read_threads; ++i) readers.push_back(connect(Access::read));
    site->write.start(std::move(writers));
    site->read.start(std::move(readers));
    site->work.start(std::move(none_for_work));
    site->hash.start(std::move(none_for_hash));
    if (const auto& metrics = parts.library->metrics)
        for (const auto& [name, lane] : {std::pair{"read", &site->read},
                                         {"write", &site->write},
                                         {"work", &site->work},
                                         {"hash", &site->hash}})
            metrics->watch_queue(name, [lane] { return lane->waiting(); });
}

void Server::Inside::finish_lanes()
{
    if (parts.courier) parts.courier->end();
    for (auto* lane : {&site->work, &site->hash, &site->read}) lane->finish();
    parts.beside.reset();
    site->write.finish(); // readers before the writer
}

void check_port(const Config& config)
{
    asio::io_context io;
    Acceptor acceptor(io);
    open_acceptor(acceptor, config);
}

Server::Server(Parts parts) : inside_(std::make_unique<Inside>(std::move(parts)))
{
    const auto& config = *inside_->parts.config;
    check_tls_files(config);
    if (!config.certificate.empty()) inside_->keys = load_tls(config);
    inside_->open_port();
    inside_->start_lanes();
}

Server::~Server() = default;

std::uint16_t Server::port() const { return inside_->port; }

void Server::run()
{
    auto& in = *inside_;
    asio::co_spawn(in.contexts[0].io, in.accept(), asio::detached);
    asio::co_spawn(in.contexts[0].io, in.sweep(), asio::detached);
    if (in.parts.look_for_feed) asio::co_spawn(in.contexts[0].io, in.look_for_followers(), asio::detached);
    auto pulse = in.pulses.begin();
    for (const auto& works : in.parts.long_works)
        asio::co_spawn(in.contexts[0].io, in.do_long_works(works, *pulse++), asio::detached);
    if (in.parts.courier)
        in.parts.courier->begin([&in](const auto& change) { return change_on(in.site->write, change); },
                                in.parts.now);
    std::thread second([&] { in.contexts[1].io.run(); });
    in.contexts[0].io.run(); // returns by itself when the last connection has ended
    second.join();
    in.finish_lanes();
}

void Server::stop()
{
    asio::post(inside_->contexts[0].io, [in = inside_.get()] { in->begin_stop(); });
}

} // namespace server::net
