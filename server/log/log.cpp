#include "server/log/log.hpp"
#include "models/store/value.hpp"
#include <chrono>
#include <cxxabi.h>
#include <fcntl.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace server {

namespace {

constexpr auto kName = "parasol";

std::shared_ptr<spdlog::logger> logger()
{
    if (auto known = spdlog::get(kName)) return known;
    try {
        auto made = spdlog::stderr_logger_mt(kName);
        made->set_pattern("%v");
        return made;
    } catch (const spdlog::spdlog_ex&) { // another thread was first
        return spdlog::get(kName);
    }
}

void append_text(std::string& line, std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    line += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') line += '\\';
        if (byte < 0x20 || byte == 0x7F)
            line += {'\\', 'u', '0', '0', kDigits[byte >> 4], kDigits[byte & 15]};
        else
            line += c;
    }
    line += '"';
}

std::string_view name_of(Level level)
{
    switch (level) {
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
    }
    return "";
}

std::int64_t milliseconds_now()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

} // namespace

void log(Level level, std::string_view event, std::initializer_list<LogFact> facts)
{
    std::string line = "{\"at\":" + std::to_string(milliseconds_now()) + ",\"level\":";
    append_text(line, name_of(level));
    line += ",\"event\":";
    append_text(line, event);
    for (const auto& [name, value] : facts) {
        line += ',';
        append_text(line, name);
        line += ':';
        if (const auto* number = std::get_if<std::int64_t>(&value))
            line += std::to_string(*number);
        else
            append_text(line, std::get<std::string>(value));
    }
    const auto to = logger();
    to->log(spdlog::level::info, line + "}");
    if (level == Level::error) to->flush();
}

void log_to(const std::filesystem::path& file)
{
    if (const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600); made >= 0) ::close(made);
    spdlog::drop(kName);
    auto to_file = spdlog::basic_logger_mt(kName, file.string());
    to_file->set_pattern("%v");
    spdlog::flush_every(std::chrono::seconds(2));
}

std::string name_of_exception()
{
    try {
        throw;
    } catch (const store::DatabaseError& error) {
        return error.what(); // the statement's name and the backend's code
    } catch (const std::exception& error) {
        int status = 0;
        const std::unique_ptr<char, void (*)(void*)> readable(
            abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status), std::free);
        return readable ? readable.get() : typeid(error).name();
    } catch (...) {
        return "unknown";
    }
}

} // namespace server
