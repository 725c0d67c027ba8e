#pragma once
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace server {

enum class Level { info, warning, error };

struct LogFact {
    std::string_view name;
    std::variant<std::int64_t, std::string> value;
};

// One JSON line: when, level, a fixed event name, then facts: ids, codes, counts, times. Never a sentence, a
// person's fact, a request's target or an exception's text.
void log(Level level, std::string_view event, std::initializer_list<LogFact> facts = {});

// Lines go to stderr until this names a file (made 0600, appended to). Call it before the threads start.
void log_to(const std::filesystem::path& file);

// What may be said of the exception being handled: a database error's statement and code, else its type.
std::string name_of_exception();

} // namespace server
