#pragma once
#include "server/net/answer.hpp"
#include "server/net/body.hpp"
#include "server/net/connection.hpp"
#include "server/net/exchange.hpp"
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

namespace server::net {

// One connection, plain or TLS: requests in turn, each with a total deadline for its head and its body.
// Only connection_plain.cpp and connection_tls.cpp include this.
template <class Layer> class Conversation {
public:
    Conversation(Layer& stream, Peer peer, Site& site, Context& context)
        : stream_(stream),
          peer_(std::move(peer)),
          site_(site),
          context_(context),
          place_(context.open.insert(context.open.end(), {&beast::get_lowest_layer(stream), true}))
    {
    }
    ~Conversation() { context_.open.erase(place_); }
    Conversation(const Conversation&) = delete;

    // Until it ends; the caller shuts the stream down. True: we end it, and must let the answer arrive.
    Task<bool> hold()
    {
        for (bool first = true; co_await exchange_once(first); first = false) {
        }
        co_return ours_to_end_;
    }

private:
    auto& lowest() { return beast::get_lowest_layer(stream_); }
    std::string_view received() const
    {
        return {static_cast<const char*>(buffer_.cdata().data()), buffer_.size()};
    }

    Task<std::size_t> read_more(beast::error_code& error)
    {
        constexpr std::size_t kPiece = 4096;
        const auto room = std::min(kPiece, buffer_.max_size() - buffer_.size());
        const auto read =
            co_await stream_.async_read_some(buffer_.prepare(room), asio::redirect_error(use_task, error));
        buffer_.commit(read);
        co_return read;
    }

    // The head's length; 0: the connection ends (what there was to say has been said).
    Task<std::size_t> wait_for_head(bool first)
    {
        const auto& config = *site_.config;
        lowest().expires_after(first ? config.header_timeout : config.idle_timeout);
        place_->idle = true;
        beast::error_code error;
        while (true) {
            skip_empty_line();
            if (!received().empty() && received() != "\r" && place_->idle) {
                place_->idle = false;
                if (!first) lowest().expires_after(config.header_timeout);
            }
            if (const auto wrong = early_trouble(received(), limits_of(config))) {
                co_await refuse(*wrong, received());
                co_return 0;
            }
            if (const auto end = end_of_head(received())) co_return *end;
            co_await read_more(error);
            if (!error) continue;
            if (error == asio::error::operation_aborted && lowest().socket().available(error) > 0) continue;
            if (error == beast::error::timeout && !place_->idle)
                early_exchange(site_, peer_, {408, "slow_head"}, received()); // logged; the stream is closed
            co_return 0;
        }
    }

    // RFC 9112 §2.2: an empty line before the request line is not a request.
    void skip_empty_line()
    {
        if (place_->idle && received().starts_with("\r\n")) buffer_.consume(2);
    }

    Task<bool> exchange_once(bool first)
    {
        const auto length = co_await wait_for_head(first);
        if (length == 0) co_return false;
        const std::string block(received().substr(0, length)); // the head's views point into it
        const auto head = read_head(block, limits_of(*site_.config));
        if (!head) co_return co_await refuse(head.error(), block);
        const auto framing = framing_of(*head);
        if (!framing) co_return co_await refuse(framing.error(), block);
        if (!verb_in(head->method)) co_return co_await refuse({501, "method"}, block);
        buffer_.consume(length);

        auto body = co_await receive_body(*head, *framing);
        if (!body) {
            if (body.error().status != 0) co_await refuse(body.error(), block);
            co_return false;
        }
        lowest().expires_never();
        const bool keep = framing->keep_alive && !context_.stopping;
        auto finished = co_await exchange(site_, context_, peer_, *head, *framing, *std::move(body));
        finished.delivery.keep_alive = keep && !context_.stopping;
        co_return co_await send(std::move(finished));
    }

    // 413 from the head alone; status 0: nobody is there any more. One that sends its files slowly has four
    // times as long as for a form, in all.
    Task<std::expected<std::string, Trouble>> receive_body(const Head& head, const Framing& framing)
    {
        constexpr int kLargeTimes = 4;
        const auto& config = *site_.config;
        if (!framing.has_body()) co_return std::string{};
        const bool files = takes_files(site_, head, framing);
        const auto limit = files ? config.upload_limit : config.json_limit;
        if (framing.length > limit) co_return std::unexpected(Trouble{413, "length"});
        if (!files) co_return co_await read_body(framing, limit, config.body_timeout);
        const auto share = share_of(site_, context_, peer_, head, framing);
        const bool known = is_account(share);
        if (!context_.uploads.admits(share, known)) co_return std::unexpected(Trouble{503, "uploads"});
        auto body = co_await read_body(framing, limit, config.body_timeout * kLargeTimes);
        context_.uploads.leaves(share, known);
        co_return body;
    }

    Task<std::expected<std::string, Trouble>> read_body(const Framing& framing, std::size_t limit,
                                                        std::chrono::seconds within)
    {
        lowest().expires_after(within);
        beast::error_code error;
        if (framing.expects_continue) {
            constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
            co_await asio::async_write(stream_, asio::buffer(kGoOn), asio::redirect_error(use_task, error));
            if (error) co_return std::unexpected(Trouble{0, "gone"});
        }
        BodyReader reader(framing, limit);
        co_await http::async_read(stream_, buffer_, reader.parser(), asio::redirect_error(use_task, error));
        co_return reader.result(error);
    }

    // Answers and ends: what follows on this connection cannot be trusted to be a request.
    Task<bool> refuse(Trouble trouble, std::string_view block)
    {
        auto finished = early_exchange(site_, peer_, trouble, block);
        co_return co_await send(std::move(finished));
    }

    using Moment = std::chrono::steady_clock::time_point;

    Task<bool> write(std::string text)
    {
        lowest().expires_after(site_.config->body_timeout);
        beast::error_code error;
        co_await asio::async_write(stream_, asio::buffer(text), asio::redirect_error(use_task, error));
        lowest().expires_never();
        co_return !error;
    }

    Task<> wait_for_news(Timer& timer, Moment until)
    {
        const auto place = context_.followers.insert(context_.followers.end(), &timer);
        beast::error_code error;
        timer.expires_at(until);
        co_await timer.async_wait(asio::redirect_error(use_task, error));
        context_.followers.erase(place);
    }

    // Whoever closes is noticed at the next news, not only when writing fails.
    bool has_left()
    {
        char next = 0;
        return ::recv(lowest().socket().native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
    }

    // Lines whenever the topic's text is another, and a sign of life in between; after ten minutes the other
    // side asks anew, so that a session that has ended is told nothing more.
    Task<> follow(const Finished& finished)
    {
        constexpr std::chrono::seconds kHeartbeat{15};
        constexpr std::chrono::minutes kLongest{10};
        const auto now = [] { return std::chrono::steady_clock::now(); };
        const auto until = now() + kLongest;
        auto beat = now() + kHeartbeat;
        Timer timer(context_.io);
        std::optional<std::string> told;
        bool alive = co_await write(stream_head(finished.response, finished.delivery));
        while (alive && !context_.stopping && now() < until && !has_left()) {
            const auto text = site_.feed.text_of(finished.response.follows);
            if (text != told || now() >= beat) {
                alive = co_await write(text != told ? "data: " + *text + "\n\n" : ":\n\n");
                told = text;
                beat = now() + kHeartbeat;
            }
            if (alive && !context_.stopping) co_await wait_for_news(timer, beat);
        }
        ours_to_end_ = alive;
    }

    // True: the connection goes on. Otherwise we end it, and the other side may still be sending.
    Task<bool> send(Finished finished)
    {
        if (!finished.response.follows.empty() && !finished.delivery.head_only) {
            if (site_.feed.admits()) {
                place_->idle = true;
                co_await follow(finished);
                site_.feed.leaves();
                co_return false;
            }
            finished.response = early_response(503);
            finished.response.fields.emplace_back("Retry-After", "60");
        }
        const bool goes_on = finished.delivery.keep_alive;
        auto message = message_for(finished);
        finished.response = {};
        lowest().expires_after(site_.config->body_timeout);
        beast::error_code error;
        co_await beast::async_write(stream_, std::move(message), asio::redirect_error(use_task, error));
        ours_to_end_ = !goes_on && !error;
        co_return goes_on && !error;
    }

    Layer& stream_;
    Peer peer_;
    Site& site_;
    Context& context_;
    std::list<Open>::iterator place_;
    beast::flat_buffer buffer_{16 * 1024};
    bool ours_to_end_ = false;
};

} // namespace server::net
