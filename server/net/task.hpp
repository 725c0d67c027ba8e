#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace server::net {

namespace asio = boost::asio;

// A coroutine of one io thread; the executor's type is the context's own, which costs no virtual call.
using Executor = asio::io_context::executor_type;
template <class T = void> using Task = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> use_task{};

} // namespace server::net
